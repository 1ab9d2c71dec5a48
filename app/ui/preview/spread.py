"""Two facing pages as the bound book shows them, with the fold between them and the blank with the cursor marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from app.declaration.book.open_book import Spread
from app.forms.paths import FieldPath
from app.ui.preview.pages import PreviewPages
from app.ui.theme import colour, measure, palettes

MARGIN = 24
"""Pixels of ground around the book."""
FOLD = 26.0
"""Points of paper that lie in the shadow of the fold, on each side."""
AROUND = 2.0
"""Points of white between the words of a blank and its mark."""
HINT = "点击纸上的空格，或按 ↑↓ 选中后按回车，回到这一项去填写"


class SpreadView(QWidget):
    """Paints one spread as large as it is told, and marks the blank `cursor`.

    `pointed` brings the (page, x, y in points) of a click.
    """

    pointed = Signal(int, float, float)

    def __init__(self, pages: PreviewPages, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = pages
        self.spread: Spread = (None, None)
        self.scale = 1.0
        self.cursor_: FieldPath | None = None
        self.setMouseTracking(True)
        self.setAccessibleName("预览的书页")
        pages.drawn.connect(self._drawn)
        pages.marked.connect(self.update)

    def show_spread(self, spread: Spread, scale: float, cursor: FieldPath | None) -> None:
        """Show these pages, `scale` pixels a point, with a blank marked."""
        self.spread, self.scale, self.cursor_ = spread, scale, cursor
        book = self._pages.book
        if book is not None:
            width, height = book.size
            self.resize(QSize(round(2 * width * scale) + 2 * MARGIN, round(height * scale) + 2 * MARGIN))
            names = "、".join(book.named(page) for page in spread if page is not None)
            self.setAccessibleDescription(f"{names}。{HINT}。")
        self.update()

    @property
    def drawn(self) -> bool:
        """Whether both pages show what is printed on them now."""
        shown = [page for page in self.spread if page is not None]
        for page in shown:
            self._picture(page)
        return all(self._pages.true_of(page, self._dpi) for page in shown)

    def marked_area(self) -> QRect | None:
        """Where the mark of the cursor's blank stands in this widget; None where the spread does not show it."""
        areas = [area for page in self.spread if page is not None for area in self.marks(page)]
        return areas[0].toAlignedRect() if areas else None

    def marks(self, page: int) -> list[QRectF]:
        """The parts of a page that belong to the blank with the cursor."""
        book = self._pages.book
        if book is None or self.cursor_ is None or page >= book.pages:
            return []
        corner = self.area(page).topLeft()
        spots = book.spots_of(self.cursor_, page)
        return [
            QRectF(
                corner.x() + (spot.x - AROUND) * self.scale,
                corner.y() + (spot.y - AROUND) * self.scale,
                (spot.width + 2 * AROUND) * self.scale,
                (spot.height + 2 * AROUND) * self.scale,
            )
            for spot in spots
        ]

    def area(self, page: int) -> QRectF:
        """Where a page of the spread stands in this widget."""
        book = self._pages.book
        width, height = (side * self.scale for side in book.size) if book is not None else (0.0, 0.0)
        middle, right = self.width() / 2, self.spread[1] == page
        return QRectF(middle if right else middle - width, (self.height() - height) / 2, width, height)

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pages; bare paper where one is still being drawn, and a note where one is not true yet."""
        book = self._pages.book
        if book is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            shown = [page for page in self.spread if page is not None and page < book.pages]
            for page in sorted(shown, key=lambda page: not self.marks(page)):  # that with the cursor is drawn first
                self._paint_page(painter, page)
            if None not in self.spread:
                self._paint_fold(painter)
            if self.hasFocus():
                painter.setPen(QPen(colour("accent"), measure.RING))
                painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _paint_page(self, painter: QPainter, page: int) -> None:
        area = self.area(page)
        for step in range(4):
            shadow = area.adjusted(-step, -step + 1, step, step + 1)
            painter.setPen(QPen(QColor(0, 0, 0, 26 - 6 * step)))
            painter.drawRect(shadow)
        painter.fillRect(area, QColor("white"))
        picture = self._picture(page)
        if picture is not None:
            painter.drawImage(area, picture)
        else:
            painter.setPen(QColor(palettes.LIGHT.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "正在显示…")
        for mark in self.marks(page):
            _paint_mark(painter, mark)
        words = self._pages.mark or ("" if self._pages.true_of(page, self._dpi) else "更新中")
        if words:
            _paint_note(painter, area, words)

    @property
    def _dpi(self) -> float:
        return 72 * self.scale * self.devicePixelRatioF()

    def _picture(self, page: int) -> QImage | None:
        return self._pages.picture(page, self._dpi)

    def _paint_fold(self, painter: QPainter) -> None:
        middle = self.area(self.spread[1] or 0)
        reach = FOLD * self.scale
        for side in (-1, 1):
            gradient = QLinearGradient(middle.topLeft(), middle.topLeft() + QPointF(side * reach, 0))
            gradient.setColorAt(0, QColor(0, 0, 0, 54))
            gradient.setColorAt(1, QColor(0, 0, 0, 0))
            left = middle.left() if side > 0 else middle.left() - reach
            painter.fillRect(QRectF(left, middle.top(), reach, middle.height()), gradient)

    def _drawn(self, page: int) -> None:
        if page in self.spread:
            self.update()

    # -- pointing ------------------------------------------------------------------------------

    def place_of(self, at: QPointF) -> tuple[int, float, float] | None:
        """The page and the place on it, in points, under a point of this widget."""
        for page in self.spread:
            if page is not None and (area := self.area(page)).contains(at):
                return page, (at.x() - area.left()) / self.scale, (at.y() - area.top()) / self.scale
        return None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell which place of which page was meant."""
        place = self.place_of(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pointed.emit(*place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over everything that leads to a page."""
        shape = Qt.CursorShape.ArrowCursor if self.place_of(event.position()) is None else None
        self.setCursor(shape or Qt.CursorShape.PointingHandCursor)

    def event(self, event: QEvent) -> bool:
        """Say what a click does."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            if self.place_of(QPointF(event.pos())) is not None:
                QToolTip.showText(event.globalPos(), HINT, self)
            return True
        return super().event(event)


def _paint_mark(painter: QPainter, area: QRectF) -> None:
    """A veil and a bar at the left: the paper is light in both themes, and so are the colours on it."""
    veil = QColor(palettes.LIGHT.accent)
    veil.setAlpha(38)
    painter.fillRect(area, veil)
    painter.fillRect(QRectF(area.left() - 3, area.top(), 3, area.height()), QColor(palettes.LIGHT.accent))


def _paint_note(painter: QPainter, area: QRectF, words: str) -> None:
    """A note at the head of a page that does not show what will be printed: the paper is greyed, and words say why."""
    painter.fillRect(area, QColor(128, 128, 128, 28))
    metrics = painter.fontMetrics()
    width = min(metrics.horizontalAdvance(words) + 24.0, area.width())
    note = QRectF(area.center().x() - width / 2, area.top() + 8, width, metrics.height() + 8.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palettes.LIGHT.advice_soft))
    painter.drawRoundedRect(note, measure.SMALL_CORNER, measure.SMALL_CORNER)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(palettes.LIGHT.text))
    painter.drawText(
        note, Qt.AlignmentFlag.AlignCenter, metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(width) - 12)
    )
