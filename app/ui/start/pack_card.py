"""One notice that a new declaration can be made for, with its deadline; or why its pack cannot be used."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.ui.theme import show_as, space
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
