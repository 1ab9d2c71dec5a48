"""What the tests of pages share: every page of every notice in one window, and what is seen on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from daily import daily
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

NOTICES = daily(
    ("sichuan-2022", "shanghai-2022", "miit-2018", "miit-2023", "region-guide"), "sichuan-2022", "region-guide"
)


@contextmanager
def notice_open(window: MainWindow, folder: Path, name: str) -> Iterator[FormView]:
    """A declaration for a notice, open in the window; closed at the end."""
    declaration = Declaration.create(find_pack(name), folder / f"{name}.qibei", PASSPHRASE)
    window.resize(1400, 900)
    window.show_declaration(declaration)
    assert window.form is not None
    yield window.form
    window.close_form()
    declaration.close()


def focused() -> QWidget:
    """The widget with the cursor."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press_tab(qtbot: QtBot, *, back: bool = False) -> QWidget:
    """Press Tab, or Shift+Tab; the widget that has the cursor then."""
    QApplication.processEvents()
    shift = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(focused(), Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, shift)
    return focused()


def place_of(widget: QWidget, page: QScrollArea) -> QRect:
    """Where a widget stands on the sheet of its page."""
    return QRect(widget.mapTo(page.widget(), QPoint(0, 0)), widget.size())


def reads_backwards(one: QRect, other: QRect) -> bool:
    """Whether `other`, which Tab came to behind `one`, stands above it, or left of it on the same line."""
    above = other.bottom() <= one.top()
    beside = other.top() < one.bottom() and one.top() < other.bottom()
    return above or (beside and other.right() <= one.left())
