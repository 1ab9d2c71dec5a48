"""Taking the pictures: the window as a person would see it, and a page whole where it is longer than the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from app.ui.main_window import MainWindow
from app.ui.page_view import PageView
from app.ui.theme import colour

TURNS = 6
"""Turns of the event loop after which everything has its place."""


class Camera:
    """Writes PNG files into one folder."""

    def __init__(self, application: QApplication, window: MainWindow, folder: Path) -> None:
        self._application, self._window, self._folder = application, window, folder

    def take(self, name: str) -> None:
        """Write the window as `name`.png."""
        self._settle()
        self._window.grab().save(str(self._folder / f"{name}.png"))

    def take_form(self) -> None:
        """Write every page and the check list of the open declaration."""
        form = self._window.form
        if form is None:
            return
        for number, section in enumerate(form.desk.pack.sections, 1):
            form.open(section.id)
            self.take(f"{number:02}-{section.id}")
            self._take_whole(form.page(section.id), f"{number:02}-{section.id}-全页")
        form.check()
        self.take("99-齐备检查")
        if form.scores is not None:
            form.score()
            self.take("99-自评")

    def _take_whole(self, page: PageView, name: str) -> None:
        content = page.widget()
        if content.height() > page.viewport().height() + 4:
            scale = self._window.devicePixelRatioF()
            picture = QPixmap(content.size() * scale)
            picture.setDevicePixelRatio(scale)
            picture.fill(colour("window"))
            content.render(picture)
            picture.save(str(self._folder / f"{name}.png"))

    def _settle(self) -> None:
        for _ in range(TURNS):
            self._application.processEvents()
