"""What applies as things stand: pages, blanks and the conditions they depend on."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.answers.answers import Answers
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.consistency import resolve
from app.forms.pack.fields import Condition
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.values import Value


class Circumstances:
    """Reads conditions against the answers; a blank that is not asked counts as not answered."""

    def __init__(self, pack: Pack, answers: Answers) -> None:
        self._pack, self._answers = pack, answers
        self._looking: set[FieldPath] = set()

    def applies(self, section: Section) -> bool:
        """Whether the page is part of this declaration at all."""
        return self.holds(section.when, section)

    def asked(self, path: FieldPath) -> bool:
        """Whether the blank, list or proof that `path` lies in is to be filled as things stand."""
        whole = path.whole
        section = self._pack.section[whole.section]
        when = section.asked[whole.field].when
        if when is None and section.when is None:
            return True
        if whole in self._looking:
            return True  # conditions that ask for each other: neither hides the other
        self._looking.add(whole)
        try:
            return self.applies(section) and self.holds(when, section)
        finally:
            self._looking.discard(whole)

    def value(self, path: FieldPath) -> Value | None:
        """What is answered at `path`; None where nothing is asked."""
        value = self._answers.get(path)
        return value if value is not None and self.asked(path) else None

    def holds(self, condition: Condition | None, section: Section | None) -> bool:
        """Whether `condition`, read inside `section`, is true; no condition always holds."""
        if condition is None:
            return True
        if condition.all:
            return all(self.holds(inner, section) for inner in condition.all)
        if condition.any:
            return any(self.holds(inner, section) for inner in condition.any)
        if condition.not_ is not None:
            return not self.holds(condition.not_, section)
        path = resolve(self._pack, condition.field or "", section)
        value = self.value(path) if path else None
        if condition.is_ is None:
            return (value is not None) == condition.answered
        return path is not None and self._is(path, value, condition.is_)

    def _is(self, path: FieldPath, value: Value | None, words: str) -> bool:
        """Whether `value` is what `words` state in the blank's own type."""
        field = self._pack.field_at(path)
        if value is None or field is None:
            return False
        if isinstance(value, tuple):
            return words in value
        return value == FIELD_TYPES[field.type].parse(words, field)


def names_in(condition: Condition | None) -> Iterator[str]:
    """The fields a condition reads, in its own words."""
    if condition is None:
        return
    if condition.field:
        yield condition.field
    for inner in (*condition.all, *condition.any, *([condition.not_] if condition.not_ else ())):
        yield from names_in(inner)
