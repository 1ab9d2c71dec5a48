"""The desk: what the widgets of one open declaration share; the session behind it is the only state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice

from PySide6.QtCore import QObject, Signal

from app import collector
from app.declaration.book.ready import ReadyProofs
from app.declaration.declaration import Declaration
from app.declaration.keeping.opened_pages import note_opened, opened_pages
from app.declaration.remarks.remarks import Remarks
from app.declaration.sharing.loans import Loan
from app.errors import AppError
from app.forms.answers.answers import Edit
from app.forms.checks.checklist import Mark, SectionStatus
from app.forms.checks.found import PageFound
from app.forms.checks.problems import Problem
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import Changes, FormSession
from app.ui.large_steps import LARGE, LargeStep, Way, making

BEGUN = datetime.now(UTC)
"""Since when declarations are worked on in this program."""


class Desk(QObject):
    """Brings the widgets' wishes to the session, and the session's changes to the widgets.

    While a blank is typed in, nothing new is found fault with: the pages that the typing touches
    are looked at again when the blank is left ("settled").  What is owed is shown at a blank only
    after the user has been there.

    `section` is the page in sight, `opened` are those that ever were, `blank` is where the cursor came last.  `lent`
    are the loans that pages are out by, `own_loan` is that of which this copy is what was handed out.  `ready` are the
    proofs that were made ready for a book.  `guard` asks, where a page is somebody else's to fill in, whether it shall
    be changed all the same: None when there was nothing to ask; "asked" tells that it was.  "heard" tells what an
    editor holds as it was typed or pasted, which may be understood as something else.
    """

    changed = Signal(object)
    settled = Signal(object)
    wanted = Signal(object)
    entered = Signal(object)
    heard = Signal(object, str)
    asked = Signal(str)
    lent_changed = Signal()
    remarks_changed = Signal()
    remark_wanted = Signal(str)

    def __init__(self, declaration: Declaration) -> None:
        super().__init__()
        self.declaration = declaration
        self.session = declaration.session
        self.read_only = declaration.read_only
        self.typing: FieldPath | None = None
        self.section = ""
        self.opened = opened_pages(declaration)
        self._wrote = False
        self.blank: FieldPath | None = None
        self.lent: Mapping[str, Loan] = {}
        self.own_loan: Loan | None = None
        self.remarks = Remarks(())
        self.ready = ReadyProofs()
        self.guard: Callable[[str], bool | None] = lambda _section: None
        self.working: LargeStep | None = None
        self._unsettled: dict[str, list[PageFound]] = {}
        self._left: set[FieldPath] = set()
        self._asked: set[str] = set()
        self.session.subscribe(self._on_change)
        collector.begin(sum(1 for _ in self.session.answers.items()))

    @property
    def pack(self) -> Pack:
        """The form as it stands."""
        return self.session.pack

    # -- what widgets wish ---------------------------------------------------------------------

    def typed(self, path: FieldPath, text: str) -> None:
        """Take what the user has typed so far into the blank at `path`."""
        if self.begin(path):
            self.session.answer(path, text)
        self._tell_asked()

    def begin(self, path: FieldPath) -> bool:
        """The user begins to type at `path`: until it is left, nothing new is found fault with there.

        False when the page is somebody else's, and shall stay as it is.
        """
        if self.typing != path:
            if not self.may_change(path.section):
                return False
            self.settle()
            self.typing = path
            self._remember(path.section)
        return True

    def may_change(self, section: str) -> bool:
        """Whether a page may be changed; its user is asked where it is somebody else's to fill in."""
        said = self.guard(section)
        if said is not None:
            self._asked.add(section)
        return said is not False

    def show_loans(self, lent: Mapping[str, Loan], own: Loan | None) -> None:
        """Let the widgets show which pages are out, and whose copy this is."""
        if (lent, own) != (self.lent, self.own_loan):
            self.lent, self.own_loan = lent, own
            self.lent_changed.emit()

    def show_remarks(self, remarks: Remarks) -> None:
        """Let the widgets show these remarks."""
        if remarks != self.remarks:
            self.remarks = remarks
            self.remarks_changed.emit()

    def loan_of(self, section: str) -> Loan | None:
        """The loan that a page is out by, entries of repeated pages with it."""
        return self.lent.get(FieldPath(section, "").folded.section)

    def left(self, path: FieldPath) -> None:
        """The cursor has left the blank at `path`."""
        if self.typing == path:
            self._left.add(path)
            self.settle()

    def entering(self, path: FieldPath) -> None:
        """The cursor has come into the blank at `path`."""
        self.blank = path
        self.entered.emit(path)

    def chosen(self, path: FieldPath, text: str) -> None:
        """Take a whole answer: a box ticked, a day picked."""
        self._left.add(path)
        self.do(lambda: self.session.answer(path, text), path.section)

    def do(self, change: Callable[[], object], section: str = "") -> bool:
        """Make a change of a page, else of that in sight, that is whole in itself; whether it was made."""
        may = not self.read_only and self.working is None and self.may_change(section or self.section)
        if may:
            self.agreed(change)
        self._tell_asked()
        return may

    def agreed(self, change: Callable[[], object]) -> None:
        """Make a change that its user has looked at and agreed to before."""
        if not self.read_only:
            self.settle()
            change()
            self.settle()

    def apply(
        self, build: Callable[[FormSession], Sequence[Edit]], size: int, words: str, why: str = "", section: str = ""
    ) -> bool:
        """Make one step of the edits that `build` gives, about `size` of them; whether it is made or under way.

        A large one is worked out beside the window, which says `words` meanwhile.
        """
        if self.read_only or not self.may_change(section or self.section):
            self._tell_asked()
            return False
        self._make(making(build, why), size, words, lambda _: None)
        self._tell_asked()
        return True

    def undo(self) -> None:
        """Take the last step back and show where."""
        self._travel(lambda session: session.undo(), self.session.history.next_undo, "正在撤销…")

    def redo(self) -> None:
        """Make the last undone step again and show where."""
        self._travel(lambda session: session.redo(), self.session.history.next_redo, "正在重做…")

    def go(self, path: FieldPath) -> None:
        """Show the blank at `path` with the cursor in it, and what is found there."""
        self._left |= {path, path.whole}
        self.visit(path)

    def visit(self, path: FieldPath) -> None:
        """Show the blank at `path` with the cursor in it; that it is empty is not said before it is left."""
        self.settle()
        self.wanted.emit(path)

    def settle(self) -> None:
        """Let everything found so far be shown."""
        self.typing = None
        if self._unsettled:
            sections = frozenset(self._unsettled)
            self._unsettled = {}
            self.settled.emit(sections)

    def open(self, section: str) -> bool:
        """The page of a section comes into sight; whether for the first time."""
        self.settle()
        self.section = section
        first = section not in self.opened
        self.opened.add(section)
        return first

    def note_opened(self) -> None:
        """Let the draft remember which pages were opened, if it was changed at all: looking is no change."""
        if self._wrote and not self.read_only:
            with suppress(AppError):  # what could not be saved is told by the saver
                note_opened(self.declaration, self.opened & self.pack.section.keys())

    # -- what may be shown ---------------------------------------------------------------------

    def status(self, section: Section) -> SectionStatus:
        """The mark of a page as lists of pages show it: one that was never opened is not started, whatever it holds."""
        if section.id in self.opened:
            return self.session.status(section)
        return SectionStatus(section, Mark.UNTOUCHED, PageFound(()))

    def shown(self, section: str) -> dict[FieldPath, list[Problem]]:
        """The problems to show at the blanks of a page, by blank; for the rows of lists see `shown_in`."""
        found: dict[FieldPath, list[Problem]] = {}
        for problem in self.session.found(section).single:
            if self._may_show(problem, section):
                found.setdefault(problem.path, []).append(problem)
        return found

    def shown_in(self, row: FieldPath) -> list[Problem]:
        """The problems to show in one row of a list, found by looking at that row."""
        return [
            problem for problem in self.session.found(row.section).in_row(row) if self._may_show(problem, row.section)
        ]

    def shown_first(self, rows: FieldPath, most: int) -> tuple[list[Problem], int]:
        """The first problems to show in the rows of a list, and how many there are."""
        found = self.session.found(rows.section).rows.get(rows)
        if found is None:
            return [], 0
        shown = (problem for problem in found if self._may_show(problem, rows.section))
        first = list(islice(shown, most))
        if len(first) < most:
            return first, len(first)
        if rows.section in self._unsettled:
            return first, len(first) + sum(1 for _ in shown)
        been = {path.at(path.row) for path in self._left if path.row and path.whole == rows}
        owed = sum(problem.missing and problem.path in self._left for row in been for problem in found.at(row.row))
        return first, found.tally.count(missing=False) + owed

    def _may_show(self, problem: Problem, section: str) -> bool:
        if problem.missing and problem.path not in self._left:
            return False
        before = self._unsettled.get(section)
        return before is None or any(page.knows(problem) for page in before)

    # -- inside --------------------------------------------------------------------------------

    def _tell_asked(self) -> None:
        """The question took the cursor out of a blank: what is shown there may be neither what was nor what is."""
        while self._asked:
            self.asked.emit(self._asked.pop())

    def _travel(self, way: Way, size: int, words: str) -> None:
        if not self.read_only:
            self._make(way, size, words, lambda changes: self.wanted.emit(_most_telling(changes)))

    def _make(self, way: Way, size: int, words: str, then: Callable[[Changes], object]) -> None:
        """Make a step at once, or beside the window where it is large; `then` with what it changed."""
        if self.working is not None:
            return
        self.settle()
        if size < LARGE:
            self._made(way(self.session), then)
        else:
            self.working = LargeStep(self.session, way, words, self)
            self.working.begin(lambda changes: self._made(changes, then))

    def _made(self, changes: Changes | None, then: Callable[[Changes], object]) -> None:
        self.working = None
        self.settle()
        if changes is not None:
            then(changes)

    def _remember(self, section: str) -> None:
        self._unsettled.setdefault(section, []).append(self.session.found(section))

    def _on_change(self, changes: Changes) -> None:
        for section in changes.sections:
            self._unsettled.setdefault(section, [])
        self._wrote = True
        self.changed.emit(changes)


def _most_telling(changes: Changes) -> FieldPath:
    """The blank that a step changed, or its list when a row went or came."""
    last = changes.step.edits[-1]
    for edit in changes.step.edits:
        if edit.path.row and not edit.path.column:
            return edit.path.at(edit.path.row) if edit.after is not None else edit.path.whole
    return last.path
