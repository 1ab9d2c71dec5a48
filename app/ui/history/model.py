"""The steps of a history as rows of a table, the newest first; the words of a row are made when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.declaration.history import Record, Scope, record_cells
from app.declaration.sharing.report import Telling

HEADS = ("时间", "修改人", "操作", "改动")
_Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class HistoryModel(QAbstractTableModel):
    """All steps that were read, of which those are shown that a page, a person and a text ask for.

    `known` is the name of the one blank that is shown, which need not stand in each row.
    """

    def __init__(self, telling: Telling, parent: QObject) -> None:
        super().__init__(parent)
        self._telling = telling
        self._all: Sequence[Record] = ()
        self.shown: list[Record] = []
        self.known = ""

    def take(self, records: Sequence[Record]) -> None:
        """Show these steps, which come oldest first."""
        self._all = records[::-1]
        self.narrow(Scope(), "", "")

    def people(self) -> list[str]:
        """Everybody who made a step, by name."""
        return sorted({record.step.by for record in self._all if record.step.by})

    def narrow(self, scope: Scope, by: str, text: str) -> None:
        """Show only the steps of `scope`, by the person `by`, with `text` in a value, a reason or a name; "" is any."""
        self.beginResetModel()
        narrowed = (record.within(scope) for record in self._all if not by or record.step.by == by)
        self.shown = [record for record in narrowed if record is not None and (not text or record.tells(text))]
        self.endResetModel()

    def rowCount(self, parent: _Index = ROOT) -> int:
        """How many steps are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = ROOT) -> int:
        """When, who, what it was, what it changed."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        words = record_cells(self.shown[index.row()], self._telling)[index.column()]
        return words.removeprefix(f"{self.known}：") if self.known else words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the columns hold."""
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return HEADS[section] if shown else None
