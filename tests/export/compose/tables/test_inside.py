"""A list inside a form table is rows of that table, and a choice may stand in several of its rows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from export.compose.composed import of_block
from forms.tiny_packs import at, tiny_session

from app.errors import PackError
from app.export.compose.book import compose
from app.export.document import Cell, Table
from app.forms.session import FormSession

COLUMNS = "[{id: name, label: 名称, type: text, width: 3}, {id: share, label: 比例, type: percent, width: 1}]"
HOLDERS = f"{{field: holders, label: 股东, numbered: false, columns: {COLUMNS}}}"
CAPITAL = f"""\
- id: a
  title: 甲
  body:
    - grid:
        widths: [1, 1, 3, 1]
        rows:
          - [名称, {{text: "{{name:text}}", columns: 3}}]
          - [资本, "{{capital:money}}万元", {{columns: 2, blocks: [{{list: {HOLDERS}}}]}}]
          - [{{text: 备注, rows: 2}}, {{text: 一, columns: 3}}]
          - [{{text: 二, columns: 3}}]
"""
NAME = "甲省某某装备产业投资发展有限公司"
CHOICE = """\
- id: a
  title: 甲
  fields: {mode: {options: [{value: 自建, printed: 1、自建}, 合建, 租用], separator: "\\n"%s}}
  body:
    - grid:
        widths: [1, 3]
        rows:
          - [{text: 方式, rows: 3}, {text: "{mode:choice}", rows: 3, split: true}]
          - []
          - []
"""


def printed(session: FormSession, *, blank: bool = False) -> Table:
    (table,) = [block for block in compose(session, blank=blank).parts[-1].opened if isinstance(block, Table)]
    return table


def drawn(table: Table) -> list[str]:
    return [" ".join(f"{words(cell)}{cell.columns}x{cell.rows}" for cell in row.cells) for row in table.rows]


def words(cell: Cell) -> str:
    return "".join(line for paragraph in cell.blocks for line in of_block(paragraph))


def with_holders(*names: str) -> FormSession:
    session = tiny_session(CAPITAL)
    session.insert_rows(at("a.holders"), 0, [{"name": name, "share": Decimal(10)} for name in names])
    return session


def test_the_rows_of_the_list_stand_beside_the_cells_of_its_row() -> None:
    assert drawn(printed(with_holders(NAME, "乙公司"))) == [
        "名称1x1 ____3x1",
        "资本1x3 ____万元1x3 名称1x1 比例1x1",
        f"{NAME}1x1 10%1x1",
        "乙公司1x1 10%1x1",
        "备注1x2 一3x1",
        "二3x1",
    ]


def test_an_empty_form_has_rows_to_write_on_in_its_place() -> None:
    assert drawn(printed(tiny_session(CAPITAL), blank=True))[1:5] == [
        "资本1x4 ____万元1x4 名称1x1 比例1x1",
        "1x1 1x1",
        "1x1 1x1",
        "1x1 1x1",
    ]


def test_what_is_stated_instead_of_rows_stands_below_the_head() -> None:
    session = tiny_session(CAPITAL)
    session.answer(at("a.holders"), "无")
    assert drawn(printed(session))[1:3] == ["资本1x2 ____万元1x2 名称1x1 比例1x1", "无2x1"]


def test_a_column_of_the_list_that_ends_near_one_of_the_form_ends_there() -> None:
    assert len(printed(with_holders(NAME)).widths) == 4


def test_a_column_that_needs_another_place_gets_it() -> None:
    table = printed(with_holders("91510100MAYYYY008E" * 2))
    assert len(table.widths) == 5
    assert sum(table.widths) == pytest.approx(sum(printed(with_holders(NAME)).widths))
    assert drawn(table)[0] == "名称1x1 ____4x1"


def test_each_option_stands_in_a_row_of_its_own() -> None:
    session = tiny_session(CHOICE % "")
    session.answer(at("a.mode"), "合建")
    assert drawn(printed(session)) == ["方式1x3 □1、自建1x1", "☑合建1x1", "□租用1x1"]


def test_a_choice_without_boxes_prints_a_tick_behind_the_chosen_option() -> None:
    session = tiny_session(CHOICE % ", boxes: false")
    assert drawn(printed(session, blank=True)) == ["方式1x3 1、自建1x1", "合建1x1", "租用1x1"]
    session.answer(at("a.mode"), "自建")
    assert drawn(printed(session)) == ["方式1x3 1、自建 √1x1", "合建1x1", "租用1x1"]


LIST = "{list: {field: rows, label: 清单, columns: [{id: n, label: 名, type: text}]}}"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (f"{{text: 字, blocks: [{LIST}]}}", "单元格里有 list"),
        (f"{{blocks: [{LIST}, 字]}}", "单元格里有 list"),
        (f"{{blocks: [{LIST}]}}, {{blocks: [{LIST}]}}", "一行只能有一个"),
        ("{text: 字, split: true}", "split 只用于跨行"),
    ],
)
def test_a_cell_that_cannot_be_drawn_is_refused(cells: str, said: str) -> None:
    widths = "1, 1" if cells.count("list") > 1 else "1"
    with pytest.raises(PackError, match=said):
        tiny_session(f"- {{id: a, title: 甲, body: [{{grid: {{widths: [{widths}], rows: [[{cells}]]}}}}]}}")
