"""Room in menus between words and keys: Qt leaves twelve pixels at every size of text, in any style sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMenu

from app.ui.theme import space
from app.ui.theme.properties import show_as
from app.ui.theme.screen import scaled


def part_keys(menu: QMenu) -> None:
    """Have the keys stand well apart from the words, each time the menu comes down."""
    menu.aboutToShow.connect(lambda: _widen(menu))


def _widen(menu: QMenu) -> None:
    """Make each column wider; a menu higher than the screen has several, or is scrolled where those are too wide."""
    screen, more = menu.screen().availableGeometry().width(), scaled(space.WIDE)
    show_as(menu, "scrolled", False)
    _ask_for(menu, 0)
    if menu.sizeHint().width() > screen:
        show_as(menu, "scrolled", True)
        _ask_for(menu, 0)
    if all(action.shortcut().isEmpty() for action in menu.actions()):
        return
    whole, places = menu.sizeHint().width(), [menu.actionGeometry(action) for action in menu.actions()]
    columns, wide = len({place.x() for place in places}), max(place.width() for place in places)
    if whole + columns * (more + space.CLOSE) <= screen:
        _ask_for(menu, whole - (columns - 1) * wide + more)


def _ask_for(menu: QMenu, width: int) -> None:
    """Have a column so wide, at least; what is asked for counts when the menu is measured anew, as in another font."""
    menu.setMinimumWidth(width)
    QApplication.sendEvent(menu, QEvent(QEvent.Type.FontChange))
