"""A line of text that is edited on several: as Qt edits one line, drawn and walked through as the page shows it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QApplication

from app.ui.broken import LOOKED_AT, laid, units
from app.ui.editors.text import EntryLine

BY_LINE = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
CURSOR = 1
"""Pixels of the width of the cursor."""


class FoldedLine(EntryLine):
    """Where `folds` says so its text is edited on the lines of `text_place`: with the mouse and Up and Down, too.

    What Qt does with a key, with the clipboard and with an input method stays as it is for one line.
    """

    _composed, _within = "", 0  # what an input method has not finished yet, and the cursor in it
    _anchor = 0  # from where the mouse selects
    _column: float | None = None  # to which Up and Down keep
    _lit = True
    _blink: QTimer | None = None  # there once the cursor has been here

    @property
    def folds(self) -> bool:
        """Whether it is edited on several lines now."""
        room = self.text_place.height() >= 2 * self.fontMetrics().lineSpacing()
        return room and self.hasFocus() and not self.isReadOnly() and len(self.text()) <= LOOKED_AT

    @property
    def text_place(self) -> QRect:
        """Where its lines stand, in pixels."""
        return self.rect()

    # -- what is seen --------------------------------------------------------------------------

    def draw_folded(self, painter: QPainter) -> None:
        """Draw the lines with what is selected, what is being composed, and the cursor."""
        layout, place = self._layout(), self.text_place
        at = self._corner(layout)
        painter.setClipRect(place)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        layout.draw(painter, at, self._marked(), QRectF())
        if self._lit and not self.selectedText():
            layout.drawCursor(painter, at, self._place_of_cursor, CURSOR)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Keep what is being composed, which Qt draws on its own line."""
        cursor = next((one for one in event.attributes() if one.type == _ATTRIBUTE.Cursor), None)  # type: ignore[attr-defined]  # absent from the stubs
        self._composed = event.preeditString()
        self._within = cursor.start if cursor is not None else units(self._composed)  # type: ignore[attr-defined]  # absent from the stubs
        super().inputMethodEvent(event)
        self.update()

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *argument: Any) -> Any:
        """An input method shows its words beside the cursor."""
        if query == Qt.InputMethodQuery.ImCursorRectangle and self.folds:
            return self.cursor_place()
        return super().inputMethodQuery(query, *argument)

    def cursor_place(self) -> QRect:
        """Where the cursor stands."""
        layout = self._layout()
        line = layout.lineForTextPosition(self._place_of_cursor)
        left, corner = _x(line.cursorToX(self._place_of_cursor)), self._corner(layout)
        return QRect(round(corner.x() + left), round(corner.y() + line.y()), CURSOR, round(line.height()))

    def _marked(self) -> list[QTextLayout.FormatRange]:
        chosen, composed = QTextLayout.FormatRange(), QTextLayout.FormatRange()
        chosen.start, chosen.length = self.selectionStart(), units(self.selectedText())  # type: ignore[attr-defined]  # absent from the stubs
        look = QTextCharFormat()
        look.setBackground(self.palette().highlight())
        look.setForeground(self.palette().highlightedText())
        chosen.format = look  # type: ignore[attr-defined]  # absent from the stubs
        composed.start, composed.length = self.cursorPosition(), units(self._composed)  # type: ignore[attr-defined]  # absent from the stubs
        line = QTextCharFormat()
        line.setFontUnderline(True)
        composed.format = line  # type: ignore[attr-defined]  # absent from the stubs
        return [one for one in (chosen, composed) if one.length > 0]  # type: ignore[attr-defined]  # absent from the stubs

    def _layout(self) -> QTextLayout:
        """The text with what is being composed, on lines that have their places."""
        counted, cursor = self.text().encode("utf-16-le", "surrogatepass"), 2 * self.cursorPosition()
        before, behind = (part.decode("utf-16-le", "surrogatepass") for part in (counted[:cursor], counted[cursor:]))
        return laid(f"{before}{self._composed}{behind}", self.font(), self.text_place.width())

    def _corner(self, layout: QTextLayout) -> QPointF:
        """Where the first line begins: all are in the middle, or so that the one with the cursor is seen."""
        place, high = self.text_place, layout.boundingRect().height()
        if high <= place.height():
            return QPointF(place.left(), place.top() + (place.height() - high) / 2)
        line = layout.lineForTextPosition(self._place_of_cursor)
        return QPointF(place.left(), place.top() - max(0.0, line.y() + line.height() - place.height()))

    @property
    def _place_of_cursor(self) -> int:
        return self.cursorPosition() + (self._within if self._composed else 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the cursor blink where it is seen."""
        super().focusInEvent(event)
        if self._blink is None:
            self._blink = QTimer(self, interval=max(QApplication.cursorFlashTime() // 2, 0))
            self._blink.timeout.connect(self._blinked)
            for told in (self.textChanged, self.cursorPositionChanged, self.selectionChanged):
                told.connect(self._changed)
        self._changed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was being composed is no more."""
        super().focusOutEvent(event)
        self._composed = ""
        if self._blink is not None:
            self._blink.stop()

    def _changed(self) -> None:
        self._column, self._lit = None, True
        self.update()  # Qt draws anew only what has changed on one line
        if self._blink is not None and self._blink.interval() > 0:
            self._blink.start()

    def _blinked(self) -> None:
        if self.folds:
            self._lit = not self._lit
            self.update()

    # -- the hand ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from line to line; beyond the first and the last they are not for this blank."""
        step = BY_LINE.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if step is None or not plain or not self.folds or not self._walk(step, event.modifiers()):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor where the line is clicked."""
        if not self.folds or event.button() == Qt.MouseButton.RightButton:
            super().mousePressEvent(event)
            return
        place, selects = (
            self.place_at(event.position().toPoint()),
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier,
        )
        self._anchor = self._other_end() if selects else place
        self._select(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select from where the button was pressed."""
        if self.folds and event.buttons() & Qt.MouseButton.LeftButton:
            self._select(self.place_at(event.position().toPoint()))
        else:
            super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        if not self.folds:
            super().mouseDoubleClickEvent(event)
            return
        self.setCursorPosition(self.place_at(event.position().toPoint()))
        self.cursorWordBackward(False)
        self._anchor = self.cursorPosition()
        self.cursorWordForward(True)

    def place_at(self, point: QPoint) -> int:
        """The place in the text that is nearest to a point."""
        layout = self._layout()
        corner = self._corner(layout)
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        line = next((one for one in lines if point.y() < corner.y() + one.y() + one.height()), lines[-1])
        return _within_line(layout, line, point.x() - corner.x())

    def _walk(self, step: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Go a line up or down; whether there is one."""
        layout, here = self._layout(), self.cursorPosition()
        line = layout.lineForTextPosition(here)
        number = line.lineNumber() + step
        if not 0 <= number < layout.lineCount():
            return False
        column = _x(line.cursorToX(here)) if self._column is None else self._column
        target = layout.lineAt(number)
        place = _within_line(layout, target, column)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = self._other_end()
            self._select(place)
        else:
            self.setCursorPosition(place)
        self._column = column
        return True

    def _select(self, place: int) -> None:
        """From the anchor to a place, where the cursor then is."""
        if place == self._anchor:
            self.deselect()
            self.setCursorPosition(place)
        else:
            self.setSelection(self._anchor, place - self._anchor)

    def _other_end(self) -> int:
        """That of what is selected at which the cursor is not."""
        start = self.selectionStart()
        if start < 0:
            return self.cursorPosition()
        return self.selectionEnd() if self.cursorPosition() == start else start


_ATTRIBUTE = QInputMethodEvent.AttributeType


def _within_line(layout: QTextLayout, line: QTextLine, x: float) -> int:
    """The place of a line that is nearest to `x`: that behind its last letter is the first of the next line."""
    place, last = line.xToCursor(x), line.lineNumber() == layout.lineCount() - 1
    ends = place >= line.textStart() + line.textLength()
    return layout.previousCursorPosition(place) if ends and not last else place


def _x(told: Any) -> float:
    """What Qt says of a place in a line, with the place or without."""
    return float(told[0] if isinstance(told, tuple) else told)
