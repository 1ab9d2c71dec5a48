"""What is told about the program itself: 关于, 快捷键."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.ui.actions import Actions


def about(window: QWidget) -> None:
    """Show what the program is."""
    from app.ui.dialogs.about import AboutBox

    AboutBox(window).open()


def shortcuts(window: QWidget, actions: Actions) -> None:
    """Show what can be done by a key."""
    from app.ui.dialogs.shortcuts import ShortcutsDialog

    ShortcutsDialog(actions.by_menu(), window).open()


def reactions(window: QWidget, actions: Callable[[], Actions]) -> dict[str, Callable[[], object]]:
    """What is done here, by the names of the actions."""
    return {"about": lambda: about(window), "shortcuts": lambda: shortcuts(window, actions())}
