"""What is done to the rows of one list: put in, doubled, moved, taken out, sorted; by key and by menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk
from app.ui.editors.table import ListTableView
from app.ui.editors.table_model import Build, ListModel


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    words: str
    do: Callable[[], object]
    key: str = ""
    enabled: bool = True


class ListWork(QObject):
    """Changes the rows of a list; `said` tells what was done, `find_wanted` what is looked for, and where."""

    said = Signal(str)
    find_wanted = Signal(int, str)

    def __init__(self, desk: Desk, model: ListModel, table: ListTableView, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._model, self._table = desk, model, table

    def bind_keys(self) -> None:
        """Let the keys of the menu work in the table."""
        bound: dict[str, Callable[[], object]] = {
            "Ctrl++": self.insert,
            "Ctrl+=": self.insert,
            "Ctrl+-": self.remove,
            "Ctrl+Shift+D": self.duplicate,
            "Alt+Shift+Up": lambda: self.move(-1),
            "Alt+Shift+Down": lambda: self.move(1),
            "Ctrl+Shift+F": lambda: self.find_wanted.emit(-1, ""),
        }
        for key, do in bound.items():
            shortcut = QShortcut(QKeySequence(key), self._table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(do)

    def entries(self, column: int) -> Iterator[Entry | None]:
        """The lines of the menu, None between groups."""
        table, may = self._table, not self._desk.read_only
        some = bool(table.chosen_rows()) and may
        yield Entry("剪切", table.cut, "Ctrl+X", some)
        yield Entry("复制", table.copy, "Ctrl+C")
        yield Entry("粘贴", table.paste, "Ctrl+V", may)
        yield Entry("清空选中的格", table.clear, "Del", some)
        yield Entry("向下填充", table.fill_down, "Ctrl+D", some)
        yield None
        yield Entry("插入一行", self.insert, "Ctrl++", may)
        yield Entry("把选中的行再插入一份", self.duplicate, "Ctrl+Shift+D", some)
        yield Entry("上移", lambda: self.move(-1), "Alt+Shift+Up", some)
        yield Entry("下移", lambda: self.move(1), "Alt+Shift+Down", some)
        yield Entry("删除选中的行", self.remove, "Ctrl+-", some)
        yield None
        if 0 <= column < len(self._model.columns):
            label = self._model.columns[column].label
            sortable = may and len(self._model.rows) > 1
            yield Entry(f"按“{label}”升序排列（打印次序随之改变）", lambda: self.sort(column), enabled=sortable)
            down = f"按“{label}”降序排列（打印次序随之改变）"
            yield Entry(down, lambda: self.sort(column, descending=True), enabled=sortable)
            yield Entry("只看与这一格相同的行", lambda: self.find_same(column), enabled=bool(self._words(column)))
        yield Entry("在清单里查找、筛选…", lambda: self.find_wanted.emit(column, ""), "Ctrl+Shift+F")

    def insert(self) -> None:
        """Put an empty row before the first that is chosen, else at the end."""
        chosen, session, path = self._table.chosen_rows(), self._desk.session, self._model.path
        place = session.answers.place(path.at(chosen[0])) if chosen else session.answers.row_count(path)
        ids: list[str] = []
        if self._desk.do(lambda: ids.extend(session.insert_rows(path, place, [{}]))):
            self._table.go(path.at(ids[0]))

    def duplicate(self) -> None:
        """Put the chosen rows once more below themselves."""
        rows = self._table.chosen_rows()
        if rows:
            self._make(lambda sheet: sheet.duplicated(rows)[0], rows, f"插入 {len(rows):,} 行的副本")

    def remove(self) -> None:
        """Take the chosen rows out."""
        rows = self._table.chosen_rows()
        if rows:
            self._make(lambda sheet: sheet.removed(rows), rows, f"删除 {len(rows):,} 行")

    def move(self, by: int) -> None:
        """Move the chosen rows together past the row above or below them that is shown."""
        rows, shown = self._table.chosen_rows(), self._model.rows
        first = shown.index(rows[0]) if rows else 0
        past = first - 1 if by < 0 else first + len(rows)
        if not rows or not 0 <= past < len(shown):
            return
        path, answers = self._model.path, self._desk.session.answers
        above = sum(answers.place(path.at(row)) < answers.place(path.at(shown[past])) for row in rows)
        place = answers.place(path.at(shown[past])) - above + (by > 0)
        self._model.make(lambda sheet: sheet.moved(rows, place), len(rows), "移动")

    def sort(self, column: int, *, descending: bool = False) -> None:
        """Put the rows that are shown in the order of a column; it is the order in which they are printed."""
        rows = list(self._model.rows)
        label = self._model.columns[column].label
        if self._model.make(
            lambda sheet: sheet.sorted(column, rows, descending=descending), len(rows), f"按“{label}”排列"
        ):
            order = "降序" if descending else "升序"
            self.said.emit(f"已按“{label}”{order}排列，打印次序也是这样（Ctrl+Z 可撤销）")

    def find_same(self, column: int) -> None:
        """Show only the rows that have in a column what the current row has."""
        self.find_wanted.emit(column, self._words(column))

    def _words(self, column: int) -> str:
        here = self._table.currentIndex()
        if not here.isValid() or here.row() >= len(self._model.rows):
            return ""
        return str(self._model.index(here.row(), column).data(Qt.ItemDataRole.EditRole) or "")

    def _make(self, build: Build, rows: list[str], words: str) -> None:
        if self._model.make(build, len(rows) * (len(self._model.columns) + 1), words):
            self.said.emit(f"已{words}（Ctrl+Z 可撤销）")
