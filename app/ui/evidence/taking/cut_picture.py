"""A long picture with the lines at which it is cut, as it comes from the child process."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.evidence.prepared import Cuts
from app.ui.evidence.thumbs import decoded
from app.ui.theme import colour

ACROSS = 240
"""Logical pixels of its short side."""
_LONGEST = 8_000
_VEIL, _NUMBER = 70, 22


class CutPicture(QWidget):
    """Shows the picture; if it is to be cut, each seam as a dashed line, what is repeated veiled, and numbers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture, self._cuts, self._cut = QPixmap(), Cuts(False, 1, ()), True

    def show_cuts(self, png: bytes, cuts: Cuts) -> None:
        """Show another picture; nothing for what is not the small PNG that was asked for."""
        self._picture, self._cuts = decoded(png, ACROSS, _LONGEST), cuts
        self.setFixedSize(self._picture.size())
        kind = "宽图" if cuts.wide else "长图"
        self.setAccessibleName(f"{kind}，切成 {len(cuts.strips)} 段")
        self.update()

    @property
    def shape(self) -> QSize:
        """The size of the picture; empty where there is none."""
        return self._picture.size()

    def set_cut(self, cut: bool) -> None:
        """Show the lines, or the picture alone."""
        self._cut = cut
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture and what is said above."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.drawPixmap(0, 0, self._picture)
        if self._cut and not self._picture.isNull():
            for number in range(len(self._cuts.strips)):
                self._paint_strip(painter, number)

    def _paint_strip(self, painter: QPainter, number: int) -> None:
        strip, accent = self._cuts.strips[number], colour("accent")
        start, seam = self._at(strip.start), self._at(strip.seam)
        if number:
            veil = QColor(accent)
            veil.setAlpha(_VEIL)
            painter.fillRect(self._along(start, seam), veil)
            painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(self._line(seam))
        badge = QRectF(seam + 4, 4, _NUMBER, _NUMBER) if self._cuts.wide else QRectF(4, seam + 4, _NUMBER, _NUMBER)
        painter.fillRect(badge, accent)
        painter.setPen(colour("on_accent"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def _at(self, pixel: int) -> float:
        side = self._picture.width() if self._cuts.wide else self._picture.height()
        return pixel * side / self._cuts.length

    def _along(self, start: float, end: float) -> QRectF:
        if self._cuts.wide:
            return QRectF(start, 0, end - start, self.height())
        return QRectF(0, start, self.width(), end - start)

    def _line(self, at: float) -> QLineF:
        return QLineF(at, 0, at, self.height()) if self._cuts.wide else QLineF(0, at, self.width(), at)
