"""A list under the hand as a sheet: each deed is one step, and what is not meant stays as it is."""

from __future__ import annotations

from forms.tables.list_pack import DEVICES, PACK, ROWS, session_of, texts

from app.forms.session import FormSession
from app.forms.tables.clipboard import table_of, text_of
from app.forms.tables.placing import appended, replaced
from app.forms.tables.sheet import ListSheet
from app.forms.values import NIL

THREE = (("丙", "加工设备", "10"), ("甲", "运行设备", "9"), ("乙", "", "100"))


def rows(session: FormSession) -> list[str]:
    return session.answers.rows(ROWS)


def test_a_block_is_pasted_over_rows_and_below_them() -> None:
    session = session_of(*THREE)
    first = session.snapshot()
    session.apply(ListSheet(session, ROWS).pasted(rows(session)[2:], 1, [["运行设备", "7"], ["加工设备", "8"]]))
    assert texts(session) == [
        ["丙", "加工设备", "10"],
        ["甲", "运行设备", "9"],
        ["乙", "运行设备", "7"],
        ["", "加工设备", "8"],
    ]
    session.undo()
    assert texts(session) == texts(first)


def test_what_is_computed_is_neither_pasted_nor_cleared() -> None:
    session = session_of(("甲", "", "2", "1.5", "", "", "999"))
    row = rows(session)[0]
    assert session.text(ROWS.at(row, "cost")) == "3"
    assert ListSheet(session, ROWS).cleared([row], range(6, 7)) == []


def test_cells_are_filled_down_and_cleared() -> None:
    session = session_of(*THREE)
    session.apply(ListSheet(session, ROWS).filled_down(rows(session), range(1, 2)))
    assert [line[1] for line in texts(session)] == ["加工设备"] * 3
    session.apply(ListSheet(session, ROWS).cleared(rows(session)[:2], range(1, 3)))
    assert texts(session) == [["丙", "", ""], ["甲", "", ""], ["乙", "加工设备", "100"]]


def test_rows_are_doubled_moved_and_taken_out_as_one_step_each() -> None:
    session = session_of(*THREE)
    sheet = ListSheet(session, ROWS)
    session.apply(sheet.duplicated(rows(session)[:2])[0])
    assert [line[0] for line in texts(session)] == ["丙", "甲", "丙", "甲", "乙"]
    session.apply(sheet.moved(rows(session)[3:], 0))
    assert [line[0] for line in texts(session)] == ["甲", "乙", "丙", "甲", "丙"]
    session.apply(sheet.removed(rows(session)[2:]))
    assert [line[0] for line in texts(session)] == ["甲", "乙"]
    for _ in range(3):
        session.undo()
    assert [line[0] for line in texts(session)] == ["丙", "甲", "乙"]


def test_rows_are_sorted_by_size_and_by_pinyin_those_without_last() -> None:
    session = session_of(*THREE, ("", "", ""), ("丁", "", "约5"))
    sheet = ListSheet(session, ROWS)
    session.apply(sheet.sorted(2, rows(session)))
    assert [line[2] for line in texts(session)] == ["9", "10", "100", "约5", ""]
    session.apply(sheet.sorted(2, rows(session), descending=True))
    assert [line[2] for line in texts(session)] == ["约5", "100", "10", "9", ""]
    session.apply(sheet.sorted(0, rows(session)))
    assert [line[0] for line in texts(session)] == ["丙", "丁", "甲", "乙", ""]  # bing, ding, jia, yi


def test_rows_that_are_not_meant_keep_their_places_when_others_are_sorted() -> None:
    session = session_of(("3",), ("x",), ("1",), ("y",), ("2",))
    every = rows(session)
    session.apply(ListSheet(session, ROWS).sorted(0, [every[0], every[2], every[4]]))
    assert [line[0] for line in texts(session)] == ["1", "x", "2", "y", "3"]


def test_rows_of_one_rank_are_sorted_too() -> None:
    session = session_of(("b",), ("a",))
    first, second = rows(session)
    rank = session.answers.get(ROWS.at(first))
    session.set({ROWS.at(second): rank})
    session.apply(ListSheet(session, ROWS).sorted(0, rows(session)))
    assert [line[0] for line in texts(session)] == ["a", "b"]


def test_texts_go_to_the_clipboard_and_come_back() -> None:
    cells = [['a "b"', "x\ty"], ["two\nlines", ""], ["", "末"]]
    assert table_of(text_of(cells)) == cells


def test_rows_are_put_behind_in_place_of_nil() -> None:
    session = FormSession(PACK)
    session.set({ROWS: NIL})
    session.apply(appended(session, ROWS, [{"name": "甲"}]))
    assert session.value(ROWS) is None
    assert texts(session, 1) == [["甲"]]


def test_rows_take_the_place_of_others_and_one_of_the_same_name_stays_itself() -> None:
    session = session_of(("甲", "加工设备", "1"), ("乙", "", "2"), ("丙", "", "3"))
    before = dict(zip("甲乙丙", rows(session), strict=True))
    session.apply(replaced(session, ROWS, [{"name": "丙", "count": 30}, {"name": "丁"}, {"name": "甲", "count": 1}]))
    assert texts(session) == [["丙", "", "30"], ["丁", "", ""], ["甲", "", "1"]]
    after = dict(zip("丙丁甲", rows(session), strict=True))
    assert (after["丙"], after["甲"]) == (before["丙"], before["甲"])
    session.undo()
    assert texts(session) == [["甲", "加工设备", "1"], ["乙", "", "2"], ["丙", "", "3"]]
    assert len(DEVICES.columns) == 8
