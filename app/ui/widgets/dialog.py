"""What all dialogs have in common: as large as their words, never larger than the screen, the buttons always there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QDialog,
    QFrame,
    QHeaderView,
    QLayout,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.keyboard.enter import entered_button
from app.ui.tasks import next_turn
from app.ui.theme import measure, scaled, space
from app.ui.widgets.areas import QuietArea

ROWS, ROOM = 4, 10
"""Rows of a list that are seen without scrolling it, however large the text, and the room of each besides its words."""
LINES, FEWER = 3, 2
"""Lines of a text; those that are left, with rows no higher than their words, where else all would be scrolled."""


class Dialog(QDialog):
    """Its content stands in `column`, and is scrolled where the screen is too small for it; the foot stays below."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._wish = QSize(0, 0)
        self._tight = False
        self._given: dict[QAbstractScrollArea, int] = {}
        self._scrolled = QuietArea(self, upright=True)
        self._inside = _Content(self)
        self._scrolled.setWidget(self._inside)
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(space.WIDE, space.WIDE, space.WIDE, space.CLOSE)
        self.column.setSpacing(space.APART)
        self._below = QVBoxLayout()
        self._below.setSpacing(space.CLOSE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*space.NONE)
        outer.setSpacing(0)
        outer.addWidget(self._scrolled, 1)
        outer.addLayout(self._below)

    def wish(self, width: int, height: int = 0) -> None:
        """Be so large at 100 % where there is room, in pixels; a height of 0 is what the content needs."""
        self._wish = QSize(width, height)

    def set_foot(self, row: QLayout) -> None:
        """The buttons, which are never scrolled away."""
        self._below.setContentsMargins(space.WIDE, space.CLOSE, space.WIDE, space.ROOMY)
        self._below.addLayout(row)

    def line_foot(self) -> None:
        """Draw a line over the buttons, where what is above reaches the edges."""
        line = QFrame(self)
        line.setObjectName("line")
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(1, line)

    def most(self) -> QSize:
        """How large it may be: the screen without its bars and the window's own title."""
        return self.screen().availableGeometry().size() - QSize(2 * space.CLOSE, measure.TITLE_BAR + space.CLOSE)

    def narrow(self, width: int, share: float = 0.36) -> int:
        """So many pixels at 100 % for what stands beside the text, but no more than a share of all there is."""
        return min(scaled(width), int(self.most().width() * share))

    def needed(self) -> QSize:
        """As large as it wishes to be, and as its words need."""
        most = self.most()
        least = max(self._inside.minimumSizeHint().width(), self._below.minimumSize().width())
        width = min(max(scaled(self._wish.width()), least), most.width())
        height = _height(self.column, width) + _height(self._below, width)
        return QSize(width, min(max(scaled(self._wish.height()), height), most.height()))

    def adjustSize(self) -> None:
        """Take exactly the size that is needed now."""
        self.resize(self.needed())

    def content_changed(self) -> None:
        """Grow where the content has; what the user made larger stays so."""
        if self.isVisible():
            self._tighten()
            self.resize(self.needed().expandedTo(self.size()).boundedTo(self.most()))

    @contextmanager
    def giving_way(self) -> Iterator[None]:
        """Be out of sight before what comes of it is done, in a turn of its own; accepted after it."""
        self.hide()
        next_turn()
        try:
            yield
        finally:
            self.accept()

    def open_next_turn(self) -> None:
        """Be shown in another turn of the loop than that in which it was made: both take their time."""
        next_turn()
        self.open()

    def setVisible(self, visible: bool) -> None:
        """Take the size that is needed before it is seen."""
        if visible and not self.isVisible():
            self._keep_rows()
            self.adjustSize()
        super().setVisible(visible)

    def _keep_rows(self) -> None:
        """What is scrolled by itself keeps some rows in sight; where there is no room for them all is scrolled."""
        for view in self._inside.findChildren(QAbstractScrollArea):
            kinds = QAbstractItemView | QPlainTextEdit | QTextEdit | QScrollArea
            free = view.maximumHeight() > self.most().height()
            if isinstance(view, kinds) and not isinstance(view, QHeaderView) and view.window() is self and free:
                view.ensurePolished()  # it has its font then
                given = self._given.setdefault(view, view.minimumHeight())
                view.setMinimumHeight(max(given, _least(view, tight=self._tight or self._within_another(view))))
        self._tighten()

    def _within_another(self, view: QWidget) -> bool:
        """Whether it stands in something else that is scrolled, which is not asked how high it is."""
        above = view.parentWidget()
        while above is not None and above is not self._inside and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return isinstance(above, QScrollArea)

    def _tighten(self) -> None:
        """Keep fewer in sight where then nothing else need be scrolled; it stays so, lest it change to and fro."""
        if self._tight:
            return
        least = self._inside.heightForWidth(self.needed().width())
        over = least + _height(self._below, self.width()) - self.most().height()
        there = [view for view in self._given if view.isVisibleTo(self)]
        if 0 < over <= sum(view.minimumHeight() - _least(view, tight=True) for view in there):
            self._tight = True
            self._keep_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button with the cursor, else the one that it is meant for."""
        if not entered_button(self, event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure once more, now that every word has its font."""
        super().showEvent(event)
        for items in self.findChildren(QListWidget):
            items.doItemsLayout()  # those that were there before the style sheet was have the wrong height
        self.content_changed()


class _Content(QWidget):
    """What is scrolled; tells the dialog when it wants another size."""

    def __init__(self, dialog: Dialog) -> None:
        super().__init__(dialog)
        self.setObjectName("clear")
        self._dialog = dialog

    def minimumSizeHint(self) -> QSize:
        """As wide as it must be; how high depends on the width that it gets, where there are words that wrap."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), 0) if self.hasHeightForWidth() else hint

    def heightForWidth(self, width: int) -> int:
        """The least height: lists shrink before anything is scrolled."""
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return self.minimumSizeHint().height()
        return layout.totalMinimumHeightForWidth(width)

    def event(self, event: QEvent) -> bool:
        """Look for a change of what stands inside."""
        known = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._dialog.content_changed()
        return known


def _least(view: QAbstractScrollArea, *, tight: bool) -> int:
    """Pixels in which the first rows or lines are seen."""
    line, frame = view.fontMetrics().lineSpacing(), 2 * view.frameWidth()
    if isinstance(view, QPlainTextEdit | QTextEdit):
        return (FEWER if tight else LINES) * line + frame + 2 * space.CLOSE
    heads = [head.sizeHint().height() for head in view.findChildren(QHeaderView) if not head.isHidden()]
    return ROWS * (line if tight else line + ROOM) + frame + max(heads, default=0)


def _height(layout: QLayout, width: int) -> int:
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
