"""The questions of a carry-over: from which draft, and into which new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.files import DRAFT_SUFFIX, file_name, free_path
from app.ui.start.pack_card import PackCard, PackCards
from app.ui.theme import space
from app.ui.widgets.file_line import FileLine
from app.ui.widgets.labels import evened, titled
from app.ui.widgets.new_passphrase import WARNING, NewPassphrase
from app.ui.widgets.passphrase_box import PassphraseBox

if TYPE_CHECKING:
    from app.forms.pack.pack import Pack


class SourcePage(QWidget):
    """Which earlier draft, and its passphrase; `changed` when either does."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.file = FileLine("旧草稿的位置", self, folder=folder)
        self.passphrase = PassphraseBox("密码", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.APART)
        column.addWidget(titled("从哪份草稿沿用", self))
        column.addWidget(
            evened("选往年的或另一份申报书（.qibei），也可以把文件拖到这里。它只被读取，不会改动。", self, "muted")
        )
        column.addWidget(self.file)
        column.addWidget(self.passphrase)
        column.addWidget(evened("这台电脑记住了它的密码时，密码可以留空。", self, "faint"))
        column.addStretch(1)
        for line in (self.file.edit, self.passphrase.edit):
            line.textChanged.connect(self.changed)

    def begin(self) -> None:
        """Put the cursor into the first line."""
        self.file.setFocus()

    @property
    def ready(self) -> bool:
        """Whether a draft was named."""
        return self.file.path is not None


class TargetPage(QWidget):
    """For which notice, where the new file goes, and its passphrase; `changed` when an answer does."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = folder
        self.notices = PackCards(self)
        self.file = FileLine("新申报书的位置", self, folder=folder, new=True)
        self.new = NewPassphrase("密码", self)
        self.first, self.second = self.new.first, self.new.second
        self._arrange()
        self.notices.chosen.connect(self._propose)
        self.file.edit.textChanged.connect(self.changed)
        self.new.changed.connect(self.changed)

    @property
    def pack(self) -> Pack | None:
        """The chosen notice."""
        return self.notices.pack

    @property
    def cards(self) -> list[PackCard]:
        """The notices that are offered."""
        return self.notices.cards

    @property
    def ready(self) -> bool:
        """Whether everything is answered."""
        return self.new.ready and self.pack is not None and self.file.path is not None

    def offer(self, packs: Sequence[Pack], old: Pack) -> None:
        """Offer these packs, that of the old draft first; what was chosen before stays chosen."""
        before = self.pack
        ordered: list[Pack] = sorted(packs, key=lambda pack: pack.id != old.id)
        self.notices.offer(ordered)
        if self.cards:
            self.choose(next((card for card in self.cards if before and card.pack == before), self.cards[0]))

    def choose(self, chosen: PackCard) -> None:
        """Take a notice."""
        self.notices.choose(chosen)

    def _propose(self, chosen: PackCard) -> None:
        """Propose a place for the draft of a notice."""
        if chosen.pack is not None:
            self.file.show_path(free_path(self._folder / f"{file_name(chosen.pack.title)}{DRAFT_SUFFIX}"))
        self.changed.emit()

    def begin(self) -> None:
        """Put the cursor on the chosen notice."""
        for card in self.cards:
            if card.is_chosen:
                card.button.setFocus(Qt.FocusReason.TabFocusReason)

    def heightForWidth(self, width: int) -> int:
        """The least height: the notices are scrolled among themselves before the whole page is."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else 0

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.CLOSE)
        column.addWidget(titled("新申报书按哪个通知申报（与旧草稿相同的排在最前）", self))
        column.addWidget(self.notices, 1)
        for widget in (
            titled("文件放在哪里", self),
            self.file,
            titled("设定密码", self),
            self.new,
            evened(WARNING, self, "advice"),
        ):
            column.addWidget(widget)
