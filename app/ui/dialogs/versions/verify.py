"""核对 PDF: is a file the fixed version, and if not, which printed sheets are to be replaced."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QWidget,
)

from app.declaration.declaration import Declaration
from app.errors import AppError
from app.ui.dialogs.busy import BusyDialog, foot_of, rename
from app.ui.dialogs.versions.table import local_time
from app.ui.tasks import Task
from app.ui.theme import space
from app.ui.widgets.file_dialog import ask_open
from app.ui.widgets.file_line import PlaceLine, files_in
from app.ui.widgets.labels import evened
from app.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from app.declaration.versions.verifying import Verification

SIZE = (640, 440)
NONE_YET = "这份申报书还没有定稿，没有可以核对的版本。请先在“文件”菜单中定稿。"
SHEETS = "要把已印好的{name}换成这份 PDF 的内容（一张纸有正反两面）："


class VerifyDialog(BusyDialog):
    """Compares one PDF with one version beside the window; it can be stopped.  A PDF may be dropped on it."""

    stoppable = True

    def __init__(self, declaration: Declaration, parent: QWidget) -> None:
        super().__init__("核对 PDF", parent)
        self.wish(*SIZE)
        self.setAcceptDrops(True)
        self._declaration = declaration
        self.file = PlaceLine(self)
        self.browse = QPushButton("浏览…", self)
        self.version = Picker(self)
        self.notes = evened("", self, "advice")
        self.caption = QLabel(self)
        self.sheets = QListWidget(self)
        self.ok, self.cancel = QPushButton("核对", self), QPushButton("关闭", self)
        self._arrange()
        self._offer()
        self._connect()
        self.refresh()

    def show_file(self, file: Path) -> None:
        """Take `file` as the one to compare."""
        self.file.setText(str(file))

    def start(self) -> None:
        """Begin to compare."""
        from app.declaration.versions.verifying import verify  # the reader of PDFs is loaded when one is read

        file, number = Path(self.file.text().strip()), self.version.currentData()

        def work(task: Task) -> Verification:
            return verify(self._declaration, file, number, task.report, task.cancelled)

        self._forget()
        self.run_told(work, self._done)

    def refresh(self) -> None:
        """Enable what can be done now."""
        ready = not self.busy and self.version.count() > 0  # without a version there is nothing to compare with
        self.ok.setEnabled(ready and bool(self.file.text().strip()))
        for widget in (self.file, self.browse, self.version):
            widget.setEnabled(ready)
        rename(self.cancel, "停止" if self.busy else "关闭")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a PDF."""
        if _pdfs_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the PDF that was dropped."""
        self.show_file(_pdfs_in(event)[0])

    # -- what was found ------------------------------------------------------------------------

    def _done(self, found: Verification) -> None:
        from app.declaration.versions.words import result_words, sheet_words, stated_words

        self.say("\n".join(result_words(found)), "done" if found.match else "blocking")
        sheets, notes = sheet_words(found), stated_words(found)
        self.sheets.addItems(sheets)
        self.caption.setText(SHEETS.format(name=found.version.name))
        self.caption.setVisible(bool(sheets))
        self.sheets.setVisible(bool(sheets))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def _forget(self) -> None:
        self.sheets.clear()
        for widget in (self.caption, self.sheets, self.notes):
            widget.hide()

    # -- building ------------------------------------------------------------------------------

    def _offer(self) -> None:
        """The versions that there are, the latest first and chosen."""
        try:
            versions = self._declaration.versions()
        except AppError as failure:
            self.fail(failure)
            return
        for version in {version.number: version for version in reversed(versions)}.values():
            self.version.addItem(f"第 {version.number} 版（{local_time(version.at)}，{version.short}）", version.number)
        if not versions:
            self.say(NONE_YET, "advice")

    def _pick(self) -> None:
        start = self.file.text().strip() or str(self._declaration.path.parent)
        name = ask_open(self, "核对哪份 PDF", start, "PDF (*.pdf)")
        if name:
            self.show_file(Path(name))

    def _connect(self) -> None:
        self.ok.clicked.connect(self.start)
        self.cancel.clicked.connect(self.reject)
        self.browse.clicked.connect(self._pick)
        self.file.textChanged.connect(self.refresh)

    def _arrange(self) -> None:
        self.file.setPlaceholderText("导出的申报书 PDF，可拖放到这里")
        self.file.setAcceptDrops(False)
        self.version.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column = self.column
        column.addLayout(self._choices())
        for widget in (self.words, self.bar, self.caption):
            column.addWidget(widget)
        column.addWidget(self.sheets, 1)
        column.addWidget(self.notes)
        column.addStretch(0)
        self.set_foot(foot_of(self.cancel, self.ok))
        self._forget()

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space.APART)
        grid.setVerticalSpacing(space.CLOSE)
        named: tuple[tuple[str, QWidget], ...] = (("要核对的 PDF", self.file), ("与哪一版核对", self.version))
        for row, (words, widget) in enumerate(named):
            label = QLabel(words, self)
            label.setBuddy(widget)
            widget.setAccessibleName(words)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        self.browse.setAccessibleName("选择要核对的 PDF")
        self.browse.setAutoDefault(False)
        grid.addWidget(self.browse, 0, 2)
        grid.setColumnStretch(1, 1)
        return grid


def _pdfs_in(event: QDropEvent) -> list[Path]:
    """The PDFs that are being dropped."""
    return [file for file in files_in(event) if file.suffix.lower() == ".pdf"]
