"""What holds other widgets: an area that scrolls, a sheet, a row of filters."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import space


class QuietArea(QScrollArea):
    """A scroll area of which nothing is seen but its bars; one that is `upright` has none at its foot."""

    def __init__(self, parent: QWidget, *, upright: bool = False) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if upright:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def ground(self) -> QWidget:
        """Something to build new content on, which shows what is behind it; `setWidget` puts it in its place."""
        content = QWidget(self)
        content.setObjectName("clear")
        return content


def on_sheet(view: QWidget, margins: space.Margins, spacing: int) -> QVBoxLayout:
    """The column of the one sheet that fills `view`."""
    around = QVBoxLayout(view)
    around.setContentsMargins(space.ROOMY, space.ROOMY, space.ROOMY, space.ROOMY)
    sheet = QFrame(view)
    sheet.setObjectName("sheet")
    around.addWidget(sheet)
    column = QVBoxLayout(sheet)
    column.setContentsMargins(*margins)
    column.setSpacing(spacing)
    return column


def filter_row(group: QButtonGroup, filters: Iterable[tuple[str, str]], parent: QWidget) -> QHBoxLayout:
    """One button in `group` for each (words, spoken name), numbered from 0, the first pressed."""
    row = QHBoxLayout()
    row.setContentsMargins(space.APART, space.TIGHT, space.APART, space.TIGHT)
    for place, (words, name) in enumerate(filters):
        button = QPushButton(words, parent)
        button.setCheckable(True)
        button.setProperty("filter", True)
        button.setAutoDefault(False)
        button.setChecked(place == 0)
        button.setAccessibleName(name)
        group.addButton(button, place)
        row.addWidget(button)
    row.addStretch(1)
    return row
