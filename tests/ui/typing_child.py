"""A real window in which somebody types without pause, and each letter is told with its time: to be killed."""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from app.declaration.declaration import Declaration
from app.forms.paths import FieldPath
from app.settings import Settings
from app.ui.application import make_application
from app.ui.main_window import MainWindow

settings = Settings.load()
application = make_application(settings)
window = MainWindow(settings)
window.show()
window.show_declaration(Declaration.open(Path(sys.argv[1]), sys.argv[2]))
assert window.form is not None
wanted = FieldPath.parse(sys.argv[3])
views = window.form.page(wanted.section).views
editor = next(blank for view in views for blank in view.blanks if blank.path == wanted)
QTest.keyClick(editor, Qt.Key.Key_End)
letters = itertools.cycle("abcdefghijklmnopqrstuvwxyz")


def letter() -> None:
    """Type one more and say so."""
    QTest.keyClicks(editor, next(letters))
    sys.stdout.write(f"{time.monotonic()}\n")
    sys.stdout.flush()


timer = QTimer(interval=25)
timer.timeout.connect(letter)
timer.start()
application.exec()
