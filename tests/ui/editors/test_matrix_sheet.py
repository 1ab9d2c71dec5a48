"""A matrix in the window: a sheet whose cells are blanks, of the page or of entries."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.person import path

from app.declaration.packs import install_pack
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.ui.editors.matrix import MatrixTable, corner_lines, shared
from app.ui.form.blocks.matrix import MatrixView
from app.ui.form.view import FormView

ENTRIES = path("projects.entries")
PAGES = """\
  - id: projects
    title: 研发项目表
    repeat: {entry: 研发项目, number: RD00, named_by: name, least: 0}
    body: ["项目名称：{name:text}，人工{labor:money}万元，材料{material:money}万元"]
  - id: costs
    title: 研发费用结构明细表
    body:
      - matrix:
          corner: [科目, 编号]
          type: money
          rows:
            - {title: 内部费用, below: [{id: labor, title: 人工}, {id: material, title: 材料}]}
          columns:
            - {id: rd, each: projects.entries}
            - {id: all, title: 合计, computed: {sum: rd}}
"""


@pytest.fixture
def pack(home: Path, tmp_path: Path) -> Pack:
    """The small pack with a repeated page, and a matrix over its entries, behind all others."""
    file = tmp_path / "matrix.yaml"
    file.write_text((Path(__file__).parents[1] / "small_pack.yaml").read_text("utf-8") + PAGES, "utf-8")
    return install_pack(file)


def grown(form: FormView, count: int) -> list[str]:
    session = form.desk.session
    return session.insert_rows(ENTRIES, session.answers.row_count(ENTRIES), [{}] * count)


def sheet(form: FormView) -> MatrixTable:
    form.open("costs")
    view = form.page("costs").views[0]
    assert isinstance(view, MatrixView)
    return view.table


def texts(table: MatrixTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def titles(table: MatrixTable, side: Qt.Orientation) -> list[str]:
    count = table.model().columnCount() if side == Qt.Orientation.Horizontal else table.model().rowCount()
    return [str(table.model().headerData(place, side)) for place in range(count)]


def test_its_columns_follow_the_entries_from_three_to_twelve_and_back(form: FormView) -> None:
    grown(form, 3)
    assert titles(sheet(form), Qt.Orientation.Horizontal) == ["RD01", "RD02", "RD03", "合计"]
    grown(form, 9)
    assert titles(sheet(form), Qt.Orientation.Horizontal) == [*(f"RD{n:02}" for n in range(1, 13)), "合计"]
    form.desk.undo()
    assert len(titles(sheet(form), Qt.Orientation.Horizontal)) == 4


def test_without_entries_there_is_an_empty_column_in_which_nothing_can_be_typed(form: FormView) -> None:
    table = sheet(form)
    assert texts(table) == [["—", ""], ["—", ""]]
    assert not table.model().flags(table.model().index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_headings_stand_over_the_titles_of_their_rows(form: FormView) -> None:
    assert titles(sheet(form), Qt.Orientation.Vertical) == ["内部费用\n人工", "内部费用\n材料"]


def test_a_block_from_excel_fills_the_entries_in_one_step(form: FormView) -> None:
    first, second = grown(form, 2)
    table = sheet(form)
    QApplication.clipboard().setText("10\t20.5\t99\n1\t2\t99\n")
    table.setCurrentIndex(table.model().index(0, 0))
    table.paste()
    assert texts(table) == [["10", "20.5", "30.5"], ["1", "2", "3"]]
    assert str(form.desk.session.value(path(f"projects@{second}.labor"))) == "20.5"
    form.desk.undo()
    assert texts(table) == [["", "", ""], ["", "", ""]]
    assert form.section == "costs"
    assert first in form.desk.session.answers.rows(ENTRIES)


def test_of_the_rows_only_cells_that_changed_are_drawn_anew(form: FormView) -> None:
    first, second = grown(form, 2)
    form.desk.session.answer(path(f"projects@{second}.material"), "5")
    table = sheet(form)
    drawn: list[tuple[int, int]] = []
    table.model().dataChanged.connect(lambda start, _end, _roles: drawn.append((start.row(), start.column())))
    form.desk.typed(path(f"projects@{first}.material"), "7")
    assert drawn == [(1, 0), (1, 2)], "the figure and the sum beside it"
    drawn.clear()
    form.desk.typed(path("bounds.apps"), "3")
    assert drawn == []


def test_typing_in_a_cell_is_seen_on_the_entrys_page(form: FormView, qtbot: QtBot) -> None:
    (entry,) = grown(form, 1)
    table = sheet(form)
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    qtbot.keyClicks(table.viewport(), "7")
    editor = QApplication.focusWidget() or table
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert form.desk.session.text(FieldPath(f"projects@{entry}", "material")) == "7"
    assert texts(table)[1] == ["7", "7"]


def test_what_is_computed_is_neither_typed_nor_emptied(form: FormView) -> None:
    (entry,) = grown(form, 1)
    form.desk.session.answer(path(f"projects@{entry}.labor"), "5")
    table = sheet(form)
    assert not table.model().flags(table.model().index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    table.selectAll()
    table.setFocus()
    form.desk.settle()
    table.cells.clear(*table.area())
    assert texts(table) == [["", ""], ["", ""]]


def test_a_problem_of_an_entry_is_shown_in_its_cell(form: FormView) -> None:
    (entry,) = grown(form, 1)
    table = sheet(form)
    form.desk.session.answer(path(f"projects@{entry}.labor"), "约10")
    form.desk.settle()
    form.page("costs").show_problems()
    problems = table.cells.data(table.model().index(0, 0), Qt.ItemDataRole.UserRole + 1)
    assert [problem.path for problem in problems] == [path(f"projects@{entry}.labor")]


def test_a_finding_leads_to_its_cell_while_the_matrix_is_open(form: FormView) -> None:
    (entry,) = grown(form, 1)
    table = sheet(form)
    form.go(path(f"projects@{entry}.material"))
    assert form.section == "costs"
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 0)


@pytest.mark.parametrize(
    ("room", "needs", "given"),
    [
        (352, [84, 84, 92, 84], [86, 86, 92, 88]),  # one that needs more has it, and all of them the room
        (400, [84, 84, 84, 84], [100, 100, 100, 100]),
        (300, [84, 84, 92, 84], [84, 84, 92, 84]),
    ],
)
def test_columns_share_the_room_as_far_as_their_titles_allow(room: int, needs: list[int], given: list[int]) -> None:
    assert shared(room, needs) == given


def test_a_sheet_is_as_high_as_its_rows_and_not_higher(form: FormView, qtbot: QtBot) -> None:
    table = sheet(form)
    qtbot.waitUntil(table.isVisible)
    qtbot.wait(20)
    bar = table.horizontalScrollBar()
    assert bar.maximum() == 0
    assert table.viewport().height() == sum(table.row_heights)
    grown(form, 12)
    table = sheet(form)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: table.viewport().height() == sum(table.row_heights))


def test_the_words_of_the_corner_are_parted_before_their_unit_and_keep_off_its_edges(form: FormView) -> None:
    assert corner_lines(["近三年经营情况（万元）"]) == "近三年经营情况\n（万元）"
    assert corner_lines(["科目", "编号"]) == "科目／编号"
    table = sheet(form)
    model = table.cells
    model.corner = ["近三年经营情况（万元）"]
    again = MatrixTable(form.desk, model, "再一张", table)
    widest = max(map(again.fontMetrics().horizontalAdvance, again._corner.text().split("\n")))
    again._keep_corner()
    assert again._corner.contentsRect().width() >= widest
    assert "\n（" in again._corner.text()
