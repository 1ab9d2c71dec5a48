"""Every dialog of the program with something in it, by name: for the manual's pictures, and to be measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from app.declaration.declaration import Declaration
from app.errors import AppError, DraftInUse
from app.settings import Settings
from app.ui.actions import Actions

SETTINGS = 7
"""Pages of 设置."""


class NothingToShowError(LookupError):
    """The declaration has nothing that this dialog shows."""


@dataclass(frozen=True)
class Stage:
    """What the dialogs are opened on: a window, an open declaration, and a folder for what they need."""

    window: QWidget
    actions: Actions
    declaration: Declaration
    settings: Settings
    folder: Path
    until: Callable[[Callable[[], bool]], None]
    """Lets the program go on until something is there."""


def about(stage: Stage) -> QDialog:
    """关于."""
    from app.ui.dialogs.about import AboutBox

    return AboutBox(stage.window)


def licences(stage: Stage) -> QDialog:
    """许可."""
    from app.licences import components
    from app.ui.dialogs.licences import LicencesDialog

    return LicencesDialog(components(), stage.window)


def shortcuts(stage: Stage) -> QDialog:
    """快捷键."""
    from app.ui.dialogs.shortcuts import ShortcutsDialog

    return ShortcutsDialog(stage.actions.by_menu(), stage.window)


def manual(stage: Stage) -> QDialog:
    """使用手册."""
    from app.ui.guide.manual import ManualWindow

    return ManualWindow(stage.window)


def sample(stage: Stage) -> QDialog:
    """看示例."""
    from app.ui.guide.sample import SampleDialog

    return SampleDialog(stage.window)


def settings(page: int) -> Callable[[Stage], QDialog]:
    """One page of 设置."""

    def made(stage: Stage) -> QDialog:
        from app.ui.dialogs.settings.dialog import SettingsDialog

        dialog = SettingsDialog(replace(stage.settings), lambda: None, stage.window)
        dialog.list.setCurrentRow(page)
        return dialog

    return made


def opening(stage: Stage) -> QDialog:
    """Asking for the passphrase."""
    from app.ui.start.passphrase import PassphraseDialog

    return PassphraseDialog(stage.declaration.path, stage.window)


def in_use(stage: Stage) -> QDialog:
    """Somebody else writes it."""
    from app.ui.start.asking import about_holder

    failure = DraftInUse("", "", who="李工（电脑 财务室-02）", since="2026年3月2日 14:05", elsewhere=True)
    return about_holder(stage.declaration.path, failure, stage.window)


def weak(stage: Stage) -> QDialog:
    """The second question before a very weak passphrase."""
    from app.ui.widgets.choices import ChoiceDialog
    from app.ui.widgets.new_passphrase import NewPassphrase

    box = NewPassphrase("密码", stage.window)
    for line in (box.first, box.second):
        line.edit.setText("abc")
    box.agreed(lambda: None)
    return box.findChildren(ChoiceDialog)[-1]


def failed(stage: Stage) -> QDialog:
    """A failure in a box of its own."""
    from app.ui.message import show_failure

    words = "导出没有完成：磁盘空间不足，文件夹里没有留下半份文件，填写内容没有丢失。"
    return show_failure(stage.window, AppError(words, "请清理磁盘，或换一个文件夹后重新导出。"))


def broken(stage: Stage) -> QDialog:
    """A bug, with the record of where it was."""
    from app.ui import crash

    try:
        raise ValueError
    except ValueError as failure:
        return crash.box(crash.report(ValueError, failure, failure.__traceback__))


def done(stage: Stage) -> QDialog:
    """What was done, in a box of its own."""
    from app.ui.message import show_done

    return show_done(stage.window, "已填入 128 处。", "按 Ctrl+Z 可以一次全部撤销。")


def saving_as(stage: Stage) -> QDialog:
    """另存为, with another passphrase."""
    from app.ui.dialogs.saving_as import SaveAsDialog

    dialog = SaveAsDialog(stage.declaration, stage.window, stage.folder)
    dialog.other.setChecked(True)
    dialog.new.first.edit.setText("kiwi-mop")
    return dialog


def export(stage: Stage) -> QDialog:
    """导出."""
    from app.ui.dialogs.export import ExportDialog

    return ExportDialog(stage.declaration, stage.window)


def printing(stage: Stage) -> QDialog:
    """打印."""
    from app.ui.dialogs.printing import PrintingDialog

    return PrintingDialog(stage.declaration, stage.window)


def passphrase(stage: Stage) -> QDialog:
    """更改密码."""
    from app.ui.dialogs.keys.changing import ChangePassphraseDialog

    dialog = ChangePassphraseDialog(stage.declaration, stage.window)
    dialog.new.first.edit.setText("zhangwei1990")
    return dialog


def recovery(stage: Stage) -> QDialog:
    """恢复单."""
    from app.ui.dialogs.keys.recovery import RecoveryDialog

    dialog = RecoveryDialog(stage.declaration, stage.window)
    dialog.printed.setChecked(True)
    dialog.printed.setFocus()
    return dialog


def seal(stage: Stage) -> QDialog:
    """加密副本."""
    from app.ui.dialogs.keys.sealing import SealDialog

    return SealDialog(stage.declaration, stage.window)


def unseal(stage: Stage) -> QDialog:
    """打开加密副本."""
    from app.ui.dialogs.keys.unsealing import UnsealDialog

    return UnsealDialog(stage.folder, stage.window)


OWN: dict[str, Callable[[Stage], QDialog]] = {
    "关于": about,
    "许可": licences,
    "快捷键": shortcuts,
    "使用手册": manual,
    "看示例": sample,
    **{f"设置-{number + 1}": settings(number) for number in range(SETTINGS)},
    "打开": opening,
    "正在使用": in_use,
    "密码太弱": weak,
    "没有完成": failed,
    "程序出错": broken,
    "已完成": done,
    "另存为": saving_as,
    "导出": export,
    "打印": printing,
    "更改密码": passphrase,
    "恢复单": recovery,
    "加密副本": seal,
    "打开加密副本": unseal,
}
