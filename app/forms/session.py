"""The one door for changes: every answer, row and undo goes through a `FormSession`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.errors import DraftError, UsageError
from app.forms.answers.answers import Answers, Edit
from app.forms.answers.conditions import Circumstances
from app.forms.answers.formula import formula
from app.forms.answers.history import History, Step, StepKind
from app.forms.answers.proved_rows import row_name
from app.forms.answers.row_edits import Cells, insertion, moves, removal
from app.forms.answers.unfolding import unfolded, unfolding
from app.forms.checks.blanks import Unprintable, prints_all
from app.forms.checks.checklist import Checklist, SectionStatus, Statuses, checks_by_hand
from app.forms.checks.found import PageFound
from app.forms.checks.problems import Problem
from app.forms.checks.validation import Validator
from app.forms.checks.verdicts import Verdict, demands
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.fields import Condition, Field
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.pack.threshold import Threshold
from app.forms.paths import ENTRIES, FieldPath, entry_section, is_entry
from app.forms.values import Value, same


@dataclass(frozen=True, slots=True)
class Changes:
    """What one change did: the step as made, the paths it touched, the pages to look at again.

    `joined` says that the step continues the burst of typing before it, `unfolded` that pages are others now, because
    an entry or row that makes a page, or a line of a matrix, came, went or moved.  `why` it was made, in words.
    """

    kind: StepKind
    step: Step
    paths: tuple[FieldPath, ...]
    sections: frozenset[str]
    joined: bool = False
    unfolded: bool = False
    why: str = ""


Listener = Callable[[Changes], None]


class FormSession:
    """The state of one open declaration; everything shown is computed from it.

    A `read_only` session refuses every change with a DraftError.  `unprintable` gives the characters of a text that
    cannot be printed.
    """

    def __init__(
        self,
        pack: Pack,
        answers: Answers | None = None,
        clock: Callable[[], float] = time.monotonic,
        *,
        read_only: bool = False,
        unprintable: Unprintable = prints_all,
    ) -> None:
        self.folded = pack
        self.answers = Answers() if answers is None else answers
        self.pack = unfolded(pack, self.answers)
        self._unfolding = unfolding(pack)
        self.history = History()
        self.read_only, self._unprintable = read_only, unprintable
        self._validator = Validator(self.pack, self.answers, unprintable)
        self._listeners: list[Listener] = []
        self._clock = clock
        self.grown_from = 0
        self._statuses = Statuses()

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` once after every change."""
        self._listeners.append(listener)

    def snapshot(self) -> FormSession:
        """The declaration as it stands now, to be read in another thread; what changes later is not in it."""
        return FormSession(self.folded, self.answers.copy(), read_only=True, unprintable=self._unprintable)

    # -- changing ------------------------------------------------------------------------------

    def answer(self, path: FieldPath, text: str) -> Changes | None:
        """Take what was typed into a blank; None when that changes nothing, KeyError when there is no such blank."""
        field = self.field(path)
        if path.row and self.answers.get(path.at(path.row)) is None:
            raise KeyError(str(path))
        return self._typed(path, FIELD_TYPES[field.type].parse(text, field))

    def set(self, values: Mapping[FieldPath, Value | None]) -> Changes | None:
        """Take several values as one step; None when that changes nothing."""
        return self._do([Edit(path, self.answers.get(path), value) for path, value in values.items()])

    def insert_rows(self, path: FieldPath, position: int, rows: Sequence[Cells], *, typing: bool = False) -> list[str]:
        """Put rows before `position` of a list or proof as one step, in place of 无; the new rows' ids.

        `typing`: the row was made by typing into its last cell, and what is typed on there belongs to the same step.
        """
        edits, ids = self.row_edits(path, position, rows)
        self._do([Edit(path, self.answers.get(path), None), *edits], typing=typing)
        return ids

    def row_edits(self, path: FieldPath, position: int, rows: Sequence[Cells]) -> tuple[list[Edit], list[str]]:
        """The edits that would put `rows` before `position`, and the ids they would get."""
        return insertion(self.answers, path, position, rows)

    def remove_rows(self, path: FieldPath, rows: Iterable[str]) -> Changes | None:
        """Take rows out of a list or proof, with their cells, as one step."""
        return self._do([edit for row in dict.fromkeys(rows) for edit in self.removal(path, row)])

    def removal(self, path: FieldPath, row: str) -> list[Edit]:
        """The edits that would take one row out."""
        edits = removal(self.answers, path, row, self._columns(path))
        if self._is_entry(path.at(row)):
            edits[-1:-1] = self.answers.emptied(entry_section(path.section, row))
        return edits

    def move_row(self, path: FieldPath, row: str, position: int) -> Changes | None:
        """Put a row before `position`, counted without the row itself; None when it stands there already."""
        if position == self.answers.place(path.at(row)):
            return None
        return self._do(moves(self.answers, path, [row], position))

    def apply(self, edits: Sequence[Edit], why: str = "") -> Changes | None:
        """Make prepared edits as one step, for the reason `why`; None when they change nothing."""
        return self._do(edits, why=why)

    def undo(self) -> Changes | None:
        """Take the last step back; None when there is none."""
        self._must_be_writable()
        return self._apply("undo", self.history.undo()) if self.history.can_undo else None

    def redo(self) -> Changes | None:
        """Make the last undone step again; None when there is none."""
        self._must_be_writable()
        return self._apply("redo", self.history.redo()) if self.history.can_redo else None

    # -- a large step, worked out beside the window ------------------------------------------------

    def twin(self) -> FormSession:
        """The same declaration to try a step on in another thread; nothing hears of what is done there."""
        twin = FormSession.__new__(FormSession)
        twin.__dict__.update(self.__dict__)
        twin.answers = self.answers.copy()
        twin.history = self.history.copy()
        twin._validator = self._validator.twin(twin.answers)
        twin._statuses = self._statuses.copy()
        twin._listeners, twin.grown_from = [], self.answers.edition
        return twin

    def adopt(self, twin: FormSession, changes: Changes) -> bool:
        """Be as `twin` is after `changes`; False, and nothing is done, when this session was changed meanwhile."""
        if twin.grown_from != self.answers.edition:
            return False
        self._must_be_writable()
        self.answers, self.pack, self.history = twin.answers, twin.pack, twin.history
        self._validator, self._statuses = twin._validator, twin._statuses
        for listener in self._listeners:
            listener(changes)
        return True

    # -- looking -------------------------------------------------------------------------------

    def field(self, path: FieldPath) -> Field:
        """What the pack asks at `path`; KeyError when it asks nothing there."""
        field = self.pack.field_at(path)
        if field is None:
            raise KeyError(str(path))
        return field

    def value(self, path: FieldPath) -> Value | None:
        """What is answered or computed at `path`."""
        return self.circumstances.stated(path)

    def text(self, path: FieldPath) -> str:
        """What an editor shows at `path`."""
        return FIELD_TYPES[self.field(path).type].typed(self.value(path))

    def computed_from(self, path: FieldPath) -> str:
        """How the figure at `path` is computed, in Chinese; empty when it is typed."""
        return formula(self.pack, path) if self.pack.computes(path) else ""

    def printed(self, path: FieldPath) -> str:
        """What the paper shows at `path`; nothing where nothing is asked."""
        field = self.field(path)
        return FIELD_TYPES[field.type].printed(self.circumstances.value(path), field)

    def applies(self, section: Section) -> bool:
        """Whether the page is part of this declaration."""
        return self.circumstances.applies(section)

    def asked(self, path: FieldPath) -> bool:
        """Whether the blank, list or proof is to be filled as things stand."""
        return self.circumstances.asked(path)

    def holds(self, condition: Condition | None, section: Section) -> bool:
        """Whether a condition stated on the page `section` is true as things stand."""
        return self.circumstances.holds(condition, section)

    @property
    def circumstances(self) -> Circumstances:
        """What applies, is stated and is owed as things stand."""
        return self._validator.circumstances

    def verdict(self, section: Section, threshold: Threshold) -> Verdict | None:
        """What comes of one of the page's thresholds, alternatives included; None while that is open."""
        found = demands(section, self.answers, self.circumstances)
        return next((demand.verdict for demand in found if threshold in demand.thresholds), None)

    def problems(self, section: str) -> tuple[Problem, ...]:
        """The problems of one page, in reading order."""
        return self._validator.problems(section)

    def found(self, section: str) -> PageFound:
        """The same, with what is found in the rows of its lists apart."""
        return self._validator.page(section)

    def status(self, section: Section) -> SectionStatus:
        """The mark and problems of one page."""
        return self._statuses.of(section, self.found, self.answers)

    def checklist(self) -> Checklist:
        """Every page that applies, and what people must check by hand."""
        statuses = tuple(self.status(section) for section in self.pack.sections if self.applies(section))
        return Checklist(statuses, checks_by_hand(self.pack))

    def page_name(self, page: Section) -> str:
        """What lists call a page: that of an entry by what names it, as far as it is filled in."""
        repeat = self.folded.section[FieldPath(page.id, "").folded.section].repeat if is_entry(page.id) else None
        words = self.printed(FieldPath(page.id, repeat.named_by)) if repeat and repeat.named_by else ""
        return f"{page.number} {words}" if words else page.name

    def row_number(self, path: FieldPath) -> int:
        """The place of a row in its list, from 1."""
        return self.answers.place(path) + 1

    def row_name(self, path: FieldPath) -> str:
        """What lists call a row: 第 3 行, or its number where the pack numbers the rows by a pattern."""
        return row_name(self.pack, self.answers, path)

    # -- inside --------------------------------------------------------------------------------

    def _typed(self, path: FieldPath, value: Value | None) -> Changes | None:
        before = self.answers.get(path)
        if same(before, value):
            return None
        step = Step((Edit(path, before, value),))
        self._must_be_writable(step.edits)
        joined = self.history.did(step, self._clock())
        return self._apply("do", step, joined)

    def _do(self, edits: Sequence[Edit], *, typing: bool = False, why: str = "") -> Changes | None:
        told = (edit.of_characters for edit in edits)
        step = Step(tuple(edit for edit in told if not same(edit.before, edit.after)))
        if not step.edits:
            return None
        self._must_be_writable(step.edits)
        self.history.did(step, self._clock() if typing else None)
        return self._apply("do", step, why=why)

    def _must_be_writable(self, edits: Sequence[Edit] = ()) -> None:
        if self.read_only:
            raise DraftError("草稿是以只读方式打开的，没有改动。", "请关闭其他打开它的程序后重新打开。")
        for edit in edits:
            if self.pack.computes(edit.path):
                label = self.field(edit.path).label
                raise UsageError(f"“{label}”由程序计算，不能填写，没有改动。", "请修改计算所用的各项。")

    def _apply(self, kind: StepKind, step: Step, joined: bool = False, why: str = "") -> Changes:
        self.answers.apply_all(step.edits)
        paths = tuple(edit.path for edit in step.edits)
        again = any(path.whole.folded in self._unfolding for path in paths if path.row and not path.column)
        sections = self._unfold() if again else self._validator.changed(paths)
        changes = Changes(kind, step, paths, sections, joined, again, why)
        for listener in self._listeners:
            listener(changes)
        return changes

    def _is_entry(self, path: FieldPath) -> bool:
        """Whether `path` is an entry of a repeated page."""
        page = self.folded.section.get(path.section) if path.field == ENTRIES and not path.column else None
        return page is not None and page.repeat is not None

    def _unfold(self) -> frozenset[str]:
        """Follow the entries there are now; every page there was or is."""
        before = self.pack.section.keys()
        self.pack = unfolded(self.folded, self.answers)
        self._validator = Validator(self.pack, self.answers, self._unprintable)
        return frozenset(before | self.pack.section.keys())

    def _columns(self, path: FieldPath) -> list[str]:
        return self.pack.section[path.section].column_names(path.field)
