"""What stays of a page's head in view while the page is scrolled: its name and star, its mark, what is still owed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.forms.owed import owed_words
from app.forms.pack.section import Section
from app.ui.checks.marks import ICONS, TONES
from app.ui.desk import Desk
from app.ui.icons import picture
from app.ui.theme import colours, space


class SlimHead(QFrame):
    """One line over the top of the page."""

    def __init__(self, desk: Desk, section: Section, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("footBar")
        self._desk, self._section = desk, section
        self._icon, self.owed = QLabel(self), QLabel(self)
        name = QLabel(section.name, self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        self.owed.setTextFormat(Qt.TextFormat.PlainText)
        self.owed.setProperty("tone", "muted")
        for label in (name, self.owed):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(space.ROOMY, space.TIGHT, space.ROOMY, space.TIGHT)
        row.setSpacing(space.CLOSE)
        row.addWidget(self._icon)
        row.addWidget(name, 2)
        row.addWidget(self.owed, 3)
        self.hide()

    def refresh(self) -> None:
        """Show the section as it stands."""
        status = self._desk.status(self._section)
        tone = getattr(colours(), TONES[status.mark])
        self._icon.setPixmap(picture(ICONS[status.mark], tone, 16, self.devicePixelRatioF(), colours().surface))
        self._icon.setToolTip(status.mark.value)
        words = owed_words(self._desk.session, status)
        self.owed.setToolTip(words)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much of what is owed as there is room for."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self._row.activate()
        room = self.owed.width()
        self.owed.setText(self.fontMetrics().elidedText(self.owed.toolTip(), Qt.TextElideMode.ElideRight, room))

    def keep(self, wide: int, *, shown: bool) -> None:
        """Stand at the top of a page so wide, if the page's own head is out of sight."""
        self.setGeometry(0, 0, wide, self.sizeHint().height())
        if self.isHidden() == shown:
            self.setVisible(shown)
            self.raise_()
