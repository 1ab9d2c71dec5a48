"""Rows that the notice prints: on the empty form, in each new draft, never lost in silence, carried without doubles."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms.tiny_packs import at, tiny_pack, tiny_session

from app.declaration.carrying.carry_over import create_carried, plan_for_new
from app.declaration.declaration import Declaration
from app.declaration.filling import fill
from app.declaration.reports import answers_json
from app.drafts.store import Draft
from app.errors import PackError
from app.export.compose.book import compose
from app.export.document import Table, Text
from app.forms.empty_form import preset_edits
from app.forms.pack.pack import Pack
from app.forms.session import FormSession

WORD = "一句只有自己知道的话"
PAGE = """
- id: a
  title: 设备
  body:
    - list:
        field: rows
        label: 主要设备
        preset: [数控机床, [机器人, 六轴]]
        columns:
          - {id: name, label: 类别, type: text}
          - {id: model, label: 型号, type: text}
          - {id: count, label: 数量, unit: 台, type: count, required: blocking}
"""
ROWS = at("a.rows")


@pytest.fixture
def pack() -> Pack:
    return tiny_pack(PAGE)


def shown(session: FormSession) -> list[list[str]]:
    rows = session.answers.rows(ROWS)
    return [[session.printed(ROWS.at(row, name)) for name in ("name", "model", "count")] for row in rows]


def said(session: FormSession) -> list[str]:
    return [problem.message for problem in session.problems("a") if problem.code == "preset_row"]


def test_a_new_draft_has_them_and_keeps_them(pack: Pack, tmp_path: Path) -> None:
    with Declaration.create(pack, tmp_path / "a.qibei", WORD) as made:
        assert shown(made.session) == [["数控机床", "", ""], ["机器人", "六轴", ""]]
        made.session.answer(ROWS.at(made.session.answers.rows(ROWS)[1], "count"), "3")
    with Declaration(Draft.open(tmp_path / "a.qibei", WORD), pack) as draft:
        assert shown(draft.session) == [["数控机床", "", ""], ["机器人", "六轴", "3"]]
        assert said(draft.session) == []


def test_the_empty_form_prints_them_and_the_empty_rows_that_the_pack_asks_for_besides() -> None:
    for page, count in ((PAGE, 2), (PAGE.replace("label: 主要设备", "label: 主要设备\n        blank_rows: 3"), 5)):
        (table,) = (b for b in compose(tiny_session(page), blank=True).parts[-1].blocks if isinstance(b, Table))
        assert len(table.rows) == 1 + count
        words = [cell.blocks[0].inlines[0].text for cell in table.rows[2].cells[:3]]
        assert words == ["2", "机器人", "六轴"]
        assert all(not isinstance(one, Text) for cell in table.rows[2].cells[1:] for one in cell.blocks[0].inlines)


def test_one_that_is_removed_or_changed_is_told_and_undo_brings_it_back(pack: Pack, tmp_path: Path) -> None:
    with Declaration.create(pack, tmp_path / "a.qibei", WORD) as made:
        session = made.session
        first, second = session.answers.rows(ROWS)
        session.remove_rows(ROWS, [first])
        assert said(session) == ["通知在“主要设备”里印有“数控机床”一行，现在没有了；请补上，或者撤销对它的删改。"]
        session.answer(ROWS.at(second, "model"), "四轴")
        assert len(said(session)) == 2
        session.undo()
        session.undo()
        assert said(session) == []


def test_answers_that_are_told_fill_again_and_those_without_them_are_told(pack: Pack, tmp_path: Path) -> None:
    with Declaration.create(pack, tmp_path / "a.qibei", WORD) as made:
        told = answers_json(made)
        assert isinstance(told, dict)
        assert fill(made.session, told) == 0
        fill(made.session, {"answers": {"a.rows": [{"name": "机器人", "model": "六轴", "count": "2"}]}})
        assert said(made.session) == ["通知在“主要设备”里印有“数控机床”一行，现在没有了；请补上，或者撤销对它的删改。"]


def test_rows_of_last_year_come_in_their_place(pack: Pack, tmp_path: Path) -> None:
    with Declaration.create(pack, tmp_path / "old.qibei", WORD) as old:
        for row, count in zip(old.session.answers.rows(ROWS), "12", strict=True):
            old.session.answer(ROWS.at(row, "count"), count)
        old.session.insert_rows(ROWS, 2, [{"name": "传送带", "count": 4}])
        with create_carried(plan_for_new(old, pack), tmp_path / "new.qibei", WORD) as new:
            rows = [["数控机床", "", "1"], ["机器人", "六轴", "2"], ["传送带", "", "4"]]
            assert shown(new.session) == rows
            assert said(new.session) == []


def test_a_list_that_has_rows_or_is_stated_to_have_none_gets_no_others() -> None:
    session = tiny_session(PAGE)
    assert preset_edits(session)
    session.answer(ROWS, "无")
    assert preset_edits(session) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[数控机床, ", "[[甲, 乙, 丙, 丁], ", "这一行有 4 格，清单只有 3 列"),
        ("[数控机床, ", "[机器, 机器, ", "这一行写了两次"),
        ("[数控机床, ", "[[甲, 乙, '3'], ", "preset 只能写 text 和 choice 的列，count 是 count"),
        ("type: text}", "type: choice, options: [数控机床, 机器人]}", ""),
        ("type: text}", "type: choice, options: [数控机器, 机器人]}", "name 没有“数控机床”这个选项，是不是 数控机器？"),
        ("  title: 设备", "  title: 设备\n  repeat: {entry: 项, number: '0'}", "重复的页面里的清单不能写 preset"),
    ],
)
def test_what_cannot_be_printed_is_refused(old: str, new: str, words: str) -> None:
    page = PAGE.replace(old, new, 1)
    if not words:
        assert tiny_pack(page).sections
        return
    with pytest.raises(PackError, match=words):
        tiny_pack(page)
