"""The questions of a carry-over: from which draft, and into which new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.files import DRAFT_SUFFIX, file_name, free_path
from app.ui.message import restyle
from app.ui.start.pack_card import PackCard
from app.ui.widgets.areas import QuietArea
from app.ui.widgets.file_line import FileLine
from app.ui.widgets.labels import titled, wrapped
from app.ui.widgets.passphrase_box import WARNING, PassphraseBox, pair_state

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
        column.setSpacing(10)
        column.addWidget(titled("从哪份草稿沿用", self))
        column.addWidget(
            wrapped("选往年的或另一份申报书（.qibei），也可以把文件拖到这里。它只被读取，不会改动。", self, "muted")
        )
        column.addWidget(self.file)
        column.addWidget(self.passphrase)
        column.addWidget(wrapped("这台电脑记住了它的密码时，密码可以留空。", self, "faint"))
        column.addStretch(1)
        for line in (self.file.edit, self.passphrase.edit):
            line.textChanged.connect(self.changed)

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
        self.cards: list[PackCard] = []
        self._packs = QVBoxLayout()
        self.file = FileLine("新申报书的位置", self, folder=folder, new=True)
        self.first, self.second = PassphraseBox("密码", self), PassphraseBox("再输一次", self)
        self.hint = QLabel(self)
        self._arrange()
        for line in (self.file.edit, self.first.edit, self.second.edit):
            line.textChanged.connect(self._check)
        self._check()

    @property
    def pack(self) -> Pack | None:
        """The chosen notice."""
        return next((card.pack for card in self.cards if card.is_chosen), None)

    @property
    def ready(self) -> bool:
        """Whether everything is answered."""
        same = bool(self.first.text().strip()) and self.first.text() == self.second.text()
        return same and self.pack is not None and self.file.path is not None

    def offer(self, packs: Sequence[Pack], old: Pack) -> None:
        """Offer these packs, that of the old draft first; what was chosen before stays chosen."""
        before = self.pack
        for card in self.cards:
            self._packs.removeWidget(card)
            card.deleteLater()
        self.cards = [PackCard(pack, self) for pack in sorted(packs, key=lambda pack: pack.id != old.id)]
        for card in self.cards:
            card.chosen.connect(self.choose)
            self._packs.addWidget(card)
        if self.cards:
            self.choose(next((card for card in self.cards if before and card.pack == before), self.cards[0]))

    def choose(self, chosen: PackCard) -> None:
        """Take a notice, and propose a place for its draft."""
        for card in self.cards:
            card.set_chosen(card is chosen)
        if chosen.pack is not None:
            self.file.show_path(free_path(self._folder / f"{file_name(chosen.pack.title)}{DRAFT_SUFFIX}"))
        self._check()

    def _check(self) -> None:
        words, tone = pair_state(self.first.text(), self.second.text())
        self.hint.setText(words)
        restyle(self.hint, tone)
        self.changed.emit()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(titled("新申报书按哪个通知申报（与旧草稿相同的排在最前）", self))
        column.addWidget(self._card_area(), 1)
        for widget in (
            titled("文件放在哪里", self),
            self.file,
            titled("设定密码", self),
            self.first,
            self.second,
            self.hint,
            wrapped(WARNING, self, "advice"),
        ):
            column.addWidget(widget)

    def _card_area(self) -> QuietArea:
        area = QuietArea(self)
        ground = area.ground()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 8, 0)
        self._packs.setSpacing(8)
        column.addLayout(self._packs)
        column.addStretch(1)
        area.setWidget(ground)
        return area
