"""Whatever gets the cursor is seen: areas that scroll bring it into sight, from wherever the cursor came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QScrollBar, QWidget

from app.ui.theme import space

DEEDS = {QEvent.Type.KeyPress, QEvent.Type.InputMethod}


class InSight(QObject):
    """Serves one application; a click scrolls nothing, since what was clicked is seen.

    What has just got the cursor is followed while what is built around it finds its place, however long that takes:
    until its user types there, or scrolls to see something else.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._here: QWidget | None = None
        self._followed: list[QWidget] = []
        self._scrolled: list[QScrollBar] = []
        application.focusChanged.connect(self._changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is scrolled becomes larger or smaller; what stands in it gets its place after this."""
        if watched is self._here:
            if event.type() in DEEDS:
                self._let_go()
        elif event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, lambda: self._bring(self._here))
        return False

    def _changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        self._bring(now)
        self._here = now
        self._followed = [now, *(content for area in _areas(now) if (content := area.widget()) is not None)]
        self._scrolled = [bar for area in _areas(now) for bar in (area.verticalScrollBar(), area.horizontalScrollBar())]
        for one in self._followed:
            one.installEventFilter(self)
        for bar in self._scrolled:
            bar.actionTriggered.connect(self._let_go)

    def _bring(self, widget: QWidget | None) -> None:
        if widget is not None:
            for area in _areas(widget):
                area.ensureWidgetVisible(widget, space.VAST, space.VAST)

    def _let_go(self) -> None:
        for one in self._followed:
            with suppress(RuntimeError):  # it may be no more
                one.removeEventFilter(self)
        for bar in self._scrolled:
            with suppress(RuntimeError):
                bar.actionTriggered.disconnect(self._let_go)
        self._here, self._followed, self._scrolled = None, [], []


def _areas(widget: QWidget) -> Iterator[QScrollArea]:
    """The areas that scroll a widget, the innermost first."""
    around = widget.parentWidget() if not widget.isWindow() else None
    while around is not None:
        if isinstance(around, QScrollArea):
            yield around
        around = around.parentWidget() if not around.isWindow() else None
