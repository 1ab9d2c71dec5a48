"""The first screen: make a new declaration, open one, go on with a recent one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.files import DRAFT_SUFFIX
from app.settings import Recent, Settings
from app.ui import icons
from app.ui.message import Banner
from app.ui.start.recent_row import RecentRow
from app.ui.widgets.areas import QuietArea
from app.ui.widgets.labels import titled

if TYPE_CHECKING:
    from app.declaration.keeping.unfinished import Unfinished


class StartView(QWidget):
    """Offers what can be begun; `wanted` tells by the name of its action what the user wants."""

    wanted = Signal(str)
    draft_wanted = Signal(object)
    forgotten = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("backdrop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._settings = settings
        self._unfinished: Path | None = None
        self.banner = Banner(self)
        self.banner.pressed.connect(self._open_unfinished)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(8)
        self.rows: list[RecentRow] = []
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        """Show the recent drafts."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.rows = [self._row(draft) for draft in self._settings.recent]
        for row in self.rows:
            self._recent.addWidget(row)
        if not self.rows:
            empty = QLabel("还没有打开过申报书。\n新建一份，或把 .qibei 文件拖到这里打开。", self)
            empty.setProperty("tone", "muted")
            self._recent.addWidget(empty)
        self._recent.addStretch(1)

    def tell_unfinished(self, found: list[Unfinished]) -> None:
        """Say calmly what an earlier run left, and offer to open the first of it; nothing when there is nothing."""
        from app.declaration.keeping.unfinished import unfinished_words

        self._unfinished = found[0].path if found else None
        self.banner.tell(unfinished_words(found), button="打开" if found else "")

    def _open_unfinished(self) -> None:
        path, self._unfinished = self._unfinished, None
        self.banner.tell("")
        if path is not None:
            self.draft_wanted.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a draft file."""
        if any(url.toLocalFile().endswith(DRAFT_SUFFIX) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the draft that was dropped."""
        for url in event.mimeData().urls():
            if url.toLocalFile().endswith(DRAFT_SUFFIX):
                self.draft_wanted.emit(Path(url.toLocalFile()))
                break

    def _row(self, draft: Recent) -> RecentRow:
        row = RecentRow(draft, datetime.now(), self)
        row.wanted.connect(self.draft_wanted)
        row.forgotten.connect(self.forgotten)
        return row

    def _arrange(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(56, 64, 56, 32)
        outer.setSpacing(56)
        outer.addStretch(1)
        outer.addLayout(self._welcome())
        outer.addWidget(self._recent_side(), 10)
        outer.addStretch(1)

    def _welcome(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        mark = QLabel(self)
        mark.setPixmap(icons.picture("qibei", "#2b6cb0", 56, self.devicePixelRatioF()))
        column.addWidget(mark)
        column.addWidget(titled("齐备", self, 16))
        column.addWidget(_caption("把通知要的内容一次填齐、\n逐项查齐、装订成册。", self))
        column.addSpacing(20)
        for name, words, icon in (
            ("new", "新建申报书", "new"),
            ("open", "打开申报书…", "folder"),
            ("carry", "沿用往年申报书…", "carry"),
        ):
            button = QPushButton(words, self)
            button.setProperty("primary", name == "new")
            button.setMinimumSize(220, 40)
            icons.give(button, icon, "on_accent" if name == "new" else "muted")
            self._offer(name, button, column)
        column.addSpacing(8)
        column.addWidget(_caption("第一次用？", self))
        self._offer("tour", _link("两分钟导览：在填好的示例里走一遍", self), column)
        self._offer("manual", _link("使用手册（F1）", self), column)
        column.addSpacing(8)
        column.addWidget(_caption("推荐单位", self))
        self._offer("summary", _link("汇总推荐信息…", self), column)
        column.addStretch(1)
        offline = QLabel("全部内容只存在加密文件里，\n程序不联网。", self)
        offline.setProperty("tone", "faint")
        column.addWidget(offline)
        return column

    def _offer(self, name: str, button: QPushButton, column: QVBoxLayout) -> None:
        button.setAccessibleName(button.text().rstrip("…"))
        button.clicked.connect(lambda: self.wanted.emit(name))
        column.addWidget(button)

    def _recent_side(self) -> QWidget:
        side = QWidget(self)
        side.setMaximumWidth(620)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addWidget(titled("最近打开", side, 3))
        area = QuietArea(side)
        content = area.ground()
        content.setLayout(self._recent)
        self._recent.setContentsMargins(0, 0, 8, 0)
        area.setWidget(content)
        column.addWidget(area, 1)
        return side


def _link(words: str, parent: QWidget) -> QPushButton:
    link = QPushButton(words, parent)
    link.setProperty("link", True)
    return link


def _caption(words: str, parent: QWidget) -> QLabel:
    caption = QLabel(words, parent)
    caption.setProperty("tone", "muted")
    return caption
