"""Whatever gets the cursor is seen: areas that scroll bring it into sight, from wherever the cursor came."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.ui.theme import space


class InSight(QObject):
    """Serves one application; a click scrolls nothing, since what was clicked is seen."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.focusChanged.connect(self._changed)

    def _changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        around = now.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(now, space.VAST, space.VAST)
            around = around.parentWidget() if not around.isWindow() else None
