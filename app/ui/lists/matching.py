"""Which column of a file is which of a list: its heading, and a choice beside it, or below where that would be cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from app.ui.theme import space
from app.ui.widgets.labels import wrapped
from app.ui.widgets.picker import Picker

LEAST_NAME = 6
"""Letters of a column's name that are always seen."""


class Matches(QScrollArea):
    """One choice for each column of the file; `matched` tells the column and the name that was chosen for it."""

    matched = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.boxes: list[QComboBox] = []
        self._names: Sequence[str] = ()
        self._heads: list[QWidget] = []
        self._grid: QGridLayout | None = None
        self._widest = 0

    def offer(self, headings: Sequence[str], labels: Mapping[str, str], matches: Sequence[str]) -> None:
        """Show these headings; `labels` says the names that may be chosen, `matches` those that are."""
        ground = QWidget(self)
        self._grid, self._names, self._heads, self.boxes = QGridLayout(ground), list(labels), [], []
        self._grid.setContentsMargins(space.TIGHT, space.TIGHT, space.CLOSE, space.TIGHT)
        for place, (heading, name) in enumerate(zip(headings, matches, strict=True)):
            label, box = wrapped(heading or f"第 {place + 1} 列", ground), Picker(ground)
            box.setAccessibleName(f"文件的“{label.text()}”导入到哪一列")
            fill(box, list(labels.values()), self._names.index(name))
            self._widest = box.sizeHint().width()
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(LEAST_NAME)
            box.currentIndexChanged.connect(partial(self._choose, place))
            self._heads.append(label)
            self.boxes.append(box)
        self._place()
        self.setWidget(ground)

    def mark(self, matches: Sequence[str]) -> None:
        """Show what is chosen now; nobody is told."""
        for box, name in zip(self.boxes, matches, strict=True):
            with QSignalBlocker(box):
                box.setCurrentIndex(self._names.index(name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the choices beside or below the headings."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        grid = self._grid
        if grid is None:
            return
        room = self.viewport().width() - space.TIGHT - space.CLOSE - grid.horizontalSpacing()
        below = self._widest > room // 2
        for place, (head, box) in enumerate(zip(self._heads, self.boxes, strict=True)):
            row = 3 * place
            grid.addWidget(head, row, 0, 1, 2 if below else 1)
            grid.addWidget(box, row + below, 0 if below else 1, 1, 2 if below else 1)
            grid.setRowMinimumHeight(row + 2, space.CLOSE if below else 0)
        grid.setRowStretch(3 * len(self.boxes), 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _choose(self, place: int, chosen: int) -> None:
        self.matched.emit(place, self._names[chosen])


def fill(box: QComboBox, words: Sequence[str], chosen: int) -> None:
    """Offer these words, with one of them chosen; nobody is told."""
    with QSignalBlocker(box):
        box.clear()
        box.addItems(words)
        box.view().setAccessibleName(box.accessibleName())
        box.setCurrentIndex(chosen)
