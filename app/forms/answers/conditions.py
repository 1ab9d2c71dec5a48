"""What applies as things stand: pages, blanks and the conditions they depend on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from typing import TypeVar

from app.forms.answers.answers import Answers
from app.forms.answers.comparing import Extent, extent_of, extent_of_literal, keeps
from app.forms.answers.computing import Operands, computed_value
from app.forms.answers.counting import counted, together
from app.forms.answers.memory import Memory
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.agreement.names import resolve
from app.forms.pack.conditions import Condition, Required, RequiredWhen, is_name
from app.forms.pack.fields import Field, FieldSpec
from app.forms.pack.pack import Pack
from app.forms.pack.proofs import EvidenceItem
from app.forms.pack.section import Section
from app.forms.paths import ENTRIES, FieldPath, entry_section
from app.forms.values import Value

T = TypeVar("T")


class Circumstances:
    """Reads conditions and computed figures against the answers; a blank that is not asked counts as not answered.

    What was worked out is remembered until an answer it rests on changes.
    """

    def __init__(self, pack: Pack, answers: Answers) -> None:
        self._pack, self._answers = pack, answers
        self._looking: set[FieldPath] = set()
        self._memory = Memory(answers)
        self._operands: dict[FieldPath, Operands] = {}

    def go_on_from(self, before: Circumstances) -> None:
        """Remember what `before` did, which has read an earlier state of the same answers; it begins anew."""
        if before is not self and before._pack.section.keys() == self._pack.section.keys():
            self._memory.take_over(before._memory)

    def applies(self, section: Section) -> bool:
        """Whether the page is part of this declaration at all."""
        return self.holds(section.when, section)

    def asked(self, path: FieldPath) -> bool:
        """Whether the blank, list or proof that `path` lies in is to be filled as things stand, a cell in its row."""
        self._memory.read(path)
        return self._asked(path.whole) and (path.row in ("", "*") or self._asked_in_row(path))

    def _asked_in_row(self, path: FieldPath) -> bool:
        conditional = self._pack.conditional_columns
        if not conditional or path.at("*", path.column) not in conditional:
            return True
        field = self._pack.field_at(path)
        return field is None or self.holds(field.when, self._pack.section[path.section], path)

    def _asked(self, whole: FieldPath) -> bool:
        section = self._pack.section[whole.section]
        when = section.asked[whole.field].when
        if when is None and section.when is None:
            return True
        return self._memory.remembered(("asked", whole), lambda: self._looked(whole, section, when))

    def _looked(self, path: FieldPath, section: Section, when: Condition | None) -> bool:
        if path in self._looking:
            self._memory.guess()
            return True  # conditions that ask for each other: neither hides the other
        self._looking.add(path)
        try:
            return self.applies(section) and self.holds(when, section)
        finally:
            self._looking.discard(path)

    def stated(self, path: FieldPath) -> Value | None:
        """What is answered at `path`, or computed there, whether it is asked or not."""
        self._memory.read(path)
        if path.row == "*" or not self._pack.computes(path):
            return self._answers.get(path)
        return self._memory.remembered(("value", path), lambda: self._computed(path))

    def _computed(self, path: FieldPath) -> Value | None:
        """What comes of the operands; those of a blank are known the next time, but a list may have thousands."""
        operands = self._operands.get(path) or Operands(self._pack, path)
        if not path.row:
            self._operands[path] = operands
        return computed_value(operands, self._answers, self)

    def value(self, path: FieldPath) -> Value | None:
        """What is answered or computed at `path`; None where nothing is asked."""
        value = self.stated(path)
        return value if value is not None and self.asked(path) else None

    def cells(self, path: FieldPath) -> list[Value | None]:
        """What each row of a list, or each entry, has in the column at `path`; nothing where it does not apply."""
        self._memory.read(path)
        if path.field == ENTRIES:
            pages = (entry_section(path.section, row) for row in self._answers.rows(path.whole))
            return [self.value(blank) for page in pages if self.asked(blank := FieldPath(page, path.column))]
        field = self._pack.field_at(path)
        if field is None or (field.when is None and not self._pack.computes(path)):
            return self._answers.column(path)
        cells = (path.at(row, path.column) for row in self._answers.rows(path.whole))
        return [self.stated(cell) for cell in cells if self._asked_in_row(cell)]

    def remembered(self, key: Hashable, work: Callable[[], T]) -> T:
        """What `work` comes to, worked out once as long as nothing that it reads changes."""
        return self._memory.remembered(key, work)

    def required(
        self, asked: FieldSpec | EvidenceItem, section: Section, at: FieldPath | None = None
    ) -> Required | None:
        """How much what is asked on the page `section` is owed as things stand; None when the pack does not say."""
        if isinstance(asked.required, RequiredWhen):
            return asked.required.then if self.holds(asked.required.when, section, at) else asked.required.else_
        return asked.required

    def holds(self, condition: Condition | None, section: Section | None, at: FieldPath | None = None) -> bool:
        """Whether `condition`, read inside `section` and `at` a row or cell of it, is true; none always holds."""
        if condition is None:
            return True
        if condition.all:
            return all(self.holds(inner, section, at) for inner in condition.all)
        if condition.any:
            return any(self.holds(inner, section, at) for inner in condition.any)
        if condition.not_ is not None:
            return not self.holds(condition.not_, section, at)
        if condition.comparison is not None:
            return self._compares(condition, section, at)
        path = resolve(self._pack, condition.field or "", section, at)
        value = self.value(path) if path else None
        if condition.is_ is None:
            return (value is not None) == condition.answered
        return path is not None and self._is(path, value, condition.is_)

    def _compares(self, condition: Condition, section: Section | None, at: FieldPath | None) -> bool:
        """Whether a comparison is certainly true; what is not answered, or not asked, compares with nothing."""
        assert condition.comparison is not None
        relation, bounds = condition.comparison
        field = self._field(condition.field, section, at) if condition.field else None
        own = self._count(condition.count, section, at) if field is None else self._extent(condition.field, section, at)
        dated = field is not None and field.type in ("date", "month", "year")
        against = [
            self._extent(bound, section, at, field) if is_name(bound) else extent_of_literal(bound, dated=dated)
            for bound in bounds
        ]
        known = [extent for extent in against if extent is not None]
        return own is not None and len(known) == len(bounds) and keeps(own, relation, known)

    def _extent(
        self, name: str | None, section: Section | None, at: FieldPath | None, beside: Field | None = None
    ) -> Extent | None:
        path = resolve(self._pack, name or "", section, at)
        field = self._pack.field_at(path) if path is not None else None
        return extent_of(field, self.value(path), beside) if path is not None and field is not None else None

    def _count(self, names: tuple[str, ...], section: Section | None, at: FieldPath | None) -> Extent | None:
        """How many are counted; None when none of it is asked."""
        paths = [path for name in names if (path := resolve(self._pack, name, section, at)) and self.asked(path)]
        asked = [(path, field) for path in paths if (field := self._pack.field_at(path)) is not None]
        counts = [counted(path, field, self.value(path), self._answers) for path, field in asked]
        return Extent(*map(Decimal, together(counts))) if counts else None

    def _field(self, name: str, section: Section | None, at: FieldPath | None) -> Field | None:
        path = resolve(self._pack, name, section, at)
        return self._pack.field_at(path) if path is not None else None

    def _is(self, path: FieldPath, value: Value | None, words: str) -> bool:
        """Whether `value` is what `words` state in the blank's own type."""
        field = self._pack.field_at(path)
        if value is None or field is None:
            return False
        if isinstance(value, tuple):
            return words in value
        return value == FIELD_TYPES[field.type].parse(words, field)
