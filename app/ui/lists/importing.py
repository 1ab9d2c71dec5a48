"""导入清单: which columns of a file are which of the list, what would come of it, and what could not be read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QWidget,
)

from app.declaration.importing import report
from app.declaration.importing.plan import ListImport, plan_import
from app.errors import AppError
from app.forms.paths import FieldPath
from app.forms.tables.headings import LOOKED_AT, NUMBER
from app.forms.tables.rows import Reading
from app.ui.desk import Desk
from app.ui.dialogs.busy import BusyDialog, foot_of
from app.ui.lists.matching import Matches, fill
from app.ui.lists.preview import PreviewModel
from app.ui.theme import scaled, space
from app.ui.widgets.labels import wrapped
from app.ui.widgets.picker import Picker

SIZE = (960, 640)
WIDEST_COLUMN, MOST_REMARKS = 240, 120
"""Pixels at 100 % of a column of what would come of it; pixels of what could not be read, however large the text."""
NOTHING = "没有读不出来的内容。"
NOT_READ, NUMBERS = "（不导入）", "（序号，不导入）"


class ImportDialog(BusyDialog):
    """Reads one file beside the window and shows what it would bring; `agreed` gives the plan and its reading."""

    agreed = Signal(object, object)
    another = Signal()

    def __init__(self, desk: Desk, path: FieldPath, parent: QWidget) -> None:
        super().__init__("导入清单", parent)
        self.wish(*SIZE)
        self._desk, self._path = desk, path
        self.plan: ListImport | None = None
        self.reading: Reading | None = None
        self._again, self._file = False, ""
        self.summary = wrapped("", self)
        self.sheets, self.heads = Picker(self), Picker(self)
        self.matches = Matches(self)
        self.model = PreviewModel(self)
        self.table = QTableView(self)
        self.remarks = QPlainTextEdit(self)
        self.append, self.replace = QRadioButton(self), QRadioButton(self)
        self._ways = QButtonGroup(self)
        self.every = QCheckBox("逐处列出", self)
        self.other, self.copy = QPushButton("换一个文件…", self), QPushButton("复制报告", self)
        self.cancel, self.ok = QPushButton("取消", self), QPushButton("导入", self)
        self._arrange()
        self._connect()
        self.refresh()

    def read(self, file: Path) -> None:
        """Read `file` and show what it would bring."""
        self.plan = self.reading = None
        self._file = file.name
        self._show_nothing()
        self.summary.setText(f"正在读“{file.name}”…")
        self.run(lambda: plan_import(self._desk.declaration, self._path, file), self._take)

    def fail(self, failure: AppError) -> None:
        """Tell a failure; where it is that of reading the file, nothing of another is shown."""
        super().fail(failure)
        if self.plan is None:
            self.summary.setText(f"没有读入“{self._file}”。")

    def refresh(self) -> None:
        """Enable what can be done now, and say what would be done."""
        rows = len(self.reading.rows) if self.reading is not None and self.plan is not None else 0
        self.ok.setEnabled(not self.busy and rows > 0)
        self.ok.setText(f"导入 {rows:,} 行" if rows else "导入")
        self.ok.setAccessibleName(self.ok.text())
        self.other.setEnabled(not self.busy)
        self.copy.setEnabled(bool(self.remarks.toPlainText()))
        if self.plan is not None and self.reading is not None:
            said = report.summary(self._desk.session, self.plan, self.reading)
            faults = f"有 {len(self.reading.faults):,} 处要看，列在最下面。" if self.reading.faults else ""
            self.summary.setText(f"文件“{self.plan.file.name}”：{said}{faults}")

    def idle(self) -> None:
        """Read once more where something was changed meanwhile."""
        if self._again:
            self._again = False
            self._read_rows()

    # -- inside --------------------------------------------------------------------------------

    def _show_nothing(self) -> None:
        """Show nothing of a file that was read before."""
        for box in (self.sheets, self.heads):
            fill(box, [], -1)
        self.matches.offer([], {}, [])
        self.model.show(None, None)
        self.remarks.clear()
        self.remarks.setPlaceholderText("")
        self.every.hide()

    def _take(self, plan: ListImport) -> None:
        self.plan = replace(plan, replacing=self.replace.isChecked())
        titles = [sheet.title or "表" for sheet in plan.file.sheets]
        fill(self.sheets, titles, plan.sheet)
        self.sheets.setEnabled(len(titles) > 1)
        self._show_columns()
        self._again = True

    def _show_columns(self) -> None:
        """The lines that may be the headings, and for each column of the file what it is."""
        plan = self.plan
        assert plan is not None, "shown once a file is read"
        lines = plan.worksheet.lines[:LOOKED_AT]
        words = [f"第 {line.number} 行：{'、'.join(filter(None, line.cells))[:40]}" for line in lines]
        fill(self.heads, ["没有标题行，按列的次序", *words], 0 if plan.head is None else plan.head + 1)
        columns = plan.table.asked_columns
        numbers = {NUMBER: NUMBERS} if plan.table.numbered else {}
        labels = {"": NOT_READ, **numbers, **{column.id: column.label for column in columns}}
        self.matches.offer(plan.headings, labels, plan.matches)

    def _match(self, place: int, name: str) -> None:
        if self.plan is not None:
            self.plan = self.plan.with_match(place, name)
            self.matches.mark(self.plan.matches)
            self._read_rows()

    def _change_sheet(self, place: int) -> None:
        if self.plan is not None and place != self.plan.sheet:
            self.plan = self.plan.of_sheet(place)
            self._show_columns()
            self._read_rows()

    def _change_head(self, place: int) -> None:
        if self.plan is not None:
            self.plan = self.plan.with_head(place - 1 if place else None)
            self._show_columns()
            self._read_rows()

    def _change_way(self) -> None:
        if self.plan is not None:
            self.plan = replace(self.plan, replacing=self.replace.isChecked())
        self.refresh()

    def _read_rows(self) -> None:
        if self.busy:
            self._again = True
        elif self.plan is not None:
            self.run(self.plan.reading, self._show)

    def _show(self, reading: Reading) -> None:
        self.reading = reading
        self.model.show(self.plan, reading)
        self.table.resizeColumnsToContents()
        assert self.plan is not None, "it is read from the plan"
        self.remarks.setPlaceholderText(NOTHING)
        self.every.setVisible(len(report.by_kind(reading)) < len(reading.faults))
        self._tell()

    def _tell(self) -> None:
        """Tell what was not read, each cell of it where that is wished for."""
        if self.plan is not None and self.reading is not None:
            tell = report.details if self.every.isChecked() else report.remarks
            self.remarks.setPlainText("\n".join(tell(self.plan, self.reading)))
        self.refresh()

    def _agree(self) -> None:
        plan, reading = self.plan, self.reading
        self.accept()
        self.agreed.emit(plan, reading)

    def _copy(self) -> None:
        """Put everything that was not read on the clipboard, cell by cell, whatever is shown of it."""
        if self.plan is not None and self.reading is not None:
            told = report.details(self.plan, self.reading, report.MOST_COPIED)
            QGuiApplication.clipboard().setText("\n".join(told))
            self.say("报告已复制，逐处列出。")

    # -- building ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.sheets.activated.connect(self._change_sheet)
        self.heads.activated.connect(self._change_head)
        self.matches.matched.connect(self._match)
        self._ways.buttonClicked.connect(self._change_way)
        self.every.toggled.connect(self._tell)
        self.other.clicked.connect(self.another)
        self.copy.clicked.connect(self._copy)
        self.cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self._agree)

    def _arrange(self) -> None:
        there = self._desk.session.answers.row_count(self._path)
        self.append.setText(f"接在现有的 {there:,} 行后面" if there else "导入到清单里")
        self.replace.setText(f"代替现有的 {there:,} 行")
        self.replace.setVisible(bool(there))
        self.append.setChecked(True)
        for one in (self.append, self.replace):
            self._ways.addButton(one)
        column = self.column
        column.addWidget(self.summary)
        column.addLayout(self._sources())
        column.addLayout(self._middle(), 1)
        self.remarks.setReadOnly(True)
        self.remarks.document().documentLayout().documentSizeChanged.connect(self._fit_remarks)
        self.remarks.setAccessibleName("没有读入和要看的地方")
        column.addWidget(self.remarks)
        self.every.setAccessibleName(self.every.text())
        column.addWidget(self.words)
        column.addWidget(self.bar)
        ways = QHBoxLayout()
        ways.addWidget(self.append)
        ways.addWidget(self.replace)
        ways.addStretch(1)
        ways.addWidget(self.every)
        column.addLayout(ways)
        self.set_foot(foot_of(self.other, self.copy, self.cancel, self.ok))

    def _fit_remarks(self) -> None:
        """As high as they are long, up to a height."""
        words = round(self.remarks.document().size().height()) * self.remarks.fontMetrics().lineSpacing()
        beside = 2 * (self.remarks.frameWidth() + space.CLOSE)
        self.remarks.setFixedHeight(min(words + beside, MOST_REMARKS))

    def _sources(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, box in (("工作表", self.sheets), ("标题行", self.heads)):
            label = QLabel(words, self)
            label.setBuddy(box)
            box.setAccessibleName(words)
            row.addWidget(label)
            row.addWidget(box, 1)
        return row

    def _middle(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.matches.setMinimumWidth(self.narrow(320, 0.5))
        self.table.setModel(self.model)
        self.table.setAccessibleName("导入后的样子")
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        heads = self.table.horizontalHeader()
        heads.setMaximumSectionSize(scaled(WIDEST_COLUMN))
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.matches, 2)
        row.addWidget(self.table, 3)
        return row
