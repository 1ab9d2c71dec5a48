"""Words on the window: bold above what they name, or wrapped over as many lines as they need."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def titled(words: str, parent: QWidget, size: str = "strong") -> QLabel:
    """A title of a size of the type scale."""
    label = QLabel(words, parent)
    label.setProperty("type", size)
    return label


def wrapped(words: str, parent: QWidget, tone: str = "") -> QLabel:
    """Words that wrap, in the colour of `tone`."""
    label = QLabel(words, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    keep_height(label)
    if tone:
        label.setProperty("tone", tone)
    return label


def keep_height(label: QLabel) -> None:
    """Give wrapped words exactly the height that they need at their width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
