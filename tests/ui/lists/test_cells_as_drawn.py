"""What a cell looks like: the frame around the one with the cursor, the grounds, words that are longer than it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot
from ui.lists.list_page import opened

from app.ui.editors.table import ListTableView
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.theme import colours

LONG = "很长的设备名称" * 40


@pytest.fixture
def table(qtbot: QtBot, window: MainWindow, form: FormView) -> ListTableView:
    window.resize(1280, 800)
    found = opened(form, (LONG, "1", "运行设备"), ("乙", "约2", "运行设备"), ("丙", "3", "加工设备")).table
    qtbot.waitUntil(lambda: found.viewport().height() > 3 * found.row_height)
    return found


def test_the_cell_with_the_cursor_has_a_frame_while_the_list_has_it(table: ListTableView) -> None:
    table.setFocus()
    table.choose(table.model().index(2, 0))
    assert colours().accent in shown(table, 2, 0)
    assert colours().accent not in shown(table, 1, 0)


def test_what_is_selected_has_a_ground_of_its_own(table: ListTableView) -> None:
    table.selectionModel().select(table.model().index(1, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert colours().accent_soft in shown(table, 1, 0)
    assert colours().accent_soft not in shown(table, 0, 0)


def test_what_cannot_be_read_is_underlined(table: ListTableView) -> None:
    table._desk.settle()
    assert colours().blocking in shown(table, 1, 1)
    assert colours().blocking not in shown(table, 2, 1)


def test_words_that_are_longer_than_their_cell_end_within_it(table: ListTableView) -> None:
    picture = image(table, 0, 0)
    edge = {picture.pixelColor(picture.width() - 2, y).name() for y in range(2, picture.height() - 3)}
    assert len(edge) == 1, "nothing is drawn at the right edge"


def image(table: ListTableView, row: int, column: int) -> QImage:
    """One cell as it is drawn."""
    return table.viewport().grab(table.visualRect(table.model().index(row, column))).toImage()


def shown(table: ListTableView, row: int, column: int) -> set[str]:
    """The colours of a cell."""
    picture = image(table, row, column)
    return {QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(picture.height())}
