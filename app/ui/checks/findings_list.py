"""The list of findings: clauses and lines open and close with the arrows, as in a tree."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.ui.checks.lines import FoldRow
from app.ui.widgets.long_rows import LongRows


class FindingsList(LongRows):
    """Rows of which some fold."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right opens, left closes, as in a tree."""
        index = self.currentIndex()
        row = self.rows[index.row()] if index.isValid() else None
        key = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        if isinstance(row, FoldRow) and key is not None:
            if key is not row.is_open:
                self.chosen.emit(row.target)
            return
        super().keyPressEvent(event)
