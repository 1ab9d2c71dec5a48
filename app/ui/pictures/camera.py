"""Taking the pictures: the window as a person would see it, and a page whole where it is longer than the window."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from app.ui.form.page import PageView
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.theme import colour

TURNS = 6
"""Turns of the event loop after which everything has its place."""
MOST_SECONDS = 60.0
"""How long the camera waits for the preview to be drawn."""


class Camera:
    """Writes PNG files into one folder."""

    def __init__(self, application: QApplication, window: MainWindow, folder: Path) -> None:
        self._application, self._window, self._folder = application, window, folder

    def take(self, name: str) -> Path:
        """Write the window as `name`.png."""
        self._settle()
        file = self._folder / f"{name}.png"
        self._window.grab().save(str(file))
        return file

    def take_pages(self) -> list[Path]:
        """Write every page of the open declaration: as it opens, and whole where it is longer than the window."""
        form = self._window.form
        if form is None:
            return []
        files = []
        for number, section in enumerate(form.desk.pack.sections, 1):
            form.open(section.id)
            name = f"{number:02}-{section.id.replace('@', '-')}"
            files.append(self.take(name))
            files += self._take_whole(form.page(section.id), f"{name}-全页")
        return files

    def take_form(self) -> None:
        """Write every page and the check list of the open declaration."""
        form = self._window.form
        if form is None:
            return
        self.take_pages()
        form.check()
        self.take("99-齐备检查")
        form.check_attachments()
        self.take("99-附件清单")
        if form.scores is not None:
            form.score()
            self.take("99-自评")
        self._take_preview(form)

    def _take_preview(self, form: FormView) -> None:
        """Write the spread on which the last section begins."""
        form.preview.toggle()
        view = form.preview.view
        if view is None:
            return
        self._until(lambda: view.pages.book is not None and not view.pages.mark)
        book = view.pages.book
        if book is not None:
            view.turn_to(book.places[-1][0])
        self._until(lambda: view.spread.drawn)
        self.take("99-预览")

    def _until(self, there: Callable[[], bool]) -> None:
        """Let the program go on until something is there; at most a minute."""
        end = time.monotonic() + MOST_SECONDS
        while not there() and time.monotonic() < end:
            self._application.processEvents()
            time.sleep(0.01)  # lets the threads work: processEvents keeps the interpreter to itself

    def _take_whole(self, page: PageView, name: str) -> list[Path]:
        content = page.widget()
        if content.height() <= page.viewport().height() + 4:
            return []
        scale = self._window.devicePixelRatioF()
        picture = QPixmap(content.size() * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(colour("window"))
        content.render(picture)
        file = self._folder / f"{name}.png"
        picture.save(str(file))
        return [file]

    def _settle(self) -> None:
        for _ in range(TURNS):
            self._application.processEvents()
