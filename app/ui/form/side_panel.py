"""Right of the page, foldable: the notice's text, this page's problems, this page's proofs, the remarks."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.declaration.finding.places import Found
from app.forms.paths import FieldPath
from app.ui.checks.problem_rows import problem_row
from app.ui.desk import Desk
from app.ui.evidence.view import EvidenceView
from app.ui.form.notice import NoticeView
from app.ui.remarks.view import RemarksView
from app.ui.tasks import drawn_next_turn
from app.ui.theme import scaled, space
from app.ui.widgets.areas import EvenTabs
from app.ui.widgets.rows import Row, RowsView

NARROWEST, WIDEST = 236, 330
"""Pixels at 100 %: it grows with the window, so that file names and thumbnails have room."""
MOST, MOST_ALONE = 304, 440
"""Pixels of its least width, however large the text is: the page needs its room too."""
MOST_LISTED = 500
"""Problems of a page that are listed; the check list has them all."""
DRAWN, PAUSE = 15, 60
"""Milliseconds after which the page that is opened has been drawn, and those without a key."""
NOTICE, PROBLEMS, PROOFS, REMARKS = range(4)


class SidePanel(QFrame):
    """Four views of the open page, one at a time; `wanted` asks for the panel to be seen."""

    wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self._most = MOST
        self._fit()
        self._desk = desk
        self._section = ""
        self.tabs = EvenTabs(self)
        self.tabs.setAccessibleName("通知原文、本页问题、证明材料、批注")
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.notice = NoticeView(desk, self)
        self.problems = RowsView("本页问题", self)
        self.problems.chosen.connect(desk.go)
        self._evidence = EvidenceView(desk, self)
        self._pages = QStackedWidget(self)
        self.remarks = RemarksView(desk, self)
        tabs = (("通知", self.notice), ("问题", self.problems), ("证明材料", self._evidence), ("批注", self.remarks))
        for name, page in tabs:
            self.tabs.addTab(name)
            self._pages.addWidget(page)
        self.tabs.currentChanged.connect(self._turn)
        self._later = QTimer(self, singleShot=True, interval=DRAWN)
        self._later.timeout.connect(self._open_seen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space.HAIR, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        desk.settled.connect(self._settled)
        desk.changed.connect(self._put_off)
        desk.remarks_changed.connect(self._count_remarks)
        desk.remark_wanted.connect(self.show_remark)
        self._count_remarks()

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as the size of the text asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def spread(self, *, alone: bool) -> None:
        """Take more room where it stands beside the page alone, without the tree."""
        self._most = MOST_ALONE if alone else MOST
        self._fit()

    def _fit(self) -> None:
        self.setMinimumWidth(min(scaled(NARROWEST), self._most))
        self.setMaximumWidth(scaled(WIDEST))

    def open(self, section: str) -> None:
        """Show another page's words, problems and proofs."""
        self._section = section
        self.remarks.refresh()
        self._refresh()
        self._later.start()

    @property
    def evidence(self) -> EvidenceView:
        """The proofs of the open page; they are built when they are looked at or asked for."""
        if self._section in self._desk.pack.section:
            self._evidence.open(self._section)
        return self._evidence

    def _turn(self, tab: int) -> None:
        self._pages.setCurrentIndex(tab)
        self._open_seen()

    def _put_off(self) -> None:
        if self._later.isActive():
            self._later.start(PAUSE)

    def _open_seen(self) -> None:
        """Build what the tab that is chosen shows of the page, after the page itself."""
        if self._section not in self._desk.pack.section:
            return
        drawn_next_turn(self._pages)
        if self.tabs.currentIndex() == NOTICE:
            self.notice.open(self._section)
        elif self.tabs.currentIndex() == PROBLEMS:
            self._list_problems()
        elif self.tabs.currentIndex() == PROOFS:
            self._evidence.open(self._section)

    def take_focus(self, path: FieldPath) -> None:
        """Show the proof at `path` and go to it."""
        self.tabs.setCurrentIndex(PROOFS)
        item = self.evidence.item(path.field)
        if item is not None:
            item.take_focus(path)
            self.evidence.reveal(item)

    def take_files(self, files: list[Path]) -> None:
        """Take files that were dropped on the page as its first proof."""
        if items := self._items():
            self.take_files_for(items[0], files)

    def take_files_for(self, proof: FieldPath, files: list[Path]) -> None:
        """Take files that were dropped on a proof at the foot of the page."""
        self.wanted.emit()
        self.take_focus(proof)
        self.evidence.intake.attach(proof, files)

    def show_found(self, found: Found) -> None:
        """Show the passage of the notice or the remark that holds what was looked for."""
        if found.remark:
            self.tabs.setCurrentIndex(REMARKS)
            self.remarks.rows.mark(found.remark)
        else:
            self.tabs.setCurrentIndex(NOTICE)
            self.notice.open(self._section)
            self.notice.reveal(found.text)

    def add_remark(self) -> None:
        """Show the remarks, and ask for one more."""
        self.wanted.emit()
        self.tabs.setCurrentIndex(REMARKS)
        self.remarks.add()

    def show_remark(self, name: str) -> None:
        """Show the remarks, and lead to what one is on."""
        self.remarks.go(name)
        self.wanted.emit()
        self.tabs.setCurrentIndex(REMARKS)
        self.remarks.rows.mark(name)

    def _settled(self, sections: frozenset[str]) -> None:
        if self._section in sections and self._section in self._desk.pack.section:
            self._refresh()

    def _refresh(self) -> None:
        count = self._desk.session.found(self._section).tally.count()
        if self.tabs.currentIndex() == PROBLEMS:
            self._list_problems()
        attached = sum(len(self._desk.declaration.evidence(item)) for item in self._items())
        self.tabs.setTabText(PROBLEMS, f"问题 {count}" if count else "问题")
        self.tabs.setTabText(PROOFS, f"证明材料 {attached}" if attached else "证明材料")

    def _list_problems(self) -> None:
        found = self._desk.session.found(self._section)
        rows = [problem_row(self._desk, problem) for problem in islice(found, MOST_LISTED)]
        if rest := found.tally.count() - len(rows):
            rows.append(Row(f"还有 {rest:,} 处，见齐备检查（F5）。", level=2))
        self.problems.set_rows(rows or [Row("本页没有发现问题。", level=2)])

    def _count_remarks(self) -> None:
        waiting = len(self._desk.remarks.open)
        self.tabs.setTabText(REMARKS, f"批注 {waiting}" if waiting else "批注")

    def _items(self) -> list[FieldPath]:
        return [FieldPath(self._section, name) for name in self._desk.pack.section[self._section].evidence_items]
