"""Rows in columns that share the width, no word cut; a plan as a tree: headings with rows below them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QTreeWidget,
    QTreeWidgetItem,
)

from app.ui.theme import colour
from app.ui.widgets.row_words import Face, Faces

HEADING_ROOM, ROW_ROOM = 8, 4
"""Pixels above and below the words of a heading and of a row."""
BOX_ROOM, TEXT_ROOM = 61, 21
"""Pixels of a column that words do not get: beside its box, and at its edges."""
NAMES = 0
"""The column of names, which may have a box where no other columns have."""
LOOKED_AT = 300
"""Rows whose words are measured: a plan may have thousands."""
FEWEST = 2
"""Lines of a row that are shown in any case; where it has more, at least one other row stands beside it."""
LETTERS, LINES = 4, 2
"""What a column has room for at least: so many letters of its words, its heading on so many lines."""


class Columns:
    """Shares the width of a view among its columns: by `shares` or, with none, as their words are wide.

    No column is so narrow that a word or a figure is cut; headings wrap.  `beside`: pixels beside the words of a cell.
    """

    def __init__(self, view: QAbstractItemView, header: QHeaderView, beside: int) -> None:
        self._view, self._header, self._beside = view, header, beside
        self._faces = Faces(view)
        self.heads: Sequence[str] = ()
        self.shares: Sequence[float] = ()

    def fit(self, boxes: Collection[int] = ()) -> None:
        """Share the width anew; the columns of `boxes` have a box beside their words."""
        model, face = self._view.model(), self._faces.face("body", bold=False)
        if model is None or not self.heads:
            return
        room = self._view.viewport().width()
        there = [column for column in range(len(self.heads)) if not self._header.isSectionHidden(column)]
        needs = [self._needed(face, column, column in boxes) for column in there]
        wished, least = [need[0] for need in needs], [need[1] for need in needs]
        if self.shares:
            shares = [self.shares[column] for column in there]
            wished = [room * share / sum(shares) for share in shares]
        for column, width in zip(there, shared(room, wished, least), strict=True):
            self._header.resizeSection(column, width)
            lines = heading_lines(face, self.heads[column], width - self._beside)
            model.setHeaderData(column, Qt.Orientation.Horizontal, "\n".join(lines))
        if self._header.height() != self._header.sizeHint().height():
            QTimer.singleShot(0, self._view, self._view.doItemsLayout)  # the headings are higher or lower now

    def fit_rows(self, room: int) -> None:
        """Each row of a table as high as its wrapped words need, and `room` pixels more."""
        view = self._view
        assert isinstance(view, QTableView), "the rows of a tree ask their delegate"
        for row in range(view.model().rowCount()):
            cells = [(str(view.model().index(row, column).data() or ""), column) for column in range(len(self.heads))]
            high = [height(view, words, view.columnWidth(column) - self._beside) for words, column in cells]
            view.setRowHeight(row, max(high, default=0) + room)

    def _needed(self, face: Face, column: int, boxed: bool) -> tuple[float, int]:
        """Pixels in which nothing of a column is wrapped, and in which no word is cut."""
        words, beside = _cells(self._view.model(), column), BOX_ROOM if boxed else self._beside
        whole = max([face.width(line) for text in words for line in text.splitlines()], default=0.0)
        longest, heading = max((face.longest(text) for text in words), default=0.0), face.width(self.heads[column])
        letters = min(max(whole, heading), face.width("汉" * LETTERS))
        least = max(longest, letters, heading / LINES + face.width("汉") / 2)
        return max(whole, heading) + beside, round(least) + beside


def heading_lines(face: Face, words: str, width: float) -> Sequence[str]:
    """A heading in lines; what it adds in brackets is not torn apart where it can stand on a line of its own."""
    lines = face.lines(words, width)
    name, bracket, added = words.partition("（")
    parted = (name, bracket + added)
    torn = len(lines) > 1 and name and bracket and not any(line.startswith(bracket) for line in lines)
    return parted if torn and max(map(face.width, parted)) <= width else lines


def give_name(view: QAbstractItemView, name: str) -> None:
    """Give a view the name by which the style sheet knows it; its headings, measured before, are measured anew."""
    view.setObjectName(name)
    for header in view.findChildren(QHeaderView):
        header.style().unpolish(header)
        header.style().polish(header)


def height(view: QAbstractItemView, words: str, width: int) -> int:
    """Pixels of `words` wrapped in so many; of more lines than half the view has only so many are shown."""
    wrap, metrics = int(Qt.TextFlag.TextWordWrap), view.fontMetrics()
    whole = metrics.boundingRect(0, 0, max(width, 40), 9999, wrap, words).height()
    line = metrics.lineSpacing()
    return min(whole, line * max(view.viewport().height() // 2 // line, FEWEST))


def shared(room: int, wished: Sequence[float], least: Sequence[int]) -> list[int]:
    """Widths for `room`: as wished where every column gets its least, for which those that have more give way."""
    wide = [max(one, low) for one, low in zip(wished, least, strict=True)]
    more = [one - low for one, low in zip(wide, least, strict=True)]
    over = min(max(sum(wide) - room, 0), sum(more))
    part = over / sum(more) if over else 0.0
    return [int(one - part * beyond) for one, beyond in zip(wide, more, strict=True)]


def poured(room: float, wanted: Sequence[float]) -> list[float]:
    """Room in parts no larger than wanted: the same for all, so that who wants little has all of it."""
    parts, left = [0.0] * len(wanted), room
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    for done, place in enumerate(order):
        parts[place] = min(wanted[place], left / (len(order) - done))
        left -= parts[place]
    return parts


def _cells(model: QAbstractItemModel, column: int) -> list[str]:
    """The words of a column: of the rows, and of the rows below them."""
    found: list[str] = []
    for place in range(min(model.rowCount(), LOOKED_AT)):
        above = model.index(place, 0)
        below = range(min(model.rowCount(above), LOOKED_AT))
        rows = [model.index(row, column, above) for row in below] if below else [model.index(place, column)]
        found += [str(index.data() or "") for index in rows]
    return found


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
        return QSize(0, height(self._tree, words, width) + 2 * ROW_ROOM)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The tip of a row that has none of its own are its words: not all may be shown."""
        told = str(index.data(Qt.ItemDataRole.ToolTipRole) or index.data() or "")
        QToolTip.showText(event.globalPos(), told, view)
        return True


class PlanTree(QTreeWidget):
    """A tree whose headings span all columns and whose rows stand below them, always unfolded."""

    _columns: Columns | None = None
    _boxes: Collection[int] = ()

    def dress(
        self, name: str, heads: Sequence[str], shares: Sequence[float], boxes: Collection[int] = (NAMES,)
    ) -> None:
        """Give the tree its name for screen readers, its columns, their shares, and those that may have boxes."""
        give_name(self, "plan")
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
        self._boxes, self._columns = boxes, Columns(self, header, TEXT_ROOM)
        self._columns.heads, self._columns.shares = heads, shares

    def fit(self) -> None:
        """Share the width among the columns anew."""
        if self._columns is not None:
            self._columns.fit(self._boxes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share what there is now."""
        super().resizeEvent(event)
        self.fit()
        self.scheduleDelayedItemsLayout()  # how high a row may be depends on how many have room

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
