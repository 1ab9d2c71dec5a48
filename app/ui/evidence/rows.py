"""For which rows of a list an attached file is: a button that says them, and a menu to tick them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.forms.answers.proved_rows import ROWS, kept_as, row_words, rows_proved
from app.forms.paths import FieldPath
from app.ui.desk import Desk

_MIDDLE = Qt.TextElideMode.ElideMiddle
WIDEST = 260
"""Pixels of the words that the button shows."""


class RowsButton(QPushButton):
    """The rows of the list at `listed` that the file at `file` is for."""

    def __init__(self, desk: Desk, file: FieldPath, listed: FieldPath, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._file, self._listed = desk, file, listed
        self.rows_menu = QMenu(self)
        self.rows_menu.aboutToShow.connect(self._offer)
        self.setMenu(self.rows_menu)
        self.setProperty("slim", True)

    def refresh(self, name: str) -> None:
        """Say for which rows the file called `name` is."""
        session = self._desk.session
        rows = rows_proved(session.answers, self._file, self._listed)
        words = "、".join(row_words(session.pack, session.answers, row) for row in rows)
        label = session.field(self._listed).label
        self.setText(self.fontMetrics().elidedText(f"用于：{words}", _MIDDLE, WIDEST) if words else "选择对应的行…")
        self.setToolTip(f"{label}：{words}" if words else f"这份材料用于“{label}”的哪一行")
        self.setAccessibleName(f"{name} 对应的行：{words or '未选'}")
        self.setEnabled(not self._desk.read_only and session.answers.row_count(self._listed) > 0)

    def tick(self, row: FieldPath, ticked: bool) -> None:
        """Say that the file is for a row, or is not; rows that are gone are forgotten."""
        session = self._desk.session
        kept = [one.row for one in rows_proved(session.answers, self._file, self._listed) if one != row]
        after = kept_as([*kept, row.row] if ticked else kept)
        self._desk.do(lambda: session.set({self._file.at(self._file.row, ROWS): after}))

    def _offer(self) -> None:
        session = self._desk.session
        proved = rows_proved(session.answers, self._file, self._listed)
        self.rows_menu.clear()
        for row in map(self._listed.at, session.answers.rows(self._listed)):
            action = self.rows_menu.addAction(row_words(session.pack, session.answers, row).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(row in proved)
            action.toggled.connect(lambda ticked, row=row: self.tick(row, ticked))
