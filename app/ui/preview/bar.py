"""The head and the foot of the preview: leaves turned, size, where it stands, and the way through the book."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSlider, QWidget

from app.declaration.book.open_book import OpenBook, Spread
from app.ui import icons
from app.ui.preview.zoom import CHOICES
from app.ui.theme import scaled, space
from app.ui.widgets.areas import PartedRow
from app.ui.widgets.labels import Elided
from app.ui.widgets.picker import Picker

LEAST_WHERE = 120
"""Pixels at 100 % in which it is said which pages are open."""


class PreviewBar(QWidget):
    """The buttons above the spread; `turned` brings 1 or -1."""

    turned = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.back, self.on = QPushButton(self), QPushButton(self)
        self.where = Where(self)
        self.size_ = Picker(self)
        self.printing, self.beside = QPushButton("打印…", self), QPushButton("并排", self)
        self.apart, self.home = QPushButton("单独窗口", self), QPushButton("返回填写", self)
        self.size_.addItems(list(CHOICES))
        self.size_.setAccessibleName("书页大小")
        self.size_.setToolTip("书页大小（Ctrl+滚轮、Ctrl++、Ctrl+-；Ctrl+0 为整页）")
        self.size_.setMaxVisibleItems(len(CHOICES))
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        icons.give(self.back, "previous")
        icons.give(self.on, "next")
        self.back.clicked.connect(lambda: self.turned.emit(-1))
        self.on.clicked.connect(lambda: self.turned.emit(1))
        self._arrange()

    def name_places(self, *, wide: bool, beside: bool, apart: bool) -> None:
        """Offer the places that the preview can go to from where it is."""
        self.beside.setVisible(wide and not apart)
        self.printing.setVisible(not beside)
        _name(self.beside, "占满中间" if beside else "与填写页并排", "只看预览" if beside else "填写页与预览并排显示")
        _name(self.apart, "放回主窗口" if apart else "单独窗口", "")
        _name(self.home, "关闭预览" if beside else "返回填写", "" if beside else "返回填写（Esc）")

    def _arrange(self) -> None:
        leaves = QWidget(self)
        row = QHBoxLayout(leaves)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.CLOSE)
        row.addWidget(self.back)
        row.addWidget(self.on)
        row.addWidget(self.where, 1)
        self.where.setMinimumWidth(scaled(LEAST_WHERE))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(PartedRow(leaves, (self.size_, self.printing, self.beside, self.apart, self.home), self))
        self.back.setToolTip("上一对页（PgUp）")
        self.on.setToolTip("下一对页（PgDn）")
        for button in (self.back, self.on, self.printing, self.apart, self.home):
            button.setAccessibleName(button.text().rstrip("…") or button.toolTip().split("（")[0])
            button.setAutoDefault(False)


class Where(Elided):
    """Which pages are open, and of how many where there is room for that: half a number would be another."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as is whole."""
        if self.fontMetrics().horizontalAdvance(self.text()) <= self.width():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            words = self.text().partition("（")[0]
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


class PreviewSlider(QWidget):
    """The way through the whole book; `moved` brings the spread that is wanted, counted from 0."""

    moved = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName("翻到全书的哪一处")
        self.slider.setToolTip("拖动翻到书中任意一处（Home 首页，End 末页）")
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slider.setPageStep(10)
        self.slider.valueChanged.connect(self.moved)
        first, last = QLabel("封面", self), QLabel("书末", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(first)
        row.addWidget(self.slider, 1)
        row.addWidget(last)
        for label in (first, last):
            label.setProperty("tone", "muted")

    def show_place(self, at: int, count: int) -> None:
        """Show that spread `at` of `count` is open."""
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, count - 1))
        self.slider.setValue(at)
        self.slider.blockSignals(False)


def where_words(book: OpenBook, spread: Spread) -> str:
    """Which pages are open, by their printed numbers."""
    shown = [page for page in spread if page is not None]
    labels = [book.labels[page] for page in shown if book.labels[page]]
    words = f"第 {'、'.join(labels)} 页" if labels else "无页码"
    volume = f"第 {book.volumes[shown[0]]} 册，" if max(book.volumes) > 1 else ""
    return f"{volume}{words}（全书 {book.pages} 面）"


def _name(button: QPushButton, words: str, tip: str) -> None:
    button.setText(words)
    button.setAccessibleName(words)
    button.setToolTip(tip)
