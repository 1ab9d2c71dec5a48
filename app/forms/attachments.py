"""The check list of attachments: every proof that is asked for, whether it is there, and what it proves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from app.forms.answers.proved_rows import row_words, rows_proved
from app.forms.checks.problems import Problem
from app.forms.pack.proofs import EvidenceItem
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL


class State(Enum):
    """Whether a proof is there, and if not, whether it is owed."""

    DONE = "齐"
    MISSING = "缺"
    ADVISED = "建议提供"
    OPTIONAL = "可选"
    LATER = "填写数据后提供"
    NOT_ASKED = "不适用"


@dataclass(frozen=True, slots=True)
class File:
    """One attached file: its row, name and pages (0 for an office file), what it proves, what else to know."""

    row: str
    name: str
    pages: int
    proves: str
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One evidence item of one page: its state, its files, its problems, and the clause that demands it."""

    section: Section
    item: EvidenceItem
    state: State
    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    clause: str

    @property
    def path(self) -> FieldPath:
        """The path that files are attached to."""
        return FieldPath(self.section.id, self.item.id)

    @property
    def pages(self) -> int:
        """The pages of all files."""
        return sum(file.pages for file in self.files)

    @property
    def left_out(self) -> str:
        """In words, that its files will not be in the book, since it is not asked for as things stand; else ""."""
        idle = self.state is State.NOT_ASKED and self.files
        return f"不适用，所附 {len(self.files)} 份不编入书中" if idle else ""

    @property
    def proves(self) -> tuple[str, ...]:
        """What the files prove, one by one, as far as it is said."""
        return tuple(file.proves for file in self.files if file.proves)


@dataclass(frozen=True, slots=True)
class Attachments:
    """The proofs of one page or of the whole declaration, in reading order."""

    items: tuple[Attachment, ...]

    @property
    def done(self) -> int:
        """How many are there: 齐."""
        return self._count(State.DONE)

    @property
    def owed(self) -> int:
        """How many there should be as things stand: 应附."""
        return self._count(State.DONE, State.MISSING)

    @property
    def advised(self) -> int:
        """How many it would be good to add."""
        return self._count(State.ADVISED)

    @property
    def summary(self) -> str:
        """The totals in words: 齐 3 项 / 应附 5 项，另建议提供 1 项."""
        more = f"，另建议提供 {self.advised} 项" if self.advised else ""
        return f"齐 {self.done} 项 / 应附 {self.owed} 项{more}"

    def sections(self) -> Iterator[tuple[Section, Attachments]]:
        """The pages that ask for proofs, each with its own."""
        by_section: dict[str, list[Attachment]] = {}
        for one in self.items:
            by_section.setdefault(one.section.id, []).append(one)
        for ones in by_section.values():
            yield ones[0].section, Attachments(tuple(ones))

    def _count(self, *states: State) -> int:
        return sum(one.state in states for one in self.items)


def attachments(session: FormSession, sections: Iterable[Section] | None = None) -> Attachments:
    """The check list of the whole declaration, or of some `sections` of it."""
    chosen = session.pack.sections if sections is None else sections
    return Attachments(tuple(one for section in chosen for one in _of_page(session, section)))


def attachment(session: FormSession, path: FieldPath) -> Attachment:
    """One line of the check list: the evidence item at `path`."""
    section = session.pack.section[path.section]
    return _line(session, section, section.evidence_items[path.field], _found(session, section).get(path.field, ()))


def _of_page(session: FormSession, section: Section) -> Iterator[Attachment]:
    found = _found(session, section) if section.evidence_items else {}
    for name, item in section.evidence_items.items():
        yield _line(session, section, item, found.get(name, ()))


def _found(session: FormSession, section: Section) -> dict[str, list[Problem]]:
    """What is found at each proof of a page; other findings may be thousands, and are only passed by."""
    found: dict[str, list[Problem]] = {}
    items = section.evidence_items
    for one in session.problems(section.id):
        if one.path.field in items:
            found.setdefault(one.path.field, []).append(one)
    return found


def _line(session: FormSession, section: Section, item: EvidenceItem, found: Iterable[Problem]) -> Attachment:
    path, problems = FieldPath(section.id, item.id), tuple(found)
    files = tuple(_file(session, path, row) for row in session.answers.rows(path))
    state = _state(session, section, item, problems)
    return Attachment(section, item, state, files, problems, session.pack.clause(section, section.asked[item.id]))


def _state(session: FormSession, section: Section, item: EvidenceItem, problems: tuple[Problem, ...]) -> State:
    path = FieldPath(section.id, item.id)
    if not session.asked(path):
        return State.NOT_ASKED
    owed = any(one.missing for one in problems)
    if session.answers.row_count(path) and not owed:
        return State.DONE
    if problems:
        blocking = any(one.severity == "blocking" for one in problems)
        return State.MISSING if blocking else State.ADVISED
    if session.circumstances.required(item, section) == "optional":
        return State.OPTIONAL
    return State.NOT_ASKED if _nothing_to_prove(session, section, item) else State.LATER


def _nothing_to_prove(session: FormSession, section: Section, item: EvidenceItem) -> bool:
    """Whether every blank that the item is for is answered, so that none will ask for it: 无, 否."""
    fields = [field for field in section.proved_by(item) if session.asked(FieldPath(section.id, field.id))]
    values = [(session.value(FieldPath(section.id, field.id)), field.computed) for field in fields]
    return all(value is NIL or value is False or (computed and value == 0) for value, computed in values)


def _file(session: FormSession, item: FieldPath, row: str) -> File:
    pages = session.value(item.at(row, "pages"))
    name, proves, notes = (session.text(item.at(row, column)).strip() for column in ("name", "proves", "notes"))
    words = proved_words(session, item.at(row), proves)
    return File(row, name, pages if isinstance(pages, int) else 0, words, notes)


def proved_words(session: FormSession, file: FieldPath, proves: str) -> str:
    """What a file proves, after the rows it is for: IP01“一种夹具”：专利证书."""
    each = session.pack.section[file.section].evidence_items[file.field].each
    if each is None:
        return proves
    rows = rows_proved(session.answers, file, FieldPath(file.section, each))
    names = "、".join(row_words(session.pack, session.answers, row) for row in rows)
    return "：".join(filter(None, (names, proves)))
