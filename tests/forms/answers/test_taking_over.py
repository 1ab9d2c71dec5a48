"""What was worked out for one state of the answers holds for a later one as far as nothing that it rests on changed."""

from __future__ import annotations

import pytest
from forms.tiny_packs import tiny_session

from app.forms.answers.answers import RECENT
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Value

PACK = """\
- id: a
  title: 某页
  body:
    - "名称：{company:text}"
    - list: {field: rows, label: 清单, columns: [{id: name, label: 名称, type: text}]}
"""
LIST = FieldPath("a", "rows")
NAME = FieldPath("a", "company")


class Counted:
    """Reads every name of a list, and counts how often it had to."""

    def __init__(self) -> None:
        self.times = 0

    def of(self, session: FormSession) -> list[Value | None]:
        return session.circumstances.remembered("names", lambda: self._read(session))

    def _read(self, session: FormSession) -> list[Value | None]:
        self.times += 1
        return session.circumstances.cells(LIST.at("*", "name"))


@pytest.fixture
def session() -> FormSession:
    made = tiny_session(PACK)
    made.insert_rows(LIST, 0, [{"name": "甲"}, {"name": "乙"}])
    return made


def later(session: FormSession, before: FormSession) -> FormSession:
    now = session.snapshot()
    now.circumstances.go_on_from(before.circumstances)
    return now


def test_what_another_blank_says_leaves_a_list_as_it_was(session: FormSession) -> None:
    counted, first = Counted(), session.snapshot()
    assert counted.of(first) == ["甲", "乙"]
    session.answer(NAME, "某公司")
    assert counted.of(later(session, first)) == ["甲", "乙"]
    assert counted.times == 1


def test_a_cell_a_row_or_too_many_changes_to_tell_have_it_read_again(session: FormSession) -> None:
    counted, before = Counted(), session.snapshot()
    counted.of(before)
    session.answer(LIST.at(session.answers.rows(LIST)[0], "name"), "丙")
    before = later(session, before)
    assert counted.of(before) == ["丙", "乙"]
    session.remove_rows(LIST, session.answers.rows(LIST)[:1])
    before = later(session, before)
    assert counted.of(before) == ["乙"]
    for number in range(RECENT + 1):
        session.answer(NAME, f"公司{number}")
    assert counted.of(later(session, before)) == ["乙"]
    assert counted.times == 4


def test_the_earlier_state_is_still_read_as_it_was(session: FormSession) -> None:
    counted, first = Counted(), session.snapshot()
    counted.of(first)
    session.insert_rows(LIST, 0, [{"name": "丁"}])
    assert counted.of(later(session, first)) == ["丁", "甲", "乙"]
    assert counted.of(first) == ["甲", "乙"]
