"""One scripted session in the window with secret words: python -m reliability.secret_desk SCRIPT DRAFT [FILE …]."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import keyring
from keyring.backend import KeyringBackend
from PySide6.QtCore import QCoreApplication, QEvent, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from app.declaration.declaration import Declaration
from app.forms.paths import FieldPath
from app.settings import Settings
from app.ui import crash
from app.ui.application import make_application, run
from app.ui.dialogs.export import ExportDialog
from app.ui.dialogs.printer import bound_printer
from app.ui.dialogs.printing import PrintingDialog
from app.ui.editors.line import LineEditor
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from reliability.secret_words import LATIN, PASSPHRASE, WORDS

PATIENCE = 60.0


class Desk:
    """The window with the draft open, and what a person does there."""

    def __init__(self, draft: Path, files: list[Path]) -> None:
        self.files = files
        settings = Settings.load()
        self.application = make_application(settings)
        crash.install()
        self.window = MainWindow(settings)
        self.window.show()
        self.declaration = Declaration.open(draft, PASSPHRASE)
        self.window.show_declaration(self.declaration)
        assert self.window.form is not None
        self.form: FormView = self.window.form

    def type(self) -> None:
        """Put the words into every blank, list and prose that takes text, the first by its editor, key by key."""
        session = self.declaration.session
        for section in session.pack.sections:
            self.form.open(section.id)
            for path in [blank.path for view in self.form.page(section.id).views for blank in view.blanks]:
                field = session.field(path)
                if field.type == "text":
                    self.form.desk.do(lambda path=path: session.answer(path, f"{WORDS}{LATIN}"))
        line = next(blank for view in self.form.page("applicant").views for blank in view.blanks)
        assert isinstance(line, LineEditor)
        self.form.open("applicant")
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, LATIN)
        line.setText(f"{WORDS}{LATIN}")
        rows = [{"name": f"{WORDS}{LATIN}{number}"} for number in range(3)]
        for name in ("rows.devices", "capital.holders"):
            session.insert_rows(FieldPath.parse(name), 0, rows)
        self.form.desk.settle()

    def attach(self) -> None:
        """Drop the files onto the first proof, and wait until they are there."""
        items = list(self.declaration.evidence_items())
        there = len(self.declaration.evidence(items[0]))
        self.form.open(items[0].section)
        self.form.panel.tabs.setCurrentIndex(2)
        self.form.panel.evidence.intake.attach(items[0], self.files)
        self.until(lambda: len(self.declaration.evidence(items[0])) >= there + len(self.files))

    def until(self, done: Callable[[], bool]) -> None:
        """Let the window work until it is done."""
        end = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > end:
                raise TimeoutError
            QApplication.processEvents()
            time.sleep(0.005)
        QApplication.processEvents()

    def leave(self) -> None:
        """Close the window as a user does."""
        self.window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _typing(desk: Desk) -> None:
    desk.type()
    desk.attach()


def _undoing(desk: Desk) -> None:
    desk.type()
    while desk.declaration.session.history.can_undo:
        desk.form.desk.undo()
    for _ in range(200):
        desk.form.desk.redo()


def _killed(desk: Desk) -> None:
    desk.type()
    os.kill(os.getpid(), signal.SIGKILL)


def _crash(desk: Desk) -> None:
    """A bug whose message quotes an answer, told by the dialog."""
    told: list[str] = []

    def fault() -> None:
        raise ValueError(f"cannot read {WORDS}{LATIN}")

    def read() -> None:
        for box in QApplication.topLevelWidgets():
            if isinstance(box, QMessageBox) and box.isVisible():
                told.append(box.text() + box.informativeText() + box.detailedText())
                box.accept()
                QTimer.singleShot(0, desk.application.quit)

    looking = QTimer()
    looking.timeout.connect(read)
    looking.start(50)
    QTimer.singleShot(0, fault)
    desk.application.exec()
    looking.stop()
    assert WORDS not in told[0]
    assert LATIN not in told[0]


def _cancelled(desk: Desk) -> None:
    """Exports begun and stopped at several moments."""
    for moment in (0.0, 0.2, 0.4):
        dialog = ExportDialog(desk.declaration, desk.form)
        dialog.folder.setText(str(desk.files[0]))
        dialog.start()
        end = time.monotonic() + moment
        desk.until(lambda end=end: time.monotonic() > end)
        dialog.reject()
        desk.until(lambda dialog=dialog: not dialog.busy)
        if dialog.words.property("tone") == "done":  # it was quicker than the user, and is what he asked for
            shutil.rmtree(desk.files[0])
            desk.files[0].mkdir()


def _exported(desk: Desk) -> None:
    dialog = ExportDialog(desk.declaration, desk.form)
    dialog.folder.setText(str(desk.files[0]))
    dialog.start()
    desk.until(lambda: not dialog.busy)
    assert dialog.words.property("tone") == "done", dialog.words.text()


def _printed(desk: Desk) -> None:
    desk.window.actions_["print"].trigger()
    dialog = desk.window.findChildren(PrintingDialog)[-1]
    desk.until(lambda: not dialog.busy)
    printer = bound_printer(1, "试印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(desk.files[0] / "打印.pdf"))
    dialog.print_on(printer)
    desk.until(lambda: not dialog.busy)
    dialog.reject()


def _previewed(desk: Desk) -> None:
    desk.window.actions_["preview"].trigger()
    end = time.monotonic() + 3
    desk.until(lambda: time.monotonic() > end)


def _opened(desk: Desk) -> None:
    """Every proof handed to another program."""
    handed: list[str] = []
    QDesktopServices.openUrl = staticmethod(lambda url: handed.append(QUrl(url).toLocalFile()) or True)
    (item, *_) = desk.declaration.evidence_items()
    desk.form.open(item.section)
    desk.form.panel.tabs.setCurrentIndex(2)
    files = desk.declaration.evidence(item)
    opener = desk.form.panel.evidence.opener
    opener._agreed = True
    for file in files:
        opener.open(file)
    desk.until(lambda: len(handed) == len(files))
    assert all(Path(name).is_file() for name in handed)


def _opened_and_killed(desk: Desk) -> None:
    _opened(desk)
    os.kill(os.getpid(), signal.SIGKILL)


def _remembered(desk: Desk) -> None:
    """The key kept in a keyring, and the draft opened with it."""
    assert desk.declaration.remember_key()
    path = desk.declaration.path
    assert desk.window.close_form()
    again = Declaration.open_remembered(path)
    assert again is not None
    desk.window.show_declaration(again)


def _settled(desk: Desk) -> None:
    for appearance in ("dark", "light", "system"):
        desk.window.settings.appearance = appearance
        desk.window.looks.follow()
    for action in ("check", "attachments", "scores", "panel", "find"):
        desk.window.actions_[action].trigger()
    for dialog in desk.window.findChildren(QDialog):
        dialog.reject()


def _new_passphrase(desk: Desk) -> None:
    desk.declaration.change_passphrase(PASSPHRASE + LATIN)
    desk.declaration.change_passphrase(PASSPHRASE)


SCRIPTS = {
    script.__name__.strip("_"): script
    for script in (
        _typing,
        _undoing,
        _killed,
        _crash,
        _cancelled,
        _exported,
        _printed,
        _previewed,
        _opened,
        _opened_and_killed,
        _remembered,
        _settled,
        _new_passphrase,
    )
}


class MemoryRing(KeyringBackend):
    """A keyring that keeps nothing beyond the session."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self._kept[service, username]


def main(script: str, draft: str, *files: str) -> None:
    """Play one script, or only start the program and end it again."""
    keyring.set_keyring(MemoryRing())
    if script == "start":
        application = make_application(Settings.load())
        QTimer.singleShot(1500, application.closeAllWindows)
        run([])
        return
    desk = Desk(Path(draft), [Path(file) for file in files])
    SCRIPTS[script](desk)
    desk.leave()


if __name__ == "__main__":
    main(*sys.argv[1:])
