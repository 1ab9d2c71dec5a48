"""The type scale: six sizes of words on the screen, by name."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from app.ui.theme.properties import show_as

SIZES = {"small": 0.9, "body": 1.0, "strong": 1.0, "heading": 1.15, "title": 1.45, "display": 2.4}
"""Each as a share of ordinary text; all but small and body are bold."""
PLAIN = frozenset({"small", "body"})
TYPE = "type"


def sized(font: QFont, name: str, *, bold: bool | None = None) -> QFont:
    """`font`, which is that of ordinary text, at the size called `name`; `bold` where it differs from the scale's."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * SIZES[name])
    made.setBold(name not in PLAIN if bold is None else bold)
    return made


def give_type(widget: QWidget, name: str) -> None:
    """Show the words of `widget` in the size called `name`, whatever size the user chooses."""
    show_as(widget, TYPE, name)
