"""自评: the tree of weighted indicators with the applicant's own marks, their sums, and bars of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.forms.answers.scoring import Tally, marked_words, tallies, total, two_places
from app.forms.pack.indicators import IndicatorTable
from app.forms.paths import FieldPath
from app.forms.session import Changes
from app.ui.desk import Desk
from app.ui.scores.chart import ScoreChart
from app.ui.scores.model import ScoreModel
from app.ui.scores.table import ScoreTable
from app.ui.theme import scaled, space
from app.ui.widgets.areas import QuietArea, on_sheet
from app.ui.widgets.labels import titled, wrapped
from app.ui.widgets.page_area import InsteadOfPage

CHART_WIDTH, LEAST_TABLE = 214, 400
"""Pixels at 100 %: the room of the bars, which are left out where the table would have less than it needs."""
HINT = "自评分只供内部参考，不印入申报书。点指标名称（或按 Ctrl+回车）到它的页面；输入分数后按回车到下一项。"


class ScoreView(InsteadOfPage):
    """One table of indicators; `closed` goes back to the page."""

    def __init__(self, desk: Desk, indicators: IndicatorTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._indicators = desk, indicators
        found = self._tallies()
        self.model = ScoreModel(desk, found, self)
        self._scores = frozenset(self.model.scores)
        self._sections = frozenset(path.section for path in self._scores)
        self.table = ScoreTable(desk, self.model, self)
        self.chart = ScoreChart(self)
        self.total, self.marked = titled("", self, "title"), wrapped("", self, "muted")
        self._side = self._beside()
        self._arrange()
        self.table.leaf_wanted.connect(desk.go)
        self.chart.chosen.connect(lambda keys: self.table.show_branch(self.model.place_of(keys)))
        desk.changed.connect(self._changed)
        desk.settled.connect(self._settled)
        self._show(found)

    def open(self) -> None:
        """Show the marks as they are, with the cursor on one."""
        self._desk.settle()
        self.refresh()
        self.table.begin()

    def refresh(self) -> None:
        """Add up the marks and show them."""
        self._show(self._tallies())

    def go(self, path: FieldPath) -> bool:
        """Put the cursor on the mark at `path`; whether there is one."""
        index = self.model.place(path)
        if index.isValid():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.go(index)
        return index.isValid()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was typed on the pages."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the bars where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        self._side.setFixedWidth(scaled(CHART_WIDTH))
        self._side.setVisible(self.width() >= scaled(CHART_WIDTH + LEAST_TABLE) + 4 * space.ROOMY)

    # -- following the session -----------------------------------------------------------------

    def _tallies(self) -> tuple[Tally, ...]:
        return tallies(self._desk.pack, self._indicators, self._desk.session.answers)

    def _show(self, found: tuple[Tally, ...]) -> None:
        points, marked = total(found)
        self.model.refresh(found)
        self.chart.show_tallies(found)
        self.total.setText(f"自评合计 {two_places(points)} 分" if marked else "尚未自评")
        average = f"，已评部分平均 {two_places(points / marked)} 分" if 0 < marked < 1 else ""
        self.marked.setText(f"已评权重 {marked_words(marked)}{average}")

    def _changed(self, changes: Changes) -> None:
        touched = self._scores.intersection(changes.paths)
        if not touched or not self.isVisible():
            return
        self.refresh()
        for path in touched:
            self.model.redraw(path)

    def _settled(self, sections: frozenset[str]) -> None:
        if self.isVisible() and sections & self._sections:
            self.table.viewport().update()

    # -- building ------------------------------------------------------------------------------

    def _arrange(self) -> None:
        inside = on_sheet(self, space.SHEET, space.CLOSE)
        hint = wrapped(HINT, self, "muted")
        inside.addLayout(self._title_row())
        for words in (self.marked, hint):
            words.setContentsMargins(space.APART, 0, space.APART, 0)
            inside.addWidget(words)
        body = QHBoxLayout()
        body.setContentsMargins(space.CLOSE, space.CLOSE, 0, 0)
        body.setSpacing(space.ROOMY)
        body.addWidget(self.table, 1)
        body.addWidget(self._side)
        inside.addLayout(body, 1)

    def _beside(self) -> QuietArea:
        """The bars, which scroll where the window is low."""
        area = QuietArea(self, upright=True)
        ground = area.ground()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, space.TIGHT, space.APART, 0)
        column.addWidget(self.chart)
        column.addStretch(1)
        area.setWidget(ground)
        return area

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(space.APART, 0, space.APART, 0)
        row.addWidget(self.total, 1)
        row.addWidget(self.back_button())
        return row
