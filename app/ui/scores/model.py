"""The tree of weighted indicators as a model: its shape is the pack's, its figures are added up by `scoring`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.forms.answers.scoring import Tally, every, marked_words, two_places
from app.forms.paths import FieldPath
from app.ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
HEADS = ("指标", "权重", "自评分", "计入总分")
TITLE, SHARE, MARK, POINTS = range(len(HEADS))
NONE = "—"
FAULT = Qt.ItemDataRole.UserRole + 1
"""The role of what is found at a mark: a list of `Problem`."""
_TIPS = (
    "点四级指标的名称，转到它的页面",
    "占上一级的权重",
    "0—100 分；上级指标为下级按权重加总，未评的暂不计分",
    "自评分乘以占总分的权重",
)


class ScoreModel(QAbstractItemModel):
    """Every indicator is a row, known by its place in reading order; the marks of the leaves can be typed."""

    def __init__(self, desk: Desk, tallies: Sequence[Tally], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown = list(every(tallies))
        self._above: list[int] = []
        self._below: dict[int, list[int]] = {-1: []}
        self._number(tallies, -1)
        self._scores = {tally.score: place for place, tally in enumerate(self._shown) if tally.score is not None}

    def _number(self, tallies: Sequence[Tally], above: int) -> None:
        for tally in tallies:
            place = len(self._above)
            self._above.append(above)
            self._below[place] = []
            self._below[above].append(place)
            self._number(tally.below, place)

    # -- where ---------------------------------------------------------------------------------

    @property
    def scores(self) -> list[FieldPath]:
        """The blanks of the marks, in reading order."""
        return list(self._scores)

    def tally(self, index: Index) -> Tally:
        """The indicator of a row."""
        return self._shown[index.internalId()]

    def place(self, path: FieldPath) -> QModelIndex:
        """Where the mark at `path` stands; no index when there is none."""
        place = self._scores.get(path)
        return ROOT if place is None else self._index(place, MARK)

    def place_of(self, keys: tuple[str | int, ...]) -> QModelIndex:
        """Where the indicator with the branch `keys` stands."""
        place = next(place for place, tally in enumerate(self._shown) if tally.branch.keys == keys)
        return self._index(place, TITLE)

    def neighbour(self, index: Index, by: int) -> QModelIndex:
        """The mark `by` leaves further on; no index beyond the last."""
        marks = list(self._scores.values())
        before = sum(place < index.internalId() for place in marks)
        here = before + by if self.tally(index).score is not None else before - (by < 0)
        return self._index(marks[here], MARK) if 0 <= here < len(marks) else ROOT

    def _index(self, place: int, column: int) -> QModelIndex:
        return self.createIndex(self._below[self._above[place]].index(place), column, place)

    # -- what the view asks --------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """The cell in a row below `parent`."""
        below = self._below[parent.internalId() if parent.isValid() else -1]
        inside = 0 <= row < len(below) and 0 <= column < len(HEADS)
        return self.createIndex(row, column, below[row]) if inside else ROOT

    def parent(self, child: Index = ROOT) -> Any:
        """The indicator above; without a child the object that owns the model."""
        if not child.isValid():
            return ROOT
        above = self._above[child.internalId()]
        return self._index(above, TITLE) if above >= 0 else ROOT

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many indicators are directly below."""
        return len(self._below[parent.internalId() if parent.isValid() else -1]) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = ROOT) -> int:
        """The columns, the same at every level."""
        return len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        words = {int(Qt.ItemDataRole.DisplayRole): HEADS, int(Qt.ItemDataRole.ToolTipRole): _TIPS}.get(role)
        return words[section] if words is not None else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Marks can be typed unless the draft is only read."""
        flags = super().flags(index)
        typed = index.column() == MARK and self.tally(index).score is not None and not self._desk.read_only
        return flags | Qt.ItemFlag.ItemIsEditable if typed else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell, and what is found at a mark."""
        tally = self.tally(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._words(tally, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role == FAULT and index.column() == MARK and tally.score is not None:
            return self._desk.shown(tally.score.section).get(tally.score, [])
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(tally, index)
        return None

    def _words(self, tally: Tally, column: int) -> str:
        if column == MARK and tally.score is not None:
            return self._desk.session.text(tally.score)
        if column in (MARK, POINTS):
            points = tally.points * (tally.weight if column == POINTS else 1)
            return two_places(points) if tally.marked else NONE
        return tally.title if column == TITLE else tally.branch.words

    def _tip(self, tally: Tally, index: Index) -> str:
        found = [one.message for one in self.data(index, FAULT) or []]
        words = f"{tally.title}\n占总分 {two_places(tally.weight * 100)}%"
        marked = f"，已评权重 {marked_words(tally.marked)}" if tally.below else ""
        return "\n".join([words + marked, *found])

    # -- what the user types and the session says ----------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what is typed as a mark so far."""
        score = self.tally(index).score
        if role != Qt.ItemDataRole.EditRole or score is None:
            return False
        self._desk.typed(score, str(value))
        return True

    def refresh(self, tallies: Sequence[Tally]) -> None:
        """Show these figures; only rows that changed are drawn anew."""
        before, self._shown = self._shown, list(every(tallies))
        for place, (old, new) in enumerate(zip(before, self._shown, strict=True)):
            if (old.points, old.marked) != (new.points, new.marked):
                self.dataChanged.emit(self._index(place, MARK), self._index(place, POINTS))

    def redraw(self, path: FieldPath) -> None:
        """Draw one mark anew: its text or what is found there is another."""
        index = self.place(path)
        if index.isValid():
            self.dataChanged.emit(index, index)


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == TITLE else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
