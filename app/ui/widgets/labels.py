"""Words on the window: bold above what they name, wrapped over as many lines as they need."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import sized


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


def titled(words: str, parent: QWidget, size: str = "strong") -> QLabel:
    """A title of a size of the type scale."""
    label = QLabel(words, parent)
    label.setProperty("type", size)
    return label


def wrapped(words: str, parent: QWidget, tone: str = "") -> QLabel:
    """Words that wrap, in the colour of `tone`."""
    label = QLabel(words, parent)
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
