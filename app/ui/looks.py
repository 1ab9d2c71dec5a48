"""How one window looks: light, dark, or as the system is."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.settings import Appearance, Settings
from app.ui import icons, theme


class Looks(QObject):
    """Follows the user's choice and the system; `changed` tells that everything was drawn anew."""

    changed = Signal()

    def __init__(self, window: QWidget, settings: Settings, save: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._settings, self._save = window, settings, save
        QApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def choose(self, appearance: str) -> None:
        """Show the window light, dark, or as the system is."""
        self._settings.appearance = cast(Appearance, appearance)
        self._save()
        self._restyle()

    def _scheme_changed(self) -> None:
        if self._settings.appearance == "system":
            self._restyle()

    def _restyle(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, self._settings.appearance)
        icons.repaint(self._window)
        self.changed.emit()
