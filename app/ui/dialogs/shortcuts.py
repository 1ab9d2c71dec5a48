"""快捷键: what can be done by a key, menu by menu, as the window's own actions say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QStyle, QVBoxLayout, QWidget

from app.ui.dialogs.busy import foot_of
from app.ui.theme import space
from app.ui.widgets.areas import RoomyArea
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import evened, titled

WIDTHS = (980, 760, 480)
"""Pixels of three columns, of two and of one."""
BAR = QStyle.PixelMetric.PM_ScrollBarExtent
LETTERS = 6
"""Of the words beside a key, at least on each line."""
IN_PAGES = (
    ("下一个空、上一个空", "Tab、Shift+Tab"),
    ("离开清单或长文本", "Ctrl+回车"),
    ("填“无”", "Alt+0"),
    ("回到刚才的空", "Esc"),
    ("菜单", "Alt+菜单字母、F10"),
    ("按下光标所在的按钮", "回车或空格"),
    ("预览：纸上的上一个空、下一个空", "↑、↓"),
    ("关闭对话框", "Esc"),
)
"""What is the same in every page and dialog, beside the actions of the window."""


def keys_of(action: QAction) -> str:
    """The keys of an action, as the keyboard is labelled."""
    return "、".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())


class ShortcutsDialog(Dialog):
    """Up to three columns of groups, scrolled below their title; `groups` are the menus with their actions."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[QAction]]], parent: QWidget) -> None:
        super().__init__("快捷键", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        columns = self._columns(keys_of(one) for _, actions in groups for one in actions)
        self.wish(WIDTHS[3 - columns])
        self.column.addWidget(titled("快捷键", self, "title"))
        self.area = RoomyArea(self)
        self.area.setAccessibleName("各项操作的按键")
        ground = self.area.ground()
        rows = {
            title: [(one.text().rstrip("…"), keys_of(one)) for one in actions if one.shortcuts() and one.isVisible()]
            for title, actions in groups
        }
        known = [*((title, found) for title, found in rows.items() if found), ("填写时", list(IN_PAGES))]
        beside = [QVBoxLayout() for _ in range(columns)]
        filled = [0] * len(beside)
        for title, found in known:  # into the shorter column
            place = filled.index(min(filled))
            filled[place] += len(found) + 2
            beside[place].addLayout(self._group(title, found))
        row = QHBoxLayout(ground)
        row.setContentsMargins(*space.CARD)
        row.setSpacing(space.VAST)
        for column in beside:
            column.setSpacing(space.WIDE)
            column.addStretch(1)
            row.addLayout(column, 1)
        self.area.setWidget(ground)
        self.column.addWidget(self.area, 1)
        close = QPushButton("关闭", self)
        close.clicked.connect(self.accept)
        self.set_foot(foot_of(close))

    def _columns(self, keys: Iterable[str]) -> int:
        """How many columns of words and keys have room beside one another."""
        metrics = self.fontMetrics()
        shown = [*keys, *(pressed for _, pressed in IN_PAGES)]
        least = max(map(metrics.horizontalAdvance, shown)) + metrics.horizontalAdvance("汉" * LETTERS) + space.ROOMY
        room = self.most().width() - 2 * (space.WIDE + space.CARD[0]) - self.style().pixelMetric(BAR)
        return next((most for most in (3, 2) if most * least + (most - 1) * space.VAST <= room), 1)

    def _group(self, title: str, rows: Sequence[tuple[str, str]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(space.CLOSE)
        column.addWidget(titled(title, self, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space.ROOMY)
        grid.setVerticalSpacing(space.TIGHT)
        grid.setColumnStretch(0, 1)
        for row, (words, keys) in enumerate(rows):
            grid.addWidget(evened(words, self), row, 0)
            label = QLabel(keys, self)
            label.setProperty("tone", "muted")
            grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        return column
