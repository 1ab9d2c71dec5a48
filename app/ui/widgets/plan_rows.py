"""A plan as a tree: headings with rows below them, as high as their wrapped words need."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from app.ui.theme import colour

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


class PlanTree(QTreeWidget):
    """A tree whose headings span all columns and whose rows stand below them, always unfolded."""

    def dress(self, name: str, heads: Sequence[str], boxes: Collection[int] = (NAMES,)) -> None:
        """Give the tree its name for screen readers, its columns, and the columns that may have boxes."""
        self.setObjectName("plan")
        self.setAccessibleName(name)
        self.setHeaderLabels(heads)
        self.setItemDelegate(PlanDelegate(self, boxes))
        self.setWordWrap(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(14)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(self.scheduleDelayedItemsLayout)

    def rows(self) -> Iterator[QTreeWidgetItem]:
        """Every row, heading by heading."""
        for place in range(self.topLevelItemCount()):
            heading = self.topLevelItem(place)
            assert heading is not None
            yield from (heading.child(row) for row in range(heading.childCount()))

    def add_heading(self, words: str) -> QTreeWidgetItem:
        """A new heading, which cannot be chosen."""
        heading = QTreeWidgetItem(self, [words])
        heading.setFirstColumnSpanned(True)
        font = heading.font(NAMES)
        font.setBold(True)
        heading.setFont(NAMES, font)
        heading.setBackground(NAMES, colour("sunken"))
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        heading.setExpanded(True)
        return heading
