"""Taking the pictures: the window as a person would see it, and a page whole where it is longer than the window."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from app.ui.evidence.thumb import Thumb
from app.ui.form.page import PageView
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.pictures.dialogs import NothingToShowError, Stage
from app.ui.pictures.gallery import DIALOGS
from app.ui.theme import colour

VIEWS = ("00-开始", "00-新建", "98-侧栏-1", "98-侧栏-2", "98-侧栏-3", "99-齐备检查", "99-附件清单", "99-预览")
"""The pictures that are made whatever the notice, beside its pages and the dialogs."""
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

    def take_start(self) -> None:
        """Write the first screen, and the questions for a new declaration."""
        self.take("00-开始")
        self._window.new()
        new = self._window.pages.currentWidget()
        self._until(lambda: bool(getattr(new, "cards", True)))
        self.take("00-新建")
        self._window.pages.setCurrentWidget(self._window.start)

    def take_dialogs(self, place: Path) -> list[Path]:
        """Write every dialog, opened on the open declaration; `place` is for what they need."""
        form = self._window.form
        if form is None:
            return []
        folder = place / "files"
        folder.mkdir()
        stage = Stage(self._window, self._window.actions_, form.desk.declaration, self._window.settings, folder)
        files = []
        for name, make in DIALOGS.items():
            with suppress(NothingToShowError):
                files.append(self._take_dialog(name, make(stage)))
        return files

    def _take_dialog(self, name: str, dialog: QDialog) -> Path:
        dialog.show()
        self._until(lambda: not getattr(dialog, "busy", False))
        self._settle()
        file = self._folder / f"对话框-{name}.png"
        dialog.grab().save(str(file))
        dialog.close()
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
        self._take_beside(form)
        form.check()
        self.take("99-齐备检查")
        form.check_attachments()
        self.take("99-附件清单")
        if form.asides.scored:
            form.score()
            self.take("99-自评")
        self._take_preview(form)

    def _take_beside(self, form: FormView) -> None:
        """Write the panel beside a page with proofs: its problems, its proofs, its remarks."""
        with_proofs = [one.id for one in form.desk.pack.sections if one.evidence_items]
        form.open((with_proofs or [form.desk.pack.sections[0].id])[0])
        form.show_panel(True)
        for place in range(1, form.panel.tabs.count()):
            form.panel.tabs.setCurrentIndex(place)
            self._until(
                lambda: "…" not in {thumb.words for thumb in form.panel.findChildren(Thumb) if thumb.isVisible()}
            )
            self.take(f"98-侧栏-{place}")
        form.panel.tabs.setCurrentIndex(0)

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
