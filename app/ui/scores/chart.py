"""Bars of the first and second level: points so far, what has no mark yet, and what is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.forms.answers.scoring import FULL, Tally, marked_words, two_places
from app.ui.theme import colours, measure, sized

BAR, GAP, INSET = 6, 5, 12
"""Height of a bar, room below it, and how far the second level stands in; pixels."""
LEGEND = (("已得", "accent"), ("未评", "accent_soft"), ("失分", "rule"))


class Bar(NamedTuple):
    """One bar: its indicator, its level (1 or 2), and where its words and its bar begin and end."""

    tally: Tally
    level: int
    rect: QRect


class ScoreChart(QWidget):
    """Horizontal bars of 0 to 100; `chosen` tells the keys of the branch that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tallies: tuple[Tally, ...] = ()
        self.setAccessibleName("自评图")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tallies(self, tallies: Sequence[Tally]) -> None:
        """Draw these; the same is told in words to those who cannot see it."""
        self._tallies = tuple(tallies)
        words = (f"{tally.title}{_points(tally)}，已评权重{marked_words(tally.marked)}" for tally, _ in self._rows())
        self.setAccessibleDescription("；".join(words))
        self.updateGeometry()
        self.update()

    def bars(self) -> Iterator[Bar]:
        """The bars from the top, each with the room that a click may hit."""
        top = self._line() + GAP
        for tally, level in self._rows():
            left = INSET if level > 1 else 0
            top += GAP if level == 1 else 0
            yield Bar(tally, level, QRect(left, top, self.width() - left, self._line() + BAR + GAP))
            top += self._line() + BAR + GAP

    def sizeHint(self) -> QSize:
        """As high as all bars."""
        rows = list(self._rows())
        first = sum(level == 1 for _, level in rows)
        return QSize(200, self._line() + GAP * (1 + first) + len(rows) * (self._line() + BAR + GAP))

    def minimumSizeHint(self) -> QSize:
        """As high as all bars, and wide enough for their names."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the legend and the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_legend(painter)
        for bar in self.bars():
            if bar.rect.intersects(event.rect()):
                self._draw_words(painter, bar)
                self._draw_bar(painter, bar)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar under the mouse."""
        bar = self._at(event.position().toPoint().y())
        if bar is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(bar.tally.branch.keys)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a bar can be clicked."""
        over = self._at(event.position().toPoint().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Tell the figures of the bar under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self._at(event.pos().y())
            QToolTip.showText(event.globalPos(), _tip(bar.tally) if bar is not None else "", self)
            return True
        return super().event(event)

    # -- inside --------------------------------------------------------------------------------

    def _rows(self) -> Iterator[tuple[Tally, int]]:
        for tally in self._tallies:
            yield tally, 1
            yield from ((inner, 2) for inner in tally.below)

    def _at(self, y: int) -> Bar | None:
        return next((bar for bar in self.bars() if bar.rect.top() <= y <= bar.rect.bottom()), None)

    def _font(self, level: int) -> QFont:
        return sized(self.font(), "small", bold=level == 1)

    def _line(self) -> int:
        return QFontMetrics(self._font(2)).lineSpacing() + 1

    def _draw_legend(self, painter: QPainter) -> None:
        shown, left = colours(), 0
        painter.setFont(self._font(2))
        metrics = painter.fontMetrics()
        for words, name in LEGEND:
            square = QRectF(left + 0.5, (self._line() - 9) / 2 + 0.5, 9, 9)
            painter.setPen(QColor(shown.blank_line if name != "accent" else shown.accent))
            painter.setBrush(QColor(getattr(shown, name)))
            painter.drawRoundedRect(square, measure.TINY_CORNER, measure.TINY_CORNER)
            painter.setPen(QColor(shown.muted))
            painter.drawText(left + 15, metrics.ascent() + 1, words)
            left += 15 + metrics.horizontalAdvance(words) + 16

    def _draw_words(self, painter: QPainter, bar: Bar) -> None:
        shown, points = colours(), _points(bar.tally)
        painter.setFont(self._font(bar.level))
        metrics = painter.fontMetrics()
        room = bar.rect.width() - metrics.horizontalAdvance(points) - GAP
        title = metrics.elidedText(bar.tally.title, Qt.TextElideMode.ElideRight, room)
        baseline = bar.rect.top() + metrics.ascent()
        painter.setPen(QColor(shown.text if bar.level == 1 else shown.muted))
        painter.drawText(bar.rect.left(), baseline, title)
        painter.setPen(QColor(shown.text if bar.tally.marked else shown.faint))
        painter.drawText(bar.rect.right() - metrics.horizontalAdvance(points), baseline, points)

    def _draw_bar(self, painter: QPainter, bar: Bar) -> None:
        shown, top = colours(), bar.rect.top() + self._line()
        painter.setPen(Qt.PenStyle.NoPen)
        for share, name in ((Fraction(FULL), "rule"), (bar.tally.most, "accent_soft"), (bar.tally.points, "accent")):
            width = float(share / FULL) * bar.rect.width()
            if width > 0:
                painter.setBrush(QColor(getattr(shown, name)))
                painter.drawRoundedRect(
                    QRectF(bar.rect.left(), top, width, BAR), measure.TINY_CORNER, measure.TINY_CORNER
                )


def _points(tally: Tally) -> str:
    return two_places(tally.points) if tally.marked else "未评"


def _tip(tally: Tally) -> str:
    average = f"；已评部分平均 {two_places(tally.average)} 分" if tally.average is not None else ""
    return f"{tally.title}：{_points(tally)}，已评权重 {marked_words(tally.marked)}{average}"
