"""The pages of a form below their parts, each with a box; a part ticks all of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from app.forms.pack.pack import Part
from app.forms.pack.section import Section
from app.forms.paths import is_entry
from app.forms.session import FormSession
from app.ui.theme import colour

ROOM = 10
"""Pixels of a row besides its words."""
PAGE = Qt.ItemDataRole.UserRole


class PageTree(QTreeWidget):
    """Every page on which something is asked; a page that repeats stands once, for all its entries."""

    def __init__(self, session: FormSession, notes: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("plan")
        self.setAccessibleName("页面")
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._notes = notes
        self._room = QSize(0, self.fontMetrics().height() + ROOM)
        self._fill(session)
        self.expandAll()
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def chosen(self) -> list[str]:
        """The pages that are ticked, in reading order."""
        return [page for item in self._items() if (page := item.data(0, PAGE)) and _ticked(item)]

    def tick(self, pages: list[str]) -> None:
        """Tick these pages."""
        for item in self._items():
            if item.data(0, PAGE) in pages:
                item.setCheckState(0, Qt.CheckState.Checked)

    def _fill(self, session: FormSession) -> None:
        made: dict[int, QTreeWidgetItem] = {}  # by the part, which is one object for all its pages
        self._page(session.pack.cover, self)
        for section, above in session.pack.outline:
            if not section.asked or is_entry(section.id):
                continue
            owner: QTreeWidget | QTreeWidgetItem = self
            for part in above:
                if id(part) not in made:
                    made[id(part)] = _part(part, owner)
                    made[id(part)].setSizeHint(0, self._room)
                owner = made[id(part)]
            self._page(section, owner)

    def _page(self, section: Section, owner: QTreeWidget | QTreeWidgetItem) -> None:
        note = self._notes.get(section.id, "")
        item = QTreeWidgetItem(owner, [f"{section.name}　{note}" if note else section.name])
        item.setData(0, PAGE, section.id)
        item.setCheckState(0, Qt.CheckState.Unchecked)
        item.setSizeHint(0, self._room)
        if note:
            item.setForeground(0, colour("advice"))

    def _items(self) -> Iterator[QTreeWidgetItem]:
        found = QTreeWidgetItemIterator(self)
        while (item := found.value()) is not None:
            yield item
            found += 1


def _part(part: Part, owner: QTreeWidget | QTreeWidgetItem) -> QTreeWidgetItem:
    item = QTreeWidgetItem(owner, [part.title])
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
    item.setCheckState(0, Qt.CheckState.Unchecked)
    font = item.font(0)
    font.setBold(True)
    item.setFont(0, font)
    return item


def _ticked(item: QTreeWidgetItem) -> bool:
    return item.checkState(0) == Qt.CheckState.Checked
