"""齐备检查 as a reviewer's form: what blocks, what is advised, clause by clause, what only people can check.

The 附件清单 is its second tab.
"""

from __future__ import annotations

from collections.abc import Hashable
from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.forms.attachments import attachments
from app.forms.checks.findings import Findings, findings
from app.forms.checks.problems import Problem
from app.forms.pack.fields import Severity
from app.forms.paths import FieldPath
from app.ui.checks.attachments import AttachmentsView
from app.ui.checks.findings_list import FindingsList
from app.ui.checks.lines import FindingRows, Fold, Folds, Further, ToAttachments
from app.ui.checks.own_part import own_sections
from app.ui.desk import Desk
from app.ui.message import restyle
from app.ui.remarks.reminder import RemarksReminder
from app.ui.theme import space
from app.ui.widgets.areas import PartedRow, filter_row, on_sheet
from app.ui.widgets.page_area import InsteadOfPage

KINDS: tuple[tuple[str, tuple[Severity, ...]], ...] = (
    ("全部", ("blocking", "advice")),
    ("必须处理", ("blocking",)),
    ("建议", ("advice",)),
)
MOST_AHEAD = 1000
"""Problems that are looked through before anyone asks for them."""
WHOLE, PAGE, OWN = range(3)
PLACES = ("整份", "本页", "我的部分")


class Tab(IntEnum):
    """What is shown, in the order of the tabs."""

    PROBLEMS = 0
    ATTACHMENTS = 1


class ChecklistView(InsteadOfPage):
    """The findings and the attachments, one at a time; `closed` goes back to the page.

    `chosen` tells the blank that its user goes to, `tour_wanted` the finding from which they go from one to the next,
    `print_wanted` that it shall be put on paper.
    """

    chosen = Signal(object)
    tour_wanted = Signal(object)
    print_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folds = Folds()
        self._known: tuple[object, Findings] | None = None
        self.tabs = QTabBar(self)
        self._lists = QStackedWidget(self)
        self.summary = QLabel(self)
        self.kinds, self.places = QButtonGroup(self), QButtonGroup(self)
        self.rows = FindingsList("齐备检查的各项", self)
        self.attachments = AttachmentsView(desk, self)
        self.tour, self.print = QPushButton("逐项处理", self), QPushButton("打印…", self)
        self._arrange()
        self.rows.chosen.connect(self._choose)
        self.attachments.rows.chosen.connect(self.chosen)
        self.tabs.currentChanged.connect(self._show_tab)
        self.tour.clicked.connect(lambda: self.tour_wanted.emit(self.current()))
        self.print.clicked.connect(self.print_wanted)
        desk.settled.connect(self._settled)

    @property
    def tab(self) -> Tab:
        """What is shown."""
        return Tab(self.tabs.currentIndex())

    @property
    def severities(self) -> tuple[Severity, ...]:
        """What is listed: what blocks, what is advised, or both."""
        return KINDS[self.kinds.checkedId()][1]

    def open(self, tab: Tab | None = Tab.PROBLEMS) -> None:
        """Check everything and show it; the tab that was shown last where none is named."""
        self.prepare(tab)
        self.take_cursor()

    def gather(self) -> None:
        """Check everything, before it is put into lines: of long lists there may be tens of thousands."""
        self._desk.settle()
        for status in self._desk.session.checklist().statuses:
            _ = status.problems

    def prepare(self, tab: Tab | None) -> None:
        """Put what is found into lines, before they are shown."""
        self._desk.settle()
        if tab is not None:
            self.tabs.setCurrentIndex(tab)
        self._show_tab()

    def take_cursor(self) -> None:
        """Put the cursor into the list that is shown."""
        shown = self.attachments.rows if self.tab is Tab.ATTACHMENTS else self.rows
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        if shown is self.rows and not self.rows.currentIndex().isValid():
            self.rows.stand(None, 0)

    def scope(self) -> tuple[list[str] | None, str]:
        """The pages that are looked at, and what they are called; None and "" where it is all of them."""
        desk, place = self._desk, self.places.checkedId()
        if place == PAGE:
            return [desk.section], desk.session.page_name(desk.pack.section[desk.section])
        own = own_sections(desk) if place == OWN else None
        return own, PLACES[OWN] if own is not None else ""

    def found(self) -> Findings:
        """What is found now on the pages that are looked at."""
        session, sections = self._desk.session, self.scope()[0]
        asked = (session.answers.edition, session.pack, sections)
        if self._known is None or self._known[0] != asked:
            self._known = asked, findings(session.pack, session.checklist(), sections)
        return self._known[1]

    def listed(self) -> list[Problem]:
        """The findings in the order of the list, without those that are filtered out."""
        return self.found().problems(self.severities)

    def refresh(self) -> None:
        """Show what the session finds now."""
        session = self._desk.session
        self.places.button(OWN).setVisible(own_sections(self._desk) is not None)
        found = self.found()
        blocking, advice = found.count("blocking"), found.count("advice")
        self.summary.setText(summary_words(blocking, advice, whole=self.places.checkedId() == WHOLE))
        restyle(self.summary, "blocking" if blocking else "done")
        for place, count in enumerate((blocking + advice, blocking, advice)):
            self.kinds.button(place).setText(f"{KINDS[place][0]} {count:,}")
        self.tour.setEnabled(blocking + advice > 0)
        rows = FindingRows(session, self._folds).rows(found, self.severities, attachments(session))
        self.rows.set_rows(list(rows))

    def look_ahead(self) -> None:
        """Find before it is asked for what is found, as far as nobody notices that."""
        if sum(one.tally.count() for one in self._desk.session.checklist().statuses) <= MOST_AHEAD:
            self.refresh()

    def _narrow(self) -> None:
        """Show what is asked for now, from its beginning where the line that the cursor was on is left out."""
        here = self.rows.currentIndex()
        target = self.rows.rows[here.row()].target if here.isValid() else None
        self.refresh()
        if all(row.target != target for row in self.rows.rows):
            self.rows.begin()

    def _choose(self, target: object) -> None:
        if isinstance(target, FieldPath):
            self.chosen.emit(target)
        elif isinstance(target, ToAttachments):
            self.tabs.setCurrentIndex(Tab.ATTACHMENTS)
        elif isinstance(target, Fold | Further):
            turn = self._folds.turn if isinstance(target, Fold) else self._folds.list_more
            turn(target.key)
            self.refresh()

    def current(self) -> Problem | None:
        """The finding that the cursor is on, the first of a line or clause that stands for many.

        Else the next one below, as from a heading, or the first of all; None when nothing is listed.
        """
        below, listed = self.rows.rows[max(0, self.rows.currentIndex().row()) :], self.listed()
        target = next((row.target for row in below if isinstance(row.target, Fold | FieldPath)), None)
        if isinstance(target, Fold):
            groups = self.found().groups
            firsts: dict[Hashable, Problem] = {group.key: group.lines[0].first for group in groups}
            firsts |= {line.key: line.first for group in groups for line in group.lines}
            return firsts[target.key]
        return next((problem for problem in listed if problem.path == target), next(iter(listed), None))

    def _show_tab(self) -> None:
        """Show the list of the chosen tab as things stand now."""
        self._lists.setCurrentIndex(self.tab)
        if self.tab is Tab.ATTACHMENTS:
            self.attachments.refresh()
        else:
            self.refresh()

    def _settled(self, _sections: object) -> None:
        if self.isVisible() and self.tab is Tab.PROBLEMS:
            self.refresh()

    # -- building ------------------------------------------------------------------------------

    def _arrange(self) -> None:
        inside = on_sheet(self, space.SHEET, space.CLOSE)
        inside.addWidget(self._title_row())
        self._lists.addWidget(self._problems())
        self._lists.addWidget(self.attachments)
        inside.addWidget(self._lists, 1)

    def _problems(self) -> QWidget:
        page = QWidget(self)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(space.CLOSE)
        self.summary.setWordWrap(True)
        self.summary.setContentsMargins(space.APART, 0, space.APART, 0)
        inside.addWidget(self.summary)
        inside.addWidget(RemarksReminder(self._desk, page), 0, Qt.AlignmentFlag.AlignLeft)
        kinds = [(words, f"只看{words}" if place else "看全部") for place, (words, _) in enumerate(KINDS)]
        row = filter_row(self.kinds, kinds, self)
        row.addLayout(filter_row(self.places, [(words, f"范围：{words}") for words in PLACES], self))
        self.places.button(OWN).setToolTip("请您填写的页；自己的草稿里，是没有借给别人的页")
        inside.addLayout(row)
        for group in (self.kinds, self.places):
            group.idClicked.connect(self._narrow)
        inside.addWidget(self.rows, 1)
        return page

    def _title_row(self) -> PartedRow:
        self.tabs.setAccessibleName("齐备检查、附件清单")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setProperty("type", "heading")
        for words, key in (("齐备检查", "F5"), ("附件清单", "Shift+F5")):
            self.tabs.setTabToolTip(self.tabs.addTab(words), f"{words}（{key}）")
        self.tour.setToolTip("从一个问题到下一个问题，边看边改（F8）")
        self.print.setToolTip("打印检查单，或存为 PDF")
        for button in (self.tour, self.print):
            button.setAccessibleName(button.text().rstrip("…"))
        row = PartedRow(self.tabs, (self.tour, self.print, self.back_button()), self)
        row.setContentsMargins(space.APART, 0, space.APART, 0)
        return row


def summary_words(blocking: int, advice: int, *, whole: bool) -> str:
    """What was found, in one sentence, and what to do with it."""
    where = "" if whole else "这里"
    if not blocking and not advice:
        return f"{where}程序能检查的内容没有发现问题。程序不能代查的各项，请逐项人工核对。"
    parts = [f"{where}还有 {blocking:,} 处必须处理"] if blocking else [f"{where}没有必须处理的问题"]
    parts += [f"{advice:,} 处供斟酌"] if advice else []
    return f"{'，'.join(parts)}。点一下（或按回车）就到那个空，按 Esc 回到这里。"
