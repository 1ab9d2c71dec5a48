"""The parts of the 汇总表 dialog and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QWidget,
)

from app.ui.dialogs.summary.table import SummaryTable
from app.ui.dialogs.summary.unlock_bar import UnlockBar
from app.ui.theme import scaled, space
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import titled
from app.ui.widgets.rows import Row, RowsView

if TYPE_CHECKING:
    from app.forms.pack.pack import Summary

KINDS = {"docx": "Word 文档", "pdf": "PDF", "xlsx": "Excel 表格"}
EMPTY = (
    "把各申报单位的申报书（.qibei）或他们导出的汇总信息（.json）拖到这里，或点“加入…”。\n"
    "申报书只被读取，不会改动；没有密码的，请申报单位改交汇总信息。"
)
REMARKS_HEIGHT = 128
"""Pixels that the remarks take at most; more of them scroll."""
LETTERS = 7
"""Of a line of the table's head, at least as many as its blank has room for."""


class Remarks(RowsView):
    """As high as its rows, up to a height; where there is no room for that, as high as the first."""

    def fit(self) -> None:
        """Wish for the height that is needed in this width."""
        heights = [self.sizeHintForRow(place) for place in range(len(self.rows))]
        most = min(sum(heights) + space.TIGHT, scaled(REMARKS_HEIGHT))
        self.setMaximumHeight(most)
        self.setMinimumHeight(min(max(heights, default=0) + space.TIGHT, most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self.fit)


class SummaryParts:
    """The widgets of the dialog; what they do is said there."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self.title = titled("汇总表", parent)
        self.title.setWordWrap(True)
        self.empty = QLabel(EMPTY, parent)
        self.empty.setWordWrap(True)
        self.empty.setProperty("tone", "muted")
        self.table, self.unlock = SummaryTable(parent), UnlockBar(parent)
        self.remarks = Remarks("汇总表中要注意的各处", parent)
        self.add, self.remove, self.up, self.down, self.make, self.show_folder, self.close = (
            QPushButton(words, parent)
            for words in ("加入…", "移出", "上移", "下移", "生成汇总表…", "打开文件夹", "关闭")
        )
        self._heads: dict[str, QLineEdit] = {}
        self._head_grid = QGridLayout()
        self._kinds = QButtonGroup(parent)

    def kind(self) -> str:
        """The chosen format: "docx", "pdf" or "xlsx"."""
        return list(KINDS)[self._kinds.checkedId()]

    def lines(self) -> list[str]:
        """The lines of the table's head with what was typed behind them."""
        return [f"{line}{edit.text().strip()}" for line, edit in self._heads.items() if edit.text().strip()]

    def head(self, line: str) -> QLineEdit:
        """The blank behind one line of the table's head."""
        return self._heads[line]

    def show_summary(self, summary: Summary | None) -> None:
        """Show the title and head of this table, or how to begin when there is none yet."""
        self.title.setText(summary.title if summary else "汇总表")
        self.empty.setVisible(summary is None)
        self.table.setVisible(summary is not None)
        if summary is None:
            self.remarks.hide()
        lines = summary.lines if summary else ()
        if tuple(self._heads) != lines:
            self._show_heads(lines)

    def show_remarks(self, rows: Sequence[Row]) -> None:
        """Show what was noticed."""
        self.remarks.set_rows(rows)
        self.remarks.setVisible(bool(rows))
        self.remarks.fit()

    def arrange(self, dialog: Dialog, words: QLabel, bar: QProgressBar) -> None:
        """Put everything into the dialog."""
        column = dialog.column
        head = self._row(self.title, self.up, self.down, self.remove, self.add)
        head.setStretch(0, 1)
        column.addLayout(head)
        self.empty.setObjectName("sheet")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.empty, 1)
        column.addWidget(self.table, 1)
        for widget in (self.unlock, self.remarks):
            column.addWidget(widget)
        column.addLayout(self._head_grid)
        column.addWidget(words)
        column.addWidget(bar)
        dialog.set_foot(self._row(*self._kind_buttons(), None, self.show_folder, self.close, self.make))
        self.show_folder.hide()
        self.make.setProperty("primary", True)

    def _row(self, *parts: QWidget | None) -> QHBoxLayout:
        """A row of widgets; None is the stretch between them."""
        row = QHBoxLayout()
        for part in parts:
            if part is None:
                row.addStretch(1)
                continue
            row.addWidget(part)
            if isinstance(part, QPushButton):
                part.setAutoDefault(False)
                part.setAccessibleName(part.text().rstrip("…"))
        return row

    def _kind_buttons(self) -> list[QWidget]:
        for place, words in enumerate(KINDS.values()):
            button = QRadioButton(words, self._parent)
            button.setAccessibleName(f"生成{words}")
            button.setChecked(place == 0)
            self._kinds.addButton(button, place)
        return list(self._kinds.buttons())

    def _show_heads(self, lines: Sequence[str]) -> None:
        while (item := self._head_grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._heads = {line: QLineEdit(self._parent) for line in lines}
        for place, (line, edit) in enumerate(self._heads.items()):
            name = line.rstrip("：:")
            label = QLabel(name, self._parent)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignBottom)
            label.setBuddy(edit)
            edit.setAccessibleName(name)
            edit.setPlaceholderText("可打印后手写")
            self._head_grid.setColumnStretch(place, max(len(name), LETTERS))
            self._head_grid.addWidget(label, 0, place)
            self._head_grid.addWidget(edit, 1, place)
