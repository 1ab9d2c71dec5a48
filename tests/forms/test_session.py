"""The one door for changes: each is told once, each can be taken back; rows are put, moved and removed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from forms.tiny_packs import at, tiny_pack, tiny_session

from app.errors import DraftError
from app.forms.answers.answers import Answers, Edit
from app.forms.answers.serial import answers_to_json
from app.forms.paths import FieldPath
from app.forms.session import Changes, FormSession
from app.forms.values import NIL

PAGES = """
- id: a
  title: 甲
  body:
    - "名称{name:text}，金额{amount:money}"
    - list:
        field: rows
        label: 清单
        columns: [{id: name, label: 名称, type: text, required: blocking}, {id: n, label: 数量, type: count}]
- {id: b, title: 乙, when: {field: a.name, is: 是}, body: ["说明{t:text}"]}
"""
NAME, AMOUNT, ROWS = at("a.name"), at("a.amount"), at("a.rows")


@pytest.fixture
def session() -> FormSession:
    return tiny_session(PAGES)


@pytest.fixture
def told(session: FormSession) -> list[Changes]:
    heard: list[Changes] = []
    session.subscribe(heard.append)
    return heard


def names(session: FormSession) -> list[str]:
    return [session.text(ROWS.at(row, "name")) for row in session.answers.rows(ROWS)]


def put(session: FormSession, position: int, *texts: str) -> list[str]:
    return session.insert_rows(ROWS, position, [{"name": text} for text in texts])


def test_each_change_is_told_once_with_the_pages_it_concerns(session: FormSession, told: list[Changes]) -> None:
    changes = session.answer(NAME, "是")
    assert told == [changes]
    assert (told[0].kind, told[0].paths, told[0].sections) == ("do", (NAME,), frozenset({"a", "b"}))
    session.undo()
    session.redo()
    assert [change.kind for change in told] == ["do", "undo", "redo"]


def test_what_changes_nothing_is_not_told(session: FormSession, told: list[Changes]) -> None:
    session.answer(NAME, " 某公司 ")
    assert session.answer(NAME, "某公司") is None
    assert session.answer(AMOUNT, "") is None
    assert session.set({NAME: "某公司", AMOUNT: None}) is None
    assert session.apply([Edit(NAME, "某公司", "某公司")]) is None
    assert session.remove_rows(ROWS, []) is None
    assert session.insert_rows(ROWS, 0, []) == []
    assert len(told) == 1


def test_what_is_no_character_gets_a_mark_however_it_comes(session: FormSession) -> None:
    session.insert_rows(ROWS, 0, [{"name": "证\udcff"}])
    session.apply([Edit(NAME, None, "甲\ud800")])
    assert (names(session), session.value(NAME)) == (["证\ufffd"], "甲\ufffd")


def test_decimals_typed_anew_are_a_change(session: FormSession) -> None:
    session.answer(AMOUNT, "12.0")
    assert session.answer(AMOUNT, "12.00") is not None
    assert session.printed(AMOUNT) == "12.00"
    assert session.set({AMOUNT: Decimal("12")}) is not None


def test_a_burst_of_typing_is_told_as_one_and_undone_as_one() -> None:
    now = [0.0]
    session = FormSession(tiny_pack(PAGES), Answers(), lambda: now[0])
    joined = []
    for text in ("四", "四川", "四川某"):
        now[0] += 0.2
        changes = session.answer(NAME, text)
        assert changes is not None
        joined.append(changes.joined)
    assert joined == [False, True, True]
    session.undo()
    assert session.value(NAME) is None


def test_nothing_is_asked_at_an_unknown_path_or_row(session: FormSession) -> None:
    for name in ("a.other", "x.name", "a.rows[k3f].name", "a.rows[k3f].other"):
        with pytest.raises(KeyError):
            session.answer(at(name), "甲")
    assert dict(session.answers.items()) == {}


def test_rows_are_put_where_they_are_wanted(session: FormSession) -> None:
    put(session, 0, "乙", "丁")
    put(session, 1, "丙")
    put(session, 0, "甲")
    put(session, 4, "戊", "己")
    assert names(session) == list("甲乙丙丁戊己")


def test_rows_are_moved_and_a_row_left_in_its_place_is_no_change(session: FormSession, told: list[Changes]) -> None:
    rows = put(session, 0, *"甲乙丙丁")
    assert session.move_row(ROWS, rows[0], 3) is not None
    assert names(session) == list("乙丙丁甲")
    session.move_row(ROWS, rows[0], 1)
    assert names(session) == list("乙甲丙丁")
    assert session.move_row(ROWS, rows[0], 1) is None
    session.undo()
    session.undo()
    assert names(session) == list("甲乙丙丁")
    assert len(told) == 5


def test_rows_are_removed_with_their_cells_and_come_back(session: FormSession) -> None:
    rows = put(session, 0, *"甲乙丙")
    session.answer(ROWS.at(rows[1], "n"), "约3")
    session.remove_rows(ROWS, [rows[1], rows[2], rows[1]])
    assert names(session) == ["甲"]
    assert session.value(ROWS.at(rows[1], "n")) is None
    session.undo()
    assert names(session) == list("甲乙丙")
    assert session.text(ROWS.at(rows[1], "n")) == "约3"


def test_a_row_put_into_a_list_that_is_stated_empty_takes_the_place_of_nil(session: FormSession) -> None:
    session.set({ROWS: NIL})
    put(session, 0, "甲")
    assert session.value(ROWS) is None
    session.undo()
    assert session.value(ROWS) is NIL


def test_rows_between_two_of_one_rank_come_after_both(session: FormSession) -> None:
    session.apply([Edit(ROWS.at(row), None, rank) for row, rank in (("a", "V"), ("b", "V"), ("c", "W"))])
    (new,) = session.insert_rows(ROWS, 1, [{"name": "新"}])
    assert session.answers.rows(ROWS) == ["a", "b", new, "c"]
    session.move_row(ROWS, "c", 1)
    assert session.answers.rows(ROWS) == ["a", "b", "c", new]


def test_the_problems_of_one_blank_are_its_own(session: FormSession) -> None:
    rows = session.insert_rows(ROWS, 0, [{"name": "甲"}, {"n": 3}])
    assert codes_at(session, NAME) == ["required"]
    assert codes_at(session, ROWS.at(rows[1], "name")) == ["required"]
    session.answer(ROWS.at(rows[0], "n"), "约3")
    assert codes_at(session, ROWS.at(rows[0], "n")) == ["unparsed"]


def codes_at(session: FormSession, path: FieldPath) -> list[str]:
    return [problem.code for problem in session.problems(path.section) if problem.path == path]


def test_a_session_that_is_only_read_refuses_every_change(told: list[Changes]) -> None:
    session = FormSession(tiny_pack(PAGES), read_only=True)
    gestures = (
        lambda: session.answer(NAME, "甲"),
        lambda: session.set({NAME: "甲"}),
        lambda: put(session, 0, "甲"),
        session.undo,
        session.redo,
    )
    for gesture in gestures:
        with pytest.raises(DraftError, match="只读"):
            gesture()
    assert dict(session.answers.items()) == {}
    assert not session.history.can_undo


def test_answers_leave_as_json_with_every_blank_and_row(session: FormSession) -> None:
    session.answer(AMOUNT, "12.50")
    put(session, 0, "甲")
    assert answers_to_json(session.pack, session.answers) == {
        "cover.project": None,
        "a.name": None,
        "a.amount": "12.50",
        "a.rows": [{"name": "甲", "n": None}],
        "b.t": None,
    }
    session.undo()
    session.set({ROWS: NIL})
    assert answers_to_json(session.pack, session.answers)["a.rows"] == "无"


def test_ten_thousand_bad_rows_are_found_numbered_and_retyped(session: FormSession) -> None:
    session.insert_rows(ROWS, 0, [{"n": number} for number in range(10_000)])
    found = session.problems("a")
    numbers = [session.row_number(problem.path) for problem in found if problem.path.row]
    assert numbers == list(range(1, 10_001))
    rows = session.answers.rows(ROWS)
    for row in rows[::1000]:
        session.answer(ROWS.at(row, "name"), "机床")
        session.problems("a")
    assert len([problem for problem in session.problems("a") if problem.path.row]) == 9_990
