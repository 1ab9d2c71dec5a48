"""The table of one list: as wide as its words, its first column kept in view where it scrolls sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.forms.field_types import boxes
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.editors.cell_delegate import CellDelegate
from app.ui.editors.sheet import SheetView
from app.ui.editors.table_model import ListModel
from app.ui.theme import scaled
from app.ui.widgets.plan_rows import poured

NARROWEST, UNIT = 72, 36
"""The least width of a column in pixels at 100 %, and that of one unit of its width in the pack."""
BESIDE = 22
"""Pixels beside the words of a heading or an option."""
LOOKED_AT = 40
"""Rows whose words are measured: a list may have thousands."""


class ListTableView(SheetView):
    """Rows of one list."""

    numbered = True

    def __init__(self, desk: Desk, model: ListModel, name: str, parent: QWidget) -> None:
        super().__init__(desk, model, name, parent)
        self._list = model
        self._own_widths: dict[int, int] = {}
        self._fitted = (0, 0)
        self._wishes: tuple[object, list[int]] = (None, [])
        self._fitting = False
        self._kept: KeptColumn | None = None
        heads = self.horizontalHeader()
        heads.setResizeContentsPrecision(0)
        heads.sectionResized.connect(self._resized)
        heads.geometriesChanged.connect(self._place_kept)
        self.horizontalScrollBar().valueChanged.connect(self._place_kept)
        self.selectionModel().currentChanged.connect(self._entered)

    @property
    def filled_rows(self) -> int:
        """The rows of the list that are shown."""
        return len(self._list.rows)

    def chosen_rows(self) -> list[str]:
        """The ids of the rows in which something is selected, the empty one left out."""
        if not self.selectionModel().hasSelection() and not self.currentIndex().isValid():
            return []
        rows, _ = self.area()
        return self._list.rows[max(rows.start, 0) : rows.stop]

    def go(self, path: FieldPath) -> None:
        """Put the cursor into a row or cell; a row that a filter hides is shown again."""
        if path.row and path.row in self._list.hidden:
            self._list.hide(frozenset(self._list.hidden) - {path.row})
        self.choose(self._list.place(path))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns: first what their words need, then as the pack says."""
        super().resizeEvent(event)
        seen = (event.size().width(), self.fontMetrics().height())
        if seen != self._fitted:  # not while words are typed that make the list higher or lower
            self._fitted = seen
            self._fit()
        self._place_kept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor is in the list."""
        super().focusInEvent(event)
        self._tell_entered()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; at either end the page goes on."""
        super().wheelEvent(event)
        bar, down = self.verticalScrollBar(), event.angleDelta().y() < 0
        if bar.value() == (bar.maximum() if down else bar.minimum()):
            event.ignore()

    def _tell_entered(self) -> None:
        path = self._list.cell(self.currentIndex()) if self.currentIndex().isValid() else None
        self._desk.entering(path or self._list.path)

    def _entered(self, _current: QModelIndex) -> None:
        if self.hasFocus():
            self._tell_entered()

    def _fit(self) -> None:
        columns = self._list.columns
        wished = self._all_wished()
        room = self.viewport().width()
        needs = [self._need(place) for place in range(len(columns))]
        if sum(needs) > room:
            needs = [self._need(place, wish) for place, wish in enumerate(wished)]
        spare = max(room - sum(needs), 0)
        more = poured(spare, [max(wish - need, 0) for wish, need in zip(wished, needs, strict=True)])
        rest, total = spare - sum(more), sum(column.width for column in columns)
        widths = [
            int(need + own + rest * column.width / total)
            for need, own, column in zip(needs, more, columns, strict=True)
        ]
        widths[-1] += max(room - sum(widths), 0)  # what rounding left
        self._fitting = True
        for place, width in enumerate(widths):
            self.setColumnWidth(place, self._own_widths.get(place, width))
        self._fitting = False

    def _all_wished(self) -> list[int]:
        """What each column wishes; found once for the several widths that a list has until its page stands."""
        asked = self.fontMetrics().height(), self._desk.session.answers.edition, tuple(self._list.rows[:LOOKED_AT])
        if asked != self._wishes[0]:
            self._wishes = asked, [self._wished(place) for place in range(len(self._list.columns))]
        return self._wishes[1]

    def _wished(self, place: int) -> int:
        """Pixels in which the first cells stand whole."""
        measure = self.fontMetrics().horizontalAdvance
        return max(map(measure, self._list.words(place, LOOKED_AT)), default=0) + BESIDE

    def _need(self, place: int, wished: int | None = None) -> int:
        """Pixels in which the heading stands whole, and the longest option; as many as the pack says, if wished."""
        column, measure = self._list.columns[place], self.fontMetrics().horizontalAdvance
        offered = boxes(None, column.as_field) if column.type in ("choice", "yesno") else ()
        words = [str(self._list.headerData(place, Qt.Orientation.Horizontal)), *(word for _, word in offered)]
        usual = int(column.width * scaled(UNIT))
        least = usual if wished is None else min(usual, wished)
        return max(scaled(NARROWEST), least, *(measure(word) + BESIDE for word in words))

    def _resized(self, place: int, _old: int, new: int) -> None:
        if not self._fitting:
            self._own_widths[place] = new
            self._place_kept()

    def _place_kept(self) -> None:
        scrolled = self.horizontalScrollBar().value() > 0
        if scrolled and self._kept is None:
            self._kept = KeptColumn(self._desk, self, self._list)
        if self._kept is not None:
            self._kept.place(scrolled=scrolled)


class KeptColumn(QTableView):
    """The first column once more, over the table, while that is scrolled sideways; the table does all the work."""

    def __init__(self, desk: Desk, table: ListTableView, model: ListModel) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(model)
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(CellDelegate(desk, model, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(f"{table.accessibleName()}：固定的第一列")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("keptColumn")
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(table.selectionMode())
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSelectionModel(table.horizontalHeader().selectionModel())
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column in range(1, model.columnCount()):
            self.setColumnHidden(column, True)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.doubleClicked.connect(self._edit)
        self.hide()

    def place(self, *, scrolled: bool) -> None:
        """Stand over the place of the first column, while the table is scrolled sideways."""
        table, width = self._table, self._table.columnWidth(0)
        self.setVisible(scrolled and width < table.viewport().width() * 2 // 3)
        if self.isVisibleTo(table):
            self.setColumnWidth(0, width)
            self.horizontalHeader().setFixedHeight(table.horizontalHeader().height())
            self.verticalHeader().setDefaultSectionSize(table.row_height)
            heads = table.horizontalHeader().geometry()
            self.setGeometry(heads.left(), heads.top(), width, table.viewport().height() + heads.height())
            self.verticalScrollBar().setValue(table.verticalScrollBar().value())
            self.raise_()

    def event(self, event: QEvent) -> bool:
        """A click puts the cursor into the table itself."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The table scrolls, and this with it."""
        event.ignore()

    def _edit(self, index: QModelIndex) -> None:
        self._table.scrollTo(index)
        self._table.edit(index)
