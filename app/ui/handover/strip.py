"""A strip of time: a bar for each loan from the day it went out to the day it came back, its due day and today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.forms.moments import day
from app.ui.theme import colour, measure, scaled

if TYPE_CHECKING:
    from app.declaration.sharing.loans import Loan

MOST, BAR, NAMES, HEAD, DUE = 6, 20, 90, 20, 90
"""Loans that are drawn; pixels at 100 % of a bar's row, of the names at the left, the days above, and a due day."""


class LoanStrip(QWidget):
    """Draws the first few loans; the list above says everything in words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bars: list[tuple[str, date, date, date | None, str]] = []
        self._today = date.today()

    def show_loans(self, found: Sequence[Loan], today: date) -> None:
        """Show these loans as of `today`."""
        self._today = today
        self._bars = [bar for loan in found if (bar := _bar(loan, today)) is not None][:MOST]
        self.setFixedHeight(scaled(HEAD) + scaled(BAR) * len(self._bars) + 6)
        self.setAccessibleName("借出时间一览")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the days, the bars, where each is due, and today."""
        if not self._bars:
            return
        painter, bar, names, head = QPainter(self), scaled(BAR), scaled(NAMES), scaled(HEAD)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        days = [moment for _, start, end, due, _ in self._bars for moment in (start, end, due) if moment is not None]
        first = min([*days, self._today]) - timedelta(days=1)
        span = max((max([*days, self._today]) - first).days + 1, 7)
        room = self.width() - names - scaled(DUE)

        def at(moment: date) -> float:
            return names + room * (moment - first).days / span

        for row, (name, start, end, due, tone) in enumerate(self._bars):
            top = head + row * bar
            painter.setPen(colour("muted"))
            label = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, names - 8)
            painter.drawText(QRectF(0, top, names, bar), int(Qt.AlignmentFlag.AlignVCenter), label)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tone))
            painter.drawRoundedRect(
                QRectF(at(start), top + 6, max(at(end) - at(start), 5), bar - 12),
                measure.TINY_CORNER,
                measure.TINY_CORNER,
            )
            if due is not None:
                painter.setPen(QPen(colour("advice"), 2))
                painter.drawLine(int(at(due)), top + 2, int(at(due)), top + bar - 3)
                beside = QRectF(max(at(due), at(end)) + 6, top, scaled(DUE), bar)
                painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter), due_words(due))
        painter.setPen(QPen(colour("text"), 1, Qt.PenStyle.DashLine))
        now = int(at(self._today))
        painter.drawLine(now, head - 2, now, self.height() - 2)
        painter.drawText(
            QRectF(now - scaled(60), 0, scaled(120), head - 2),
            int(Qt.AlignmentFlag.AlignCenter),
            f"今天 {self._today:%m-%d}",
        )


def due_words(due: date) -> str:
    """What is written beside the mark of a due day."""
    return f"约定 {due:%m-%d}"


def _bar(loan: Loan, today: date) -> tuple[str, date, date, date | None, str] | None:
    """Name, first day, last day, due day, and the colour; None for a time that cannot be read."""
    try:
        start = date.fromisoformat(day(loan.at))
        end = date.fromisoformat(day(loan.ended)) if loan.ended else max(today, start)
    except ValueError:
        return None
    tone = "blocking" if loan.late(today) else "accent" if loan.out else "faint"
    return loan.to or "（未写明）", start, end, date.fromisoformat(loan.due) if loan.due else None, tone
