"""进度: how much is done and what is late, in the place of the page; every row leads to what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabBar, QWidget

from app.declaration.progress.breakdown import breakdowns
from app.declaration.progress.pages import PageProgress, finished, parts, progress, total
from app.declaration.progress.schedule import GUESS, Stage, schedule
from app.declaration.progress.weights import weights
from app.forms.attachments import attachments
from app.forms.field_types import chinese_day
from app.forms.paths import FieldPath
from app.ui.desk import Desk
from app.ui.progress.bars import BarsView, Legend
from app.ui.progress.rows import LEGEND, list_rows, page_rows, plan_rows, proof_rows, weight_rows
from app.ui.theme import show_as, sized, space
from app.ui.widgets.areas import on_sheet
from app.ui.widgets.labels import wrapped
from app.ui.widgets.page_area import InsteadOfPage
from app.ui.widgets.rows import Row


class Tab(IntEnum):
    """What is shown, in the order of the tabs."""

    PAGES = 0
    PLAN = 1
    LISTS = 2
    PROOFS = 3
    WEIGHTS = 4


STAGE_TABS: dict[object, Tab] = {Stage.TEXT: Tab.PAGES, Stage.PROOFS: Tab.PROOFS}
"""Where the stages are told in full that the program knows of."""
TABS = ("各页", "日程和分工", "清单分布", "证明材料", "指标权重")
HINTS = (
    "每个要填的空、每张清单、每项要附的材料算一项；选填的和程序计算的不算。",
    GUESS,
    "按选项列统计各清单的行数；选中后按回车，转到其中第一行。",
    "横条的长短表示页数；选中后按回车，转到这一项材料。",
    "横条的长短表示占总分的权重，实心部分已经填好；选中后按回车，转到还没有填的第一项。打分见自评（F6）。",
)
BESIDE_TAB = 24
"""Pixels beside the words of a tab."""
AROUND_TABS = 4 * space.ROOMY + 2 * space.APART
"""Pixels beside all of them."""


class ProgressView(InsteadOfPage):
    """Lists of bars, one at a time; `chosen` tells the blank, page or proof that its user goes to."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: tuple[object, tuple[PageProgress, ...]] | None = None
        self.today = date.today()
        self.tabs = QTabBar(self)
        self.summary, self.hint = QLabel(self), wrapped("", self, "muted")
        self.legend = Legend(self)
        self.rows = BarsView("进度", self)
        self._arrange()
        self.tabs.currentChanged.connect(self._turn)
        self.rows.chosen.connect(self._choose)
        desk.settled.connect(self._follow)
        desk.lent_changed.connect(self._follow)

    @property
    def tab(self) -> Tab:
        """What is shown."""
        return Tab(self.tabs.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the tabs closer together where they would be scrolled."""
        super().resizeEvent(event)
        heading = QFontMetrics(sized(self.font(), "heading"))
        shown = [words for place, words in enumerate(TABS) if self.tabs.isTabVisible(place)]
        needed = sum(heading.horizontalAdvance(words) + BESIDE_TAB for words in shown)
        show_as(self.tabs, "tight", needed > self.width() - AROUND_TABS)

    def open(self) -> None:
        """Show how far everything is now."""
        self._desk.settle()
        self.today = date.today()
        self.refresh()
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.rows.currentIndex().isValid():
            self.rows.stand(None, 0)

    def refresh(self) -> None:
        """Show what the session says."""
        pages = self._pages()
        self.summary.setText(summary_words(pages))
        self.hint.setText(self._hint())
        self.legend.explain(LEGEND if self.tab in (Tab.PAGES, Tab.PLAN) else ())
        self.rows.setAccessibleName(f"进度：{TABS[self.tab]}")
        self.rows.set_rows(list(self._rows(pages)))

    def _pages(self) -> tuple[PageProgress, ...]:
        """How far each page is; worked out once for the answers as they stand."""
        session = self._desk.session
        asked = (session.answers.edition, session.pack, len(self._desk.opened))
        if self._known is None or self._known[0] != asked:
            self._known = asked, progress(session, self._desk.status)
        return self._known[1]

    def _rows(self, pages: Sequence[PageProgress]) -> Iterator[Row]:
        session = self._desk.session
        if self.tab is Tab.PAGES:
            return page_rows(session, pages)
        if self.tab is Tab.PLAN:
            steps = schedule(session.pack, pages, self.today)
            return plan_rows(session, steps, parts(pages, self._desk.lent), self.today)
        if self.tab is Tab.LISTS:
            return list_rows(list(breakdowns(session)))
        if self.tab is Tab.WEIGHTS:
            return weight_rows(weights(session))
        return proof_rows(session, attachments(session))

    def _hint(self) -> str:
        deadline = self._desk.pack.submission.deadline
        if self.tab is Tab.PLAN and deadline is not None and deadline < self.today:
            days = (self.today - deadline).days
            return f"报送截止日是{chinese_day(deadline)}，已经过去 {days} 天；仍然可以填写和导出。"
        return HINTS[self.tab]

    def _choose(self, target: object) -> None:
        if isinstance(target, FieldPath):
            self.chosen.emit(target)
        elif target in STAGE_TABS:
            self.tabs.setCurrentIndex(STAGE_TABS[target])

    def _turn(self) -> None:
        """Show another tab from its first row on."""
        self.rows.set_rows([])
        self.refresh()
        self.rows.stand(None, 0)
        self.rows.scrollToTop()

    def _follow(self, _sections: object = None) -> None:
        if self.isVisible():
            self.refresh()

    def _arrange(self) -> None:
        inside = on_sheet(self, space.SHEET, space.CLOSE)
        row = QHBoxLayout()
        row.setContentsMargins(space.APART, 0, space.APART, 0)
        self.tabs.setProperty("type", "heading")
        self.tabs.setAccessibleName("进度：各页、日程和分工、清单分布、证明材料")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for words in TABS:
            self.tabs.addTab(words)
        self.tabs.setTabVisible(Tab.WEIGHTS, bool(weights(self._desk.session)))
        self.summary.setProperty("type", "heading")
        self.summary.setWordWrap(True)
        row.addWidget(self.summary, 1)
        row.addWidget(self.back_button())
        inside.addLayout(row)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(space.APART, 0, space.APART, 0)
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        inside.addLayout(tabs)
        self.hint.setContentsMargins(space.APART, 0, space.APART, 0)
        inside.addWidget(self.hint)
        inside.addWidget(self.legend)
        inside.addWidget(self.rows, 1)


def summary_words(pages: Sequence[PageProgress]) -> str:
    """The whole in one line: 已完成 67%：320 / 480 项，14 / 34 页."""
    whole = total(pages)
    words = f"已完成 {whole.percent}%：{whole.words}，{finished(pages)} / {len(pages)} 页"
    return words.replace(" / ", "\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}")  # no figure stands apart from its whole
