"""The editor of a short blank: one line of text inside the printed sentence."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.forms.field_types import FIELD_TYPES
from app.forms.paths import FieldPath
from app.ui.broken import broken, units
from app.ui.desk import Desk
from app.ui.editors.blank import is_figure, room
from app.ui.editors.folded import FoldedLine
from app.ui.editors.text import TextBlank
from app.ui.theme import colour, sized

AROUND, STEP, WIDEST = 26, 40, 660
"""Pixels beside the text of a blank; by how many it grows at a time, and up to how many."""
BESIDE, PACKED = 8, 6
"""The pixels at either side of the words of a blank, fewer in a cell."""
MOST_LINES = 24
"""Lines that a blank grows to; a text of one blank is hardly ever so long."""
ON_THE_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
HINTS = {"date": "年-月-日", "month": "年-月", "year": "年"}


class LineEditor(TextBlank, FoldedLine):
    """One blank of one line; the session is told of each key, the blank is checked when it is left.

    What is computed is only shown: the cursor passes it by, its tooltip says what it is computed from.  A figure has
    its digits in threes, and the suffix of paper, while the cursor is elsewhere.  An answer that is longer than its
    line is shown on several.
    """

    def __init__(self, desk: Desk, path: FieldPath, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        field = self._serve(desk, path)
        self._rests = partial(FIELD_TYPES[field.type].shown, field=field)
        self._tall = 1
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        computed = desk.session.computed_from(path)
        self.setPlaceholderText("自动计算" if computed else HINTS.get(field.type, ""))
        self._help = "\n".join(part for part in (computed, field.help) if part)
        self.setToolTip(self._help)
        self.setReadOnly(desk.read_only or bool(computed))
        self.setProperty("computed", bool(computed))
        if computed:
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if is_figure(field):
            self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.usual_width = self.natural_width = room(field, QFontMetricsF(self.font()))
        self.stretches = field.type in ("text", "email", "url") and field.room is None
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._grow)
        self.returnPressed.connect(self._next)
        self.refresh()

    def _show(self, text: str) -> None:
        if not self._in_hand:
            text = self._rests(self._desk.session.value(self.path))
        if text == self.text():
            return
        behind = units(self.text()) - self.cursorPosition()
        self.setText(text)
        returns = self.window().focusWidget() is self  # also while a question stands before the window
        self.setCursorPosition(max(0, units(text) - behind) if returns else 0)

    @property
    def _in_hand(self) -> bool:
        """Whether the text is one that is being edited."""
        return self.hasFocus() and not self.isReadOnly()

    def take_focus(self, path: FieldPath) -> None:
        """Put the cursor into the blank."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()
        self._from_start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the answer as it is typed, all of it chosen where it was come to with Tab."""
        if not self._composing and self.path.section in self._desk.pack.section:
            self._show(self._desk.session.text(self.path))
        super().focusInEvent(event)
        self._from_start()

    def _from_start(self) -> None:
        """Show a long answer that is chosen whole from its beginning; Qt shows its end."""
        if self._clipped() and self.selectedText() == self.text():
            self.setSelection(units(self.text()), -units(self.text()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the answer as it was understood; a long text stays as it was typed, with the cursor in it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.refresh()
            if self.window().focusWidget() is not self:  # it is read from its beginning
                self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        """Tell the whole answer where it is clipped, and the help."""
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip("\n".join(part for part in (self._clipped(), self._help) if part))
        return super().event(event)

    def hasHeightForWidth(self) -> bool:
        """A long answer needs more lines in a narrower blank."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at `width` pixels."""
        return self.sizeHint().height() + self.grown(width)

    def grown(self, width: int) -> int:
        """By how many pixels the blank is higher than one line when it is `width` pixels wide."""
        return (len(self._lines(width)) - 1) * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Note how many lines there are."""
        super().resizeEvent(event)
        self._tall = len(self._lines(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line that is too long is shown in small letters, or on more lines; on those it is edited, too."""
        super().paintEvent(event)
        resting = not self._in_hand and not self.cursorPosition()
        if not (self.folds or (resting and self._clipped())):
            return
        painter = QPainter(self)
        painter.fillRect(self._inside, colour("accent_soft" if self.folds else self._ground))
        if self.folds:
            self.draw_folded(painter)
        else:
            self._draw_at_rest(painter)

    @property
    def folds(self) -> bool:
        """Whether it is edited on several lines now."""
        return self._tall > 1 and super().folds

    @property
    def text_place(self) -> QRect:
        """Where its lines stand."""
        return self._inside.adjusted(2, 0, -self._beside, 0)

    @property
    def _inside(self) -> QRect:
        return self.rect().adjusted(self._beside - 2, 2, 0, -3)

    def _draw_at_rest(self, painter: QPainter) -> None:
        place, step = self._inside, self.fontMetrics().lineSpacing()
        lines = self._lines(self.width(), max(1, place.height() // step))
        painter.setFont(self.font() if len(lines) > 1 else sized(self.font(), "small"))
        painter.setPen(self.palette().color(self.foregroundRole()))
        top = place.top() + (place.height() - step * len(lines)) // 2
        for number, words in enumerate(lines):
            painter.drawText(QRect(place.left() + 2, top + number * step, place.width(), step), ON_THE_LEFT, words)

    @property
    def _ground(self) -> str:
        if self.property("computed") or not self.isEnabled():
            return "surface"
        return "blocking_soft" if self.property("fault") == "blocking" else "blank"

    @property
    def _beside(self) -> int:
        return PACKED if self.property("packed") else BESIDE

    def _lines(self, width: int, most: int = MOST_LINES) -> list[str]:
        """The answer as it is shown at rest in a blank of `width` pixels, on at most so many lines."""
        if not self._clipped(width):
            return [self.text()]
        room = width - 2 * self._beside
        small = QFontMetrics(sized(self.font(), "small"))
        if most == 1 or small.horizontalAdvance(self.text()) <= room:
            return [small.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)]
        return broken(self.text(), self.font(), room, most)

    def _clipped(self, width: int = 0) -> str:
        """The whole answer, where a line of `width` pixels, or that which there is, is too narrow to show it."""
        wide = self.fontMetrics().horizontalAdvance(self.text()) > (width or self.width()) - 12
        return self.text() if wide else ""

    def _edited(self, text: str) -> None:
        if not self._composing:
            self._desk.typed(self.path, text)
            self._desk.heard.emit(self.path, text)

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as asked for in text of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "usual_width"):
            self.usual_width = room(self._desk.session.field(self.path), QFontMetricsF(self.font()))
            self._grow(self.text())
            self.updateGeometry()

    def _grow(self, text: str) -> None:
        """Be as wide as the text needs, in steps, so that not every key breaks the lines anew."""
        needed = self.fontMetrics().horizontalAdvance(text) + AROUND
        steps = max(0, math.ceil((needed - self.usual_width) / STEP))
        wide = max(self.usual_width, min(self.usual_width + steps * STEP, WIDEST))
        if wide != self.natural_width or len(self._lines(self.width())) != self._tall:
            self.natural_width, self._tall = wide, len(self._lines(self.width()))
            self.updateGeometry()

    def _next(self) -> None:
        self.focusNextChild()
