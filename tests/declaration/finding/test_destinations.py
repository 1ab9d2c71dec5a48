"""Pages and blanks are offered by number, by name, by part of a name, and by characters in their order."""

from __future__ import annotations

import pytest
from forms.tiny_packs import tiny_session

from app.declaration.finding.destinations import destinations, ranked
from app.forms.session import FormSession

PAGES = """
- {id: a, number: "3.2", title: 赋能园区, starred: true, body: ["园区数量{n:count}个"]}
- {id: b, number: "3.20", title: 其他赋能, body: ["有{has:yesno}"]}
- id: c
  title: 附件5 诚信声明
  when: {field: b.has, is: 是}
  body: ["本年营业收入{income:money}万元，声明人{who:text}"]
  evidence: [{id: proof, title: 声明原件}]
"""


@pytest.fixture
def session() -> FormSession:
    return tiny_session(PAGES)


def offered(session: FormSession, words: str) -> list[str]:
    return [str(one.path) for one in ranked(destinations(session), words)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("3.2", "a."),
        ("３．２０", "b."),
        ("附件5", "c."),
        ("附件 5", "c."),
        ("营业收入", "c.income"),
        ("声明原件", "c.proof"),
        ("诚信", "c."),
        ("营收", "c.income"),
        ("3.2 数量", "a.n"),
    ],
)
def test_the_likeliest_is_offered_first(session: FormSession, words: str, first: str) -> None:
    assert offered(session, words)[0] == first


def test_a_number_that_goes_on_comes_behind_the_number_itself(session: FormSession) -> None:
    assert offered(session, "3.2")[:2] == ["a.", "b."]


def test_every_page_is_offered_where_nothing_is_said(session: FormSession) -> None:
    assert offered(session, " ") == ["cover.", "a.", "b.", "c."]


def test_what_does_not_apply_is_offered_and_says_so(session: FormSession) -> None:
    asked = {str(one.path): one.asked for one in destinations(session)}
    assert (asked["a.n"], asked["c."], asked["c.income"]) == (True, False, False)


def test_nothing_is_offered_for_words_that_are_nowhere(session: FormSession) -> None:
    assert offered(session, "天书") == []
