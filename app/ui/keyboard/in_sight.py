"""Whatever gets the cursor is seen: areas that scroll bring it into sight, from wherever the cursor came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.ui.theme import space

SETTLING = 1500
"""Milliseconds for which what has just got the cursor is followed, while what is built around it finds its place;
less where something else is scrolled to meanwhile.
"""


class InSight(QObject):
    """Serves one application; a click scrolls nothing, since what was clicked is seen."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._followed: list[QScrollArea] = []
        self._bringing = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLING)
        self._settling.timeout.connect(self._let_go)
        application.focusChanged.connect(self._changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is scrolled becomes larger or smaller; what stands in it gets its place after this."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._follow)
        return False

    def _changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        self._bring(now)
        self._followed = [area for area in _areas(now) if area.widget() is not None]
        for area in self._followed:
            area.widget().installEventFilter(self)
            area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._settling.start()

    def _follow(self) -> None:
        if self._followed and (here := QApplication.focusWidget()) is not None:
            self._bring(here)

    def _bring(self, widget: QWidget) -> None:
        self._bringing = True
        for area in _areas(widget):
            area.ensureWidgetVisible(widget, space.VAST, space.VAST)
        self._bringing = False

    def _scrolled(self) -> None:
        if not self._bringing:
            self._let_go()

    def _let_go(self) -> None:
        for area in self._followed:
            with suppress(RuntimeError):  # it may be no more
                area.widget().removeEventFilter(self)
                area.verticalScrollBar().valueChanged.disconnect(self._scrolled)
        self._followed = []


def _areas(widget: QWidget) -> Iterator[QScrollArea]:
    """The areas that scroll a widget, the innermost first."""
    around = widget.parentWidget() if not widget.isWindow() else None
    while around is not None:
        if isinstance(around, QScrollArea):
            yield around
        around = around.parentWidget() if not around.isWindow() else None
