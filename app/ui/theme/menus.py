"""Room in menus between words and keys: Qt leaves twelve pixels at every size of text, in any style sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMenu

from app.ui.theme import space
from app.ui.theme.screen import scaled


def part_keys(menu: QMenu) -> None:
    """Have the keys stand well apart from the words, each time the menu comes down."""
    menu.aboutToShow.connect(lambda: _widen(menu))


def _widen(menu: QMenu) -> None:
    menu.setMinimumWidth(0)
    QApplication.sendEvent(menu, QEvent(QEvent.Type.FontChange))  # it is measured anew, without the room of last time
    if any(not action.shortcut().isEmpty() for action in menu.actions()):
        menu.setMinimumWidth(menu.sizeHint().width() + scaled(space.WIDE))
