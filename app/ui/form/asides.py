"""What stands in the place of the page for a while, and the way back to where its user came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.forms.answers.scoring import indicator_tables
from app.forms.checks.problems import Problem
from app.forms.paths import FieldPath
from app.ui.checks.checklist import ChecklistView, Tab
from app.ui.checks.tour import TourStrip
from app.ui.desk import Desk
from app.ui.form.page import PageView
from app.ui.scores.view import ScoreView
from app.ui.tasks import next_turn
from app.ui.widgets.page_area import InsteadOfPage

if TYPE_CHECKING:
    from app.ui.progress.view import ProgressView


QUIET = 2000
"""Milliseconds after which the code of the 进度 is loaded, after as many more the 齐备检查 made, and after as many
again filled, so that nobody waits for them.
"""


class Asides(QObject):
    """The check list, the 自评 and the 进度; `shown` tells which shall be seen, `left` that the page shall be.

    `tour` is the strip that leads from problem to problem.
    """

    shown = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, middle: QStackedWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._middle = desk, middle
        self._way: Callable[[], object] | None = None
        self._way_from = ""
        self._checklist: ChecklistView | None = None
        self.scores: ScoreView | None = None
        self.progress: ProgressView | None = None
        self.tour = TourStrip(desk, lambda: self.checklist.listed(), parent)
        QTimer.singleShot(QUIET, self, _progress_kind)
        QTimer.singleShot(2 * QUIET, self, lambda: self.checklist)
        QTimer.singleShot(3 * QUIET, self, lambda: self.checklist.look_ahead())
        self.tour.wanted.connect(self._from_check)
        self.tour.ended.connect(self.forget_way)

    @property
    def checklist(self) -> ChecklistView:
        """The 齐备检查, made when it is first wanted."""
        if self._checklist is None:
            self._checklist = ChecklistView(self._desk, self._middle)
            self._take_in(self._checklist)
            self._checklist.chosen.connect(self._from_check)
            self._checklist.tour_wanted.connect(self.begin_tour)
            self._checklist.print_wanted.connect(self._print)
        return self._checklist

    @property
    def views(self) -> tuple[InsteadOfPage, ...]:
        """What can stand in the place of the page."""
        return tuple(view for view in (self._checklist, self.scores, self.progress) if view is not None)

    @property
    def scored(self) -> bool:
        """Whether the form weighs indicators, so that there is a 自评."""
        return bool(indicator_tables(self._desk.pack))

    @property
    def in_place(self) -> bool:
        """Whether one of them is seen."""
        return self._middle.currentWidget() in self.views

    def check(self, tab: Tab = Tab.PROBLEMS) -> None:
        """Show a tab of the check list, or go back to the page."""
        if self._middle.currentWidget() is self.checklist and self.checklist.tab is tab:
            self.leave()
            return
        self.tour.hide()
        self.checklist.gather()
        next_turn()
        self.checklist.prepare(tab)
        next_turn()
        self.shown.emit(self.checklist)
        self.checklist.take_cursor()

    def check_attachments(self) -> None:
        """Show the attachments in it, or go back to the page."""
        self.check(Tab.ATTACHMENTS)

    def score(self) -> None:
        """Show the 自评 of a form that weighs indicators, or go back to the page."""
        if not self.scored or self._middle.currentWidget() is self.scores:
            self.leave()
            return
        if self.scores is None:
            self.scores = ScoreView(self._desk, indicator_tables(self._desk.pack)[0], self._middle)
            self._take_in(self.scores)
        self.shown.emit(self.scores)
        self.scores.open()

    def show_progress(self) -> None:
        """Show how far everything is, or go back to the page."""
        if self.progress is None:
            self.progress = _progress_kind()(self._desk, self._middle)
            self._take_in(self.progress)
            self.progress.chosen.connect(self._from_progress)
        if self._middle.currentWidget() is self.progress:
            self.leave()
            return
        self.shown.emit(self.progress)
        self.progress.open()

    def leave(self) -> None:
        """Go back to the page, with the cursor where it was."""
        self.left.emit()
        page = self._middle.currentWidget()
        focused = page.focusWidget() if page is not None else None
        if focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, path: FieldPath) -> bool:
        """Show a mark in the 自评 that is open; whether there is one at `path`."""
        return self.scores is not None and self._middle.currentWidget() is self.scores and self.scores.go(path)

    def step(self, by: int) -> None:
        """Go to the next problem (1) or back (-1); from the check list, to the one that the cursor is on."""
        if self._middle.currentWidget() is self._checklist:
            self.begin_tour(self.checklist.current())
        else:
            self.tour.step(by)

    def begin_tour(self, problem: Problem | None) -> None:
        """Lead from problem to problem, beginning at this one."""
        self.tour.begin(problem)

    def _print(self) -> None:
        """Ask whether the findings shall be printed or saved."""
        from app.ui.dialogs.checking import CheckPaperDialog  # what sets paper is loaded when some is wanted

        self._desk.settle()
        sections, scope = self.checklist.scope()
        CheckPaperDialog(self._desk.declaration, self._middle.window(), sections, scope).open_next_turn()

    # -- the way back --------------------------------------------------------------------------

    def remember_way(self, back: Callable[[], object]) -> None:
        """Esc shall do this, as long as its user stays on the page that is open now."""
        self._way, self._way_from = back, self._desk.section

    def forget_way(self) -> None:
        """Esc shall do nothing."""
        self._way = None

    def go_back(self) -> bool:
        """Go the way back; False when there is none."""
        way, self._way = self._way, None
        if way is None or self._way_from != self._desk.section:
            return False
        way()
        return True

    def _from_check(self, path: FieldPath) -> None:
        """Go from the check list to a blank: Esc leads back to the same line."""
        self._desk.go(path)
        self.remember_way(lambda: self._to_check(path))

    def _from_progress(self, path: FieldPath) -> None:
        """Go to what a bar is about, of a page to its first blank: Esc leads back to the bars."""
        self._desk.go(path)
        page = self._middle.currentWidget()
        if not path.field and isinstance(page, PageView):
            page.begin()
        self.remember_way(self.show_progress)

    def _take_in(self, view: InsteadOfPage) -> None:
        self._middle.addWidget(view)
        view.closed.connect(self.leave)

    def _to_check(self, path: FieldPath) -> None:
        self.tour.hide()
        self.shown.emit(self.checklist)
        self.checklist.open(None)
        self.checklist.rows.mark(path)


def _progress_kind() -> type[ProgressView]:
    from app.ui.progress.view import ProgressView

    return ProgressView
