"""The rows of a plan: as high as their wrapped words need."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget

HEADING_ROOM, ROW_ROOM = 8, 4
"""Pixels above and below the words of a heading and of a row."""
BOX_ROOM, TEXT_ROOM = 48, 8
"""Pixels of a column that words do not get: beside its box, and at its edges."""
NAMES = 0
"""The column of names, which may have a box where no other columns have."""


class PlanDelegate(QStyledItemDelegate):
    """Gives every row the height that its wrapped words need, and room around it."""

    def __init__(self, tree: QTreeWidget, boxes: Collection[int] = (NAMES,)) -> None:
        super().__init__(tree)
        self._tree, self._boxes = tree, boxes

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the words need in their column."""
        words = str(index.data() or "")
        metrics = self._tree.fontMetrics()
        if not index.parent().isValid():
            return QSize(0, metrics.height() + 2 * HEADING_ROOM)
        width = self._tree.columnWidth(index.column()) - (BOX_ROOM if index.column() in self._boxes else TEXT_ROOM)
        wrap = int(Qt.TextFlag.TextWordWrap)
        return QSize(0, metrics.boundingRect(0, 0, max(width, 40), 9999, wrap, words).height() + 2 * ROW_ROOM)
