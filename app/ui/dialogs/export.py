"""Exporting the book: where to, which formats, progress, and what was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.declaration.declaration import Declaration
from app.declaration.exporting import ExportReport
from app.errors import AppError
from app.forms.scoring import indicator_tables
from app.ui.message import restyle
from app.ui.tasks import Task

KINDS = {"pdf": "PDF（打印胶装用）", "docx": "Word（可继续编辑）"}


class ExportDialog(QDialog):
    """Makes the book beside the window; it can be stopped."""

    def __init__(self, declaration: Declaration, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出申报书")
        self.setMinimumWidth(520)
        self._declaration = declaration
        self._task: Task | None = None
        self.folder = QLineEdit(str(declaration.path.parent), self)
        self.folder.setAccessibleName("导出到的文件夹")
        self._browse = QPushButton("浏览…", self)
        self.kinds = {kind: QCheckBox(words, self) for kind, words in KINDS.items()}
        self.blank = QCheckBox("只导出空白表（不含填写内容）", self)
        self.scores = QCheckBox("另附自评表（供内部自评，不属于申报书）", self)
        self.scores.setVisible(bool(indicator_tables(declaration.pack)))
        self.reduced = QCheckBox("压缩证明材料中的大图片（300 dpi，文件更小）", self)
        self.words = QLabel(self)
        self._bar = QProgressBar(self)
        self.ok = QPushButton("导出", self)
        self.show_folder = QPushButton("打开文件夹", self)
        self.cancel = QPushButton("取消", self)
        self._arrange()
        self._connect()

    def start(self) -> None:
        """Begin to export."""
        formats = [kind for kind, box in self.kinds.items() if box.isChecked()]
        folder, blank = Path(self.folder.text().strip()), self.blank.isChecked()
        scores = self.scores.isChecked() and not blank
        reduced = self.reduced.isChecked()

        def work(task: Task) -> ExportReport:
            return self._declaration.export(
                folder,
                formats,
                blank=blank,
                score_sheet=scores,
                reduce_pictures=reduced,
                progress=task.report,
                cancelled=task.cancelled,
            )

        self._bar.setValue(0)
        self._say("", "muted")
        self._set_busy(True)
        self._task = Task(work)
        self._task.progress.connect(self._progress)
        self._task.done.connect(self._done)
        self._task.failed.connect(self._failed)
        self._task.ended.connect(self._ended)
        self._task.start()

    def reject(self) -> None:
        """Stop the work; close when there is none."""
        if self._bar.isVisible() and self._task is not None:
            self._task.cancel()
            self._say("正在停止…", "muted")
        else:
            super().reject()

    # -- what the work says --------------------------------------------------------------------

    def _progress(self, what: str, share: float) -> None:
        self._bar.setValue(round(share * 100))
        self._say(f"{what}…", "muted")

    def _done(self, report: ExportReport) -> None:
        self._set_busy(False)
        volumes = f"，分 {report.volumes} 册" if report.volumes > 1 else ""
        made = "\n".join(f"· {name}" for name in _made(report.files))
        notes = "".join(f"\n{note}" for note in report.notes)
        self._say(f"已导出 {report.pages} 页{volumes}：\n{made}\n{notes}", "done")
        self.show_folder.show()
        self.cancel.setText("关闭")

    def _ended(self) -> None:
        self._set_busy(False)

    def _failed(self, failure: AppError) -> None:
        self._set_busy(False)
        self._say(str(failure), "blocking")

    def _say(self, words: str, tone: str) -> None:
        self.words.setText(words)
        restyle(self.words, tone)
        self.words.setVisible(bool(words))

    def _set_busy(self, busy: bool) -> None:
        self._bar.setVisible(busy)
        for widget in (self.folder, self._browse, *self.kinds.values(), self.blank, self.ok):
            widget.setEnabled(not busy)
        for only_filled in (self.scores, self.reduced):
            only_filled.setEnabled(not busy and not self.blank.isChecked())

    # -- building ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.ok.clicked.connect(self.start)
        self.cancel.clicked.connect(self.reject)
        self._browse.clicked.connect(self._pick)
        for box in self.kinds.values():
            box.toggled.connect(self._chosen)
        self.blank.toggled.connect(lambda blank: self.scores.setEnabled(not blank))
        self.blank.toggled.connect(lambda blank: self.reduced.setEnabled(not blank))
        self.show_folder.clicked.connect(self._open_folder)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text().strip()))

    def _pick(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "导出到哪个文件夹", self.folder.text())
        if folder:
            self.folder.setText(folder)

    def _chosen(self) -> None:
        self.ok.setEnabled(any(box.isChecked() for box in self.kinds.values()))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(QLabel("导出到文件夹", self))
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self._browse)
        column.addLayout(place)
        column.addWidget(QLabel("格式", self))
        for box in (*self.kinds.values(), self.blank, self.reduced, self.scores):
            box.setAccessibleName(box.text())
            box.setChecked(box in self.kinds.values())
            column.addWidget(box)
        blocking = sum(len(status.blocking) for status in self._declaration.session.checklist().statuses)
        if blocking:
            warning = QLabel(f"齐备检查还有 {blocking} 处必须处理；现在导出可供校阅，盖章前请先处理完。", self)
            warning.setProperty("tone", "advice")
            warning.setWordWrap(True)
            column.addWidget(warning)
        self.words.setWordWrap(True)
        self._bar.setTextVisible(False)
        self._bar.setProperty("busy", True)
        column.addWidget(self.words)
        column.addWidget(self._bar)
        column.addLayout(self._buttons())
        for hidden in (self.words, self._bar, self.show_folder):
            hidden.hide()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.show_folder)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        self.ok.setDefault(True)
        for button in (self.ok, self.cancel, self.show_folder, self._browse):
            button.setAccessibleName(button.text())
        return row


def _made(files: Sequence[Path]) -> list[str]:
    """The files beside the book by name, those in a folder of their own as one line."""
    top = files[0].parent
    folders = Counter(file.relative_to(top).parts[0] for file in files if file.parent != top)
    return [
        *(file.name for file in files if file.parent == top),
        *(f"{one}（{n} 个文件）" for one, n in folders.items()),
    ]
