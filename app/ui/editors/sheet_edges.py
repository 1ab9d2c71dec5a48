"""Keys that go to an edge of a sheet, or select up to it: Ctrl with an arrow, Home or End, with Shift to select.

Shift with the space bar selects whole rows, Ctrl with it whole columns.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QTableView

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_FLAG = QItemSelectionModel.SelectionFlag
_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
Bound = dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]


class Sheet(Protocol):
    """A sheet of which so many rows hold something; below them may be an empty one that waits."""

    @property
    def filled_rows(self) -> int:
        """The rows that are not the one that waits."""

    def area(self) -> tuple[range, range]:
        """The rows and columns that are selected, else those of the current cell."""


def edge_keys(view: QTableView, sheet: Sheet) -> Bound:
    """What each of these keys does in `view`, as in Excel."""
    go: Bound = {(key, _CTRL): partial(_go, view, sheet, key) for key in _KEYS}
    select: Bound = {(key, _CTRL | _SHIFT): partial(_select, view, sheet, key) for key in _KEYS}
    whole: Bound = {
        (Qt.Key.Key_Space, _SHIFT): lambda: _select_all_of(view, sheet, rows=True),
        (Qt.Key.Key_Space, _CTRL): lambda: _select_all_of(view, sheet, rows=False),
    }
    return go | select | whole


def _go(view: QTableView, sheet: Sheet, key: Qt.Key) -> None:
    """Go to the edge; from the last filled row down to the one that waits."""
    here = view.currentIndex()
    there = _edge(view, sheet, key, here)
    if key == Qt.Key.Key_Down and here.row() >= there.row():
        there = view.model().index(view.model().rowCount() - 1, here.column())
    view.setCurrentIndex(there)


def _select(view: QTableView, sheet: Sheet, key: Qt.Key) -> None:
    """Select from where the selection began up to the edge."""
    here, (rows, columns), model = view.currentIndex(), sheet.area(), view.model()
    there = _edge(view, sheet, key, here)
    if not here.isValid() or not there.isValid():
        return
    began = model.index(
        rows[0] if here.row() == rows[-1] else rows[-1], columns[0] if here.column() == columns[-1] else columns[-1]
    )
    top, bottom = sorted((began.row(), there.row()))
    left, right = sorted((began.column(), there.column()))
    view.selectionModel().setCurrentIndex(there, _FLAG.NoUpdate)
    chosen = QItemSelection(model.index(top, left), model.index(bottom, right))
    view.selectionModel().select(chosen, _FLAG.ClearAndSelect)


def _select_all_of(view: QTableView, sheet: Sheet, *, rows: bool) -> None:
    """Select the whole rows in which something is selected, or the whole columns."""
    model, (down, right) = view.model(), sheet.area()
    across = range(model.columnCount()) if rows else right
    along = down if rows else range(model.rowCount())
    first, last = model.index(along[0], across[0]), model.index(along[-1], across[-1])
    view.selectionModel().select(QItemSelection(first, last), _FLAG.ClearAndSelect)


def _edge(view: QTableView, sheet: Sheet, key: Qt.Key, here: QModelIndex) -> QModelIndex:
    last, right = max(sheet.filled_rows - 1, 0), view.model().columnCount() - 1
    row, column = {
        Qt.Key.Key_Up: (0, here.column()),
        Qt.Key.Key_Down: (max(last, here.row()), here.column()),
        Qt.Key.Key_Left: (here.row(), 0),
        Qt.Key.Key_Right: (here.row(), right),
        Qt.Key.Key_Home: (0, 0),
        Qt.Key.Key_End: (last, right),
    }[key]
    return view.model().index(row, column)
