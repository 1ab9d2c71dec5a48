"""打印检查单: what the 齐备检查 found on paper or as a PDF, of all pages or of those that are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from app.declaration.declaration import Declaration
from app.declaration.export.checking import check_sheet, proposed_name
from app.declaration.export.print_run import PrintRun
from app.declaration.export.sheet import pdf_of, save_sheet
from app.evidence.apart.worker import Worker
from app.ui.dialogs.busy import BusyDialog, foot_of, rename
from app.ui.dialogs.printer import bound_printer, print_run
from app.ui.tasks import Task
from app.ui.widgets.file_dialog import ask_save
from app.ui.widgets.labels import evened

WHAT = "逐条列出要处理的问题和依据的条款、证明材料的齐缺、需要人工核对的各项，每项前有方框供打勾。"
NOT_SENT = "检查单供自己核对，不随申报书报送。"


class CheckPaperDialog(BusyDialog):
    """Prints or saves the sheet of one declaration; of some `sections`, called `scope`, where they are given."""

    def __init__(
        self, declaration: Declaration, parent: QWidget, sections: Sequence[str] | None = None, scope: str = ""
    ) -> None:
        super().__init__("打印检查单", parent)
        self.wish(520)
        self._declaration, self._sections, self._scope = declaration, sections, scope
        self.save, self.print = QPushButton("存为 PDF…", self), QPushButton("打印…", self)
        self.cancel = QPushButton("取消", self)
        where = evened(f"范围：{scope or '整份申报书'}", self)
        for widget in (where, evened(WHAT, self), evened(NOT_SENT, self, "muted"), self.words, self.bar):
            self.column.addWidget(widget)
        self.set_foot(foot_of(self.cancel, self.save, self.print))
        self.save.clicked.connect(self._pick)
        self.print.clicked.connect(self._ask_printer)
        self.cancel.clicked.connect(self.reject)
        self.refresh()

    def save_to(self, file: Path) -> None:
        """Write the sheet as a PDF, beside the window."""
        session = self._declaration.session.snapshot()

        def work() -> Path:
            save_sheet(check_sheet(session, self._sections, self._scope), file)
            return file

        self.run(work, lambda file: self._finish(f"已存为“{file.name}”。"))

    def print_on(self, printer: QPrinter) -> None:
        """Print the sheet, beside the window."""
        session = self._declaration.session.snapshot()

        def work(task: Task) -> None:
            sheet = check_sheet(session, self._sections, self._scope)
            with Worker() as worker:
                pages = worker.open_pdf(pdf_of(sheet))
                print_run(printer, worker, PrintRun(tuple(range(pages))), task.report, task.cancelled)

        self.run_told(work, lambda _nothing: self._finish("已送往打印机。"))

    def refresh(self) -> None:
        """Enable what can be done now."""
        for button in (self.save, self.print, self.cancel):
            button.setEnabled(not self.busy)

    def _pick(self) -> None:
        start = str(self._declaration.path.with_name(proposed_name(self._declaration)))
        name = ask_save(self, "检查单存放在哪里", start, "PDF (*.pdf)")
        if name:
            file = Path(name)
            self.save_to(file if file.suffix.lower() == ".pdf" else file.with_name(f"{file.name}.pdf"))

    def _ask_printer(self) -> None:
        printer = bound_printer(1, "齐备检查单")
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印")
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # its own `open` asks for a slot

    def _finish(self, words: str) -> None:
        self.say(words, "done")
        rename(self.cancel, "关闭")
