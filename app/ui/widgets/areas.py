"""What holds other widgets: an area that scrolls, a sheet, a row of filters or of two parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import space

UNWRAPPED = 10_000
"""Pixels in which no words are wrapped."""


class QuietArea(QScrollArea):
    """A scroll area of which nothing is seen but its bars; one that is `upright` has none at its foot."""

    def __init__(self, parent: QWidget, *, upright: bool = False) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if upright:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def setWidget(self, widget: QWidget) -> None:
        """Scroll something else, which may want other room."""
        super().setWidget(widget)
        self.updateGeometry()

    def ground(self) -> QWidget:
        """Something to build new content on, which shows what is behind it; `setWidget` puts it in its place."""
        return Ground(self)


class WideArea(QuietArea):
    """One that is upright, and never so narrow that what it holds is cut at its side."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, upright=True)

    def minimumSizeHint(self) -> QSize:
        """As wide as what it holds must be, its bar beside it."""
        hint, inside = super().minimumSizeHint(), self.widget()
        beside = 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        return QSize(inside.minimumSizeHint().width() + beside if inside is not None else hint.width(), hint.height())


class RoomyArea(WideArea):
    """A frame that wishes to be as high as what it holds, and is scrolled, with the keys too, where it is not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("plan")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """All that it holds, in the width that it has; before it is seen, as if no words were wrapped."""
        inside, frame = self.widget(), 2 * self.frameWidth()
        hint = inside.sizeHint()
        if inside.hasHeightForWidth():
            hint.setHeight(inside.heightForWidth(self.viewport().width() if self.isVisible() else UNWRAPPED))
        return hint + QSize(frame, frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Ground(QWidget):
    """What is scrolled; as high as its words need in the width that they have, where Qt asks in the least width."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self.setObjectName("clear")

    def minimumSizeHint(self) -> QSize:
        """No height where that follows from the width."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), 0) if self.hasHeightForWidth() else hint


class OneOf(QWidget):
    """Pages of which one is shown, which alone says how much room is needed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: QWidget | None = None

    def addWidget(self, page: QWidget) -> None:
        """One more page; the first is shown."""
        page.setParent(self)
        page.hide()
        if self._shown is None:
            self.setCurrentWidget(page)

    def currentWidget(self) -> QWidget:
        """The page that is shown."""
        assert self._shown is not None, "there is none yet"
        return self._shown

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show this page."""
        before, self._shown = self._shown, page
        page.setGeometry(self.rect())
        page.show()
        if before is not None and before is not page:
            before.hide()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As large as the page would be."""
        return self._shown.sizeHint() if self._shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As large as the page must be."""
        return self._shown.minimumSizeHint() if self._shown is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """Whether the page has."""
        return self._shown is not None and self._shown.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """As high as the page."""
        return self._shown.heightForWidth(width) if self._shown is not None else -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page fills it."""
        super().resizeEvent(event)
        if self._shown is not None:
            self._shown.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        """Ask for more room when the page does."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)


class EvenTabs(QTabBar):
    """Tabs that share what is spare, the same for each: Qt gives it to the short ones, and the long ones touch."""

    def setTabText(self, index: int, words: str) -> None:
        """Say something else; where the words are the same nothing is laid out anew."""
        if words != self.tabText(index):
            super().setTabText(index, words)

    def tabSizeHint(self, index: int) -> QSize:
        """What the words need, and a part of what is left."""
        hints = [super(EvenTabs, self).tabSizeHint(place) for place in range(self.count())]
        spare = max(self.width() - sum(hint.width() for hint in hints), 0)
        return hints[index] + QSize(spare // self.count(), 0)

    def sizeHint(self) -> QSize:
        """As wide as the words; what is spare asks for no more."""
        hints = [super(EvenTabs, self).tabSizeHint(place) for place in range(self.count())]
        return QSize(sum(hint.width() for hint in hints), max((hint.height() for hint in hints), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share anew."""
        self.setExpanding(self.expanding())  # which lays the tabs out anew
        super().resizeEvent(event)


class PartedRow(QWidget):
    """`start` at the left and `end` at the right; below it where there is no room for both side by side."""

    def __init__(self, start: QWidget, end: Sequence[QWidget], parent: QWidget, *, spacing: int = -1) -> None:
        """With `spacing` pixels between all of it, else what the style leaves there."""
        super().__init__(parent)
        self._start, self._end = start, QHBoxLayout()
        self._end.setSpacing(spacing)
        for widget in end:
            self._end.addWidget(widget)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(space.CLOSE if spacing < 0 else spacing)
        self._box.addWidget(start, 1)
        self._box.addLayout(self._end)
        self._box.setAlignment(self._end, Qt.AlignmentFlag.AlignRight)

    def event(self, event: QEvent) -> bool:
        """Look anew when something in it has come or gone, or says something else."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be one row or two."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        room = self._box.contentsRect().width()
        wanted = self._start.sizeHint().width() + self._box.spacing() + self._end.sizeHint().width()
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if wanted <= room else ways.TopToBottom)


def on_sheet(view: QWidget, margins: space.Margins, spacing: int) -> QVBoxLayout:
    """The column of the one sheet that fills `view`."""
    around = QVBoxLayout(view)
    around.setContentsMargins(space.ROOMY, space.ROOMY, space.ROOMY, space.ROOMY)
    sheet = QFrame(view)
    sheet.setObjectName("sheet")
    around.addWidget(sheet)
    column = QVBoxLayout(sheet)
    column.setContentsMargins(*margins)
    column.setSpacing(spacing)
    return column


def filter_row(group: QButtonGroup, filters: Iterable[tuple[str, str]], parent: QWidget) -> QHBoxLayout:
    """One button in `group` for each (words, spoken name), numbered from 0, the first pressed."""
    row = QHBoxLayout()
    row.setContentsMargins(space.APART, space.TIGHT, space.APART, space.TIGHT)
    for place, (words, name) in enumerate(filters):
        button = QPushButton(words, parent)
        button.setCheckable(True)
        button.setProperty("filter", True)
        button.setAutoDefault(False)
        button.setChecked(place == 0)
        button.setAccessibleName(name)
        group.addButton(button, place)
        row.addWidget(button)
    row.addStretch(1)
    return row
