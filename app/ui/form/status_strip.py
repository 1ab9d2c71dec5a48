"""The foot of the window: saved state, encryption, words, days to the deadline."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolTip, QWidget

from app.declaration.saver import SaveState
from app.drafts.away.publisher import Away
from app.forms.field_types import chinese_day
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import Changes
from app.forms.wording import count_words
from app.ui.desk import Desk
from app.ui.form.autosave import Autosave, state_words
from app.ui.icons import picture
from app.ui.message import restyle
from app.ui.theme import colours, measure, scaled, space
from app.ui.widgets.labels import Elided

STATE_ICONS = {
    "saved": ("saved", "done"),
    "saving": ("saving", "muted"),
    "checking": ("saving", "advice"),
    "unsaved": ("warning", "blocking"),
}
BEHIND = frozenset({"absent", "diverged", "failed"})
"""How a draft at its own place may lag behind for longer than a moment."""
SOON = 7
"""Days before the deadline from which it is shown in another colour."""


class StatusStrip(QFrame):
    """Follows the saver and the session; `progress_wanted` asks how far everything is."""

    progress_wanted = Signal()

    def __init__(self, desk: Desk, autosave: Autosave, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("statusStrip")
        self._desk = desk
        self._away = autosave.away
        self._counts: dict[FieldPath, int] = {}
        self._icon, self.saved, self._lock = QLabel(self), QLabel(self), QLabel(self)
        self._words, self._page, self._deadline = QLabel(self), Elided(self), Elided(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(space.ROOMY, space.TIGHT, space.ROOMY, space.TIGHT)
        row.setSpacing(space.CLOSE)
        row.addWidget(self._icon)
        row.addWidget(self.saved)
        row.addSpacing(space.ROOMY)
        row.addWidget(self._lock)
        row.addWidget(QLabel("已加密", self))
        row.addSpacing(space.ROOMY)
        row.addWidget(self._words)
        row.addSpacing(space.ROOMY)
        row.addWidget(self._page)
        row.addStretch(1)
        row.addWidget(self._deadline)
        self.progress = QPushButton("进度", self)
        self.progress.setProperty("link", True)
        self.progress.setToolTip("各页进度、日程和分工（F9）")
        self.progress.setAccessibleName("进度")
        self.progress.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.progress.clicked.connect(self.progress_wanted)
        row.addWidget(self.progress)
        autosave.changed.connect(self.show_state)
        autosave.moved.connect(self.show_place)
        desk.changed.connect(self._count)
        self._row = row
        self.show_state(autosave.state)
        QTimer.singleShot(0, self, self._count)  # the page comes first
        self.show_deadline(date.today())

    def show_state(self, state: SaveState) -> None:
        """Show whether everything is on disk."""
        self._state = state
        behind = self._away is not None and self._away.kind in BEHIND and state.kind == "saved"
        name, tone = ("warning", "advice") if behind else STATE_ICONS.get(state.kind, ("lock", "muted"))
        scale, size = self.devicePixelRatioF(), scaled(measure.MARK)
        self._icon.setPixmap(picture(name, getattr(colours(), tone), size, scale))
        self._lock.setPixmap(picture("lock", colours().muted, size, scale))
        self.saved.setText(state_words(state, self._away))
        self._fit()
        self.saved.setToolTip(state.reason or (str(self._away.failure or "") if self._away is not None else ""))
        restyle(self.saved, "blocking" if state.kind == "unsaved" else "advice" if behind else "")

    def show_place(self, away: Away | None) -> None:
        """Show how the draft at its own place stands to what is saved here."""
        self._away = away
        self.show_state(self._state)

    def tell_saved(self) -> None:
        """Say that there is nothing to do: everything typed is saved by itself."""
        self._desk.settle()
        place = self.saved.mapToGlobal(self.saved.rect().topLeft())
        QToolTip.showText(place, "填写内容随时自动保存，不需要手动保存。", self.saved)

    def show_page(self, words: str) -> None:
        """Show on which page of the book the blank with the cursor is printed; nothing where that is not sure."""
        self._page.setText(words)
        self._fit()

    def repaint_icons(self) -> None:
        """Draw the icons anew after a change of theme."""
        self.show_state(self._state)

    def show_deadline(self, today: date) -> None:
        """Show how long there is to the deadline, seen from `today`."""
        deadline = self._desk.pack.submission.deadline
        self._deadline.setVisible(deadline is not None)
        if deadline is not None:
            days = (deadline - today).days
            self._deadline.setText(deadline_words(days, deadline))
            self._deadline.setToolTip(f"报送截止日期：{chinese_day(deadline)}")
            restyle(self._deadline, "advice" if 0 <= days <= SOON else "muted")
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all, the page goes first, then the words: a date that is cut is another."""
        giving = {label: label.sizeHint().width() + space.CLOSE for label in (self._words, self._page)}
        taken = sum(wide for label, wide in giving.items() if not label.isHidden())
        room = self.width() - (self._row.sizeHint().width() - taken)
        for label, wide in giving.items():
            room -= wide
            label.setVisible(room >= 0)

    def _count(self, changes: Changes | None = None) -> None:
        """Count the 字 of the long texts: of all, or only of those that a change touched."""
        if changes is None or changes.unfolded:
            sections = self._desk.pack.sections
            self._counts = {path: self._words_at(path) for one in sections for path in _proses(one)}
        else:
            few = len(changes.paths) < len(self._counts)
            touched = changes.paths if few else [path for path in self._counts if path.section in changes.sections]
            self._counts |= {path: self._words_at(path) for path in touched if path in self._counts}
        self._words.setText(f"正文 {sum(self._counts.values()):,} 字")
        self._fit()

    def _words_at(self, path: FieldPath) -> int:
        return count_words(self._desk.session.text(path))


def _proses(section: Section) -> list[FieldPath]:
    return [FieldPath(section.id, name) for name in section.proses]


def deadline_words(days: int, deadline: date) -> str:
    """The days to the deadline in words; once it is past, only when it was."""
    if days < 0:
        return f"报送截止：{chinese_day(deadline)}（已过）"
    return f"距报送截止 {days} 天" if days else "今天是报送截止日"
