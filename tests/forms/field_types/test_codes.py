"""统一社会信用代码 (GB 32100-2015) and 组织机构代码 (GB 11714): check characters, and what is only doubtful."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.field_types.codes import credit_code_fault, is_credit_code, is_organisation_code

REAL = ["91110000600037341L", "91110108551385082Q", "91350100M000100Y43"]
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(body: str) -> str:
    """The 17 characters with their check character, worked out from the formula of GB 32100-2015."""
    total = sum(LETTERS.index(letter) * 3**place for place, letter in enumerate(body))
    return body + LETTERS[-total % 31]


def organisation_code(body: str) -> str:
    """The 8 characters with their check character, worked out from the formula of GB 11714."""
    values = [int(letter, 36) for letter in body]
    check = -sum(value * weight for value, weight in zip(values, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return body + "0123456789X"[check]


BODIES = st.text(LETTERS, min_size=17, max_size=17)


@pytest.mark.parametrize("code", REAL)
def test_real_codes_are_sound(code: str) -> None:
    assert credit_code_fault(code) is None


@pytest.mark.parametrize("first", ["91", "N1", "A1", "Y1", "12", "52"])
def test_every_kind_of_registration_is_sound(first: str) -> None:
    assert credit_code_fault(credit_code(f"{first}510100{organisation_code('MA6CABC1')}")) is None


@given(BODIES)
def test_the_check_character_is_the_one_of_the_standard(body: str) -> None:
    code = credit_code(body)
    assert is_credit_code(code)
    assert [letter for letter in LETTERS if is_credit_code(body + letter)] == [code[-1]]


@given(BODIES, st.integers(0, 17), st.sampled_from(LETTERS + "IOSVZ-"))
def test_a_single_wrong_character_is_always_noticed(body: str, place: int, other: str) -> None:
    code = credit_code(body)
    broken = code[:place] + other + code[place + 1 :]
    assert is_credit_code(broken) is (broken == code)


@pytest.mark.parametrize("code", ["60003734-1", "600037341", "55138508-2", "M000100Y4", "D2143569X"])
def test_codes_of_organisations_are_sound_with_or_without_their_hyphen(code: str) -> None:
    assert credit_code_fault(code) is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("600037342", "organisation_code"),
        ("6000-37341", "organisation_code"),
        ("6000373A?", "organisation_code"),
        ("91110000600037341", "credit_code"),
        ("91110000600037341L1", "credit_code"),
        ("91110000600037341l", "credit_code"),
        ("9111O000600037341L", "credit_code"),
        ("", "credit_code"),
        ("无代码", "credit_code"),
    ],
)
def test_what_is_wrong_is_said(code: str, fault: str) -> None:
    assert credit_code_fault(code) == fault


def test_a_true_code_around_a_false_organisation_code_is_only_doubtful() -> None:
    assert not is_organisation_code("600037342")
    assert credit_code_fault(credit_code("91110000" + "600037342")) == "credit_code_doubtful"
