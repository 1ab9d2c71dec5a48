"""The versions of a declaration that were fixed by 定稿, as the dialogs list them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from app.ui.theme import colour
from app.ui.widgets.plan_rows import Columns, give_name

if TYPE_CHECKING:
    from app.declaration.version import Version

COLUMNS = ("版次", "定稿时间", "定稿人", "页数", "指纹", "与现在的内容")
NOW, OTHER = "相同", "不同"
MAY_BREAK = "\u200b"
"""A space of no width, at which a line may break."""
ROOM, BESIDE = 10, 24
"""Pixels above and below the words of a row, together; and beside those of a cell."""


class VersionsTable(QTableWidget):
    """One row for each version, the newest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, len(COLUMNS), parent)
        give_name(self, "summary")
        self.setAccessibleName("定稿的各版")
        self.setHorizontalHeaderLabels(COLUMNS)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        self.setWordWrap(True)
        self._columns = Columns(self, header, BESIDE)
        self._columns.heads = COLUMNS

    def show_versions(self, versions: Sequence[Version], now: str) -> None:
        """Show these versions; `now` is the fingerprint of what the declaration holds."""
        self.setRowCount(len(versions))
        for row, version in enumerate(reversed(versions)):
            same = version.fingerprint == now
            words = (
                f"第 {version.number} 版",
                local_time(version.at),
                version.by,
                f"{version.pages} 页",
                in_halves(version.short),
                NOW if same else OTHER,
            )
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                if column == len(words) - 1:
                    item.setForeground(colour("done" if same else "muted"))
                self.setItem(row, column, item)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._columns.fit()
        self._columns.fit_rows(ROOM)


def in_halves(print_: str) -> str:
    """A fingerprint that may be broken in its middle, where it is read in two parts anyway."""
    parts = print_.split("-")
    half = len(parts) // 2
    return f"{'-'.join(parts[:half])}-{MAY_BREAK}{'-'.join(parts[half:])}"


def local_time(at: str) -> str:
    """A moment of the draft, in UTC, as the clock on the wall showed it; as it is written when it is none."""
    with suppress(ValueError, OverflowError):
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    return at
