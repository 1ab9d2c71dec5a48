"""The program with a window: Qt, its Chinese words, the look, the first screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app import collector
from app.files import sweep_data_folder
from app.settings import Settings
from app.ui import crash, icons, theme
from app.ui.keyboard.input_method import reach_input_method
from app.ui.main_window import MainWindow
from app.ui.qt_words import OurWords, speak_chinese
from app.ui.tasks import Task
from app.ui.widgets.system_dialogs import use_system_dialogs


def run(arguments: Sequence[str]) -> int:
    """Open the window, with the file that `arguments` name if they do; the exit status."""
    settings = Settings.load()
    application = _started(settings)
    crash.install()
    window = MainWindow(settings)

    def settle_in() -> None:
        window.actions_.draw()
        _follow_cursor(application)
        Task(_sweep).start()
        Task(_load_and_tidy).start()
        window.look_for_unfinished()
        application.applicationStateChanged.connect(_tidy)
        if arguments:
            window.open_file(Path(arguments[0]).absolute())

    OnceSeen(window, settle_in)
    window.show()
    return application.exec()


class OnceSeen(QObject):
    """Does what can wait until the first picture of a window is on the screen."""

    def __init__(self, window: QWidget, deed: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._deed = window, deed
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for it; the deed comes after what is being painted has been."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._window, self._deed)
        return False


def _sweep(_task: Task) -> None:
    """Remove what an earlier run could not: proofs handed to other programs, and files half written."""
    sweep_data_folder()


def _load_and_tidy(_task: Task) -> None:
    load_ahead()
    collector.look_once()


def _tidy(state: Qt.ApplicationState) -> None:
    """Look for what nothing holds any more while the user is at another program."""
    if state == Qt.ApplicationState.ApplicationInactive:
        collector.look_again()


def load_ahead() -> None:
    """Load what makes and shows a declaration and its book, while the first screen is read."""
    import app.ui.form.view
    import app.ui.start.new  # noqa: F401  # only for its being loaded, as the other
    from app.ui.preview.place import view_kind

    view_kind()


HANDING_OVER = 0.0001
"""Seconds after which a thread that works beside the window lets the window go on; Python's own are 50 times as long,
and a window asks for its turn hundreds of times while it draws itself once."""


def make_application(settings: Settings) -> QApplication:
    """The Qt application, speaking Chinese, in the chosen look; what gets the cursor is seen."""
    application = _started(settings)
    _follow_cursor(application)
    return application


def _started(settings: Settings) -> QApplication:
    use_system_dialogs()
    reach_input_method(os.environ)
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    sys.setswitchinterval(HANDING_OVER)
    application.setApplicationName("qibei")
    application.setApplicationDisplayName("齐备")
    application.setWindowIcon(icons.emblem())
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if application.findChild(OurWords) is None:
        speak_chinese(application)
    theme.apply(application, settings)
    return application


def _follow_cursor(application: QApplication) -> None:
    from app.ui.keyboard.in_sight import InSight

    if application.findChild(InSight) is None:
        InSight(application)
