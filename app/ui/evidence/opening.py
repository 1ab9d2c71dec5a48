"""Opening a proof in the system's own program, from a private folder and after a warning."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from app.declaration.attachments import Attached
from app.declaration.declaration import Declaration
from app.declaration.opened_files import OpenedFiles
from app.errors import AppError
from app.ui.message import give_room, show_failure
from app.ui.tasks import Task

WARNING = (
    "文件会以未加密的形式暂存到本机的私有文件夹，交给系统里的程序打开；关闭申报书或退出齐备时自动删除。"
    "在那里所做的修改不会存回申报书。来历不明的文件可能带有有害内容，请只打开信得过的文件。"
)
NO_PROGRAM = ("系统里没有能打开“{}”的程序，文件没有打开。", "可以双击缩略图在齐备里查看。")


class Opener(QObject):
    """Opens files of one declaration; asks each time until the user says that he knows."""

    def __init__(self, declaration: Declaration, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._declaration = declaration
        self._copies = OpenedFiles()
        self._agreed = False
        self.box: QMessageBox | None = None

    def open(self, file: Attached) -> None:
        """Warn, then open a copy of the file."""
        if self._agreed:
            self._start(file)
            return
        box = QMessageBox(
            QMessageBox.Icon.Warning, "用系统程序打开", f"用系统程序打开“{file.name}”？", parent=self._parent
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(WARNING)
        box.addButton("打开", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("打开，不再提示", QMessageBox.ButtonRole.YesRole)
        cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.buttonClicked.connect(lambda button: self._answered(file, box.buttonRole(button)))
        self.box = box
        give_room(box)
        box.open()

    def close(self) -> None:
        """Remove the copies."""
        self._copies.empty()

    def _answered(self, file: Attached, role: QMessageBox.ButtonRole) -> None:
        self._agreed = role == QMessageBox.ButtonRole.YesRole
        if role != QMessageBox.ButtonRole.RejectRole:
            self._start(file)

    def _start(self, file: Attached) -> None:
        declaration, copies = self._declaration, self._copies
        task = Task(lambda _task: copies.copy(file.name, declaration.evidence_bytes(file.sha256)))
        task.done.connect(partial(self._hand_over, file.name))
        task.failed.connect(self._failed)
        task.start()

    def _hand_over(self, name: str, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self._failed(AppError(NO_PROGRAM[0].format(name), NO_PROGRAM[1]))

    def _failed(self, failure: AppError) -> None:
        show_failure(self._parent, failure)
