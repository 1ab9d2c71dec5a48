"""What stays of a page's head in view while the page is scrolled: its name and star, its mark, what is still owed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.forms.owed import owed_words
from app.forms.pack.section import Section
from app.ui.checks.marks import ICONS, TONES, mark_words
from app.ui.desk import Desk
from app.ui.icons import picture
from app.ui.theme import colours, measure, scaled, space
from app.ui.widgets.labels import Elided


class SlimHead(QFrame):
    """One line over the top of the page."""

    def __init__(self, desk: Desk, section: Section, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("footBar")
        self._desk, self._section = desk, section
        self._icon, self.owed = QLabel(self), Elided(self)
        name = Elided(self)
        name.setText(section.name)
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        self.owed.setProperty("tone", "muted")
        for label in (name, self.owed):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
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
        size, scale = scaled(measure.MARK), self.devicePixelRatioF()
        self._icon.setPixmap(picture(ICONS[status.mark], tone, size, scale, colours().surface))
        self._icon.setToolTip(mark_words(self._desk.session, status))
        self.owed.setText(owed_words(self._desk.session, status))

    def keep(self, wide: int, *, shown: bool) -> None:
        """Stand at the top of a page so wide, if the page's own head is out of sight."""
        self.setGeometry(0, 0, wide, self.sizeHint().height())
        if self.isHidden() == shown:
            self.setVisible(shown)
            self.raise_()
