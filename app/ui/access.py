"""Who gets into the open declaration: its passphrase, what this computer remembers of it, copies for colleagues."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.ui.message import show_done, show_failure
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.ui.actions import Actions
    from app.ui.desk import Desk


class Access(QObject):
    """Serves one window, for the declaration that is open there; the keyring is asked beside the window only."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._desk: Desk | None = None
        self._actions: Actions | None = None
        self._task: Task | None = None

    def attend(self, desk: Desk | None, actions: Actions) -> None:
        """Serve the declaration on `desk`, or none; enable what it allows."""
        self._desk, self._actions = desk, actions
        actions["remember"].setEnabled(desk is not None)
        actions["forget"].setEnabled(desk is not None and desk.declaration.key_is_noted)

    def tell_unkept(self, declaration: Declaration) -> None:
        """Say that the key was to be remembered and is not, where that is so."""
        if declaration.not_remembered:
            show_failure(self._window, _not_remembered(declaration))

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
        self._task.ended.connect(self._refresh)
        self._task.start()

    def _refresh(self) -> None:
        if self._actions is not None:
            self.attend(self._desk, self._actions)

    def _remembered(self, declaration: Declaration, kept: bool) -> None:
        if kept:
            hint = "下次在这台电脑上打开时不用输入密码。公用的电脑请不要记住。"
            show_done(self._window, "这台电脑记住了这份申报书的密码。", hint)
        else:
            show_failure(self._window, _not_remembered(declaration))

    def _forgotten(self, _declaration: Declaration, gone: bool) -> None:
        if gone:
            show_done(self._window, "这台电脑不再记住这份申报书的密码。", "下次打开时需要输入密码。")
        else:
            show_failure(self._window, UNSURE)


UNSURE = AppError(
    "不能确定这台电脑是否已忘记密码：密码保管程序已锁定、出错或没有答复。申报书没有改动。",
    "请解锁后再试一次，或在系统的密码保管程序中删除名为 qibei-draft 的项目。",
)


def _not_remembered(declaration: Declaration) -> AppError:
    hint = "申报书没有改动，下次打开仍需输入密码。"
    return AppError(f"这台电脑没有记住密码：{declaration.not_remembered}。", hint)
