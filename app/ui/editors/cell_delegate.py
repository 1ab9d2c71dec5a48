"""Edits the cells of a sheet in place, and draws them with what is found there."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.forms.field_types import CHECKED, FIELD_TYPES, boxes
from app.forms.pack.fields import Field
from app.ui.desk import Desk
from app.ui.editors.cell_choices import CellChoices
from app.ui.editors.cell_text import CellText
from app.ui.editors.sheet_model import Index, Look, SheetModel
from app.ui.editors.text import EntryLine
from app.ui.theme import colours, measure, palettes
from app.ui.widgets.picker import Picker

LONG_WIDTH = 360
"""Pixels at least of the editor of a long text."""
BEYOND = 24
"""Pixels that the editor of a line is wider than its words."""
DRAWN = 5_000
"""Letters of a cell that are laid out to draw it: more than fill any."""
BESIDE = 3
"""Pixels beside the words of a cell, as the style has them."""
ON_ONE_LINE = Qt.TextFlag.TextSingleLine.value

_TABS = {
    Qt.Key.Key_Tab: QAbstractItemDelegate.EndEditHint.EditNextItem,
    Qt.Key.Key_Backtab: QAbstractItemDelegate.EndEditHint.EditPreviousItem,
}


class CellDelegate(QStyledItemDelegate):
    """Edits a cell in place: each key goes to the session; choices are picked from their words."""

    def __init__(self, desk: Desk, model: SheetModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._desk, self._sheet, self._view = desk, model, parent
        self.entered_with = Qt.KeyboardModifier.NoModifier

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line, lines, or a list to choose from."""
        field = self._sheet.field(index)
        assert field is not None, "only what is asked can be edited"
        if field.type in ("choice", "yesno"):
            return self._choice(parent, field)
        kept = QPersistentModelIndex(index)
        if field.type == "choices":
            return self._choices(parent, field, kept)
        if field.type in ("text", "prose"):
            return self._words(parent, field, kept)
        line = EntryLine(parent)
        line.setProperty("cell", True)
        line.setAccessibleName(field.label)
        line.textEdited.connect(lambda text: kept.model().setData(kept, text))
        line.textChanged.connect(lambda _text: self._widen(line, kept))
        return line

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Note with which keys Enter finishes a cell; Tab does as well, and in words Alt+Enter begins a new line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QWidget):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            self.entered_with = event.modifiers() if enter else self.entered_with
            if enter and isinstance(editor, CellText) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                editor.new_line()
                return True
            hint = self._ends(editor, event, enter=enter)
            if hint is not None:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, hint)
                return True
        return super().eventFilter(editor, event)

    def _ends(self, editor: QWidget, event: QKeyEvent, *, enter: bool) -> QAbstractItemDelegate.EndEditHint | None:
        """What a key that ends the editing of a cell means; None where that is Qt's to say, or it ends nothing."""
        if enter:
            ours = isinstance(editor, QComboBox | CellText) or event.modifiers() & Qt.KeyboardModifier.ControlModifier
            return QAbstractItemDelegate.EndEditHint.SubmitModelCache if ours else None
        return _TABS.get(Qt.Key(event.key())) if isinstance(editor, CellText) else None  # a text's are not Qt's to take

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell; what is being typed is not rewritten."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, CellChoices):
            editor.show_text(text, self._chosen(text, index))
        elif isinstance(editor, QComboBox):
            if text and editor.findText(text) < 0:
                editor.insertItem(1, text)  # what could not be read stays until something else is picked
            editor.setCurrentIndex(max(editor.findText(text), 0))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)
        elif isinstance(editor, CellText):
            editor.show_text(text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Words have the room that they need; a line is as wide as what stands in it."""
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, CellText):
            editor.stand(editor.geometry(), self._view.viewport().size())
        elif isinstance(editor, QLineEdit):
            self._widen(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the cell as finished: it is checked now.  Each key of a line is with the session already."""
        one_of = editor if isinstance(editor, QComboBox) and not isinstance(editor, CellChoices) else None
        if one_of is not None and one_of.currentText() != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            model.setData(index, one_of.currentText())
        path = self._sheet.cell(index)
        if path is not None:
            self._desk.left(path)
        self._desk.settle()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, framed where the cursor is, underlined where something is found.

        A screen has hundreds of cells, and the style would ask the model for each of them a dozen times.
        """
        rect: QRect = getattr(option, "rect")  # noqa: B009  # absent from the stubs, like `state`
        state: QStyle.StateFlag = getattr(option, "state")  # noqa: B009  # absent from the stubs
        look, shown = self._sheet.look(index), colours()
        _draw(painter, rect, state, look, shown)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(shown.accent), measure.RING))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        if look.problems:
            blocking = any(one.severity == "blocking" for one in look.problems)
            painter.setPen(QPen(QColor(shown.blocking if blocking else shown.advice), 2))
            painter.drawLine(rect.left() + 4, rect.bottom() - 1, rect.right() - 4, rect.bottom() - 1)

    def _widen(self, line: QLineEdit, index: Index) -> None:
        """As wide as its words, over the cells beside it, as far as the sheet goes."""
        cell = self._view.visualRect(self._view.model().index(index.row(), index.column()))
        room = self._view.viewport().width()
        wanted = max(cell.width(), line.fontMetrics().horizontalAdvance(line.text()) + BEYOND)
        left = max(min(cell.left(), room - wanted), 0)
        if wanted > cell.width():
            line.setGeometry(left, cell.top(), min(wanted, room), cell.height())

    def _choice(self, parent: QWidget, field: Field) -> QComboBox:
        box = Picker(parent)
        box.addItems(["", *(word for _, word in boxes(None, field))])
        box.activated.connect(lambda _: self._picked(box))
        box.setAccessibleName(field.label)
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def _choices(self, parent: QWidget, field: Field, kept: QPersistentModelIndex) -> QWidget:
        """Several of the options: each tick is with the session at once."""
        box = CellChoices(field.label, (word for _, word in boxes(None, field)), parent)
        box.ticked.connect(lambda words: kept.model().setData(kept, words))
        box.closed.connect(lambda: self._picked(box))
        return box

    def _chosen(self, text: str, index: Index) -> list[str]:
        """The options that the text of a cell names."""
        field = self._sheet.field(index)
        assert field is not None, "only what is asked can be edited"
        return [word for box, word in boxes(FIELD_TYPES[field.type].parse(text, field), field) if box == CHECKED]

    def _words(self, parent: QWidget, field: Field, kept: QPersistentModelIndex) -> QWidget:
        """Words: Enter, Tab or a click elsewhere is their end."""
        long = field.type == "prose"
        text = CellText(field.label, parent, many_lines=long, least=LONG_WIDTH if long else 0)
        text.written.connect(lambda words: kept.model().setData(kept, words))
        return text

    def _picked(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)


def _draw(painter: QPainter, rect: QRect, state: QStyle.StateFlag, look: Look, shown: palettes.Colours) -> None:
    """The ground and the words of a cell, as the style has them, as far as there is room."""
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(shown.accent_soft))
    elif look.quiet:
        painter.fillRect(rect, QColor(shown.sunken))
    if look.words:
        painter.setPen(QColor(shown.text if state & QStyle.StateFlag.State_Enabled else shown.disabled))
        room = rect.adjusted(BESIDE, 0, -BESIDE, 0)
        seen = painter.fontMetrics().elidedText(look.words[:DRAWN], Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, look.alignment | ON_ONE_LINE, seen)
