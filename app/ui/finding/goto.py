"""转到: one types a number or some words of a name, and goes to that page, blank, list or proof."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QLineEdit, QVBoxLayout, QWidget

from app.declaration.finding.destinations import Destination, destinations, ranked
from app.ui.desk import Desk
from app.ui.theme import space
from app.ui.widgets.long_rows import LongRows
from app.ui.widgets.rows import Row

WIDEST, TALLEST, TOP = 560, 420, 24
"""Pixels: how large the box is at most, and how far from the upper edge of the page."""
WINDOW_LEFT = Qt.FocusReason.ActiveWindowFocusReason
TO_THE_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class GoTo(QFrame):
    """A box over the middle of the form; `chosen` tells the path to go to, `left` that the cursor goes back."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("card")
        self._desk = desk
        self._known: list[Destination] = []
        self.box = QLineEdit(self)
        self.box.setPlaceholderText("页面编号或名称，如 3.2、附件5、营业收入")
        self.box.setAccessibleName("转到哪里")
        self.rows = LongRows("可以转到的地方", self)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.APART, space.APART, space.APART, space.APART)
        column.setSpacing(space.CLOSE)
        column.addWidget(self.box)
        column.addWidget(self.rows, 1)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 4)
        self.setGraphicsEffect(shadow)
        self.box.textChanged.connect(self._show)
        self.rows.chosen.connect(self._choose)
        self.box.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Offer every page, and take the cursor."""
        self._desk.settle()
        self._known = destinations(self._desk.session)
        self.box.clear()
        self._show()
        over = self._over
        width, height = min(WIDEST, over.width() - 80), min(TALLEST, over.height() - 80)
        self.setGeometry((over.width() - width) // 2, TOP, width, height)
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while one types; Enter goes, Esc gives up, and so does to look elsewhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in TO_THE_LIST:
                self.rows.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.rows.choose_first()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                self.left.emit()
                return True
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() != WINDOW_LEFT:
            self.hide()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        rows = list(map(self._row, ranked(self._known, self.box.text())))
        self.rows.set_rows(rows or [Row("没有这样的页面或栏目", level=2)])
        here = next(
            (row.target for row in rows if not self.box.text() and row.target == (self._desk.section, "", "", "")), None
        )
        if here is not None:
            self.rows.mark(here)
        elif rows:
            self.rows.setCurrentIndex(self.rows.model().index(0, 0))
        self.rows.scrollTo(self.rows.currentIndex())

    def _row(self, one: Destination) -> Row:
        icon = "doc" if one.is_page else "next"
        note = "" if one.asked else "不适用"
        return Row(one.name, one.path, icon, "muted" if one.asked else "faint", note, one.page)

    def _choose(self, target: object) -> None:
        self.hide()
        self.chosen.emit(target)
