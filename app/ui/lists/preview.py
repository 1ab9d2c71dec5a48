"""What a file would bring into a list, as a table to look at: the rows as they would be, faults marked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.declaration.importing.plan import ListImport
from app.forms.field_types import FIELD_TYPES
from app.forms.tables.rows import Reading
from app.forms.values import Unparsed
from app.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """The rows that a file would bring, headed by their numbers in the file."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reading = Reading()
        self._columns: list[Any] = []

    def show(self, plan: ListImport | None, reading: Reading | None) -> None:
        """Show another reading, or nothing."""
        self.beginResetModel()
        self._reading = reading or Reading()
        known = plan.table.asked_columns if plan is not None else ()
        self._columns = [column for column in known if plan is not None and column.id in plan.matches]
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The rows that are read."""
        return 0 if parent.isValid() else len(self._reading.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The columns of the list that something is read for."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell as the list would show it; red where it could not be read."""
        column = self._columns[index.column()]
        value = self._reading.rows[index.row()].get(column.id)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            mark = "⚠ " if isinstance(value, Unparsed) and role == Qt.ItemDataRole.DisplayRole else ""
            return mark + FIELD_TYPES[column.type].at_rest(value, column.unit).replace("\n", " ")
        if role == Qt.ItemDataRole.ForegroundRole and isinstance(value, Unparsed):
            return colour("blocking")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns of the list; the rows' numbers in the file."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._reading.numbers[section])
        return self._columns[section].label
