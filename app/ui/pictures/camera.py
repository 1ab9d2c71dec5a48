"""Taking the pictures: the window as a person would see it, and a page whole where it is longer than the window."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtCore import QDate, QPoint
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolButton, QWidget

from app.ui.form.page import PageView
from app.ui.handover.due import DueDate
from app.ui.handover.lending import DAYS
from app.ui.main_window import MainWindow
from app.ui.pictures.dialogs import NothingToShowError, Stage
from app.ui.pictures.gallery import DIALOGS
from app.ui.pictures.views import VIEWS, Scene, unfinished
from app.ui.theme import colour

START, NEW = "00-开始", "00-新建"
MORE = "更多…"
"""What the button of a list says below which its menu comes down."""
PAUSE, MOST_SETTLING = 0.2, 4.0
"""Seconds between two looks at what shall stand still, and after which it is taken as it is."""
MOST_SECONDS = 60.0
"""How long the camera waits for the preview to be drawn."""


class Camera:
    """Writes PNG files into one folder."""

    def __init__(self, application: QApplication, window: MainWindow, folder: Path) -> None:
        self._application, self._window, self._folder = application, window, folder

    def take(self, name: str) -> Path:
        """Write the window as `name`.png."""
        return self._write(name, self._window)

    def take_start(self) -> None:
        """Write the first screen, and the questions for a new declaration."""
        self.take(START)
        self._window.new()
        new = self._window.pages.currentWidget()
        self._until(lambda: bool(getattr(new, "cards", True)))
        self.take(NEW)
        self._window.pages.setCurrentWidget(self._window.start)

    def take_dialogs(self, place: Path) -> list[Path]:
        """Write every dialog, opened on the open declaration; `place` is for what they need."""
        form = self._window.form
        if form is None:
            return []
        declaration, settings = form.desk.declaration, self._window.settings
        stage = Stage(self._window, self._window.actions_, declaration, settings, place, self._until)
        files = []
        for name, make in DIALOGS.items():
            with suppress(NothingToShowError):
                files.append(self._take_dialog(name, make(stage)))
        return files

    def _take_dialog(self, name: str, dialog: QDialog) -> Path:
        dialog.show()
        self._until(lambda: not getattr(dialog, "busy", False))
        file = self._write(f"对话框-{name}", dialog)
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
            form.page(section.id).begin()
            name = f"{number:02}-{section.id.replace('@', '-')}"
            files.append(self.take(name))
            files += self._take_whole(form.page(section.id), f"{name}-全页")
        return files

    def take_views(self, names: Collection[str] = ()) -> list[Path]:
        """Write what stands beside the pages of the open declaration, or in their place: these, else all there are."""
        form = self._window.form
        if form is None:
            return []
        scene, files = Scene(self._window, form, self._until), []
        with unfinished(form):
            for name in names or VIEWS:
                form.open(form.desk.pack.sections[0].id)
                with suppress(NothingToShowError), contextmanager(VIEWS[name])(scene) as apart:
                    files.append(self._write(name, apart or self._window))
        return files

    def take_menus(self) -> list[Path]:
        """Write the menus as they come down."""
        files = []
        for action in self._window.menuBar().actions():
            menu = action.menu()
            if isinstance(menu, QMenu):
                menu.popup(self._window.mapToGlobal(QPoint()))
                files.append(self._write_menu(menu.title().partition("(")[0], menu))
        return [*files, *self._take_menu_of_a_list(), self._take_calendar()]

    def _take_menu_of_a_list(self) -> list[Path]:
        """Write 更多 of the first list that there is."""
        form = self._window.form
        page = next((one.id for one in form.desk.pack.sections if one.lists), "") if form is not None else ""
        if form is None or not page:
            return []
        form.open(page)
        form.page(page).begin()
        more = next(one for one in form.page(page).findChildren(QToolButton) if one.text() == MORE)
        more.click()
        menu = self._application.activePopupWidget()
        return [self._write_menu("清单", menu)] if isinstance(menu, QMenu) else []

    def _take_calendar(self) -> Path:
        """Write the calendar that comes down from a date."""
        due = DueDate(QDate.currentDate().addDays(DAYS), self._window)
        calendar = due.calendarWidget()
        calendar.adjustSize()
        file = self._write("菜单-日历", calendar)
        due.deleteLater()
        return file

    def _write_menu(self, name: str, menu: QMenu) -> Path:
        file = self._write(f"菜单-{name}", menu)
        menu.close()
        return file

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

    def _write(self, name: str, widget: QWidget) -> Path:
        """Write a widget once everything in it has found its place: what is measured a little later too."""
        end, before, picture = time.monotonic() + MOST_SETTLING, QPixmap(), widget.grab()
        while picture.toImage() != before.toImage() and time.monotonic() < end:
            self._go_on(PAUSE)
            before, picture = picture, widget.grab()
        file = self._folder / f"{name}.png"
        picture.save(str(file))
        return file

    def _go_on(self, seconds: float) -> None:
        """Let the program go on for a while."""
        end = time.monotonic() + seconds
        self._until(lambda: time.monotonic() >= end)
