"""What Enter presses: the button with the cursor, wherever it stands; and F10, which opens the menus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QMenuBar, QPushButton, QToolButton, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def entered(window: QWidget, event: QKeyEvent) -> bool:
    """In a window without a button of its own for Enter: press what has the cursor; whether there was something.

    A button is pressed, a box ticked, a choice unfolded.  For the `keyPressEvent` of the window, which comes to know
    of those keys alone that nothing in it has use for.
    """
    if not _is_enter(event):
        return False
    here = window.focusWidget()
    if isinstance(here, QComboBox):
        here.showPopup()
        return True
    return _pressed(here, event, QAbstractButton)


def entered_button(dialog: QWidget, event: QKeyEvent) -> bool:
    """In a dialog, whose default button Enter presses: press the button with the cursor instead, if there is one.

    Boxes are ticked with the space bar there, as everywhere in dialogs.
    """
    return _is_enter(event) and _pressed(dialog.focusWidget(), event, QPushButton, QToolButton)


def opened(menus: QMenuBar, event: QKeyEvent) -> bool:
    """Open the first menu with F10, as Alt and its letter would; whether that was the key."""
    if event.key() != Qt.Key.Key_F10 or event.modifiers():
        return False
    menus.setActiveAction(menus.actions()[0])
    return True


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in ENTER and event.modifiers() in PLAIN


def _pressed(here: QWidget | None, event: QKeyEvent, *kinds: type[QAbstractButton]) -> bool:
    """Press `here` where it is one of these buttons; a key that is held down presses once."""
    if not isinstance(here, kinds):
        return False
    if not event.isAutoRepeat():
        here.click()
    return True
