"""Exporting the book: where to, which formats, progress, and what was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from app.declaration.declaration import Declaration
from app.errors import AppError
from app.forms.answers.scoring import indicator_tables
from app.ui.dialogs.busy import BusyDialog, rename
from app.ui.tasks import Task
from app.ui.widgets.file_dialog import ask_folder
from app.ui.widgets.file_line import PlaceLine
from app.ui.widgets.labels import titled, wrapped
from app.ui.widgets.rows import Row, RowsView

if TYPE_CHECKING:
    from app.declaration.book.ready import ReadyProofs
    from app.declaration.export.exporting import ExportReport

KINDS = {"pdf": "PDF（打印胶装用）", "docx": "Word（可继续编辑）"}
WIDTH, RESULT_HEIGHT = 600, 240


class ExportDialog(BusyDialog):
    """Makes the book beside the window; it can be stopped."""

    stoppable = True

    def __init__(
        self, declaration: Declaration, parent: QWidget, ready: ReadyProofs | None = None, folder: str = ""
    ) -> None:
        super().__init__("导出申报书", parent)
        self.wish(WIDTH)
        self._declaration, self._ready = declaration, ready
        self.folder = PlaceLine(folder if Path(folder).is_dir() and folder else str(declaration.path.parent), self)
        self.folder.setAccessibleName("导出到的文件夹")
        self._browse = QPushButton("浏览…", self)
        self.kinds = {kind: QCheckBox(words, self) for kind, words in KINDS.items()}
        self.blank = QCheckBox("只导出空白表（不含填写内容）", self)
        self.reduced = QCheckBox("压缩证明材料中的大图片（300 dpi，文件更小）", self)
        self.scores = QCheckBox("另附自评表（供内部自评，不属于申报书）", self)
        self.scores.setVisible(bool(indicator_tables(declaration.pack)))
        self.outcome = RowsView("导出结果", self)
        self.ok = QPushButton("导出", self)
        self.go_on = QPushButton("仍然导出，缺的印一页说明", self)
        self.show_folder = QPushButton("打开文件夹", self)
        self.cancel = QPushButton("取消", self)
        self._arrange()
        self._connect()

    def start(self, *, stand_in: bool = False) -> None:
        """Begin to export; `stand_in`: with a page in place of each proof that cannot be made ready."""
        formats = [kind for kind, box in self.kinds.items() if box.isChecked()]
        folder, blank = Path(self.folder.text().strip()), self.blank.isChecked()
        scores, reduced = self.scores.isChecked() and not blank, self.reduced.isChecked()

        def work(task: Task) -> ExportReport:
            from app.declaration.export.exporting import export_book  # the writers are loaded when something is written

            return export_book(
                self._declaration,
                folder,
                formats,
                blank=blank,
                score_sheet=scores,
                reduce_pictures=reduced,
                stand_in=stand_in,
                ready=self._ready,
                progress=task.report,
                cancelled=task.cancelled,
            )

        self.outcome.hide()
        self.go_on.hide()
        self.run_told(work, self._done)

    def fail(self, failure: AppError) -> None:
        """Tell a failure; where it is that of proofs alone, offer to go on without them."""
        super().fail(failure)
        from app.declaration.book.proofs import ProofsFailed

        self.go_on.setVisible(isinstance(failure, ProofsFailed))

    def refresh(self) -> None:
        """Enable what can be done now."""
        for widget in (self.folder, self._browse, *self.kinds.values(), self.blank):
            widget.setEnabled(not self.busy)
        for only_filled in (self.scores, self.reduced):
            only_filled.setEnabled(not self.busy and not self.blank.isChecked())
        self.ok.setEnabled(not self.busy and any(box.isChecked() for box in self.kinds.values()))

    def _done(self, report: ExportReport) -> None:
        volumes = f"，分 {report.volumes} 册" if report.volumes > 1 else ""
        self.say(f"已导出：每份 {report.pages} 页、{report.sheets} 张纸{volumes}。", "done")
        self.outcome.set_rows(list(_rows(report)))
        self.outcome.show()
        self.show_folder.show()
        rename(self.cancel, "关闭")
        self.show_folder.setFocus(Qt.FocusReason.OtherFocusReason)  # not on what would do it all once more

    # -- building ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.ok.clicked.connect(lambda: self.start())
        self.go_on.clicked.connect(lambda: self.start(stand_in=True))
        self.cancel.clicked.connect(self.reject)
        self._browse.clicked.connect(self._pick)
        for box in (*self.kinds.values(), self.blank):
            box.toggled.connect(self.refresh)
        self.show_folder.clicked.connect(self._open_folder)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text().strip()))

    def _pick(self) -> None:
        folder = ask_folder(self, "导出到哪个文件夹", self.folder.text())
        if folder:
            self.folder.setText(folder)

    def _arrange(self) -> None:
        column = self.column
        column.addWidget(titled("导出到文件夹", self))
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self._browse)
        column.addLayout(place)
        column.addWidget(titled("格式", self))
        for box in (*self.kinds.values(), self.blank, self.reduced, self.scores):
            box.setAccessibleName(box.text())
            box.setChecked(box in self.kinds.values())
            column.addWidget(box)
        blocking = self._declaration.session.checklist().blocking
        if blocking:
            warning = f"齐备检查还有 {blocking} 处必须处理；现在导出可供校阅，盖章前请先处理完。"
            column.addWidget(wrapped(warning, self, "advice"))
        for widget in (self.words, self.bar, self.outcome):
            column.addWidget(widget)
        self.outcome.setMinimumHeight(RESULT_HEIGHT)
        self.set_foot(self._buttons())
        for hidden in (self.outcome, self.show_folder, self.go_on):
            hidden.hide()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.show_folder)
        row.addStretch(1)
        row.addWidget(self.go_on)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        for button in (self.ok, self.go_on, self.cancel, self.show_folder, self._browse):
            button.setAccessibleName(button.text())
            button.setAutoDefault(button is self.ok)
        self.ok.setDefault(True)
        return row


def _rows(report: ExportReport) -> Iterator[Row]:
    """What to know about the book, where Word differs, and what was made."""
    parts = {"请留意": report.notes, "Word 与 PDF 的不同": report.differences, "生成的文件": _made(report.files)}
    for title, lines in parts.items():
        if lines:
            yield Row(title, level=2)
            yield from (Row(line) for line in lines)


def _made(files: Sequence[Path]) -> list[str]:
    """The files beside the book by name, those in a folder of their own as one line."""
    top = files[0].parent
    folders = Counter(file.relative_to(top).parts[0] for file in files if file.parent != top)
    return [
        *(file.name for file in files if file.parent == top),
        *(f"{one}（{n} 个文件）" for one, n in folders.items()),
    ]
