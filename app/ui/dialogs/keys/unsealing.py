"""打开加密副本: what a colleague sealed is taken out with the user's own key, and opened."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.declaration.address_book import AddressBook
from app.drafts.sealing import envelope
from app.files import DRAFT_SUFFIX, ENVELOPE_SUFFIX, Opened, as_draft, free_path, opened_as
from app.ui.dialogs.busy import BusyDialog, foot_of
from app.ui.widgets.file_dialog import ask_open, ask_save
from app.ui.widgets.file_line import PlaceLine
from app.ui.widgets.labels import evened, titled

WHAT = "解开之后是一份普通的申报书文件，打开它还要输入副本的密码，请向发送的同事询问。"
_SEALED, _KEYS, _DRAFTS = (
    f"加密副本 (*{ENVELOPE_SUFFIX})",
    "密钥文件 (*.txt);;所有文件 (*)",
    f"申报书 (*{DRAFT_SUFFIX})",
)

_OF_MAILS = "INetCache"  # the folder into which programs on Windows lay what is opened from a mail


class UnsealDialog(BusyDialog):
    """Asks for the sealed copy, the key and the place; `opened` names the draft that was taken out."""

    opened = Signal(object)

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__("打开加密副本", parent)
        self.wish(560)
        self._folder = folder
        self.sealed, self.identity, self.target = PlaceLine(self), PlaceLine(self), PlaceLine(self)
        self.ok, self.cancel = QPushButton("解开并打开", self), QPushButton("取消", self)
        identity = AddressBook.load().identity
        self.identity.setText(str(identity) if identity is not None else "")
        self._arrange()
        self.sealed.textChanged.connect(self._propose)
        for line in (self.sealed, self.identity, self.target):
            line.textChanged.connect(self.refresh)
        self.ok.clicked.connect(self.unseal)
        self.cancel.clicked.connect(self.reject)
        self.refresh()

    def take(self, sealed: Path) -> None:
        """Name the sealed copy, as when its icon was clicked; the cursor goes to what is still asked."""
        self.sealed.setText(str(sealed))
        (self.ok if self.identity.text() else self.identity).setFocus()

    def unseal(self) -> None:
        """Take the draft out, beside the window."""
        sealed, identity = Path(self.sealed.text().strip()), Path(self.identity.text().strip())
        target = as_draft(Path(self.target.text().strip()))

        def work() -> Path:
            envelope.unseal(sealed, identity, target)
            return target

        self.run(work, self._opened)
        self.say("正在解开…")

    def refresh(self) -> None:
        """Enable what can be done now."""
        lines = (self.sealed, self.identity, self.target)
        self.ok.setEnabled(all(line.text().strip() for line in lines) and not self.busy)
        for line in lines:
            line.setEnabled(not self.busy)
        self.cancel.setEnabled(not self.busy)

    def _opened(self, target: Path) -> None:
        with self.giving_way():
            self.opened.emit(target)

    def _propose(self, text: str) -> None:
        """A place beside the sealed copy; one that a mail program lays where files do not last is not beside it."""
        sealed = Path(text.strip())
        if opened_as(sealed) is Opened.SEALED:
            name = as_draft(sealed.with_suffix("")).name
            self.target.setText(str(free_path((sealed.parent if _lasting(sealed.parent) else self._folder) / name)))

    def _pick(self, line: QLineEdit, words: str, kinds: str, new: bool) -> None:
        start = line.text().strip() or str(self._folder)
        name = ask_save(self, words, start, kinds, replaces=False) if new else ask_open(self, words, start, kinds)
        if name:
            line.setText(name)

    def _arrange(self) -> None:
        column = self.column
        for words, line, kinds, new in (
            ("同事发来的加密副本", self.sealed, _SEALED, False),
            ("自己的密钥文件", self.identity, _KEYS, False),
            ("解开后存放在哪里", self.target, _DRAFTS, True),
        ):
            line.setAccessibleName(words)
            browse = QPushButton("浏览…", self)
            browse.setAutoDefault(False)
            browse.setAccessibleName(f"选择{words}")
            browse.clicked.connect(lambda _on=False, args=(line, words, kinds, new): self._pick(*args))
            row = QHBoxLayout()
            row.addWidget(line, 1)
            row.addWidget(browse)
            column.addWidget(titled(words, self))
            column.addLayout(row)
        column.addWidget(evened(WHAT, self, "muted"))
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self.set_foot(foot_of(self.cancel, self.ok))


def _lasting(folder: Path) -> bool:
    """Whether a draft can be kept there: in no place that is emptied some day, or that is only read."""
    passing = Path(tempfile.gettempdir()) in (folder, *folder.parents) or _OF_MAILS in folder.parts
    return not passing and os.access(folder, os.W_OK)
