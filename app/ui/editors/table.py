"""Tables that are typed in and pasted into like a sheet of Excel: any cells, and those of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFrame,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.forms.field_types import boxes
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.editors.table_model import PROBLEMS, ListModel
from app.ui.editors.text import EntryLine
from app.ui.theme import colours

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 32
LONG_LINES, LONG_WIDTH = 7, 360
"""How large the editor of a long text is: its lines, and pixels at least."""
NARROWEST, UNIT = 72, 36
"""The least width of a column in pixels, and that of one unit of its width in the pack."""


class SheetModel(Protocol):
    """Cells that can be typed in and pasted into."""

    def cell(self, index: Index) -> FieldPath | None:
        """The blank in a cell; None where there is none yet."""

    def field(self, index: Index) -> Field | None:
        """What a cell asks; None where nothing is asked."""

    def paste(self, at: Index, table: Sequence[Sequence[str]]) -> int:
        """Write a block of texts with its first cell at `at`, as one step; how many rows it has."""

    def clear(self, indexes: Sequence[Index]) -> None:
        """Empty these cells, as one step."""


class SheetView(QTableView):
    """Cells under the hand as in Excel; `pasted` says how many rows came from the clipboard."""

    pasted = Signal(int)

    def __init__(self, desk: Desk, model: SheetModel, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._sheet = desk, model
        assert isinstance(model, QAbstractItemModel)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(desk, model, self))
        self.setAccessibleName(name)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self._dress_headers()

    def _dress_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.setMinimumWidth(44)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        columns.setMinimumSectionSize(48)
        columns.setHighlightSections(False)
        rows.setHighlightSections(False)
        for header, name in ((rows, "行号"), (columns, "列名")):
            header.setAccessibleName(f"{self.accessibleName()}{name}")
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, empty cells, and go down with Enter, as in Excel."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._sheet.clear(self.selectionModel().selectedIndexes())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._down()
        elif event.key() == Qt.Key.Key_Tab and self._at_end():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter, which finishes a cell, goes on below it."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._down()

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as Excel would."""
        places = sorted({(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()})
        lines: dict[int, list[str]] = {}
        for row, column in places:
            words = str(self.model().index(row, column).data(Qt.ItemDataRole.EditRole) or "")
            lines.setdefault(row, []).append(quoted(words))
        QApplication.clipboard().setText("\n".join("\t".join(cells) for cells in lines.values()))

    def paste(self) -> None:
        """Write the clipboard's table from the current cell on."""
        table = table_of(QApplication.clipboard().text())
        if table and not self._desk.read_only:
            at = self.currentIndex() if self.currentIndex().isValid() else self.model().index(0, 0)
            self.setCursor(Qt.CursorShape.WaitCursor)
            self.pasted.emit(self._sheet.paste(at, table))
            self.unsetCursor()

    def _down(self) -> None:
        below = self.model().index(self.currentIndex().row() + 1, self.currentIndex().column())
        if below.isValid():
            self.setCurrentIndex(below)

    def _at_end(self) -> bool:
        here = self.currentIndex()
        return here.row() == self.model().rowCount() - 1 and here.column() == self.model().columnCount() - 1


class ListTableView(SheetView):
    """Rows of one list."""

    def __init__(self, desk: Desk, model: ListModel, name: str, parent: QWidget) -> None:
        super().__init__(desk, model, name, parent)
        self._list = model

    def selected_rows(self) -> list[int]:
        """The rows in which something is selected, the empty one left out."""
        places = {index.row() for index in self.selectionModel().selectedIndexes()}
        return sorted(row for row in places if row < len(self._list.rows))

    def go(self, path: FieldPath) -> None:
        """Put the cursor into a row or cell."""
        index = self._list.place(path)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns as the pack says; words of a header stay readable."""
        super().resizeEvent(event)
        total = sum(column.width for column in self._list.columns)
        free = self.viewport().width()
        measure = self.fontMetrics().horizontalAdvance
        for place, column in enumerate(self._list.columns):
            words = str(self._list.headerData(place, Qt.Orientation.Horizontal))
            least = max(NARROWEST, measure(words) + 22, int(column.width * UNIT))
            self.setColumnWidth(place, max(least, int(free * column.width / total)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor is in the list."""
        super().focusInEvent(event)
        self._desk.entering(self._list.path)


class CellDelegate(QStyledItemDelegate):
    """Edits a cell in place: each key goes to the session; choices are picked from their words."""

    def __init__(self, desk: Desk, model: SheetModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._desk, self._sheet, self._view = desk, model, parent

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line, or a list to choose from."""
        field = self._sheet.field(index)
        assert field is not None, "only what is asked can be edited"
        if field.type in ("choice", "yesno"):
            box = QComboBox(parent)
            box.addItems(["", *(word for _, word in boxes(None, field))])
            box.activated.connect(lambda _: self._picked(box))
            box.setAccessibleName(field.label)
            return box
        if field.type == "prose":
            return self._long_text(parent, field, QPersistentModelIndex(index))
        line = EntryLine(parent)
        line.setProperty("cell", True)
        line.setAccessibleName(field.label)
        kept = QPersistentModelIndex(index)
        line.textEdited.connect(lambda text: kept.model().setData(kept, text))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell; what is being typed is not rewritten."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findText(text), 0))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)
        elif isinstance(editor, QPlainTextEdit) and not editor.document().isModified():
            editor.setPlainText(text)
            editor.moveCursor(QTextCursor.MoveOperation.End)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """A long text gets room for some lines, over the rows below or above its own."""
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, QPlainTextEdit):
            room, rect = self._view.viewport().rect(), editor.geometry()
            height = min(editor.fontMetrics().lineSpacing() * LONG_LINES + 12, room.height())
            width = min(max(rect.width(), LONG_WIDTH), room.width())
            left = max(min(rect.left(), room.width() - width), 0)
            editor.setGeometry(left, max(min(rect.top(), room.height() - height), 0), width, height)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the cell as finished: it is checked now.  Each key of a line is with the session already."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        path = self._sheet.cell(index)
        if path is not None:
            self._desk.left(path)
        self._desk.settle()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, underlined where something is found."""
        super().paint(painter, option, index)
        problems: list[Any] = index.data(PROBLEMS) or []
        if problems:
            blocking = any(one.severity == "blocking" for one in problems)
            shown = colours()
            rect = getattr(option, "rect")  # noqa: B009  # absent from the stubs
            painter.save()
            painter.setPen(QPen(QColor(shown.blocking if blocking else shown.advice), 2))
            painter.drawLine(rect.left() + 4, rect.bottom() - 1, rect.right() - 4, rect.bottom() - 1)
            painter.restore()

    def _long_text(self, parent: QWidget, field: Field, kept: QPersistentModelIndex) -> QWidget:
        """Lines in which Enter begins a new one, and Tab or a click elsewhere is the end."""
        text = QPlainTextEdit(parent)
        text.setTabChangesFocus(True)
        text.setFrameShape(QFrame.Shape.Box)
        text.setAccessibleName(field.label)
        text.textChanged.connect(lambda: self._wrote(text, kept))
        return text

    def _wrote(self, text: QPlainTextEdit, kept: QPersistentModelIndex) -> None:
        if text.document().isModified():
            kept.model().setData(kept, text.toPlainText())

    def _picked(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)


def quoted(words: str) -> str:
    """A cell as Excel copies it: in quotes where it has tabs, quotes or line ends of its own."""
    return '"' + words.replace('"', '""') + '"' if any(mark in words for mark in '\t\n"') else words


def table_of(text: str) -> list[list[str]]:
    """Text from Excel as rows of cells; quoted cells may hold tabs, quotes and line ends."""
    import csv
    import io

    text = text.removesuffix("\r\n").removesuffix("\n")
    if not text:
        return []
    return [row or [""] for row in csv.reader(io.StringIO(text, newline=""), dialect="excel-tab")]
