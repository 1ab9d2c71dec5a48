"""本机密码: which keyring this computer has, the drafts whose keys it keeps, and how they are forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.drafts.format import header
from app.drafts.keyring import backend, remembered
from app.errors import AppError
from app.settings import Settings
from app.ui.dialogs.settings.page import SettingsPage
from app.ui.theme import space
from app.ui.widgets.areas import QuietArea
from app.ui.widgets.labels import wrapped

WHAT = "选了“记住密码”的申报书，钥匙由系统的密码保管程序存着，本程序自己不存。忘记之后，下次打开需要输入密码。"
ASKING = "正在询问密码保管程序…"
_SHOWN = 8  # digits of a file id whose draft is not among the recent ones


@dataclass(frozen=True, slots=True)
class Found:
    """What the keyring is called, and what it holds: file id, what the draft is called, whether that is sure."""

    ring: str
    entries: tuple[tuple[str, str, bool], ...]


class KeyringPage(SettingsPage):
    """Asks the keyring beside the window, whenever it comes to the front."""

    title, icon = "本机密码", "lock"

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._outdated = False
        self.ring = QLabel(self)
        self.rows: dict[str, QPushButton] = {}
        self._area = QuietArea(self)
        self.all = QPushButton("忘记所有本机密码", self)
        self.all.setAccessibleName(self.all.text())
        self.all.clicked.connect(self.forget_all)
        for widget in (wrapped(WHAT, self), self.ring):
            self.column.addWidget(widget)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self.words)
        foot = QHBoxLayout()
        foot.addWidget(self.all)
        foot.addStretch(1)
        self.column.addLayout(foot)

    def open(self) -> None:
        """Ask the keyring what it is and what it holds."""
        self.ring.setText(ASKING)
        paths = [draft.path for draft in self._settings.recent]

        def work() -> Found:
            names = {}
            for path in reversed(paths):
                try:
                    names[header.file_id(path)] = path.stem
                except AppError:
                    continue  # not there at the moment
            held = remembered.held()
            entries = ((one.name, names.get(one.name, _unnamed(one.name)), one.sure) for one in held)
            return Found(backend.in_words(), tuple(entries))

        self.run(work, self._show)

    def forget(self, name: str) -> None:
        """Take one key out of the keyring."""
        self.run(lambda: remembered.forget(name), self._forgotten)

    def forget_all(self) -> None:
        """Take every key out of the keyring."""
        self.run(remembered.clear, self._forgotten)

    def refresh(self) -> None:
        """Enable what can be done now."""
        for button in self.rows.values():
            button.setEnabled(not self.busy)
        self.all.setEnabled(bool(self.rows) and not self.busy)

    def idle(self) -> None:
        """Show what the keyring holds after something was forgotten."""
        if self._outdated:
            self._outdated = False
            self.open()

    def _forgotten(self, gone: bool) -> None:
        if gone:
            self.say("已忘记，下次打开时需要输入密码。", "done")
        else:
            self.fail(remembered.NOT_FORGOTTEN)
        self._outdated = True

    def _show(self, found: Found) -> None:
        self.ring.setText(f"密码保管程序：{found.ring}")
        ground = self._area.ground()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.TIGHT)
        self.rows = {}
        for name, words, sure in found.entries:
            column.addLayout(self._row(ground, name, words, sure))
        if not found.entries:
            empty = QLabel("这台电脑没有记住任何申报书的密码。", ground)
            empty.setProperty("tone", "muted")
            column.addWidget(empty)
        column.addStretch(1)
        self._area.setWidget(ground)

    def _row(self, ground: QWidget, name: str, words: str, sure: bool) -> QHBoxLayout:
        button = QPushButton("忘记", ground)
        button.setAccessibleName(f"忘记 {words}")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self.forget, name))
        self.rows[name] = button
        row = QHBoxLayout()
        row.addWidget(wrapped(words if sure else f"{words}（无法确认是否还记着）", ground), 1)
        row.addWidget(button)
        return row


def _unnamed(name: str) -> str:
    """A draft that is not among the recent ones: its magic and version, which all ids share, are left out."""
    return f"编号 {name[8 : 8 + _SHOWN]}… 的申报书"
