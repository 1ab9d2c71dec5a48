"""A list of rows that may be many: it is measured a little at a time, and keeps its place while the rows change."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, QTimer
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from app.ui.widgets.rows import Index, Row, RowDelegate, RowsView

KEPT, AT_ONCE = 4000, 0.006
"""Heights that are remembered; seconds of measuring at a time."""


class LongRows(RowsView):
    """Rows of which most are out of sight, drawn as `drawing` says; as words where it is None."""

    _measuring: MeasuredOnce | None = None

    def __init__(self, name: str, parent: QWidget, drawing: Callable[[RowsView], MeasuredOnce] | None = None) -> None:
        super().__init__(name, parent)
        self._measuring = (drawing or MeasuredOnce)(self)
        self.setItemDelegate(self._measuring)

    def changeEvent(self, event: QEvent) -> None:
        """Letters of another size make rows of another height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._measuring is not None:
            self._measuring.forget()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on its row, or where that was, if it is gone."""
        place = self.currentIndex().row()
        target = self.rows[place].target if place >= 0 else None
        top = self.verticalScrollBar().value()
        super().set_rows(rows)
        if place >= 0 and not self.currentIndex().isValid():
            self.stand(target, place)
            self.verticalScrollBar().setValue(top)
            self.scrollTo(self.currentIndex())

    def begin(self) -> None:
        """Put the cursor on the first row that can be chosen, and show what stands above it."""
        self.setCurrentIndex(QModelIndex())
        self.stand(None, 0)
        self.scrollToTop()

    def stand(self, target: object, place: int) -> None:
        """Put the cursor on the row of `target`, else on the next row from `place` on that can be chosen."""
        self.mark(target)
        if not self.currentIndex().isValid():
            order = [*range(place, len(self.rows)), *range(min(place, len(self.rows)) - 1, -1, -1)]
            near = next((one for one in order if self.rows[one].target is not None), None)
            if near is not None:
                self.setCurrentIndex(self.model().index(near, 0))


class MeasuredOnce(RowDelegate):
    """Remembers how high a row is; what there is no time for now is guessed, and measured a little later."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._list = view
        self._heights: dict[Row, QSize] = {}
        self._width, self._line = 0, 0
        self._until = 0.0
        self._later = QTimer(view, singleShot=True, interval=0)
        self._later.timeout.connect(self._measure)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped words need, or as one line does until there is time to measure."""
        row = self._list.rows[index.row()]
        if index.row() == 0:
            self._begin()
        found = self._heights.get(row)
        if found is not None:
            return found
        if time.perf_counter() > self._until:
            self._later.start()
            return QSize(self._width, self._line)
        found = self._heights[row] = self.needed(option, index)
        return found

    def needed(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """How high a row is, measured."""
        return super().sizeHint(option, index)

    def forget(self) -> None:
        """Measure everything anew: letters or words are others now."""
        self._heights.clear()

    def _begin(self) -> None:
        """A new layout begins at its first row."""
        self._until = time.perf_counter() + AT_ONCE
        width = self._list.viewport().width()
        if width != self._width or len(self._heights) > KEPT:
            self._width = width
            self._heights.clear()
        self._line = self._list.fontMetrics().lineSpacing() + 16

    def _measure(self) -> None:
        """Measure some of what was guessed, then let the list stand as it should."""
        self._until = time.perf_counter() + AT_ONCE
        option = QStyleOptionViewItem()
        for place, row in enumerate(self._list.rows):
            if row not in self._heights:
                self._heights[row] = self.needed(option, self._list.model().index(place, 0))
                if time.perf_counter() > self._until:
                    self._later.start()
                    return
        self._list.scheduleDelayedItemsLayout()
