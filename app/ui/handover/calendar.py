"""交接日历: who has which pages since when, until when, what came back and what is late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.declaration.sharing.loans import unreadable_words
from app.declaration.sharing.report import page_names, short_day
from app.forms.moments import day
from app.ui.dialogs.busy import BusyDialog
from app.ui.handover.strip import LoanStrip
from app.ui.theme import colour, space
from app.ui.widgets.labels import evened, titled
from app.ui.widgets.plan_rows import TEXT_ROOM, give_name

if TYPE_CHECKING:
    from app.declaration.declaration import Declaration
    from app.declaration.sharing.loans import Loan

SIZE = (900, 560)
HEADS = ["状态", "借给", "页面", "借出", "约定交回", "结果"]
PAGES, ROOM = 2, 12
"""The column of pages, which wraps, and the pixels of a row besides its words."""
LOAN = Qt.ItemDataRole.UserRole
NONE = "还没有借出过页面。要请同事分头填写，请用“协作—借出几页…”。"


class LoansDialog(BusyDialog):
    """Shows every loan; `take_back_wanted` and `lend_wanted` (with a loan or None) ask for more, `changed` tells."""

    take_back_wanted = Signal()
    lend_wanted = Signal(object)
    changed = Signal()

    def __init__(self, declaration: Declaration, found: Sequence[Loan], parent: QWidget) -> None:
        super().__init__("交接日历", parent)
        self.wish(*SIZE)
        self._declaration, self._today = declaration, date.today()
        self.summary = evened("", self)
        self.list = QTreeWidget(self)
        self.strip = LoanStrip(self)
        self.back, self.off = QPushButton("收回…", self), QPushButton("不再等了", self)
        self.again, self.lend = QPushButton("再借一份…", self), QPushButton("借出几页…", self)
        self.close_ = QPushButton("关闭", self)
        self._arrange()
        self._connect()
        self.show_loans(found)
        self.say(unreadable_words(declaration), "advice")

    def show_loans(self, found: Sequence[Loan]) -> None:
        """Show these loans: what is late first, then what is out by the day it is due, then what has ended."""
        self.loans = sorted(found, key=lambda loan: _order(loan, self._today))
        self.list.clear()
        for loan in self.loans:
            item = QTreeWidgetItem(self.list, self._texts(loan))
            item.setData(0, LOAN, loan)
            if loan.late(self._today):
                item.setForeground(0, colour("blocking"))
        self._fit_rows()
        self.strip.show_loans(self.loans, self._today)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self.refresh()

    def _fit_rows(self) -> None:
        """Each row as high as its wrapped pages need; each other column with room behind its words."""
        metrics, wrap = self.list.fontMetrics(), int(Qt.TextFlag.TextWordWrap)
        for item in map(self.list.topLevelItem, range(self.list.topLevelItemCount())):
            if item is None:
                continue
            room = self.list.columnWidth(PAGES) - TEXT_ROOM
            height = metrics.boundingRect(0, 0, room, 9999, wrap, item.text(PAGES)).height() + ROOM
            for column, head in enumerate(HEADS):
                words = max(metrics.horizontalAdvance(text) for text in (head, item.text(column)))
                item.setSizeHint(column, QSize(0 if column == PAGES else words + space.WIDE, height))

    def refresh(self) -> None:
        """Enable what can be done with the chosen loan."""
        loan = self.chosen()
        may = not self.busy and not self._declaration.read_only
        self.back.setEnabled(may and bool(self.loans))
        self.off.setEnabled(may and loan is not None and loan.out)
        self.again.setEnabled(may and loan is not None)
        self.lend.setEnabled(may)
        self.close_.setEnabled(not self.busy)
        out, late = sum(loan.out for loan in self.loans), sum(loan.late(self._today) for loan in self.loans)
        said = f"借出 {len(self.loans)} 次，{out} 份还没有交回" + (f"，其中 {late} 份已逾期。" if late else "。")
        self.summary.setText(said if self.loans else NONE)
        for widget in (self.list, self.strip):
            widget.setVisible(bool(self.loans))

    def chosen(self) -> Loan | None:
        """The loan that the cursor is on."""
        item = self.list.currentItem()
        loan: Loan | None = item.data(0, LOAN) if item is not None else None
        return loan

    def _texts(self, loan: Loan) -> list[str]:
        ended = (
            f"{short_day(day(loan.ended), self._today)} {'收回' if loan.outcome == 'back' else '取消'}"
            if loan.ended
            else ""
        )
        pages = page_names(loan, self._declaration.session)
        return [
            state_words(loan, self._today),
            loan.to or "（未写明）",
            pages,
            day(loan.at),
            loan.due or "未约定",
            ended,
        ]

    def _call_off(self) -> None:
        loan, declaration = self.chosen(), self._declaration
        if loan is None or not loan.out:
            return

        def work() -> list[Loan]:
            from app.declaration.sharing.lending import call_off
            from app.declaration.sharing.loans import loans

            call_off(declaration, loan)
            return loans(declaration)

        self.run(work, self._called_off)

    def _called_off(self, found: list[Loan]) -> None:
        self.show_loans(found)
        self.changed.emit()
        self.say("已记为不再等。对方以后交回的，仍可以用“收回或合并另一份…”合并。")

    def _leave(self, then: Callable[[], object]) -> None:
        self.accept()
        then()

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda _item, _before: self.refresh())
        self.back.clicked.connect(lambda: self._leave(self.take_back_wanted.emit))
        self.off.clicked.connect(self._call_off)
        self.again.clicked.connect(lambda: self._lend_again(self.chosen()))
        self.lend.clicked.connect(lambda: self._lend_again(None))
        self.close_.clicked.connect(self.reject)

    def _lend_again(self, loan: Loan | None) -> None:
        self._leave(lambda: self.lend_wanted.emit(loan))

    def _arrange(self) -> None:
        column = self.column
        column.addWidget(titled("谁在填哪些页", self))
        for widget in (self.summary, self.list, self.strip, self.words, self.bar):
            column.addWidget(widget, 1 if widget is self.list else 0)
        column.addStretch(0)
        self.set_foot(_foot([self.back, self.off, self.again, self.lend], self.close_))
        give_name(self.list, "plan")
        self.list.setAccessibleName("借出记录")
        self.list.setHeaderLabels(HEADS)
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.header().sectionResized.connect(self._fit_rows)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setSectionResizeMode(PAGES, QHeaderView.ResizeMode.Stretch)


def state_words(loan: Loan, today: date) -> str:
    """How a loan stands, with a sign besides the words."""
    if loan.late(today):
        return f"⚠ 逾期 {(today - date.fromisoformat(loan.due)).days} 天"
    return {"": "○ 未交回", "back": "✓ 已收回", "cancelled": "－ 不再等"}[loan.outcome]


def _order(loan: Loan, today: date) -> tuple[bool, bool, str, str]:
    return not loan.late(today), not loan.out, loan.due or "9999", loan.at


def _foot(buttons: list[QPushButton], close: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in (*buttons, close):
        if button is close:
            row.addStretch(1)
        button.setAutoDefault(button is close)
        button.setAccessibleName(button.text().rstrip("…"))
        row.addWidget(button)
    return row
