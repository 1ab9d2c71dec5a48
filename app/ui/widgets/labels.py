"""Words on the window: bold above what they name, or wrapped over as many lines as they need."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def titled(words: str, parent: QWidget, larger: float = 0.0) -> QLabel:
    """A title, so many points larger than the text around it."""
    label = QLabel(words, parent)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() + larger)
    font.setBold(True)
    label.setFont(font)
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
