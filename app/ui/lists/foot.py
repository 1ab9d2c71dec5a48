"""Below a list: the words and problems of the current cell, what is selected adds up to, and what the form states."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.forms.answers.comparing import number_of
from app.forms.field_types import grouped
from app.forms.tables.totals import Total, totals_of
from app.ui.desk import Desk
from app.ui.editors.table import ListTableView
from app.ui.editors.table_model import ListModel
from app.ui.message import restyle
from app.ui.theme import space
from app.ui.widgets.labels import keep_height, wrapped

MOST_ADDED = 2_000
"""Cells that are added up while they are selected."""
MOST_TOLD = 1_000
"""Letters of a cell that are told; its editor shows all of them."""


class ListFoot(QWidget):
    """Follows the cursor and the totals of one list."""

    def __init__(self, desk: Desk, model: ListModel, table: ListTableView, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._model, self._table = desk, model, table
        self.cell, self.chosen = QLabel(self), QLabel(self)
        self.cell.setWordWrap(True)
        self.cell.setTextFormat(Qt.TextFormat.PlainText)
        keep_height(self.cell)
        self.cell.setMinimumHeight(self.cell.fontMetrics().lineSpacing() + 2)
        self.chosen.setProperty("tone", "muted")
        self._totals = QVBoxLayout()
        self._totals.setSpacing(space.HAIR)
        self._lines: dict[tuple[str, str], tuple[QLabel, QPushButton]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space.HAIR, 0, 0)
        column.setSpacing(space.TIGHT)
        here = QHBoxLayout()
        here.setSpacing(space.APART)
        here.addWidget(self.cell, 1)
        here.addWidget(self.chosen, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(here)
        column.addLayout(self._totals)
        table.selectionModel().currentChanged.connect(lambda *_: self.tell_cell())
        table.selectionModel().selectionChanged.connect(lambda *_: self.tell_chosen())
        self.tell_cell()
        self.tell_chosen()

    def tell_cell(self) -> None:
        """Say what is found in the current cell; else its words, where the cell is too narrow for them."""
        index = self._table.currentIndex()
        path = self._model.cell(index) if index.isValid() else None
        problems = self._model.problems_at(path) if path is not None else []
        problems = problems or (self._model.problems_at(path.at(path.row)) if path is not None else [])
        text = str(index.data(Qt.ItemDataRole.EditRole) or "") if path is not None else ""
        cut = "\n" in text or self._wide(text[:MOST_TOLD]) > self._table.columnWidth(index.column()) - 8
        words = " ".join(one.message for one in problems) or (_told(text) if cut else "")
        self.cell.setText(words)
        worst = next((level for level in ("blocking", "advice") if any(one.severity == level for one in problems)), "")
        restyle(self.cell, worst)

    def tell_chosen(self) -> None:
        """Say how many cells are selected, and what their figures add up to."""
        chosen, columns = self._table.area()
        rows = range(chosen.start, min(chosen.stop, len(self._model.rows)))
        count = len(rows) * len(columns)
        words = f"选中 {len(rows):,} 行 × {len(columns)} 列" if count > 1 else ""
        if 1 < count <= MOST_ADDED and (figures := self._figures(rows, columns)):
            words += f"，{len(figures):,} 个数合计 {grouped(f'{sum(figures, Decimal(0)):f}')}"
        self.chosen.setText(words)

    def tell_totals(self) -> None:
        """Say what the list adds up to, beside what is stated of it, with a way there."""
        found = totals_of(self._desk.session, self._model.path) if self._model.all_rows else ()
        wanted = {(str(total.target), total.name): total for total in found}
        for key in self._lines.keys() - wanted.keys():
            for widget in self._lines.pop(key):
                widget.deleteLater()
        for key, total in wanted.items():
            words, _ = self._lines.get(key) or self._line(key, total)
            words.setText(f"{total.words}。")
            restyle(words, "muted" if total.agrees else "advice")

    def _line(self, key: tuple[str, str], total: Total) -> tuple[QLabel, QPushButton]:
        words, button = wrapped("", self, "muted"), QPushButton("转到这一空", self)
        button.setProperty("link", True)
        button.setAutoDefault(False)
        button.setAccessibleName(f"到“{total.label}”")
        button.clicked.connect(lambda: self._desk.visit(total.target))
        row = QHBoxLayout()
        row.setSpacing(space.CLOSE)
        row.addWidget(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._totals.addLayout(row)
        self._lines[key] = words, button
        return words, button

    def _figures(self, rows: range, columns: range) -> list[Decimal]:
        cells = (self._model.cell(self._model.index(row, column)) for row in rows for column in columns)
        figures = (number_of(self._desk.session.value(cell)) for cell in cells if cell is not None)
        return [figure for figure in figures if figure is not None]

    def _wide(self, text: str) -> int:
        return self._table.fontMetrics().horizontalAdvance(text)


def _told(text: str) -> str:
    """The words of a cell; of very many their beginning, and how many they are."""
    return text if len(text) <= MOST_TOLD else f"{text[:MOST_TOLD]}……（共 {len(text):,} 字）"
