"""The first screen: make a new declaration, open one, go on with a recent one."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.files import opened_as
from app.settings import Recent, Settings
from app.ui import icons
from app.ui.keyboard.cursor import go_round
from app.ui.message import Banner
from app.ui.start.action_card import ActionCard
from app.ui.start.recent_row import RecentRow
from app.ui.theme import measure, scaled, space
from app.ui.widgets.areas import QuietArea, WideArea
from app.ui.widgets.file_line import files_in
from app.ui.widgets.labels import evened, titled

WIDEST_WELCOME, WIDEST_RECENT, NARROW = 360, 640, 760
"""Of the two columns at 100 %, and the width of the screen below which every pixel is needed."""

if TYPE_CHECKING:
    from app.declaration.keeping.unfinished import Unfinished


class StartView(QWidget):
    """Offers what can be begun; `wanted` tells by the name of its action what the user wants."""

    wanted = Signal(str)
    file_wanted = Signal(object)
    forgotten = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts: tuple[QWidget, ...] = ()
        self.setObjectName("backdrop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._settings = settings
        self._unfinished: Path | None = None
        self.banner = Banner(self)
        self.banner.pressed.connect(self._open_unfinished)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(space.CLOSE)
        self.rows: list[RecentRow] = []
        self.cards: list[ActionCard] = []
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
            self._recent.addWidget(self._nothing_yet())
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
            self.file_wanted.emit(path)

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor is where it was left, at first on what most people want."""
        super().showEvent(event)
        (self.focusWidget() or self.cards[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, next: bool) -> bool:  # the name that Qt gives it
        """Tab goes in reading order: what can be begun, then the recent drafts."""
        return go_round(self, next) or super().focusNextPrevChild(next)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file of this program."""
        if any(opened_as(file) is not None for file in files_in(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first such file that was dropped."""
        for file in files_in(event):
            if opened_as(file) is not None:
                self.file_wanted.emit(file)
                break

    def _nothing_yet(self) -> QFrame:
        card = QFrame(self)
        card.setObjectName("empty")
        column = QVBoxLayout(card)
        column.setContentsMargins(space.WIDE, space.VAST, space.WIDE, space.VAST)
        for words, tone in (("还没有打开过申报书", ""), ("新建一份，或把 .qibei 文件拖到这里打开。", "muted")):
            label = evened(words, card, tone)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        return card

    def _row(self, draft: Recent) -> RecentRow:
        row = RecentRow(draft, datetime.now(), self)
        row.wanted.connect(self.file_wanted)
        row.forgotten.connect(self.forgotten)
        return row

    def repaint_icons(self) -> None:
        """Draw every icon anew after a change of theme."""
        for card in self.cards:
            card.repaint_icons()
        for row in self.rows:
            row.repaint_icons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave as much room around as there is."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as the size of the text asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._parts:
            self._fit()

    def _fit(self) -> None:
        for part, widest in zip(self._parts, (WIDEST_WELCOME, WIDEST_RECENT), strict=True):
            part.setMaximumWidth(scaled(widest))
        around = space.GRAND if self.width() >= scaled(NARROW) else space.ROOMY
        self._outer.setContentsMargins(around, around, around, min(around, space.VAST))
        self._outer.setSpacing(around)

    def _arrange(self) -> None:
        outer = self._outer = QHBoxLayout(self)
        self._parts = (self._welcome(), self._recent_side())
        self._fit()
        outer.addStretch(1)
        for part, share in zip(self._parts, (6, 8), strict=True):
            outer.addWidget(part, share)
        outer.addStretch(1)

    def _welcome(self) -> QWidget:
        area = WideArea(self)
        side = area.ground()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, space.CLOSE, 0)
        column.setSpacing(space.APART)
        column.addLayout(self._head(side))
        column.addSpacing(space.ROOMY)
        for name, words, meaning, icon in (
            ("new", "新建申报书", "按一份通知，从空白开始填写", "new"),
            ("open", "打开申报书…", "打开已有的 .qibei 文件，接着填", "folder"),
            ("carry", "沿用往年申报书…", "把往年填过、今年仍适用的内容带过来", "carry"),
        ):
            card = ActionCard(words, meaning, icon, side, leading=name == "new")
            card.pressed.connect(partial(self.wanted.emit, name))
            self.cards.append(card)
            column.addWidget(card)
        for name, words in (
            ("tour", "第一次用：两分钟导览"),
            ("manual", "使用手册（F1）"),
            ("summary", "推荐单位：汇总推荐信息…"),
        ):
            link = QPushButton(words, side)
            link.setProperty("link", True)
            link.setAccessibleName(words.rstrip("…"))
            link.clicked.connect(partial(self.wanted.emit, name))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        column.addWidget(evened("全部内容只存在加密文件里，程序不联网。", side, "faint"))
        area.setWidget(side)
        return area

    def _head(self, side: QWidget) -> QHBoxLayout:
        mark = QLabel(side)
        mark.setPixmap(icons.picture("qibei", "", scaled(measure.LOGO), self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(titled("齐备", side, "display"))
        words.addWidget(evened("一次填齐，逐项查齐，装订成册", side, "muted"))
        row = QHBoxLayout()
        row.setSpacing(space.ROOMY)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _recent_side(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(*space.NONE)
        column.setSpacing(space.APART)
        column.addWidget(self.banner)
        column.addWidget(titled("最近打开", side, "heading"))
        area = QuietArea(side, upright=True)
        content = area.ground()
        content.setLayout(self._recent)
        self._recent.setContentsMargins(0, 0, space.CLOSE, 0)
        area.setWidget(content)
        column.addWidget(area, 1)
        return side
