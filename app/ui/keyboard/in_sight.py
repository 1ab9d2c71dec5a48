"""Whatever gets the cursor is seen: areas that scroll bring it into sight, from wherever the cursor came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.ui.theme import space

SETTLING = 1500
"""Milliseconds for which what has just got the cursor is followed, while what is built around it finds its place."""


class InSight(QObject):
    """Serves one application; a click scrolls nothing, since what was clicked is seen."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._followed: list[QWidget] = []
        self._settling = QTimer(self, singleShot=True, interval=SETTLING)
        self._settling.timeout.connect(self._let_go)
        application.focusChanged.connect(self._changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is scrolled becomes larger or smaller; what stands in it gets its place after this."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, lambda: self._bring(QApplication.focusWidget()))
        return False

    def _changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        self._bring(now)
        self._followed = [content for area in _areas(now) if (content := area.widget()) is not None]
        for content in self._followed:
            content.installEventFilter(self)
        self._settling.start()

    def _bring(self, widget: QWidget | None) -> None:
        if widget is not None:
            for area in _areas(widget):
                area.ensureWidgetVisible(widget, space.VAST, space.VAST)

    def _let_go(self) -> None:
        for content in self._followed:
            with suppress(RuntimeError):  # it may be no more
                content.removeEventFilter(self)
        self._followed = []


def _areas(widget: QWidget) -> Iterator[QScrollArea]:
    """The areas that scroll a widget, the innermost first."""
    around = widget.parentWidget() if not widget.isWindow() else None
    while around is not None:
        if isinstance(around, QScrollArea):
            yield around
        around = around.parentWidget() if not around.isWindow() else None
