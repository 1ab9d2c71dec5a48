"""A cell that takes several of its options: they are ticked in a list, by keys and by the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.person import path

from app.declaration.packs import install_pack
from app.forms.pack.pack import Pack
from app.ui.editors.cell_choices import CellChoices
from app.ui.form.blocks.listing import ListView
from app.ui.form.view import FormView

ROWS = path("plans.list")
PAGES = """\
  - id: plans
    title: 解决方案
    body:
      - list:
          field: list
          label: 解决方案
          columns:
            - {id: means, label: 运用技术, type: choices, width: 3, options: [5G, 大数据, 工业AR/VR], separator: 、}
            - {id: name, label: 名称, type: text, width: 3}
"""
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def pack(home: Path, tmp_path: Path) -> Pack:
    """The small pack with such a list behind all other pages."""
    file = tmp_path / "choices.yaml"
    file.write_text((Path(__file__).parents[1] / "small_pack.yaml").read_text("utf-8") + PAGES, "utf-8")
    return install_pack(file)


@pytest.fixture
def view(form: FormView) -> ListView:
    """The list on its page."""
    form.open("plans")
    found = form.page("plans").views[0]
    assert isinstance(found, ListView)
    found.table.setFocus()
    return found


def opened(view: ListView, qtbot: QtBot) -> CellChoices:
    """The editor of the first cell, its list open."""
    view.table.setCurrentIndex(view.model.index(0, 0))
    qtbot.keyClick(view.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    editor = view.table.findChild(CellChoices)
    assert editor is not None
    qtbot.waitUntil(lambda: editor.view().isVisible())
    return editor


def press(*keys: Qt.Key) -> None:
    """Press keys where the cursor is."""
    for key in keys:
        where = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert where is not None
        QTest.keyClick(where.focusWidget() or where, key)
        QApplication.processEvents()


def chosen(form: FormView) -> list[object]:
    session = form.desk.session
    return [session.value(ROWS.at(row, "means")) for row in session.answers.rows(ROWS)]


def test_options_are_ticked_with_space_and_the_row_is_made_by_the_first(
    form: FormView, view: ListView, qtbot: QtBot
) -> None:
    editor = opened(view, qtbot)
    press(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert editor.view().isVisible(), "it stays open while one ticks"
    assert chosen(form) == [("5G", "工业AR/VR")]
    press(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert chosen(form) == [("工业AR/VR",)]
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.table.findChild(CellChoices) is None)
    assert view.table.hasFocus()
    assert view.model.index(0, 0).data() == "工业AR/VR"


def test_the_list_shows_what_the_cell_holds_and_is_ticked_with_the_mouse(
    form: FormView, view: ListView, qtbot: QtBot
) -> None:
    form.desk.session.insert_rows(ROWS, 0, [{"means": ("5G", "大数据"), "name": "甲"}])
    editor = opened(view, qtbot)
    assert [editor.itemData(at, Qt.ItemDataRole.CheckStateRole) for at in range(3)] == [2, 2, 0]
    place = editor.view().visualRect(editor.model().index(0, 0)).center()
    QTest.mouseClick(editor.view().viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen(form) == [("大数据",)]
    assert editor.accessibleDescription() == "大数据"


def test_the_click_that_opened_the_list_ticks_nothing(form: FormView, view: ListView, qtbot: QtBot) -> None:
    form.desk.session.insert_rows(ROWS, 0, [{"means": ("5G",), "name": "甲"}])
    editor = opened(view, qtbot)
    place = editor.view().visualRect(editor.model().index(1, 0)).center()
    QTest.mouseRelease(editor.view().viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor.view().isVisible()
    assert chosen(form) == [("5G",)]


def test_words_that_name_no_option_stay_until_something_is_ticked(form: FormView, view: ListView, qtbot: QtBot) -> None:
    form.desk.session.insert_rows(ROWS, 0, [{"name": "甲"}])
    QApplication.clipboard().setText("6G")
    view.table.setCurrentIndex(view.model.index(0, 0))
    view.table.paste()
    opened(view, qtbot)
    press(Qt.Key.Key_Escape)
    assert view.model.index(0, 0).data() == "6G"


def test_all_ticks_may_go_again(form: FormView, view: ListView, qtbot: QtBot) -> None:
    form.desk.session.insert_rows(ROWS, 0, [{"means": ("5G",), "name": "甲"}])
    opened(view, qtbot)
    press(Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert chosen(form) == [None]
