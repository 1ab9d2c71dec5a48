"""The sections of the declaration with their marks, and how many are finished."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.forms.checks.checklist import Mark, SectionStatus
from app.forms.pack.pack import Part
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.ui.checks.marks import ICONS, IDLE, TONES
from app.ui.desk import Desk
from app.ui.finding.view import FindView
from app.ui.theme import scaled, space
from app.ui.widgets.rows import Row, RowsView

WIDTH, WIDEST = 232, 296
"""Pixels at 100 %, and at most however large the text is: the page needs its room too."""
SHARE = 0.17
"""Of a wide window."""
DEEPEST = 3
"""The deepest heading that looks different from the one above it."""


class SectionTree(QFrame):
    """Parts as headings, sections below them; `chosen` tells the id of a section."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sideTree")
        self.fit(0)
        self._desk = desk
        self._total = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self.finder = FindView(desk, self)
        self.view = RowsView("申报书各页", self)
        self.view.chosen.connect(self.chosen)
        self._arrange()
        self.finder.searching.connect(self._searching)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        for changed in (desk.settled, desk.lent_changed, desk.remarks_changed):
            changed.connect(self._follow)

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as the size of the text asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit(self._room)

    def showEvent(self, event: QShowEvent) -> None:
        """Have the rows by the time that they are seen."""
        if not self.view.rows:
            self.refresh()
        super().showEvent(event)

    def fit(self, room: int) -> None:
        """Be wide enough for most names, and wider in a window that has so many pixels."""
        self._room = room
        least, most = min(scaled(WIDTH), WIDEST), scaled(WIDEST)
        self.setFixedWidth(max(least, min(round(room * SHARE), most)))

    def refresh(self) -> None:
        """Show the marks as they are now; the open page, if it is in sight, is so with all that is said of it."""
        here = self.view.currentIndex()
        seen = self.view.viewport().rect().intersects(self.view.visualRect(here))
        self.view.set_rows(list(self._rows()))
        if seen:
            self.view.scrollTo(self.view.currentIndex())
        statuses = [self._desk.status(section) for section in self._applying()]
        done = sum(status.mark.name == "DONE" for status in statuses)
        self._total.setText(f"已完成 {done} / {len(statuses)}")
        self._bar.setUpdatesEnabled(False)  # else it is drawn at once, and all else with it
        self._bar.setRange(0, len(statuses))
        self._bar.setValue(done)
        self._bar.setUpdatesEnabled(True)
        self._bar.setAccessibleName(self._total.text())

    def refresh_later(self) -> None:
        """The same in the next turn."""
        self._later.start()

    def _follow(self, _sections: object = None) -> None:
        if self.view.rows:  # else it is not seen yet
            self.refresh()

    def mark(self, section: str) -> None:
        """Show which section is open."""
        self.view.mark(section)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space.APART, 0, 0)
        column.setSpacing(space.CLOSE)
        head = QVBoxLayout()
        head.setContentsMargins(space.APART, 0, space.APART, 0)
        head.setSpacing(space.CLOSE)
        head.addWidget(self.finder.box)
        head.addWidget(self._total)
        head.addWidget(self._bar)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addWidget(self.finder.results, 1)

    def _searching(self, searching: bool) -> None:
        self.view.setVisible(not searching)
        self.finder.results.setVisible(searching)

    def _applying(self) -> list[Section]:
        return [section for section in self._desk.pack.sections if self._desk.session.applies(section)]

    def _rows(self) -> Iterator[Row]:
        yield self._row(self._desk.pack.cover)
        above: tuple[Part, ...] = ()
        for section, parts in self._desk.pack.outline:
            for depth, part in enumerate(parts):
                if above[depth : depth + 1] != (part,):
                    yield Row(part.title, level=min(depth + 1, DEEPEST))
            above = parts
            yield self._row(section)

    def _row(self, section: Section) -> Row:
        name = self._desk.session.page_name(section)
        if not self._desk.session.applies(section):
            return Row(name, section.id, "untouched", "faint", IDLE)
        status = self._desk.status(section)
        told = "　".join(words for words in (self._lent(section), self._remarked(section)) if words)
        owed = _owed(status)
        spoken = "" if owed else status.mark.value
        return Row(name, section.id, ICONS[status.mark], TONES[status.mark], owed, told, said=spoken)

    def _remarked(self, section: Section) -> str:
        """How many remarks on a page are open."""
        count = sum(one.section == section.id for one in self._desk.remarks.open)
        return f"{count} 条批注" if count else ""

    def _lent(self, section: Section) -> str:
        """Who has a page, or that it is the one asked for in this copy."""
        own, loan = self._desk.own_loan, self._desk.loan_of(section.id)
        if own is not None and FieldPath(section.id, "").folded.section in own.sections:
            return "请您填写"
        return f"⇄ 已借出给 {loan.to or '对方'}" if loan is not None else ""


def _owed(status: SectionStatus) -> str:
    """What a page owes, in so few words that they stand beside its name; "" where its mark says all."""
    if status.mark is Mark.FAULTY:
        return f"{status.tally.count('blocking', missing=False)} 处待修正"
    if status.mark is Mark.PARTIAL:
        return f"缺 {status.tally.count('blocking') + status.elsewhere} 项"
    return "" if status.mark is Mark.DONE else status.mark.value
