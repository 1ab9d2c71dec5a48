"""Keeps the settings of one window as they change."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.settings import Settings
from app.ui.message import show_failure


class Remembering:
    """Writes the settings; that it cannot be done is told once, they are a comfort."""

    def __init__(self, window: QWidget, settings: Settings) -> None:
        self._window, self._settings = window, settings
        self._told = False

    def save_soon(self) -> None:
        """Keep them once what is being done is done."""
        QTimer.singleShot(0, self._window, self.save)

    def save(self) -> None:
        """Keep the settings as they are."""
        try:
            self._settings.save()
        except AppError as failure:
            if not self._told:
                self._told = True
                show_failure(self._window, failure)
