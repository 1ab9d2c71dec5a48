"""A new declaration: which notice, where the file goes, its passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.errors import AppError
from app.files import DRAFT_SUFFIX, as_draft, file_name, free_path
from app.ui.keyboard.cursor import go_round
from app.ui.keyboard.kept import KeptCursor
from app.ui.start.pack_card import PackCard, PackCards
from app.ui.tasks import Task
from app.ui.theme import scaled, space
from app.ui.widgets.areas import WideArea
from app.ui.widgets.file_dialog import ask_save
from app.ui.widgets.file_line import PlaceLine
from app.ui.widgets.labels import evened, titled
from app.ui.widgets.new_passphrase import WARNING, NewPassphrase

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.declaration.packs import UnusablePack
    from app.forms.pack.pack import Pack

WIDEST = 1040
"""Of the sheet at 100 %."""


class NewView(QWidget):
    """Three questions on one page; `created` brings the declaration."""

    created = Signal(object)
    closed = Signal()

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("backdrop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.folder = folder
        self._task: Task | None = None
        self._cursor = KeptCursor(self)
        self.notices = PackCards(self)
        self.file = PlaceLine(self)
        self.new = NewPassphrase("密码", self)
        self.first, self.second = self.new.first, self.new.second
        self.failure = QLabel(self)
        self._busy = QProgressBar(self)
        self.ok, self._back = QPushButton("创建并开始填写", self), QPushButton("返回", self)
        self._browse = QPushButton("浏览…", self)
        self._arrange()
        self._connect()
        self._check()

    def open(self) -> None:
        """Look for the packs, beside the window; the cursor comes to the first of them."""
        self.failure.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._set_busy(True)
        self._task = Task(lambda _task: _packs())
        self._task.done.connect(self.show_packs)
        self._task.ended.connect(self._ended)
        self._task.start()

    def show_packs(self, packs: list[Pack | UnusablePack]) -> None:
        """Offer these packs."""
        here = self.window().focusWidget()
        waits = here is self or any(here is card.button for card in self.cards)
        self._set_busy(False)
        self.notices.offer(packs)
        usable = [card for card in self.cards if card.pack is not None]
        if usable:
            self.choose(usable[0])
        if waits:  # also on a card of before
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            go_round(self, True)

    @property
    def cards(self) -> list[PackCard]:
        """The notices that are offered."""
        return self.notices.cards

    def choose(self, chosen: PackCard) -> None:
        """Take a pack."""
        self.notices.choose(chosen)

    def _propose(self, chosen: PackCard) -> None:
        """Propose a place for the draft of a pack."""
        if chosen.pack is not None:
            self.file.setText(str(free_path(self.folder / f"{file_name(chosen.pack.title)}{DRAFT_SUFFIX}")))
        self._check()

    def make(self) -> None:
        """Make the draft, beside the window."""
        if (pack := self.notices.pack) is None:
            return
        path, words = as_draft(Path(self.file.text().strip())), self.new.text()

        def work(_task: Task) -> Declaration:
            from app.declaration.declaration import Declaration

            return Declaration.create(pack, path, words)

        self.failure.hide()
        self._set_busy(True)
        self._task = Task(work)
        self._task.done.connect(self._done)
        self._task.failed.connect(self._failed)
        self._task.ended.connect(self._ended)
        self._task.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the first screen."""
        if event.key() == Qt.Key.Key_Escape and self._back.isEnabled():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # the name that Qt gives it
        """Tab goes in reading order: the notices, the answers, the buttons."""
        return go_round(self, next) or super().focusNextPrevChild(next)

    # -- what the work says --------------------------------------------------------------------

    def _done(self, declaration: object) -> None:
        self._set_busy(False)
        self.new.clear()
        self.created.emit(declaration)

    def _ended(self) -> None:
        self._set_busy(False)

    def _failed(self, failure: AppError) -> None:
        self._set_busy(False)
        self.failure.setText(str(failure))
        self.failure.show()

    def _set_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        with self._cursor.over(busy=busy):
            for widget in (self.file, self._browse, self.new):
                widget.setEnabled(not busy)
            self._check()

    def _check(self) -> None:
        chosen = any(card.is_chosen for card in self.cards)
        self.ok.setEnabled(self.new.ready and chosen and bool(self.file.text().strip()) and self._busy.isHidden())

    # -- building ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.notices.chosen.connect(self._propose)
        self.file.textChanged.connect(self._check)
        self.new.changed.connect(self._check)
        self.file.returnPressed.connect(lambda: go_round(self, True))
        self.second.edit.returnPressed.connect(self.ok.click)
        self.ok.clicked.connect(lambda: self.new.agreed(self.make))
        self._back.clicked.connect(self.closed)
        self._browse.clicked.connect(self._pick)

    def _pick(self) -> None:
        name = ask_save(self, "申报书存放在哪里", self.file.text(), f"申报书 (*{DRAFT_SUFFIX})")
        if name:
            self.file.setText(str(as_draft(Path(name))))

    def _arrange(self) -> None:
        self.failure.setWordWrap(True)
        self.failure.setProperty("tone", "blocking")
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setProperty("busy", True)
        self._busy.hide()
        self.failure.hide()
        sheet = QFrame(self)
        sheet.setObjectName("sheet")
        sheet.setMaximumWidth(scaled(WIDEST))
        column = QVBoxLayout(sheet)
        column.setContentsMargins(space.VAST, space.WIDE, space.VAST, space.ROOMY)
        column.setSpacing(space.ROOMY)
        column.addWidget(titled("新建申报书", sheet, "title"))
        beside = QHBoxLayout()
        beside.setSpacing(space.VAST)
        beside.addLayout(self._notices(sheet), 11)
        beside.addLayout(self._answers(sheet), 10)
        column.addLayout(beside, 1)
        column.addLayout(self._buttons())
        around = QHBoxLayout(self)
        around.setContentsMargins(space.WIDE, space.WIDE, space.WIDE, space.WIDE)
        around.addStretch(1)
        around.addWidget(sheet, 100)
        around.addStretch(1)

    def _notices(self, sheet: QWidget) -> QVBoxLayout:
        """The cards, which scroll by themselves."""
        column = QVBoxLayout()
        column.setSpacing(space.CLOSE)
        column.addWidget(titled("1  按哪个通知申报", sheet))
        column.addWidget(self.notices, 1)
        return column

    def _answers(self, sheet: QWidget) -> QVBoxLayout:
        """Where the file goes and its passphrase; scrolled where large text needs more room than there is."""
        area = WideArea(sheet)
        ground = area.ground()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, space.CLOSE, 0)
        column.setSpacing(space.CLOSE)
        column.addWidget(titled("2  文件放在哪里", ground))
        column.addLayout(self._file_row())
        column.addSpacing(space.ROOMY)
        column.addWidget(titled("3  设定密码", ground))
        for widget in (self.new, evened(WARNING, ground, "advice"), self.failure, self._busy):
            column.addWidget(widget)
        column.addStretch(1)
        area.setWidget(ground)
        outer = QVBoxLayout()
        outer.addWidget(area)
        return outer

    def _file_row(self) -> QHBoxLayout:
        self.file.setAccessibleName("申报书文件的位置")
        self._browse.setAccessibleName("选择申报书文件的位置")
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(self._browse)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self.ok)
        self.ok.setProperty("primary", True)
        for button in (self.ok, self._back):
            button.setAccessibleName(button.text())
        return row


def _packs() -> list[Pack | UnusablePack]:
    from app.declaration.packs import available_packs

    return available_packs()
