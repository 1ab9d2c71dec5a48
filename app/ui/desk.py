"""The desk: what the widgets of one open declaration share; the session behind it is the only state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.declaration.declaration import Declaration
from app.forms.checks.problems import Problem
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import Changes


class Desk(QObject):
    """Brings the widgets' wishes to the session, and the session's changes to the widgets.

    While a blank is typed in, nothing new is found fault with: the pages that the typing touches
    are looked at again when the blank is left ("settled").  What is owed is shown at a blank only
    after the user has been there.
    """

    changed = Signal(object)
    settled = Signal(object)
    wanted = Signal(object)
    entered = Signal(object)

    def __init__(self, declaration: Declaration) -> None:
        super().__init__()
        self.declaration = declaration
        self.session = declaration.session
        self.read_only = declaration.read_only
        self.typing: FieldPath | None = None
        self._unsettled: dict[str, set[tuple[FieldPath, str]]] = {}
        self._left: set[FieldPath] = set()
        self.session.subscribe(self._on_change)

    @property
    def pack(self) -> Pack:
        """The form as it stands."""
        return self.session.pack

    # -- what widgets wish ---------------------------------------------------------------------

    def typed(self, path: FieldPath, text: str) -> None:
        """Take what the user has typed so far into the blank at `path`."""
        self.begin(path)
        self.session.answer(path, text)

    def begin(self, path: FieldPath) -> None:
        """The user begins to type at `path`: until it is left, nothing new is found fault with there."""
        if self.typing != path:
            self.settle()
            self.typing = path
            self._remember(path.section)

    def left(self, path: FieldPath) -> None:
        """The cursor has left the blank at `path`."""
        if self.typing == path:
            self._left.add(path)
            self.settle()

    def entering(self, path: FieldPath) -> None:
        """The cursor has come into the blank at `path`."""
        self.entered.emit(path)

    def chosen(self, path: FieldPath, text: str) -> None:
        """Take a whole answer: a box ticked, a day picked."""
        self._left.add(path)
        self.do(lambda: self.session.answer(path, text))

    def do(self, change: Callable[[], object]) -> None:
        """Make a change that is whole in itself: rows, evidence."""
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
