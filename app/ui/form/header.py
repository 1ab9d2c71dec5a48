"""The head of a page: where it stands, its title and star, its mark, and what is still owed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.declaration.sharing.report import out_words
from app.forms.owed import COMPLETE, owed_words
from app.forms.pack.blocks import ListTable
from app.forms.pack.pack import Part
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.ui.checks.marks import ICONS, TONES, mark_words
from app.ui.desk import Desk
from app.ui.icons import picture
from app.ui.message import restyle
from app.ui.theme import colours, measure, scaled, space
from app.ui.widgets.labels import Evened, wrapped


class PageHeader(QWidget):
    """Shows the mark and the debts of one section."""

    def __init__(self, desk: Desk, section: Section, parts: Sequence[Part], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._section = desk, section
        self._icon, self._mark = QLabel(self), QLabel(self)
        self._owed = QLabel(self)
        self._owed.setWordWrap(True)
        self._bar = QFrame(self)
        self._lent = wrapped("", self, "advice")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.CLOSE)
        if parts and parts[-1].title != section.title:
            column.addWidget(wrapped(parts[-1].title, self, "muted"))
        column.addLayout(self._title_row())
        column.addWidget(self._lent)
        column.addSpacing(space.TIGHT)
        column.addWidget(self._owed_bar())
        desk.lent_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the section as it stands."""
        status = self._desk.status(self._section)
        tone = TONES[status.mark]
        colour = getattr(colours(), tone)
        self._icon.setPixmap(
            picture(ICONS[status.mark], colour, scaled(measure.MARK), self.devicePixelRatioF(), colours().surface)
        )
        self._mark.setText(mark_words(self._desk.session, status))
        restyle(self._mark, tone)
        lent = lent_words(self._desk, self._section.id)
        self._lent.setText(lent)
        self._lent.setVisible(bool(lent))
        words = owed_words(self._desk.session, status)
        self._owed.setText(words)
        room = not list_alone(self._section) or bool(self._section.after)  # else its rows have it: the mark says it too
        self._bar.setVisible(bool(words) and (room or words != COMPLETE))

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(space.CLOSE)
        plain = f"{self._section.number} {self._section.title}".strip()
        star = f'<span style="color:{colours().blocking}">*</span>' if self._section.starred else ""
        title = Evened(f"{plain}{star}", self)
        title.plain = f"{plain}*" if star else plain
        title.setTextFormat(Qt.TextFormat.RichText)
        title.setWordWrap(True)
        title.setProperty("type", "title")
        row.addWidget(title, 1)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _owed_bar(self) -> QFrame:
        self._bar.setObjectName("bar")
        inside = QVBoxLayout(self._bar)
        inside.setContentsMargins(space.APART, space.CLOSE, space.APART, space.CLOSE)
        inside.setSpacing(space.HAIR)
        if self._section.after:
            inside.addWidget(wrapped(self._section.after, self._bar, "muted"))
        inside.addWidget(self._owed)
        return self._bar


def list_alone(section: Section) -> bool:
    """Whether a page asks for one list and nothing else; it has all the room that there is."""
    return [type(block) for block in section.shown] == [ListTable]


def lent_words(desk: Desk, section: str) -> str:
    """By whom a page is being filled in elsewhere, or that it is the one asked for in this copy; "" when neither."""
    loan, own = desk.loan_of(section), desk.own_loan
    if own is not None and FieldPath(section, "").folded.section in own.sections:
        return "这一页是请您填写的。"
    return f"⇄ {out_words(loan, date.today())}" if loan is not None else ""
