"""Who gets into the open declaration: its passphrase, what this computer remembers of it, copies for colleagues."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.settings import Settings
from app.ui.message import show_done, show_failure
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.ui.actions import Actions
    from app.ui.desk import Desk
    from app.ui.form.view import FormView


OFFER = "忘记密码后任何人都无法找回。建议现在做一张恢复单，封好放进保险柜；以后也可以从“密码”菜单做。"


class Access(QObject):
    """Serves one window, for the declaration that is open there; `unsealed` brings a draft that a colleague sealed.

    `rescued` brings the declaration that was saved from a damaged draft.
    """

    unsealed = Signal(object)
    rescued = Signal(object)
    look_changed = Signal()
    settings_closed = Signal()

    def __init__(self, window: QWidget, settings: Settings, folder: Path) -> None:
        super().__init__(window)
        self._window, self._settings, self.folder = window, settings, folder
        self._desk: Desk | None = None
        self._actions: Actions | None = None
        self._task: Task | None = None

    def reactions(self) -> dict[str, Callable[[], object]]:
        """What is done here, by the names of the actions."""
        return {
            "passphrase": self.change,
            "recovery": self.recover,
            "seal": self.seal,
            "unseal": self.unseal,
            "settings": self.configure,
            "remember": self.remember,
            "forget": self.forget,
        }

    def attend(self, desk: Desk | None, actions: Actions) -> None:
        """Serve the declaration on `desk`, or none; enable what it allows."""
        self._desk, self._actions = desk, actions
        actions["remember"].setEnabled(desk is not None)
        actions["passphrase"].setEnabled(desk is not None and not desk.read_only)
        actions["forget"].setEnabled(desk is not None and desk.declaration.key_is_noted)

    def tell_unkept(self, declaration: Declaration) -> None:
        """Say that the key was to be remembered and is not, where that is so."""
        if declaration.not_remembered:
            show_failure(self._window, _not_remembered(declaration))

    def change(self) -> None:
        """Give the open declaration another passphrase."""
        from app.ui.dialogs.keys.changing import ChangePassphraseDialog

        desk = self._desk
        if desk is not None and not desk.read_only:
            desk.settle()
            dialog = ChangePassphraseDialog(desk.declaration, self._window)
            dialog.changed.connect(self.refresh)
            dialog.open()

    def recover(self) -> None:
        """Make the recovery sheet of the open declaration."""
        from app.ui.dialogs.keys.recovery import RecoveryDialog

        if self._desk is not None:
            RecoveryDialog(self._desk.declaration, self._window).open()

    def seal(self) -> None:
        """Make a copy of the open declaration that only chosen colleagues open."""
        from app.ui.dialogs.keys.sealing import SealDialog

        if self._desk is not None:
            self._desk.settle()
            SealDialog(self._desk.declaration, self._window).open()

    def unseal(self, sealed: Path | None = None) -> None:
        """Open a copy that a colleague sealed: which one is asked when none is named."""
        from app.ui.dialogs.keys.unsealing import UnsealDialog

        dialog = UnsealDialog(self.folder, self._window)
        dialog.opened.connect(self.unsealed)
        dialog.open()
        if sealed is not None:
            dialog.take(sealed)

    def rescue(self, path: Path, failure: AppError, passphrase: str) -> None:
        """Tell that a draft is damaged, and offer to save what is whole of it."""
        from app.ui.dialogs.rescuing import offer_rescue

        offer_rescue(path, failure, passphrase, self._window, self.rescued.emit)

    def configure(self) -> None:
        """Show the settings; `look_changed` when another look was chosen there."""
        from app.ui.dialogs.settings.dialog import SettingsDialog

        dialog = SettingsDialog(self._settings, self.look_changed.emit, self._window)
        dialog.finished.connect(self.refresh)
        dialog.finished.connect(self._follow_user)
        dialog.finished.connect(self.settings_closed)
        dialog.open()

    def _follow_user(self) -> None:
        if self._desk is not None:
            self._desk.declaration.saver.follow_user()

    def offer_recovery(self, form: FormView | None) -> None:
        """Offer the recovery sheet above a declaration that was made just now."""
        if form is not None:
            form.notices.offer(OFFER, "做恢复单…", self.recover)

    def refresh(self) -> None:
        """Enable what the open declaration allows now."""
        if self._actions is not None:
            self.attend(self._desk, self._actions)

    def remember(self) -> None:
        """Keep the open declaration's key in this computer's keyring."""
        self._ask(lambda declaration: declaration.remember_key(), self._remembered)

    def forget(self) -> None:
        """Take the open declaration's key out of this computer's keyring."""
        self._ask(lambda declaration: declaration.forget_key(), self._forgotten)

    def _ask(self, work: Callable[[Declaration], bool], told: Callable[[Declaration, bool], None]) -> None:
        desk = self._desk
        if desk is None:
            return
        declaration = desk.declaration
        self._task = Task(lambda _task: work(declaration))
        self._task.done.connect(lambda kept: told(declaration, kept))
        self._task.ended.connect(self.refresh)
        self._task.start()

    def _remembered(self, declaration: Declaration, kept: bool) -> None:
        if kept:
            hint = "下次在这台电脑上打开时不用输入密码。公用的电脑请不要记住。"
            show_done(self._window, "这台电脑记住了这份申报书的密码。", hint)
        else:
            show_failure(self._window, _not_remembered(declaration))

    def _forgotten(self, _declaration: Declaration, gone: bool) -> None:
        from app.drafts.keyring.remembered import NOT_FORGOTTEN

        if gone:
            show_done(self._window, "这台电脑不再记住这份申报书的密码。", "下次打开时需要输入密码。")
        else:
            show_failure(self._window, NOT_FORGOTTEN)


def _not_remembered(declaration: Declaration) -> AppError:
    hint = "申报书没有改动，下次打开仍需输入密码。"
    return AppError(f"这台电脑没有记住密码：{declaration.not_remembered}。", hint)
