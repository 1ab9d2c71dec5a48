"""打印: whole book, one volume, some pages, or only the sheets to replace; the printer is set as the notice wants."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.declaration.book.bound_pdf import BoundPdf, bound_pdf
from app.declaration.book.proof_files import proof_files
from app.declaration.book.proofs import prepare_proofs
from app.declaration.book.ready import ReadyProofs
from app.declaration.declaration import Declaration
from app.declaration.export import print_run as runs
from app.declaration.export.copies import paper_copies
from app.declaration.export.print_run import PrintRun
from app.declaration.steps import ExportCancelled
from app.errors import AppError, UsageError
from app.evidence.apart.crew import Crew
from app.ui.dialogs.busy import BusyDialog, foot_of, rename
from app.ui.dialogs.printer import bound_printer, print_run
from app.ui.tasks import Task
from app.ui.widgets.labels import evened

STOPPED = "已停止，没有打印。"
HINT = "双面打印，沿长边翻转；打印机不支持自动双面时，请在打印机对话框中改为手动双面。"


class PrintingDialog(BusyDialog):
    """Sets the book as it stands, asks which sheets, and prints them; it can be stopped."""

    stoppable = True

    def __init__(self, declaration: Declaration, parent: QWidget, ready: ReadyProofs | None = None) -> None:
        super().__init__("打印申报书", parent)
        self.wish(560)
        self._declaration, self._ready = declaration, ready
        self._crew = Crew()
        self._missing: list[str] = []
        self.bound: BoundPdf | None = None
        self.choices: dict[QRadioButton, Callable[[], PrintRun]] = {}
        self._group = QButtonGroup(self)
        self._options = QVBoxLayout()
        self.range = QLineEdit(self)
        self.copies = QSpinBox(self)
        self.amount = QLabel(self)
        self.ok, self.cancel = QPushButton("打印…", self), QPushButton("取消", self)
        self._arrange()
        self._connect()
        self.run_told(self._set, self._has_set)

    # -- the book ------------------------------------------------------------------------------

    def _set(self, task: Task) -> tuple[BoundPdf, list[int]] | None:
        session = self._declaration.session.snapshot()
        proofs = prepare_proofs(
            self._declaration,
            self._crew,
            session=session,
            ready=self._ready,
            progress=task.report,
            cancelled=task.cancelled,
            stand_in=True,
        )
        self._missing = [file.name for file in proof_files(self._declaration, session) if proofs[file.sha256].failure]
        task.report("正在排版", 1.0)
        bound = bound_pdf(session, proofs, task.cancelled)
        if bound is None:
            return None
        self._crew.first.open_pdf(bound.pdf)
        return bound, runs.pages_to_replace(self._declaration, bound.pdf)

    def _has_set(self, result: tuple[BoundPdf, list[int]] | None) -> None:
        if result is None:
            self.say(STOPPED)
            return
        self.say(_missing_words(self._missing), "blocking")
        self.bound, replaced = result
        self._offer(self.bound, replaced)
        self.refresh()

    def _offer(self, bound: BoundPdf, replaced: list[int]) -> None:
        """The choices that this book has."""
        self._add("整本", lambda: runs.whole_book(bound))
        volumes = runs.volumes(bound)
        for volume in volumes if len(volumes) > 1 else ():
            self._add(f"第 {volume} 册", partial(runs.one_volume, bound, volume))
        if replaced:
            self._add("只打印定稿之后需要更换的页", lambda: runs.sheets_with(bound, replaced))
        self._add("这些页码：", lambda: runs.sheets_with(bound, runs.pages_named(bound, self.range.text())))
        next(iter(self.choices)).setChecked(True)

    # -- printing ------------------------------------------------------------------------------

    def chosen(self) -> PrintRun | None:
        """The sheets to print; None while nothing usable is chosen."""
        chosen = next((make for button, make in self.choices.items() if button.isChecked()), None)
        try:
            return chosen() if chosen is not None else None
        except UsageError:
            return None

    def ask(self) -> None:
        """Let the user choose the printer, then print."""
        printer = bound_printer(self.copies.value(), self._declaration.pack.title)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印")
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # its own `open` asks for a slot

    def print_on(self, printer: QPrinter) -> None:
        """Print the chosen sheets, beside the window."""
        run = self.chosen()
        if run is None:
            return
        copies = printer.copyCount()

        def work(task: Task) -> str:
            if print_run(printer, self._crew.first, run, task.report, task.cancelled):
                return f"已送往打印机：每份 {run.sheets} 张，{copies} 份。请核对页码是否连续、有无缺页倒页。"
            return STOPPED

        self.run_told(work, self._has_printed)

    def _has_printed(self, words: str) -> None:
        self.say(words, "done")
        rename(self.cancel, "关闭")

    # -- inside --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Enable what can be done now, and say how much paper it takes."""
        run = None if self.busy else self.chosen()
        self.ok.setEnabled(run is not None)
        for widget in (*self.choices, self.copies):
            widget.setEnabled(not self.busy)
        self.range.setEnabled(not self.busy and self._by_number())
        if run is not None:
            total = run.sheets * self.copies.value()
            self.amount.setText(f"每份 {run.sheets} 张（{run.sides} 面），{self.copies.value()} 份共 {total} 张 A4 纸")
        else:
            self.amount.setText("请写印在页脚的页码，如 3-8、15" if self._by_number() and not self.busy else "")

    def fail(self, failure: AppError) -> None:
        """Tell a failure; without a book there is nothing to choose."""
        if isinstance(failure, ExportCancelled):
            self.say(STOPPED)
        else:
            super().fail(failure)
        rename(self.cancel, "关闭")

    def _by_number(self) -> bool:
        last = next(reversed(self.choices), None)
        return last is not None and last.isChecked()

    def _add(self, words: str, make: Callable[[], PrintRun]) -> None:
        button = QRadioButton(words, self)
        button.setAccessibleName(words.rstrip("："))
        button.toggled.connect(self.refresh)
        self._group.addButton(button)
        self.choices[button] = make
        row = QHBoxLayout()
        row.addWidget(button)
        if words.endswith("："):
            row.addWidget(self.range, 1)
            self.range.show()
        self._options.addLayout(row)

    def _connect(self) -> None:
        self.ok.clicked.connect(self.ask)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self._crew.close)
        self.range.textChanged.connect(self.refresh)
        self.copies.valueChanged.connect(self.refresh)

    def _arrange(self) -> None:
        self.copies.setRange(1, 99)
        self.copies.setValue(max(1, paper_copies(self._declaration.pack.submission)))
        self.copies.setAccessibleName("份数")
        self.range.setAccessibleName("要打印的页码")
        self.range.setPlaceholderText("印在页脚的页码，如 3-8、15")
        self.range.hide()
        column = self.column
        column.addLayout(self._options)
        count = QHBoxLayout()
        count.addWidget(QLabel("份数", self))
        count.addWidget(self.copies)
        count.addWidget(self.amount, 1)
        column.addLayout(count)
        column.addWidget(evened(HINT, self, "muted"))
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self.set_foot(foot_of(self.cancel, self.ok))


def _missing_words(names: list[str]) -> str:
    """That proofs could not be made ready; "" where all could."""
    named = "、".join(f"“{name}”" for name in names)
    return f"证明材料{named}不能编入，该处印一页说明；这本书不能用于报送。" if names else ""
