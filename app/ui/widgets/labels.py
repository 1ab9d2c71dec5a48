"""Words on the window: bold above what they name, wrapped over as many lines as they need."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.broken import LOOKED_AT, broken
from app.ui.theme import sized

CLOSERS, STEP = "，。、；：？！）》”’…*", 4
"""Marks that are no company for a character; pixels by which it is tried whether it gets some."""


class Elided(QLabel):
    """Words on one line that give way to what stands beside them, ending in “…”; the tool tip has them whole.

    Those that are `whole` are not cut but left out: half a number would be another.
    """

    whole = False

    def setText(self, words: str) -> None:
        """Show `words`, as much of them as there is room for."""
        super().setText(words)
        self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:
        """No width of its own."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        if self.whole and words != self.text():
            return
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


class TwoLined(Elided):
    """Words on one line; where that is too short, in small letters on two."""

    def minimumSizeHint(self) -> QSize:
        """As high as the lines that the words need at this width."""
        small = QFontMetrics(self._small).lineSpacing()
        return QSize(0, max(super().minimumSizeHint().height(), 0 if self._fits else 2 * small))

    def sizeHint(self) -> QSize:
        """As wide as the words on one line, as high as they are at this width."""
        return super().sizeHint().expandedTo(self.minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be higher or lower where another width asks for it."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the one line, or the two."""
        if self._fits:
            super().paintEvent(event)
            return
        from app.ui.widgets.row_words import Face  # wanted only where the words do not fit

        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self._small)
        metrics = painter.fontMetrics()
        first, *rest = Face.of(self._small).lines(self.text(), self.width())
        second = metrics.elidedText("".join(rest), Qt.TextElideMode.ElideRight, self.width())
        top = (self.height() - 2 * metrics.lineSpacing()) // 2
        for number, words in enumerate((first, second)):
            painter.drawText(0, top + number * metrics.lineSpacing() + metrics.ascent(), words)

    @property
    def _small(self) -> QFont:
        return sized(self.font(), "small", bold=self.font().bold())

    @property
    def _fits(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) <= self.width()


class Evened(QLabel):
    """Words that wrap, of which no character stands alone on the last line: they leave some room at the right free."""

    plain = ""
    """The words without their markup, where they have any."""
    _asked: tuple[str, int, int] = ("", 0, 0)

    def setText(self, words: str) -> None:
        """Show `words`."""
        super().setText(words)
        self._even()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self._even()

    def _even(self) -> None:
        words, room = self.plain or self.text(), self.width()
        asked = words, room, self.fontMetrics().height()
        if asked == self._asked:
            return
        self._asked = asked
        spare = _spare(words, self.font().toString(), room)
        if spare != self.contentsMargins().right():
            self.setContentsMargins(0, 0, spare, 0)


@lru_cache(maxsize=512)
def _spare(words: str, described: str, room: int) -> int:
    """Pixels to leave free so that the last line of `words` has company, on no more lines; 0 where none are needed."""
    font = QFont()
    font.fromString(described)
    if "\n" in words or not words or QFontMetrics(font).horizontalAdvance(words) <= room:
        return 0
    whole = broken(words, font, room, LOOKED_AT)
    for spare in range(0, QFontMetrics(font).horizontalAdvance("汉") * 2, STEP):
        lines = broken(words, font, room - spare, LOOKED_AT)
        if len(lines) > len(whole):
            return 0
        if len(lines[-1].rstrip(CLOSERS)) > 1:
            return spare
    return 0


def titled(words: str, parent: QWidget, size: str = "strong") -> QLabel:
    """A title of a size of the type scale."""
    label = QLabel(words, parent)
    label.setProperty("type", size)
    return label


def evened(words: str, parent: QWidget, tone: str = "") -> QLabel:
    """Words that wrap evenly, in the colour of `tone`; each breaks them once more than those that only wrap."""
    return _dressed(Evened(words, parent), tone)


def wrapped(words: str, parent: QWidget, tone: str = "") -> QLabel:
    """Words that wrap, in the colour of `tone`."""
    return _dressed(QLabel(words, parent), tone)


def _dressed(label: QLabel, tone: str) -> QLabel:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    keep_height(label)
    if tone:
        label.setProperty("tone", tone)
    return label


def keep_height(label: QLabel) -> None:
    """Give wrapped words exactly the height that they need at their width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
