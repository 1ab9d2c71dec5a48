"""Cells under the hand as in Excel: moved among, selected, copied, pasted, filled; whatever model they come from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from app.forms.tables.clipboard import CellTooLong, table_of, text_of
from app.ui.desk import Desk
from app.ui.editors.cell_delegate import CellDelegate
from app.ui.editors.sheet_edges import edge_keys
from app.ui.editors.sheet_model import SheetModel, Texts
from app.ui.message import show_failure

ROW_HEIGHT, ABOVE_LINE = 28, 11
"""The least height of a row in pixels; what it has besides its line of words."""
LAST_NUMBERS = 12
"""Of the numbers of rows, among which the widest is."""
_HINT = QAbstractItemDelegate.EndEditHint
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_KEYS = QKeySequence.StandardKey
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowNumbers(QHeaderView):
    """The numbers of rows, as wide as the widest of the last ones; Qt would measure hundreds, time and again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self._measured: tuple[object, int] = (None, 0)

    def sizeHint(self) -> QSize:
        """As wide as they need; of Chinese figures the widest is not the last but among the last ten (二十九, 三十)."""
        last = range(max(self.count() - LAST_NUMBERS, 0), self.count())
        asked = self.font().key(), tuple(self.model().headerData(place, self.orientation()) for place in last)
        if asked != self._measured[0]:  # Qt asks several times for each size of the list
            self._measured = asked, max((self.sectionSizeFromContents(place).width() for place in last), default=0)
        return QSize(self._measured[1], 0)


class SheetView(QTableView):
    """A sheet; `pasted` says how many rows came from the clipboard, and what of them was not written."""

    pasted = Signal(int, str)
    numbered = False
    """Whether what stands before the rows are their numbers."""

    def __init__(self, desk: Desk, model: SheetModel, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._sheet = desk, model
        self._tab_from: int | None = None
        assert isinstance(model, QAbstractItemModel)
        if self.numbered:
            self.setVerticalHeader(RowNumbers(self))
        self.setModel(model)
        self._delegate = CellDelegate(desk, model, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self._keys = self._bound()
        self._dress_headers()

    @property
    def row_height(self) -> int:
        """Pixels of a row at the size of text that is shown."""
        return max(ROW_HEIGHT, self.fontMetrics().lineSpacing() + ABOVE_LINE)

    def changeEvent(self, event: QEvent) -> None:
        """Letters of another size make rows of another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.verticalHeader().setDefaultSectionSize(self.row_height)

    def _dress_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.row_height)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.setMinimumWidth(44)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        columns.setMinimumSectionSize(48)
        columns.setHighlightSections(False)
        columns.setSelectionModel(QItemSelectionModel(self.model(), self))  # else it asks for every row of a column
        rows.setHighlightSections(False)
        for header, name in ((rows, "行号"), (columns, "列名")):
            header.setAccessibleName(f"{self.accessibleName()}{name}")
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _bound(self) -> dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]:
        """What each key does while no cell is being typed in."""
        key = Qt.Key
        return {
            (key.Key_Delete, _NONE): self.clear,
            (key.Key_Backspace, _NONE): self.clear,
            (key.Key_D, _CTRL): self.fill_down,
            (key.Key_Semicolon, _CTRL): self.put_today,
            (key.Key_Down, _ALT): lambda: self.edit(self.currentIndex()),
            **dict.fromkeys(((one, _NONE) for one in _ENTER), lambda: self._down(1)),
            **dict.fromkeys(((one, _SHIFT) for one in _ENTER), lambda: self._down(-1)),
            **dict.fromkeys(((one, _CTRL) for one in _ENTER), self.leave),
            **edge_keys(self, self),
        }

    # -- where the hand is ---------------------------------------------------------------------

    def area(self) -> tuple[range, range]:
        """The rows and columns that are selected, else those of the current cell."""
        chosen = self.selectionModel().selection().toList()
        if not chosen:
            here = self.currentIndex()
            return range(here.row(), here.row() + 1), range(here.column(), here.column() + 1)
        return (
            range(min(one.top() for one in chosen), max(one.bottom() for one in chosen) + 1),
            range(min(one.left() for one in chosen), max(one.right() for one in chosen) + 1),
        )

    @property
    def filled_rows(self) -> int:
        """The rows that hold something, or could: not one that waits for what is typed."""
        return self.model().rowCount()

    def _filled_area(self) -> tuple[range, range]:
        """What is selected without the row that waits, unless nothing else is."""
        rows, columns = self.area()
        return rows[: max(self.filled_rows - rows.start, 0)] or rows, columns

    def leave(self) -> None:
        """Go on to what stands behind the sheet."""
        super().focusNextPrevChild(True)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell, row by row, and out of the sheet behind the last."""
        if self.state() != QAbstractItemView.State.EditingState and self._step(1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click begins anew."""
        self._tab_from = None
        super().mousePressEvent(event)

    # -- keys ----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something here from the menus of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do as Excel does."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        do = self._means(event)
        if event.key() not in _ENTER:
            self._tab_from = None
        if do is not None:
            do()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter, which finishes a cell, goes on below it; Tab to the one beside it."""
        beside = {_HINT.EditNextItem: 1, _HINT.EditPreviousItem: -1}.get(hint, 0)
        super().closeEditor(editor, _HINT.NoHint if beside else hint)
        if beside and not self._step(beside):
            super().focusNextPrevChild(beside > 0)
        elif hint == _HINT.SubmitModelCache:
            if self._delegate.entered_with & _CTRL:
                self.leave()
            else:
                self._down(-1 if self._delegate.entered_with & _SHIFT else 1)

    def _means(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does here; None where it does what Qt or the window makes of it."""
        for key, do in ((_KEYS.Paste, self.paste), (_KEYS.Copy, self.copy), (_KEYS.Cut, self.cut)):
            if event.matches(key):
                return do
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return self._keys.get((Qt.Key(event.key()), modifiers))

    def _step(self, by: int) -> bool:
        """Go to the next cell or the one before, row by row; False at either end."""
        here, columns = self.currentIndex(), self.model().columnCount()
        place = here.row() * columns + here.column() + by
        if not here.isValid() or not 0 <= place < self.model().rowCount() * columns:
            return False
        origin = here.column() if self._tab_from is None else self._tab_from
        self.setCurrentIndex(self.model().index(*divmod(place, columns)))
        self._tab_from = origin
        return True

    def _down(self, by: int) -> None:
        """Go to the row below or above, to the column where Tab was first pressed."""
        here = self.currentIndex()
        column = here.column() if self._tab_from is None else self._tab_from
        self._tab_from = None
        there = self.model().index(here.row() + by, column)
        if there.isValid():
            self.setCurrentIndex(there)

    # -- what is done to cells -----------------------------------------------------------------

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as Excel would."""
        self._sheet.read(*self.area(), lambda rows: QApplication.clipboard().setText(text_of(rows)))

    def cut(self) -> None:
        """Put the selected cells on the clipboard and empty them."""
        rows, columns = self.area()

        def take(texts: Texts) -> None:
            QApplication.clipboard().setText(text_of(texts))
            self._sheet.clear(rows, columns)

        if not self._desk.read_only:
            self._sheet.read(rows, columns, take)

    def clear(self) -> None:
        """Empty the selected cells."""
        self._sheet.clear(*self.area())

    def paste(self) -> None:
        """Write the clipboard's table from the first selected cell on; one cell into all that are selected."""
        try:
            table = table_of(QApplication.clipboard().text())
        except CellTooLong as failure:
            show_failure(self, failure)
            return
        if not table or self._desk.read_only:
            return
        rows, columns = self._filled_area() if self.currentIndex().isValid() else (range(1), range(1))
        if len(table) == len(table[0]) == 1:
            table = [table[0] * len(columns)] * len(rows)
        self.pasted.emit(*self._sheet.paste(rows.start, columns.start, table))

    def fill_down(self) -> None:
        """Write the first row of what is selected into those below; of one row, what stands above it."""
        rows, columns = self._filled_area()
        first = rows.start if len(rows) > 1 else rows.start - 1
        count = len(rows) - 1 if len(rows) > 1 else 1
        if first < 0 or self._desk.read_only:
            return
        self._sheet.read(
            range(first, first + 1),
            columns,
            lambda texts: self._sheet.paste(first + 1, columns.start, [list(texts[0])] * count),
        )

    def put_today(self) -> None:
        """Write today's date into the current cell, where it asks for a day, a month or a year."""
        here = self.currentIndex()
        field = self._sheet.field(here)
        words = {"date": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}.get(field.type if field is not None else "")
        if words and not self._desk.read_only:
            self._sheet.paste(here.row(), here.column(), [[f"{date.today():{words}}"]])

    def choose(self, index: QModelIndex) -> None:
        """Make a cell the current one, and see it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
