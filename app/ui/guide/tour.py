"""The tour: the window is dimmed but for the part that is told of, with a card beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPainterPath, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.form.view import FormView
from app.ui.guide.stops import Stop
from app.ui.theme import colour, measure, scaled, space
from app.ui.widgets.labels import evened, titled
from app.ui.widgets.page_area import area_around

CARD, LOW_CARD = 400, 560
"""Pixels that the card is wide beside what is told of, and where it stands below that."""
FOLLOW = 100
"""Milliseconds between two looks at where that is."""
LEAST_SEEN = 100
"""Pixels of what is told of that are scrolled into sight."""
GAP = space.APART
_DIM = QColor(0, 0, 0, 120)


class Tour(QWidget):
    """Covers the window until it ends; clicks reach nothing but its card, Right and Left go on and back, Esc ends it.

    `ended` says so.
    """

    ended = Signal()

    def __init__(self, window: QWidget, form: FormView, stops: Sequence[Stop]) -> None:
        super().__init__(window)
        self._window = window
        self._form, self._stops = form, stops
        self._told: QWidget | None = None
        self._hole = self._over = QRect()
        self.place = 0
        self._follow = QTimer(self, interval=FOLLOW)
        self._follow.timeout.connect(self._keep_up)
        self.card = QFrame(self)
        self.title, self.words = titled("", self.card, "heading"), evened("", self.card)
        self._count = QLabel(self.card)
        self.back, self.next = QPushButton("上一步", self.card), QPushButton("下一步", self.card)
        self.leave = QPushButton("结束导览", self.card)
        self._arrange()
        self.back.clicked.connect(lambda: self.go(self.place - 1))
        self.next.clicked.connect(lambda: self.go(self.place + 1))
        self.leave.clicked.connect(self.end)
        for key, reaction in (
            (Qt.Key.Key_Right, self.next.click),
            (Qt.Key.Key_Left, self.back.click),
            (Qt.Key.Key_Escape, self.end),
        ):
            QShortcut(QKeySequence(key), self, reaction, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.go(0)

    def go(self, place: int) -> None:
        """Show the stop of this number; behind the last the tour ends."""
        if place >= len(self._stops):
            self.end()
            return
        self.place = max(0, place)
        stop = self._stops[self.place]
        self._told = stop.show(self._form)
        self.title.setText(stop.title)
        self.words.setText(stop.words)
        self._count.setText(f"{self.place + 1} / {len(self._stops)}")
        self.card.setAccessibleName(f"{stop.title}。{stop.words}")
        self.back.setEnabled(self.place > 0)
        self.next.setText("下一步" if self.place + 1 < len(self._stops) else "开始使用")
        self.raise_()
        self.next.setFocus()
        self._settle()
        QTimer.singleShot(0, self, self._settle)  # what was shown takes its place only then
        self._follow.start()

    def end(self) -> None:
        """Uncover the window."""
        if self._stops:
            self._stops = ()
            self._follow.stop()
            self._window.removeEventFilter(self)
            self.hide()
            self.deleteLater()
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            QTimer.singleShot(0, self, self._settle)
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, _following: bool) -> bool:
        """The cursor stays on the card."""
        buttons = [button for button in (self.leave, self.back, self.next) if button.isEnabled()]
        focused = next((place for place, button in enumerate(buttons) if button.hasFocus()), 0)
        buttons[(focused + (1 if _following else -1)) % len(buttons)].setFocus()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim everything but what is told of."""
        path = QPainterPath()
        path.addRect(QRectF(self.rect()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._hole.isEmpty():
            hole = QPainterPath()
            hole.addRoundedRect(QRectF(self._hole), measure.CORNER, measure.CORNER)
            path = path.subtracted(hole)
        painter.fillPath(path, _DIM)
        if not self._hole.isEmpty():
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self._hole).adjusted(1, 1, -1, -1), measure.CORNER, measure.CORNER)

    def _keep_up(self) -> None:
        """Go where what is told of has gone: a page is built and scrolled a little later."""
        told = self._told
        if told is None or not told.isVisible():
            return
        seen = _seen(told, self._window)
        if seen.height() < min(LEAST_SEEN, told.height()) and (area := area_around(told)) is not None:
            area.ensureWidgetVisible(told)
            seen = _seen(told, self._window)
        if seen != self._over:
            self._settle()

    def _settle(self) -> None:
        """Put the hole over what is told of, and the card beside it."""
        told = self._told
        self._hole = QRect()
        if told is not None and told.isVisible():
            self._hole = _seen(told, self._window)
        self._over = QRect(self._hole)
        column = self.card.layout()
        if column is not None:
            width = self._card_width(column)
            self.card.setFixedSize(width, column.totalHeightForWidth(width))
            place = _beside(self._hole, self.card.rect(), self.rect())
            if self._hole.intersects(QRect(place, self.card.size())):
                place = self._below(column)
            self.card.move(place)
        self.update()

    def _below(self, column: QLayout) -> QPoint:
        """Where there is no room beside what is told of: at the foot of the window, and only what is above is told."""
        room = self.rect().adjusted(GAP, GAP, -GAP, -GAP)
        width = min(scaled(LOW_CARD), room.width())
        self.card.setFixedSize(width, column.totalHeightForWidth(width))
        place = self.card.rect()
        place.moveCenter(self._hole.center())
        place.moveLeft(min(max(place.left(), room.left()), room.right() - width))
        place.moveBottom(room.bottom())
        self._hole.setBottom(place.top() - GAP)
        return place.topLeft()

    def _card_width(self, column: QLayout) -> int:
        """As wide as reads well; narrower where only so it stands beside what is told of."""
        least = column.minimumSize().width()
        wished = max(scaled(CARD), least)
        beside = max(self._hole.left(), self.width() - self._hole.right()) - 2 * GAP
        narrow = not self._hole.isEmpty() and least <= beside < wished
        return beside if narrow and column.totalHeightForWidth(beside) <= self.height() - 2 * GAP else wished

    def _arrange(self) -> None:
        self.card.setObjectName("sheet")
        self._count.setProperty("tone", "muted")
        self.next.setProperty("primary", True)
        for button in (self.leave, self.back, self.next):
            button.setAccessibleName(button.text())
        foot = QHBoxLayout()
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(*space.DIALOG)
        column.setSpacing(space.APART)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addLayout(foot)


def _beside(hole: QRect, card: QRect, room: QRect) -> QPoint:
    """Where the card goes: right of the hole, left of it, below or above it, else in its middle."""
    within = room.adjusted(GAP, GAP, -GAP, -GAP)
    if hole.isEmpty():
        return room.center() - card.center()
    middle = hole.center() - card.center()
    for left, top in (
        (hole.right() + GAP, middle.y()),
        (hole.left() - GAP - card.width(), middle.y()),
        (middle.x(), hole.bottom() + GAP),
        (middle.x(), hole.top() - GAP - card.height()),
    ):
        place = QRect(QPoint(left, top), card.size())
        if left == middle.x():
            place.moveLeft(min(max(left, within.left()), within.right() - card.width()))
        else:
            place.moveTop(min(max(top, within.top()), within.bottom() - card.height()))
        if within.contains(place):
            return place.topLeft()
    left, top = hole.right() - card.width() - 2 * GAP, hole.bottom() - card.height() - 2 * GAP
    return QPoint(max(left, within.left()), max(top, within.top()))


def _seen(widget: QWidget, window: QWidget) -> QRect:
    """What is seen of a widget in its window, where it may be scrolled in part out of sight."""
    seen, around = widget.rect(), widget
    while around is not window and (parent := around.parentWidget()) is not None:
        seen = seen.translated(around.pos()).intersected(parent.rect())
        around = parent
    return seen
