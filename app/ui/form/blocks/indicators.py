"""The tree of indicators as an overview: weights, answers so far, and the way to each."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.forms.pack.agreement.names import resolve
from app.forms.pack.indicators import Branch, IndicatorTable
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.form.blocks.view import BlockView
from app.ui.widgets.page_area import PageArea, PageGround, area_around
from app.ui.widgets.rows import Row, RowsView

HEIGHT, LEAST = 460, 200
"""Pixels among other blocks; and at least, where it is all that its page holds and is as high as that leaves room."""


class IndicatorTableView(BlockView):
    """The table that is printed from answers of other pages; a click goes to the answer."""

    def __init__(self, desk: Desk, section: str, table: IndicatorTable, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._section, self._table = section, table
        self._rows = RowsView("、".join(table.heads), self)
        self._rows.setFixedHeight(HEIGHT)
        self._alone = desk.pack.section[section].shown == (table,)
        self._page: PageArea | None = None
        self._rows.chosen.connect(desk.go)
        self.stack.addWidget(self._rows)
        self.finish()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the size of the page."""
        super().showEvent(event)
        if self._alone and self._page is None and (area := area_around(self)) is not None:
            self._page = area
            area.resized.connect(self._fit_soon)
            self._fit_soon()

    def _fit_soon(self) -> None:
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Nothing is scrolled but the table itself."""
        ground = self._page.widget() if self._page is not None else None
        if self._page is not None and isinstance(ground, PageGround):
            room = self._page.viewport().height() - ground.needed
            self._rows.setFixedHeight(max(LEAST, self._rows.height() + room))

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
