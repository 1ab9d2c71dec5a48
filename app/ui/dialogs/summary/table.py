"""The rows of a 汇总表 as the dialog lists them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from app.ui.theme import colour
from app.ui.widgets.plan_rows import Columns, give_name

if TYPE_CHECKING:
    from app.declaration.summary.entry import SummaryEntry
    from app.forms.pack.pack import Summary

ROOM, BESIDE = 10, 17
"""Pixels above and below the words of a row, together; and beside those of a cell."""
STATE, ORIGIN = "齐备情况", "来自文件"
STATE_SHARE, ORIGIN_SHARE = 4, 4
"""Shares of the width, beside those that the form gives its own columns."""


class SummaryTable(QTableWidget):
    """One row for each declaration; `removed` tells that the chosen one is not wanted."""

    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("要汇总的申报书")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        give_name(self, "summary")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        self._columns = Columns(self, header, BESIDE)

    def show_entries(self, summary: Summary, entries: Sequence[SummaryEntry], chosen: int = -1) -> None:
        """Show the columns of this table and these rows, with the row `chosen` selected."""
        labels = [*(column.label for column in summary.columns), STATE, ORIGIN]
        self.setColumnCount(len(labels))
        self.setHorizontalHeaderLabels(labels)
        self._columns.heads = labels
        self.setRowCount(len(entries))
        for number, entry in enumerate(entries):
            words = [entry.values[column.field] if column.field else str(number + 1) for column in summary.columns]
            for column, text in enumerate([*words, state_words(entry), entry.origin]):
                self.setItem(number, column, _item(text, entry if column == len(words) else None))
        self._columns.shares = [*(column.width for column in summary.columns), STATE_SHARE, ORIGIN_SHARE]
        self._fit()
        if chosen >= 0:
            self.selectRow(chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns anew."""
        super().resizeEvent(event)
        self._fit()

    def chosen(self) -> int:
        """The number of the selected row from 0; -1 when none is."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the row out."""
        if event.key() == Qt.Key.Key_Delete and self.chosen() >= 0:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Each column as wide as its share, each row as high as its words need."""
        self._columns.fit()
        self._columns.fit_rows(ROOM)


def state_words(entry: SummaryEntry) -> str:
    """Whether the declaration is complete, in words."""
    return "齐备" if entry.complete else f"还有 {entry.blocking} 处必须处理"


def _item(text: str, stated: SummaryEntry | None = None) -> QTableWidgetItem:
    """A cell; in the colour of its state when it says that of an entry."""
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    if stated is not None:
        item.setForeground(colour("done" if stated.complete else "blocking"))
    return item
