"""恢复单: one page to seal away, with the passphrase printed or room to write it; printed or saved as a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QPushButton, QRadioButton, QWidget

from app.declaration.book.print import Print
from app.declaration.declaration import Declaration
from app.declaration.export.print_run import PrintRun
from app.declaration.export.recovery import proposed_name, recovery_sheet
from app.declaration.export.sheet import pdf_of, save_sheet
from app.errors import AppError, WrongPassphrase
from app.evidence.apart.worker import Worker
from app.ui.dialogs.busy import BusyDialog, foot_of, rename
from app.ui.dialogs.printer import bound_printer, print_run
from app.ui.tasks import Task
from app.ui.widgets.file_dialog import ask_save
from app.ui.widgets.labels import evened
from app.ui.widgets.passphrase_box import PassphraseBox

WHY = (
    "恢复单是一张 A4 纸，写明这是哪份申报书、密码是什么。封好放进保险柜，日后忘了密码，凭它就能打开。"
    "忘记密码又没有恢复单，任何人都打不开，软件提供方也没有办法。"
)
BY_HAND, PRINTED = "密码处留空，由我用笔写上（推荐）", "把密码印在纸上"
OPEN = "印有密码的纸和文件，谁拿到谁就能打开申报书。打印机可能留底；存成 PDF 的，印好后请立即删除。"


class RecoveryDialog(BusyDialog):
    """Makes the sheet of one declaration; the passphrase that is to be printed is asked for, and must be right."""

    def __init__(self, declaration: Declaration, parent: QWidget) -> None:
        super().__init__("恢复单", parent)
        self.wish(540)
        self._declaration = declaration
        self.by_hand, self.printed = QRadioButton(BY_HAND, self), QRadioButton(PRINTED, self)
        self.passphrase = PassphraseBox("密码", self)
        self._open = evened(OPEN, self, "blocking")
        self.save, self.print = QPushButton("存为 PDF…", self), QPushButton("打印…", self)
        self.cancel = QPushButton("取消", self)
        self._arrange()
        self._connect()
        self.refresh()

    def save_to(self, file: Path) -> None:
        """Write the sheet as a PDF, beside the window."""
        passphrase = self._wanted()

        def work() -> Path:
            save_sheet(recovery_sheet(self._declaration, passphrase), file)
            return file

        self.run(work, self._saved)

    def print_on(self, printer: QPrinter) -> None:
        """Print the sheet, beside the window."""
        passphrase = self._wanted()

        def work(task: Task) -> Print:
            sheet = recovery_sheet(self._declaration, passphrase)
            with Worker() as worker:
                worker.open_pdf(pdf_of(sheet))
                print_run(printer, worker, PrintRun((0,)), task.report, task.cancelled)
            return sheet

        self.run_told(work, self._has_printed)

    def refresh(self) -> None:
        """Enable what can be done now."""
        asked = self.printed.isChecked()
        self.passphrase.setVisible(asked)
        self._open.setVisible(asked)
        ready = not self.busy and (not asked or bool(self.passphrase.text().strip()))
        self.save.setEnabled(ready)
        self.print.setEnabled(ready)
        for widget in (self.by_hand, self.printed, self.passphrase, self.cancel):
            widget.setEnabled(not self.busy)

    def fail(self, failure: AppError) -> None:
        """Tell a failure, at the blank that is to be mended."""
        super().fail(failure)
        if isinstance(failure, WrongPassphrase):
            self.passphrase.edit.selectAll()

    def _wanted(self) -> str:
        return self.passphrase.text() if self.printed.isChecked() else ""

    def _pick(self) -> None:
        start = str(self._declaration.path.with_name(proposed_name(self._declaration)))
        name = ask_save(self, "恢复单存放在哪里", start, "PDF (*.pdf)")
        if name:
            file = Path(name)
            self.save_to(file if file.suffix.lower() == ".pdf" else file.with_name(f"{file.name}.pdf"))

    def _ask_printer(self) -> None:
        printer = bound_printer(1, "恢复单")
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印")
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # its own `open` asks for a slot

    def _saved(self, file: Path) -> None:
        then = "印好、封好之后请删除这个文件。" if self.printed.isChecked() else "印出后写上密码，封好放进保险柜。"
        self._finish(f"已存为“{file.name}”。{then}")

    def _has_printed(self, _sheet: Print) -> None:
        by_hand = "请写上密码，" if self.by_hand.isChecked() else "请核对密码，"
        self._finish(f"已送往打印机。{by_hand}封好放进保险柜。")

    def _finish(self, words: str) -> None:
        self.say(words, "done")
        rename(self.cancel, "关闭")

    def _connect(self) -> None:
        self.by_hand.toggled.connect(self.refresh)
        self.by_hand.toggled.connect(self.adjustSize)
        self.passphrase.edit.textChanged.connect(self.refresh)
        self.save.clicked.connect(self._pick)
        self.print.clicked.connect(self._ask_printer)
        self.cancel.clicked.connect(self.reject)

    def _arrange(self) -> None:
        self.by_hand.setChecked(True)
        for choice in (self.by_hand, self.printed):
            choice.setAccessibleName(choice.text())
        column = self.column
        for widget in (
            evened(WHY, self),
            self.by_hand,
            self.printed,
            self._open,
            self.passphrase,
            self.words,
            self.bar,
        ):
            column.addWidget(widget)
        self.set_foot(foot_of(self.cancel, self.save, self.print))
