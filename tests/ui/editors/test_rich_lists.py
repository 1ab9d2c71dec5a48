"""Lists in the window that compute, number and prove their rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from proof_files import LONG, drop, write_picture
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.person import path

from app.declaration.packs import install_pack
from app.forms.pack.pack import Pack
from app.ui.editors.cell_text import CellText
from app.ui.form.blocks.listing import ListView
from app.ui.form.view import FormView

ROWS, PROOF = path("rights.list"), path("rights.papers")
PAGES = """\
  - id: rights
    title: 知识产权汇总表
    body:
      - list:
          field: list
          label: 知识产权
          numbered: IP00
          columns:
            - {id: name, label: 名称, type: text, width: 3}
            - {id: price, label: 单价, unit: 万元, type: money}
            - {id: count, label: 数量, type: count}
            - {id: total, label: 金额, unit: 万元, type: money, computed: {product: [price, count]}}
            - {id: day, label: 授权日期, type: date, when: {field: count, above: 1}}
            - {id: idea, label: 创新点, type: prose, limit: 10}
    evidence: [{id: papers, title: 证书, each: list}]
"""


@pytest.fixture
def pack(home: Path, tmp_path: Path) -> Pack:
    """The small pack with a rich list behind all other pages."""
    file = tmp_path / "rich.yaml"
    file.write_text((Path(__file__).parents[1] / "small_pack.yaml").read_text("utf-8") + PAGES, "utf-8")
    return install_pack(file)


@pytest.fixture
def view(form: FormView) -> ListView:
    """The list on its page."""
    form.open("rights")
    found = form.page("rights").views[0]
    assert isinstance(found, ListView)
    found.table.setFocus()
    return found


def paste(view: ListView, text: str) -> None:
    QApplication.clipboard().setText(text)
    view.table.setCurrentIndex(view.model.index(0, 0))
    view.table.paste()


def texts(view: ListView, row: int) -> list[str]:
    return [str(view.model.index(row, column).data() or "") for column in range(view.model.columnCount())]


def test_a_pasted_table_is_computed_and_its_own_sums_are_left_out(view: ListView) -> None:
    paste(view, "夹具\t1.5\t2\t999\n机床\t2\t1\t999")
    assert texts(view, 0) == ["夹具", "1.5", "2", "3", "", ""]
    assert texts(view, 1) == ["机床", "2", "1", "2", "", ""]
    paste(view, "夹具\t2\t2\t7")
    assert texts(view, 0)[3] == "4"


def test_a_computed_cell_says_how_and_is_not_edited(view: ListView) -> None:
    paste(view, "夹具\t1.5\t2\n机床\t2\t1")
    cell = view.model.index(0, 3)
    assert not view.model.flags(cell) & Qt.ItemFlag.ItemIsEditable
    assert "由程序计算：“单价” × “数量”" in str(cell.data(Qt.ItemDataRole.ToolTipRole))
    assert view.model.flags(view.model.index(0, 4)) & Qt.ItemFlag.ItemIsEditable
    assert not view.model.flags(view.model.index(1, 4)) & Qt.ItemFlag.ItemIsEditable, "not asked in this row"
    view.model.clear(range(1), range(1))
    view.model.clear(range(1), range(3, 4))
    assert texts(view, 0) == ["", "1.5", "2", "3", "", ""]


def test_rows_are_headed_by_their_numbers(view: ListView) -> None:
    paste(view, "夹具\n机床")
    heads = [view.model.headerData(row, Qt.Orientation.Vertical) for row in range(3)]
    assert heads == ["IP01", "IP02", "＊"]


def test_a_file_is_given_to_its_rows(form: FormView, view: ListView, qtbot: QtBot, tmp_path: Path) -> None:
    paste(view, "夹具\n机床")
    form.show_panel(True)
    form.panel.tabs.setCurrentIndex(2)
    card = form.panel.evidence.item("papers")
    assert card is not None
    drop(card, write_picture(tmp_path / "IP02 证书.png"))
    qtbot.waitUntil(lambda: len(card.files) == 1, timeout=LONG)
    button = card.files[0].rows
    assert button is not None
    assert button.text() == "用于：IP02“机床”"
    button.rows_menu.aboutToShow.emit()
    assert [(one.text(), one.isChecked()) for one in button.rows_menu.actions()] == [
        ("IP01“夹具”", False),
        ("IP02“机床”", True),
    ]
    button.rows_menu.actions()[0].trigger()
    assert button.text() == "用于：IP01“夹具”、IP02“机床”"
    form.desk.undo()
    assert button.text() == "用于：IP02“机床”"


def test_a_long_text_is_written_in_lines_of_its_own(form: FormView, view: ListView, qtbot: QtBot) -> None:
    paste(view, "夹具\n机床")
    cell = view.model.index(0, 5)
    view.table.setCurrentIndex(cell)
    view.table.edit(cell)
    editor = view.table.viewport().findChild(CellText)
    assert editor is not None
    assert editor.width() >= 300
    assert view.table.viewport().rect().contains(editor.geometry())
    qtbot.keyClicks(editor, "first")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(editor, "second")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.table.currentIndex() == view.model.index(1, 5))
    row = ROWS.at(view.model.rows[0], "idea")
    assert form.desk.session.text(row) == "first\nsecond"
    assert cell.data() == "first second"
    form.desk.session.answer(row, "一二三四五六七八九十一")
    assert [one.code for one in form.desk.session.problems("rights") if one.path == row] == ["limit"]


def test_a_long_text_is_copied_as_one_cell(form: FormView, view: ListView) -> None:
    paste(view, '夹具\t\t\t\t\t"甲\n""乙"""')
    assert form.desk.session.text(ROWS.at(view.model.rows[0], "idea")) == '甲\n"乙"'
    view.table.selectRow(0)
    view.table.copy()
    assert QApplication.clipboard().text().endswith('\t"甲\n""乙"""')
