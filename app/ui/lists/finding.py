"""Finding within one list, and showing only the rows in which something is found; sliced, so that nothing waits."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.forms.tables.sheet import ListSheet
from app.ui import icons
from app.ui.desk import Desk
from app.ui.editors.table import ListTableView
from app.ui.editors.table_model import ListModel
from app.ui.lists.slices import Slices
from app.ui.message import restyle
from app.ui.theme import space
from app.ui.widgets.areas import PartedRow
from app.ui.widgets.labels import wrapped
from app.ui.widgets.picker import Picker
from app.ui.widgets.search_box import dress_search

PAUSE = 200
"""Milliseconds without a key after which it is looked for."""
EVERY = "所有列"
LEAST_NAME = 6
"""Letters of a column's name that are always seen."""


class ListFinder(QFrame):
    """A bar over the list: what to find, in which column, and whether other rows are shown; `closed` on Esc."""

    closed = Signal()

    def __init__(self, desk: Desk, model: ListModel, table: ListTableView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._desk, self._model, self._table = desk, model, table
        self._hits: list[str] = []
        self._slices = Slices(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        self.box, self.column = QLineEdit(self), Picker(self)
        self.only = QCheckBox("只看找到的行", self)
        self.faulty = QCheckBox("只看有问题的行", self)
        self.all = QPushButton("显示全部", self)
        self.said = wrapped("", self, "muted")
        self._arrange(table.accessibleName())
        self.box.textChanged.connect(self._pause.start)
        self.column.currentIndexChanged.connect(self.look)
        self.only.toggled.connect(self.look)
        self.faulty.toggled.connect(self.look)
        self.all.clicked.connect(self.show_all)
        model.filtered.connect(self.tell)
        self.hide()

    def start(self, column: int | None = None, words: str = "", *, only: bool = False) -> None:
        """Open the bar with the cursor in it, for one column perhaps, with what to find."""
        self.show()
        if column is not None:
            self.column.setCurrentIndex(column + 1)
        self.box.setText(words or self.box.text())
        self.only.setChecked(only or self.only.isChecked())
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def look(self) -> None:
        """Look through all rows for what stands in the box."""
        self._pause.stop()
        if not self._wanted and not self.faulty.isChecked():
            self._slices.stop()
            self._found([])
            return
        self._slices.run(self._matching(), self._found)

    def go(self, by: int) -> None:
        """Go to the next row in which it is found, or the one before."""
        shown = {row: place for place, row in enumerate(self._model.rows)}
        places = [shown[row] for row in self._hits if row in shown]
        if not places:
            return
        here = self._table.currentIndex().row()
        later = [place for place in places if place > here] if by > 0 else [place for place in places if place < here]
        place = (later or places)[0 if by > 0 else -1]
        column = max(self.column.currentIndex() - 1, 0)
        focused = self.window().focusWidget()
        self._table.choose(self._model.index(place, column if self.column.currentIndex() else self._hit_column(place)))
        if focused is self.box:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_all(self) -> None:
        """Show every row again."""
        for button in (self.only, self.faulty):
            button.blockSignals(True)
            button.setChecked(False)
            button.blockSignals(False)
        self._show_only(None)

    def tell(self) -> None:
        """Say how many rows are shown and hidden, or how many were found."""
        hidden = len(self._model.all_rows) - len(self._model.rows)
        self.all.setVisible(bool(hidden))
        found = f"找到 {len(self._hits):,} 行" if self._wanted else ""
        if hidden:
            found = f"显示 {len(self._model.rows):,} 行，另有 {hidden:,} 行没有显示，粘贴、删除等都不影响它们。"
        self.said.setText(found)
        self.said.setVisible(bool(found))
        restyle(self.said, "advice" if hidden else "muted")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next, Shift+Enter to the one before, Down into the list, Esc back to it and closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Down:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def close_bar(self) -> None:
        """Show every row again, and give the cursor back."""
        self.show_all()
        self.hide()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    # -- inside --------------------------------------------------------------------------------

    @property
    def _wanted(self) -> str:
        return self.box.text().strip().lower()

    def _matching(self) -> Iterator[str | None]:
        """The rows in which it is found, None for the others, one by one."""
        wanted, place = self._wanted, self.column.currentIndex() - 1
        sheet, faulty = ListSheet(self._desk.session, self._model.path), self.faulty.isChecked()
        columns = range(place, place + 1) if place >= 0 else range(len(self._model.columns))
        for row in self._model.all_rows:
            (texts,) = sheet.texts([row], columns)
            hit = not wanted or any(wanted in text.lower() for text in texts)
            if hit and faulty:
                hit = bool(self._desk.session.found(self._model.path.section).in_row(self._model.path.at(row)))
            yield row if hit else None

    def _found(self, rows: list[str | None]) -> None:
        self._hits = [row for row in rows if row is not None]
        filters = (self.only.isChecked() and bool(self._wanted)) or self.faulty.isChecked()
        self._show_only(set(self._hits) if filters else None)

    def _show_only(self, rows: set[str] | None) -> None:
        hidden = frozenset() if rows is None else frozenset(row for row in self._model.all_rows if row not in rows)
        if hidden != frozenset(self._model.hidden):
            here = self._model.cell(self._table.currentIndex()) if self._table.currentIndex().isValid() else None
            self._model.hide(hidden)
            if here is not None and here.row in self._model.rows:
                self._table.setCurrentIndex(self._model.place(here))
        self.tell()

    def _hit_column(self, place: int) -> int:
        """The first column of a row in which it is found."""
        for column in range(self._model.columnCount()):
            if self._wanted in str(self._model.index(place, column).data(Qt.ItemDataRole.EditRole) or "").lower():
                return column
        return 0

    def _arrange(self, name: str) -> None:
        self.box.setPlaceholderText("在清单里查找")
        self.box.setAccessibleName(f"{name}：在清单里查找")
        dress_search(self.box)
        self.column.addItems([EVERY, *(column.label for column in self._model.columns)])
        self.column.setAccessibleName(f"{name}：在哪一列里查找")
        self.column.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.column.setMinimumContentsLength(LEAST_NAME)  # what is looked for needs its room too
        self.column.view().setAccessibleName(self.column.accessibleName())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.APART, space.CLOSE, space.APART, space.CLOSE)
        column.setSpacing(space.TIGHT)
        column.addLayout(self._first_row(name))
        column.addWidget(self._second_row(name))
        column.addWidget(self.said)
        self.all.hide()
        self.said.hide()

    def _first_row(self, name: str) -> QHBoxLayout:
        """What to find, where, and on to the next."""
        row = QHBoxLayout()
        row.setSpacing(space.CLOSE)
        row.addWidget(self.box, 1)
        row.addWidget(self.column)
        for icon, words, do in (
            ("up", "上一处（Shift+回车）", lambda: self.go(-1)),
            ("down", "下一处（回车）", lambda: self.go(1)),
            ("close", "关闭查找，显示全部行（Esc）", self.close_bar),
        ):
            button = QToolButton(self)
            icons.give(button, icon)
            button.setToolTip(words)
            button.setAccessibleName(f"{name}：{words}")
            button.clicked.connect(do)
            row.addWidget(button)
        return row

    def _second_row(self, name: str) -> PartedRow:
        """Which rows are shown."""
        toggles = QWidget(self)
        row = QHBoxLayout(toggles)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.APART)
        for toggle in (self.only, self.faulty):
            row.addWidget(toggle)
        row.addStretch(1)
        self.all.setAutoDefault(False)
        self.all.setProperty("link", True)
        for each in (self.only, self.faulty, self.all):
            each.setAccessibleName(f"{name}：{each.text()}")
        return PartedRow(toggles, [self.all], self)
