"""F1, wherever the user is: the manual, open at the chapter that what is in front belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.errors import AppError
from app.ui.message import show_failure

if TYPE_CHECKING:
    from app.ui.guide.manual import ManualWindow

CHAPTERS = {
    "StartView": "新建草稿与密码",
    "NewView": "新建草稿与密码",
    "PassphraseDialog": "新建草稿与密码",
    "ChangePassphraseDialog": "新建草稿与密码",
    "RecoveryDialog": "新建草稿与密码",
    "SealDialog": "新建草稿与密码",
    "UnsealDialog": "新建草稿与密码",
    "CarryOverDialog": "新建草稿与密码",
    "SampleDialog": "认识窗口",
    "SectionTree": "认识窗口",
    "PageView": "逐页填写",
    "ScoreView": "逐页填写",
    "ListView": "清单",
    "EvidenceView": "证明材料",
    "EvidenceStrip": "证明材料",
    "ProofDialog": "证明材料",
    "RefusedDialog": "证明材料",
    "MailDialog": "证明材料",
    "LongPicturesDialog": "证明材料",
    "ConversionDialog": "证明材料",
    "PdfPasswordDialog": "证明材料",
    "RestoreDialog": "撤销与自动保存",
    "WordsDialog": "定稿与核对",
    "ChecklistView": "齐备检查",
    "HistoryDialog": "撤销与自动保存",
    "SaveAsDialog": "草稿文件的安全",
    "SettingsDialog": "草稿文件的安全",
    "PreviewView": "预览、导出与打印",
    "ExportDialog": "预览、导出与打印",
    "PrintingDialog": "预览、导出与打印",
    "FreezeDialog": "定稿与核对",
    "VerifyDialog": "定稿与核对",
    "RemarksView": "定稿与核对",
    "LendDialog": "草稿文件的安全",
    "MergeDialog": "草稿文件的安全",
    "LoansDialog": "草稿文件的安全",
    "SendDialog": "草稿文件的安全",
    "ReturnDialog": "草稿文件的安全",
    "SummaryDialog": "汇总表",
    "ShortcutsDialog": "快捷键",
    "AboutBox": "常见问题",
    "LicencesDialog": "常见问题",
    "ReplaceDialog": "认识窗口",
    "ImportDialog": "清单",
    "CheckPaperDialog": "齐备检查",
    "RescueDialog": "草稿文件的安全",
}
"""The chapter of the manual that tells of a view or dialog and all in it, by the name of its class."""
KEY = "F1"
MISSING = AppError("使用手册没有随程序一起安装。", "请向提供程序的人索取，或重新安装；申报书不受影响。")


class Help(QObject):
    """Shows the manual for one window and for the dialogs above it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._manual: ManualWindow | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._give_key)

    def show(self) -> None:
        """Show the chapter of what has the cursor, else of what is in front."""
        front = QApplication.activeModalWidget() or self._window
        focus = QApplication.focusWidget()
        chapter = chapter_of(focus) or chapter_of(front)
        manual = self._opened(front)
        if manual is not None and chapter:
            manual.turn_to(chapter)

    def _opened(self, front: QWidget) -> ManualWindow | None:
        from app.ui.guide.manual import ManualWindow

        manual = self._manual
        if manual is None or manual.parentWidget() is not front:
            try:
                manual = ManualWindow(front)
            except OSError:
                show_failure(front, MISSING)
                return None
            manual.destroyed.connect(self._forget)
            self._manual = manual
        manual.show()
        manual.raise_()
        manual.activateWindow()
        return manual

    def _forget(self) -> None:
        self._manual = None

    def _give_key(self, window: QWindow | None) -> None:
        """Let F1 work in a dialog that has come to the front: it shuts the window's own key out."""
        dialog = QApplication.activeModalWidget()
        if window is None or not isinstance(dialog, QDialog) or dialog.findChild(QShortcut, KEY) is not None:
            return
        key = QShortcut(QKeySequence(KEY), dialog)
        key.setObjectName(KEY)
        key.setContext(Qt.ShortcutContext.WindowShortcut)
        key.activated.connect(self.show)


def chapter_of(widget: QWidget | None) -> str:
    """The chapter that a widget belongs to, by itself or by what it is in; "" when none tells of it."""
    while widget is not None:
        chapter = CHAPTERS.get(type(widget).__name__)
        if chapter is not None:
            return chapter
        widget = widget.parentWidget()
    return ""
