"""A matrix on the page: the sheet, and below it what was found there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.forms.checks.problems import Problem
from app.forms.pack.matrix.matrix import Matrix
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.editors.matrix import MatrixModel, MatrixTable
from app.ui.form.blocks.view import BlockView, Found
from app.ui.widgets.labels import wrapped

MOST_ROWS = 16
"""Rows that the sheet shows before it scrolls."""


class MatrixCell:
    """One blank of the sheet."""

    def __init__(self, table: MatrixTable, path: FieldPath) -> None:
        self.path = path
        self._table = table

    def refresh(self) -> None:
        """Nothing: the sheet looks at the session when it is drawn."""

    def show_problems(self, problems: list[Problem]) -> None:
        """Nothing: the sheet shows them where they are."""

    def take_focus(self, path: FieldPath) -> None:
        """Put the cursor into the cell."""
        self._table.go(path)


class MatrixView(BlockView):
    """The sheet of one matrix."""

    def __init__(self, desk: Desk, section: str, matrix: Matrix, parent: QWidget) -> None:
        super().__init__(desk, parent)
        model = MatrixModel(desk, section, matrix, self)
        name = "、".join(matrix.corner) or desk.pack.section[section].title
        self.table = MatrixTable(desk, model, name, self)
        self.blanks += (MatrixCell(self.table, path) for path in model.paths)
        if not matrix.printed:
            self.stack.addWidget(wrapped("本表只在屏幕上填写，不印在申报书上。", self, "muted"))
        if matrix.help:
            self.stack.addWidget(wrapped(matrix.help, self, "muted"))
        self.stack.addWidget(self.table)
        self.finish()
        self.table.horizontalScrollBar().rangeChanged.connect(self._fit)
        self._fit()

    def refresh(self, typing: FieldPath | None = None) -> None:
        """Show the session's answers."""
        self.table.cells.refresh()

    def show_problems(self, found: Found) -> None:
        """Underline the cells, and spell out the first problems below the sheet."""
        here = {cell.path: found[cell.path] for cell in self.blanks if cell.path in found}
        self.table.cells.show_problems(here)
        self._words.tell([problem for problems in here.values() for problem in problems])

    def _fit(self) -> None:
        """As high as its rows, each as high as its title."""
        rows, heads = self.table.verticalHeader(), self.table.horizontalHeader()
        heights = self.table.row_heights
        for place, height in enumerate(heights):
            rows.resizeSection(place, height)
        policy, bar = Qt.ScrollBarPolicy, self.table.horizontalScrollBar()
        long = len(heights) > MOST_ROWS
        self.table.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if long else policy.ScrollBarAlwaysOff)
        head = max(heads.sizeHint().height(), heads.minimumHeight())
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.table.setFixedHeight(sum(heights[:MOST_ROWS]) + head + below + 2 * self.table.frameWidth())
