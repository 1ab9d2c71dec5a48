"""A list on the page: its name, what can be done with its rows, the table, and 无 or an electronic list instead."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.forms.answers.answers import Edit
from app.forms.checks.problems import Problem
from app.forms.pack.asked import ELECTRONIC
from app.forms.pack.blocks import ListTable
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL
from app.ui.desk import Desk
from app.ui.editors.table import ROW_HEIGHT, ListTableView
from app.ui.editors.table_model import ListModel
from app.ui.form.blocks.rows import Action, RowsBlock, RowsEditor
from app.ui.form.blocks.view import MOST_SHOWN, Found
from app.ui.widgets.labels import wrapped

FEWEST, MOST = 4, 12
"""Rows that the table shows before it scrolls."""


class ListView(RowsBlock):
    """One list of the form."""

    def __init__(self, desk: Desk, section: str, block: ListTable, parent: QWidget) -> None:
        super().__init__(desk, block.label, parent)
        self._path = FieldPath(section, block.field)
        self.model = ListModel(desk, self._path, block, self)
        self.stack.addLayout(self._head(self._actions()))
        if block.help:
            self.stack.addWidget(wrapped(block.help, self, "muted"))
        self.table = ListTableView(desk, self.model, block.label, self)
        self.stack.addWidget(self.table)
        self._instead = self._boxes(block)
        self.blanks.append(RowsEditor(self, self._path))
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.pasted.connect(self._pasted)
        self.finish()
        self.follow()

    def follow(self) -> None:
        """Show the session's rows, and what is stated instead of them."""
        self.model.refresh()
        rows = len(self.model.rows)
        self._count.setText(f"共 {rows:,} 行" if rows else "还没有内容")
        shown = max(FEWEST, min(rows + 1, MOST))
        height = shown * ROW_HEIGHT + max(self.table.horizontalHeader().sizeHint().height(), 30) + 4
        if self.table.height() != height or self.table.minimumHeight() != height:
            self.table.setFixedHeight(height)
        session = self.desk.session
        for box, path in self._instead.items():
            stated = session.value(path)
            box.setChecked(stated is (NIL if path == self._path else True))
            box.setVisible(not rows or box.isChecked())
        self._selected()
        self.table.viewport().update()

    def go(self, path: FieldPath) -> None:
        """Put the cursor into a row or cell."""
        self.table.go(path)

    def show_problems(self, found: Found) -> None:
        """Underline the cells, and spell out the first problems below the table."""
        here = {path: problems for path, problems in found.items() if path.whole == self._path}
        self.model.show_problems(here)
        self.table.viewport().update()
        first, count = self.desk.shown_first(self._path, MOST_SHOWN)
        single = [(path, one) for path, problems in here.items() for one in problems]
        told = [*single, *((one.path, one) for one in first)][:MOST_SHOWN]
        self._words.tell([self._in_row(path, one) for path, one in told], len(single) + count)

    # -- inside --------------------------------------------------------------------------------

    def _in_row(self, path: FieldPath, problem: Problem) -> Problem:
        if not path.row:
            return problem
        words = f"{self.desk.session.row_name(path)}：{problem.message}"
        return Problem(path, problem.severity, problem.code, problem.params, problem.clause, words)

    def _actions(self) -> Iterator[Action]:
        yield "paste", "从 Excel 粘贴（Ctrl+V）", lambda: self.table.paste()
        yield "add", "插入一行", self._insert
        yield "up", "上移", lambda: self._move(-1)
        yield "down", "下移", lambda: self._move(1)
        yield "remove", "删除选中的行", self._remove

    def _boxes(self, block: ListTable) -> dict[QCheckBox, FieldPath]:
        asked = {"没有此项内容，填“无”": self._path}
        if block.electronic:
            asked["数据庞大，以电子版提供"] = FieldPath(self._path.section, self._path.field + ELECTRONIC)
        row = QHBoxLayout()
        made: dict[QCheckBox, FieldPath] = {}
        for words, path in asked.items():
            box = QCheckBox(words, self)
            box.setAccessibleName(f"{self._name}：{words}")
            box.setEnabled(not self.desk.read_only)
            box.clicked.connect(lambda ticked, path=path: self._state(path, ticked))
            row.addWidget(box)
            made[box] = path
        row.addStretch(1)
        self.stack.addLayout(row)
        return made

    def _state(self, path: FieldPath, ticked: bool) -> None:
        stated = (NIL if path == self._path else True) if ticked else None
        self.desk.do(lambda: self.desk.session.set({path: stated}))

    def _selected(self) -> None:
        some = bool(self.table.selected_rows()) and not self.desk.read_only
        for button in self._buttons[2:]:
            button.setEnabled(some)

    def _insert(self) -> None:
        chosen = self.table.selected_rows()
        place = chosen[0] if chosen else len(self.model.rows)
        ids: list[str] = []
        if self.desk.do(lambda: ids.extend(self.desk.session.insert_rows(self._path, place, [{}]))):
            self.table.go(self._path.at(ids[0]))

    def _move(self, by: int) -> None:
        chosen = self.table.selected_rows()
        place = chosen[0] + by if chosen else -1
        if 0 <= place < len(self.model.rows):
            row = self.model.rows[chosen[0]]
            self.desk.do(lambda: self.desk.session.move_row(self._path, row, place))
            self.table.go(self._path.at(row))

    def _remove(self) -> None:
        rows = [self.model.rows[place] for place in self.table.selected_rows()]
        size = len(rows) * (len(self.model.columns) + 1)
        self.desk.apply(lambda session: _removed(session, self._path, rows), size, f"正在删除 {len(rows):,} 行…")

    def _pasted(self, rows: int) -> None:
        computed = any(column.computed is not None for column in self.model.columns)
        left_out = "；计算的列仍由程序计算" if computed else ""
        self._count.setText(f"已粘贴 {rows:,} 行（Ctrl+Z 可撤销）{left_out}")
        QTimer.singleShot(4000, self, self.follow)


def _removed(session: FormSession, path: FieldPath, rows: list[str]) -> list[Edit]:
    return [edit for row in rows for edit in session.removal(path, row)]
