"""How one window looks: light or dark, or as the system is, and how large; where the window stands."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.settings import Settings
from app.ui import icons, theme


class Looks(QObject):
    """Follows the user's choice and the system; `changed` tells that everything was drawn anew."""

    changed = Signal()

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._restore_place()
        QApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def _restore_place(self) -> None:
        """Put the window where it was left, on a screen that is still there; maximised where it was."""
        place = QByteArray.fromBase64(self._settings.place.encode("ascii", "ignore"))
        if place.isEmpty() or not self._window.restoreGeometry(place):
            self._window.resize(*self._settings.window)

    def keep_place(self) -> None:
        """Remember where the window is."""
        normal = self._window.normalGeometry() if self._window.isMaximized() else self._window.geometry()
        self._settings.window = (normal.width(), normal.height())
        self._settings.place = bytes(self._window.saveGeometry().toBase64().data()).decode("ascii")

    def follow(self) -> None:
        """Show the window as the settings say now."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, self._settings)
        icons.repaint(self._window)
        self.changed.emit()

    def _scheme_changed(self) -> None:
        if self._settings.appearance == "system":
            self.follow()
