"""Opening a draft with its passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

from app.errors import AppError, DraftDamaged, DraftInUse, ReadOnlyPlace, WrongPassphrase
from app.files import as_text
from app.ui.keyboard.kept import KeptCursor
from app.ui.start import asking
from app.ui.tasks import Task
from app.ui.theme import space
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.passphrase_box import PassphraseBox

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration


class PassphraseDialog(Dialog):
    """Asks for the passphrase of one draft and opens it beside the window; `opened` brings the declaration.

    `damaged` brings the file, the failure and the passphrase, where the draft is not whole.
    """

    opened = Signal(object)
    damaged = Signal(object, object, str)

    def __init__(self, path: Path, parent: QWidget | None) -> None:
        super().__init__("打开申报书", parent)
        self.wish(440)
        self._path = path
        self._cursor = KeptCursor(self)
        self._task: Task | None = None
        self.passphrase = PassphraseBox("密码", self)
        self.remember = QCheckBox("在这台电脑上记住密码", self)
        self.remember.setAccessibleName(self.remember.text())
        self.failure = QLabel(self)
        self._busy = QProgressBar(self)
        self.ok = QPushButton("打开", self)
        self._cancel = QPushButton("取消", self)
        self._arrange()
        self.passphrase.edit.textChanged.connect(self._typed)
        self.ok.clicked.connect(lambda: self.start())
        self._cancel.clicked.connect(self.reject)

    def start(self, *, read_only: bool = False, take_over: bool = False) -> None:
        """Try to open the draft."""
        words, remember = self.passphrase.text(), self.remember.isChecked()
        self.failure.hide()
        self._set_busy(True)

        def work(_task: Task) -> Declaration:
            from app.declaration.declaration import Declaration
            from app.declaration.keeping.opened_pages import looked_through

            declaration = Declaration.open(self._path, words, read_only=read_only, take_over=take_over)
            if remember:
                declaration.remember_key()
            return looked_through(declaration)

        self._task = Task(work)
        self._task.done.connect(self._done)
        self._task.failed.connect(self._failed)
        self._task.ended.connect(self._ended)
        self._task.start()

    def _done(self, declaration: object) -> None:
        with self.giving_way():
            self.opened.emit(declaration)

    def _ended(self) -> None:
        self._set_busy(False)

    def _failed(self, failure: AppError) -> None:
        self._set_busy(False)
        if isinstance(failure, ReadOnlyPlace):
            self.start(read_only=True)
            return
        if isinstance(failure, DraftInUse):
            dialog = asking.about_holder(self._path, failure, self)
            dialog.chosen.connect(lambda name: self.start(read_only=name == "read", take_over=name == "take_over"))
            dialog.open()
            return
        self.failure.setText(str(failure))
        self.failure.show()
        if isinstance(failure, WrongPassphrase):
            self.passphrase.edit.setFocus()
            self.passphrase.edit.selectAll()
        elif isinstance(failure, DraftDamaged):
            self.damaged.emit(self._path, failure, self.passphrase.text())

    def _typed(self, text: str) -> None:
        self.ok.setEnabled(bool(text.strip()))

    def _set_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        with self._cursor.over(busy=busy):
            for widget in (self.passphrase, self.remember, self.ok):
                widget.setEnabled(not busy)

    def reject(self) -> None:
        """Close, unless the draft is just being opened."""
        if not self._busy.isVisible():
            super().reject()

    def _arrange(self) -> None:
        column = self.column
        title = QLabel(as_text(self._path.name), self)
        title.setProperty("type", "heading")
        title.setWordWrap(True)
        place = QLabel(as_text(str(self._path.parent)), self)
        place.setProperty("tone", "muted")
        place.setWordWrap(True)
        self.failure.setWordWrap(True)
        self.failure.setProperty("tone", "blocking")
        self._busy.setRange(0, 0)
        self._busy.setProperty("busy", True)
        self._busy.setTextVisible(False)
        for widget in (title, place, self.passphrase, self.remember, self.failure, self._busy):
            column.addWidget(widget)
        for hidden in (self.failure, self._busy):
            hidden.hide()
        column.addSpacing(space.CLOSE)
        self.set_foot(self._buttons())
        self.ok.setEnabled(False)
        self.passphrase.edit.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self.ok)
        self.ok.setDefault(True)
        for button in (self.ok, self._cancel):
            button.setAccessibleName(button.text())
        return row
