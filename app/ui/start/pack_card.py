"""The notices that a new declaration can be made for, each with its deadline; or why its pack cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import show_as, space
from app.ui.widgets.areas import QuietArea
from app.ui.widgets.labels import evened

if TYPE_CHECKING:
    from app.declaration.packs import UnusablePack
    from app.forms.pack.pack import Pack


class PackCard(QFrame):
    """A card that is chosen by a click; `pack` is None when it cannot be used."""

    chosen = Signal(object)

    def __init__(self, pack: Pack | UnusablePack, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        reason = getattr(pack, "reason", None)
        self.pack: Pack | None = None if reason is not None else pack  # type: ignore[assignment]  # it has no reason
        self.button = QRadioButton(self)
        self.button.setAutoExclusive(False)
        self.button.setProperty("bare", True)
        words = QVBoxLayout()
        words.setSpacing(space.TIGHT)
        if self.pack is None:
            self.button.setAccessibleName("不能使用的申报模板")
            self.button.setEnabled(False)
            words.addWidget(evened(str(reason), self, "advice"))
        else:
            self._describe(self.pack, words)
        row = QHBoxLayout(self)
        row.setContentsMargins(space.APART, space.APART, space.ROOMY, space.APART)
        row.setSpacing(space.CLOSE)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.button.clicked.connect(lambda: self.chosen.emit(self))

    @property
    def is_chosen(self) -> bool:
        """Whether the new declaration is to be made for this pack."""
        return self.button.isChecked()

    def set_chosen(self, chosen: bool) -> None:
        """Show whether this is the one."""
        self.button.setChecked(chosen)
        show_as(self, "chosen", chosen)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose this pack."""
        if self.pack is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self)

    def _describe(self, pack: Pack, words: QVBoxLayout) -> None:
        self.button.setAccessibleName(pack.title)
        title = evened(pack.title, self)
        title.setProperty("type", "strong")
        words.addWidget(title)
        number = f"（{pack.notice.number}）" if pack.notice.number else ""
        words.addWidget(evened(f"{pack.notice.name}{number}", self, "muted"))
        deadline = pack.submission.deadline
        if deadline is not None:
            past = deadline < date.today()
            line = f"报送截止：{deadline.year}年{deadline.month}月{deadline.day}日{'（已过）' if past else ''}"
            words.addWidget(evened(line, self, "advice" if past else "accent"))


class PackCards(QuietArea):
    """The cards of several packs, of which one is chosen: by a click, or with the arrows; `chosen` brings it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, upright=True)
        self.cards: list[PackCard] = []
        self._group = QButtonGroup(self)  # the arrows go from card to card and choose it
        self._column = QVBoxLayout()
        self._column.setSpacing(space.CLOSE)
        ground = self.ground()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, space.CLOSE, 0)
        column.addLayout(self._column)
        column.addStretch(1)
        self.setWidget(ground)

    def offer(self, packs: Sequence[Pack | UnusablePack]) -> None:
        """Show these packs, in the place of those before."""
        for card in self.cards:
            self._group.removeButton(card.button)
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = [PackCard(pack, self) for pack in packs]
        for card in self.cards:
            card.chosen.connect(self.choose)
            self._group.addButton(card.button)
            self._column.addWidget(card)
            card.show()  # not only when the layout comes to it: the cursor comes first

    @property
    def pack(self) -> Pack | None:
        """The chosen pack."""
        return next((card.pack for card in self.cards if card.is_chosen), None)

    def choose(self, chosen: PackCard) -> None:
        """Take a card, and let all of it be seen."""
        for card in self.cards:
            card.set_chosen(card is chosen)
        self.ensureWidgetVisible(chosen, 0, space.CLOSE)
        self.chosen.emit(chosen)
