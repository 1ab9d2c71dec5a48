"""What every editor of a blank can do, and how wide its blank is in a sentence."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from app.forms.checks.problems import Problem
from app.forms.pack.fields import FIGURES, Alignment, Field, TypeName
from app.forms.paths import FieldPath
from app.ui.theme import show_as

ROOMS: dict[TypeName, float] = {
    "text": 12.0,
    "count": 5.5,
    "decimal": 6.5,
    "money": 7.5,
    "percent": 5.5,
    "year": 5.0,
    "month": 8.0,
    "date": 10.0,
    "phone": 11.0,
    "mobile": 10.0,
    "fax": 11.0,
    "email": 16.0,
    "url": 18.0,
    "credit_code": 14.0,
}
"""Room of a blank in widths of a Chinese character, by type."""
WORST = ("blocking", "advice")
ALIGNED: dict[Alignment, Qt.AlignmentFlag] = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class Blank(Protocol):
    """An editor of one blank: it shows the session's answer and reports what the user does."""

    path: FieldPath

    def refresh(self) -> None:
        """Show what the session holds, and whether the blank is asked."""

    def show_problems(self, problems: list[Problem]) -> None:
        """Show what is found at the blank."""

    def take_focus(self, path: FieldPath) -> None:
        """Put the cursor into the blank; `path` may name a row or cell of it."""


def room(field: Field, metrics: QFontMetricsF) -> float:
    """How wide the blank of `field` is in a sentence, in pixels."""
    wide = field.room or ROOMS.get(field.type, 10.0)
    return wide * metrics.horizontalAdvance("国") + 14.0


def is_figure(field: Field) -> bool:
    """Whether the blank holds a number, which stands in its middle."""
    return field.type in FIGURES or field.type == "year"


def spoken_name(field: Field) -> str:
    """What a screen reader calls the blank: its label, its unit, the star, and that it is not typed."""
    unit = f"（{field.unit}）" if field.unit else ""
    starred = "，带星号" if field.starred and field.is_figure else ""
    return f"{field.label}{unit}{starred}{'，自动计算' if field.computed else ''}"


def show_fault(widget: QWidget, problems: list[Problem]) -> None:
    """Underline a blank as bad as its worst problem, and say the problems to those who cannot see it."""
    fault = next((level for level in WORST if any(one.severity == level for one in problems)), "")
    show_as(widget, "fault", fault)
    words = " ".join(problem.message for problem in problems)
    if widget.accessibleDescription() != words:
        widget.setAccessibleDescription(words)
