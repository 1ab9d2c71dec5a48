"""Bold words above what they name."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget


def titled(words: str, parent: QWidget, larger: float = 0.0) -> QLabel:
    """A title, so many points larger than the text around it."""
    label = QLabel(words, parent)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() + larger)
    font.setBold(True)
    label.setFont(font)
    return label
