"""The list of the small pack on its page, for the tests of what can be done there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from ui.person import path

from app.ui.editors.cell_text import CellText
from app.ui.form.blocks.listing import ListView
from app.ui.form.view import FormView

LIST = path("rows.devices")
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def opened(form: FormView, *rows: tuple[str, ...]) -> ListView:
    """The list on its page with these rows, the cursor in its first cell."""
    form.open("rows")
    view = form.page("rows").views[0]
    assert isinstance(view, ListView)
    if rows:
        view.model.make(lambda sheet: sheet.pasted([], 0, rows), 0, "填")
        form.desk.session.history.forget()
    view.table.setFocus()
    view.table.setCurrentIndex(view.model.index(0, 0))
    return view


def cells(form: FormView) -> list[list[str]]:
    """The session's rows as texts."""
    session = form.desk.session
    rows = session.answers.rows(LIST)
    return [[session.text(LIST.at(row, name)) for name in ("name", "quantity", "kind")] for row in rows]


def press(view: ListView, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """Press a key in the table."""
    qtbot.keyClick(view.table, key, modifiers or Qt.KeyboardModifier.NoModifier)


def here(view: ListView) -> tuple[int, int]:
    """Where the cursor is."""
    return view.table.currentIndex().row(), view.table.currentIndex().column()


def select(view: ListView, top: int, left: int, bottom: int, right: int) -> None:
    """Select a block of cells with the mouse's own means."""
    from PySide6.QtCore import QItemSelection, QItemSelectionModel

    chosen = QItemSelection(view.model.index(top, left), view.model.index(bottom, right))
    view.table.setCurrentIndex(view.model.index(top, left))
    view.table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def editor(view: ListView) -> QLineEdit | CellText:
    """What is typed in, in its cell."""
    found = view.table.viewport().findChild(QLineEdit) or view.table.viewport().findChild(CellText)
    assert isinstance(found, QLineEdit | CellText)
    return found


def clipboard() -> str:
    """The words on the clipboard."""
    return QApplication.clipboard().text()
