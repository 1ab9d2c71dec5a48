"""The editor of words in a cell: it breaks its lines and grows with them, over the cells beside and below."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.editors.text import WithoutUndo, may_paste, offer

BESIDE = 24
"""Pixels that it is wider than its words."""
MARGIN = 3
"""Pixels around the words."""
LEEWAY = 1
"""A pixel without which Qt takes the last line for hidden."""
_LINES = {Qt.Key.Key_Up: QTextCursor.MoveOperation.Up, Qt.Key.Key_Down: QTextCursor.MoveOperation.Down}


class CellText(WithoutUndo, QPlainTextEdit):
    """Words of one cell, in `many_lines` where it may hold them; `written` tells them, never while composing."""

    written = Signal(str)

    def __init__(self, name: str, parent: QWidget, *, many_lines: bool, least: int = 0) -> None:
        super().__init__(parent)
        self._many_lines, self._least = many_lines, least
        self._cell, self._room = QRect(), QSize()
        self._composing = self._showing = self.touched = False
        self.setProperty("cell", True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(MARGIN)
        for hide in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            hide(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._changed)

    def show_text(self, text: str) -> None:
        """Show what the cell holds: one line as if it were to be written over, a longer text to go on with."""
        if not self.touched and text != self.toPlainText():
            self._showing = True
            self.setPlainText(text)
            self._showing = False
        if not self.touched:
            self.moveCursor(QTextCursor.MoveOperation.End)
            if not self._many_lines:
                self.selectAll()

    def stand(self, cell: QRect, room: QSize) -> None:
        """Stand over `cell`, in a sheet of which so much is seen, and have as much of it as the words need."""
        self._cell, self._room = cell, room
        self._grow()

    def new_line(self) -> None:
        """Begin a new line, where the cell may hold one."""
        if self._many_lines:
            self.insertPlainText("\n")

    # -- typing --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Above the first line and below the last one the arrows are those of the sheet."""
        way = _LINES.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if way is not None and plain and not self.textCursor().movePosition(way):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether an input method is composing."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste, in one line where the cell holds one; what is longer than a draft may hold is refused whole."""
        text = source.text() if self._many_lines else " ".join(source.text().splitlines())
        if may_paste(self, text):
            self.insertPlainText(text)
            self.ensureCursorVisible()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer cut, copy and paste."""
        offer(self.createStandardContextMenu(), event.globalPos(), None)

    def _changed(self) -> None:
        if not self._composing and not self._showing:
            self.touched = True
            self.written.emit(self.toPlainText())
        self._grow()

    # -- its place -----------------------------------------------------------------------------

    def _grow(self) -> None:
        """First as wide as the words, as far as the sheet goes, then as high as their lines."""
        cell, room = self._cell, self._room
        if cell.isEmpty():
            return
        widest, advance = max(room.width(), cell.width()), self.fontMetrics().horizontalAdvance
        begun = (line[:widest] for line in self.toPlainText().split("\n"))  # more letters than pixels fill it anyway
        width = min(max(cell.width(), self._least, max(map(advance, begun)) + BESIDE), widest)
        around = self._around()
        one = ceil(QFontMetricsF(self.font()).lineSpacing()) + 2 * MARGIN + LEEWAY + around
        spare = max(cell.height() - one, 0)
        self.setViewportMargins(0, spare // 2, 0, spare - spare // 2)
        left = max(min(cell.left(), room.width() - width), 0)
        self.setGeometry(left, self.y(), width, self.height())
        tall = self._tall() + around + spare
        height = min(max(cell.height(), tall), max(room.height(), cell.height()))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if tall > height else policy.ScrollBarAlwaysOff)
        self.setGeometry(left, max(min(cell.top(), room.height() - height), 0), width, height)

    def _around(self) -> int:
        """Pixels of the frame above and below."""
        inside = self.contentsMargins()
        return inside.top() + inside.bottom()

    def _tall(self) -> int:
        """Pixels of all lines, with the margins of the page that they stand on."""
        layout, block, tall = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid():
            tall += layout.blockBoundingRect(block).height()
            block = block.next()
        return ceil(tall) + MARGIN + LEEWAY  # the first line has its margin above it
