"""Properties of widgets that the style sheet reads."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def show_as(widget: QWidget, name: str, value: str | bool) -> None:
    """Give a widget another look: the style sheet reads the property at once, of what was never seen when it is."""
    if (widget.property(name) or "") != (value or ""):
        widget.setProperty(name, value)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
