"""齐备检查: everything that is missing or wrong, page by page, what only people can check; and the 附件清单."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.forms.checks.checklist import Checklist, SectionStatus
from app.ui.checks.attachments import AttachmentsView
from app.ui.checks.marks import ICONS, TONES
from app.ui.checks.problem_rows import problem_row
from app.ui.desk import Desk
from app.ui.message import restyle
from app.ui.remarks.reminder import RemarksReminder
from app.ui.widgets.areas import filter_row, on_sheet
from app.ui.widgets.instead import InsteadOfPage
from app.ui.widgets.rows import Row, RowsView

MOST_OF_A_PAGE = 60
"""Findings that are listed for one page; a list of thousands of rows would bury the others."""
FILTERS = ("全部", "必须处理", "建议")


class Tab(IntEnum):
    """What is shown, in the order of the tabs."""

    PROBLEMS = 0
    ATTACHMENTS = 1


class ChecklistView(InsteadOfPage):
    """The list of problems and that of attachments, one at a time; `closed` goes back to the page."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.tabs = QTabBar(self)
        self._lists = QStackedWidget(self)
        self._summary = QLabel(self)
        self._filters = QButtonGroup(self)
        self.rows = RowsView("齐备检查的各项", self)
        self.rows.chosen.connect(desk.go)
        self.attachments = AttachmentsView(desk, self)
        self._arrange()
        self.tabs.currentChanged.connect(self._show_tab)
        desk.settled.connect(self._settled)

    @property
    def tab(self) -> Tab:
        """What is shown."""
        return Tab(self.tabs.currentIndex())

    def open(self, tab: Tab = Tab.PROBLEMS) -> None:
        """Check everything and show it."""
        self._desk.settle()
        self.tabs.setCurrentIndex(tab)
        self._show_tab()
        shown = self.attachments.rows if tab is Tab.ATTACHMENTS else self.rows
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what the session finds now."""
        checklist = self._desk.session.checklist()
        blocking = sum(len(status.blocking) for status in checklist.statuses)
        advice = sum(len(status.advice) for status in checklist.statuses)
        self._summary.setText(_summary(blocking, advice))
        restyle(self._summary, "blocking" if blocking else "done")
        for place, count in enumerate((blocking + advice, blocking, advice)):
            self._filters.button(place).setText(f"{FILTERS[place]} {count}")
        self.rows.set_rows(list(rows_of(self._desk, checklist, self._filters.checkedId())))

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

    def _arrange(self) -> None:
        inside = on_sheet(self, (16, 20, 16, 12), 8)
        inside.addLayout(self._title_row())
        self._lists.addWidget(self._problems())
        self._lists.addWidget(self.attachments)
        inside.addWidget(self._lists, 1)

    def _problems(self) -> QWidget:
        page = QWidget(self)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        self._summary.setWordWrap(True)
        self._summary.setContentsMargins(12, 0, 12, 0)
        inside.addWidget(self._summary)
        inside.addWidget(RemarksReminder(self._desk, page), 0, Qt.AlignmentFlag.AlignLeft)
        names = [(words, f"只看{words}" if place else "看全部") for place, words in enumerate(FILTERS)]
        inside.addLayout(filter_row(self._filters, names, self))
        self._filters.idClicked.connect(self.refresh)
        inside.addWidget(self.rows, 1)
        return page

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        self.tabs.setProperty("title", True)
        self.tabs.setAccessibleName("齐备检查、附件清单")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        font = self.tabs.font()
        font.setPointSizeF(font.pointSizeF() + 3)
        font.setBold(True)
        self.tabs.setFont(font)
        for words, key in (("齐备检查", "F5"), ("附件清单", "Shift+F5")):
            self.tabs.setTabToolTip(self.tabs.addTab(words), f"{words}（{key}）")
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.back_button())
        return row


def _summary(blocking: int, advice: int) -> str:
    if not blocking and not advice:
        return "程序能检查的内容没有发现问题。下面列出的各项程序不能代查，请逐项人工核对。"
    parts = [f"还有 {blocking} 处必须处理"] if blocking else ["没有必须处理的问题"]
    parts += [f"{advice} 处供斟酌"] if advice else []
    return f"{'，'.join(parts)}。点一下（或按回车）就到那个空；程序不能代查的列在最后。"


def rows_of(desk: Desk, checklist: Checklist, shown: int) -> Iterator[Row]:
    """The findings as rows; `shown` is 0 for all, 1 for what blocks, 2 for advice."""
    for status in checklist.statuses:
        problems = (status.problems, status.blocking, status.advice)[shown]
        if not problems:
            continue
        yield _heading(status)
        yield from (problem_row(desk, problem) for problem in problems[:MOST_OF_A_PAGE])
        if len(problems) > MOST_OF_A_PAGE:
            yield Row(f"本页另有 {len(problems) - MOST_OF_A_PAGE} 处同类问题，请先处理上面各处。", level=3)
    if shown == 0:
        yield Row("程序不能代查，请人工核对", level=1)
        yield from (Row(words, icon="hand") for words in checklist.by_hand)


def _heading(status: SectionStatus) -> Row:
    mark = status.mark
    return Row(status.section.name, None, ICONS[mark], TONES[mark], mark.value, level=1)
