"""The check characters of 统一社会信用代码 (GB 32100-2015) and 组织机构代码 (GB 11714)."""

from __future__ import annotations

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def is_credit_code(code: str) -> bool:
    """Whether the 18 characters are a 统一社会信用代码 with a true check character."""
    if len(code) != 18 or any(letter not in _CREDIT for letter in code):
        return False
    total = sum(_CREDIT.index(letter) * pow(3, place, 31) for place, letter in enumerate(code[:17]))
    return code[17] == _CREDIT[(31 - total % 31) % 31]


def is_organisation_code(code: str) -> bool:
    """Whether the 9 characters (a hyphen before the last is allowed) are a true 组织机构代码."""
    bare = code[:8] + code[9:] if len(code) == 10 and code[8] == "-" else code
    if len(bare) != 9 or any(letter not in _ORGANISATION for letter in bare):
        return False
    total = sum(_ORGANISATION.index(letter) * weight for letter, weight in zip(bare, _WEIGHTS, strict=False))
    check = 11 - total % 11
    return bare[8] == {10: "X", 11: "0"}.get(check, str(check))


def credit_code_fault(code: str) -> str | None:
    """The problem code for `code` as a 统一社会信用代码 or 组织机构代码; None when it is sound.

    A true 统一社会信用代码 whose characters 9–17 are no true 组织机构代码 is only doubtful: such
    codes exist.
    """
    bare = code.replace("-", "")
    if len(bare) == 9:
        return None if is_organisation_code(code) else "organisation_code"
    if not is_credit_code(code):
        return "credit_code"
    return None if is_organisation_code(code[8:17]) else "credit_code_doubtful"
