"""The tree of indicators as an overview: weights, answers so far, and the way to each."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.forms.pack.agreement.names import resolve
from app.forms.pack.indicators import Branch, IndicatorTable
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.form.blocks.view import BlockView
from app.ui.widgets.rows import Row, RowsView

HEIGHT = 460


class IndicatorTableView(BlockView):
    """The table that is printed from answers of other pages; a click goes to the answer."""

    def __init__(self, desk: Desk, section: str, table: IndicatorTable, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._section, self._table = section, table
        self._rows = RowsView("、".join(table.heads), self)
        self._rows.setFixedHeight(HEIGHT)
        self._rows.chosen.connect(desk.go)
        self.stack.addWidget(self._rows)
        self.finish()
        self.refresh()

    def refresh(self, typing: FieldPath | None = None) -> None:
        """Show the answers as they are now."""
        super().refresh(typing)
        self._rows.set_rows([row for branch in self._table.branches for row in self._below(branch, 1)])

    def _below(self, branch: Branch, level: int) -> Iterator[Row]:
        if branch.below:
            yield Row(f"{branch.node.title}（{branch.words}）", level=min(level, 3))
            for inner in branch.below:
                yield from self._below(inner, level + 1)
            return
        pack = self.desk.pack
        path = resolve(pack, branch.node.answer, pack.section[self._section])
        field = pack.field_at(path) if path is not None else None
        title = branch.node.title or (field.label if field is not None else branch.node.answer)
        answer = self.desk.session.text(path) if path is not None else ""
        yield Row(title, path, "done" if answer else "untouched", "done" if answer else "faint", branch.words, answer)
