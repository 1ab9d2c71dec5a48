"""The desk: what the widgets of one open declaration share; the session behind it is the only state."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from app.declaration.declaration import Declaration
from app.declaration.remarks.remarks import Remarks
from app.declaration.sharing.loans import Loan
from app.forms.checks.problems import Problem
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import Changes


class Desk(QObject):
    """Brings the widgets' wishes to the session, and the session's changes to the widgets.

    While a blank is typed in, nothing new is found fault with: the pages that the typing touches
    are looked at again when the blank is left ("settled").  What is owed is shown at a blank only
    after the user has been there.

    `section` is the page in sight, `blank` where the cursor came last.
    `lent` are the loans that pages are out by, `own_loan` is that of which this copy
    is what was handed out.  `guard` asks, where a page is somebody else's to fill in, whether it shall be changed all
    the same: None when there was nothing to ask; "asked" tells that it was.
    """

    changed = Signal(object)
    settled = Signal(object)
    wanted = Signal(object)
    entered = Signal(object)
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
        self.blank: FieldPath | None = None
        self.lent: Mapping[str, Loan] = {}
        self.own_loan: Loan | None = None
        self.remarks = Remarks(())
        self.guard: Callable[[str], bool | None] = lambda _section: None
        self._unsettled: dict[str, set[tuple[FieldPath, str]]] = {}
        self._left: set[FieldPath] = set()
        self._asked: set[str] = set()
        self.session.subscribe(self._on_change)

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
        self.lent, self.own_loan = lent, own
        self.lent_changed.emit()

    def show_remarks(self, remarks: Remarks) -> None:
        """Let the widgets show these remarks."""
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
        may = not self.read_only and self.may_change(section or self.section)
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

    def undo(self) -> None:
        """Take the last step back and show where."""
        self._travel(self.session.undo)

    def redo(self) -> None:
        """Make the last undone step again and show where."""
        self._travel(self.session.redo)

    def go(self, path: FieldPath) -> None:
        """Show the blank at `path` with the cursor in it, and what is found there."""
        self.settle()
        self._left |= {path, path.whole}
        self.wanted.emit(path)

    def settle(self) -> None:
        """Let everything found so far be shown."""
        self.typing = None
        if self._unsettled:
            sections = frozenset(self._unsettled)
            self._unsettled = {}
            self.settled.emit(sections)

    # -- what may be shown ---------------------------------------------------------------------

    def shown(self, section: str) -> dict[FieldPath, list[Problem]]:
        """The problems to show at the blanks of a page, by blank."""
        before = self._unsettled.get(section)
        found: dict[FieldPath, list[Problem]] = {}
        for problem in self.session.problems(section):
            if problem.missing and problem.path not in self._left:
                continue
            if before is None or (problem.path, problem.code) in before:
                found.setdefault(problem.path, []).append(problem)
        return found

    # -- inside --------------------------------------------------------------------------------

    def _tell_asked(self) -> None:
        """The question took the cursor out of a blank: what is shown there may be neither what was nor what is."""
        while self._asked:
            self.asked.emit(self._asked.pop())

    def _travel(self, step: Callable[[], Changes | None]) -> None:
        if self.read_only:
            return
        self.settle()
        changes = step()
        self.settle()
        if changes is not None:
            self.wanted.emit(_most_telling(changes))

    def _remember(self, section: str) -> None:
        known = self._unsettled.setdefault(section, set())
        known |= {(problem.path, problem.code) for problem in self.session.problems(section)}

    def _on_change(self, changes: Changes) -> None:
        for section in changes.sections:
            self._unsettled.setdefault(section, set())
        self.changed.emit(changes)


def _most_telling(changes: Changes) -> FieldPath:
    """The blank that a step changed, or its list when a row went or came."""
    last = changes.step.edits[-1]
    for edit in changes.step.edits:
        if edit.path.row and not edit.path.column:
            return edit.path.at(edit.path.row) if edit.after is not None else edit.path.whole
    return last.path
