"""Rows with a bar below their words: each part of a bar has a colour and a pattern, and the words say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from app.ui.theme import colours, scaled
from app.ui.widgets.long_rows import LongRows, MeasuredOnce
from app.ui.widgets.rows import GAP, ICON, ROW, SIDE, Index, Row

BAR, BELOW = 9, 8
"""Pixels: how high a bar is, and the room below it."""
Fill = Literal["solid", "hatched", "empty", "none"]
LEGEND_GAP = 18


class Segment(NamedTuple):
    """A part of a bar: its share of the width (0 to 1), its colour by what that means, and its pattern."""

    share: float
    tone: str
    fill: Fill = "solid"


@dataclass(frozen=True, slots=True)
class BarRow(Row):
    """A row with a bar; a `marker` is a line across it, so far from the left (0 to 1)."""

    segments: tuple[Segment, ...] = ()
    marker: float | None = None


class BarsView(LongRows):
    """A list of such rows."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent, _BarDelegate)


class _BarDelegate(MeasuredOnce):
    """Draws the row, and its bar below."""

    def needed(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need, and the bar."""
        size, row = super().needed(option, index), index.data(ROW)
        return size + QSize(0, BAR + BELOW) if isinstance(row, BarRow) and row.segments else size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row, then its bar."""
        super().paint(painter, option, index)
        row, rect = index.data(ROW), getattr(option, "rect")  # noqa: B009  # absent from the stubs
        if isinstance(row, BarRow) and row.segments:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_bar(painter, row, rect)
            painter.restore()

    def _draw_bar(self, painter: QPainter, row: BarRow, rect: QRect) -> None:
        left = rect.left() + SIDE + (scaled(ICON) + GAP if row.icon else 0)
        bar = QRectF(left, rect.bottom() - BELOW - BAR, rect.right() - SIDE - left, BAR)
        at = bar.left()
        for segment in row.segments:
            width = segment.share * bar.width()
            if width > 0 and segment.fill != "none":
                draw_segment(painter, QRectF(at, bar.top(), max(width, 2), BAR), segment)
            at += width
        if row.marker is not None:
            painter.setPen(QPen(QColor(colours().text), 1.4, Qt.PenStyle.DashLine))
            across = bar.left() + row.marker * bar.width()
            painter.drawLine(int(across), rect.top() + 3, int(across), rect.bottom() - 3)


def draw_segment(painter: QPainter, rect: QRectF, segment: Segment) -> None:
    """Draw one part of a bar: filled, hatched in its colour, or an outline."""
    colour = QColor(getattr(colours(), segment.tone))
    painter.setPen(QPen(colour, 1))
    painter.setBrush(colour if segment.fill == "solid" else Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    if segment.fill == "hatched":
        painter.fillRect(rect, QBrush(colour, Qt.BrushStyle.BDiagPattern))


class Legend(QWidget):
    """What the parts of the bars mean."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts: tuple[tuple[str, Segment], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("图例")

    def explain(self, parts: Sequence[tuple[str, Segment]]) -> None:
        """Show these words, each behind its pattern; take no room where there are none."""
        self._parts = tuple(parts)
        self.setAccessibleDescription("、".join(words for words, _ in parts))
        self.setVisible(bool(parts))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self.fontMetrics().lineSpacing() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the patterns and the words."""
        painter = QPainter(self)
        metrics, left = QFontMetrics(self.font()), SIDE
        for words, segment in self._parts:
            middle = self.height() / 2
            draw_segment(painter, QRectF(left, middle - BAR / 2, 22, BAR), segment)
            painter.setPen(QColor(colours().muted))
            painter.drawText(left + 28, round(middle + metrics.ascent() / 2 - 2), words)
            left += 28 + metrics.horizontalAdvance(words) + LEGEND_GAP
        painter.end()
