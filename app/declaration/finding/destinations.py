"""Where one can go in a declaration: every page, blank, list and proof, by number and by name, as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.declaration.finding.matching import plain
from app.forms.paths import ENTRIES, FieldPath
from app.forms.session import FormSession

MOST = 80
"""How many are offered."""
_DROPPED = str.maketrans("", "", " *　()（）〔〕[]“”\"'、，。：:")


@dataclass(frozen=True, slots=True)
class Destination:
    """A page, or a blank on it: the path that leads there (a page's has no field), its name, and the page's name."""

    path: FieldPath
    name: str
    page: str = ""
    number: str = ""
    asked: bool = True

    @property
    def is_page(self) -> bool:
        """Whether it is a page as a whole."""
        return not self.path.field


def destinations(session: FormSession) -> list[Destination]:
    """Every destination, in reading order; what does not apply as things stand is there too, and says so."""
    found = list[Destination]()
    for section in session.pack.sections:
        page, applies = session.page_name(section), session.applies(section)
        found.append(Destination(FieldPath(section.id, ""), page, "", section.number, applies))
        for field in section.asked.values():
            path = FieldPath(section.id, field.id)
            if field.id != ENTRIES:
                found.append(Destination(path, field.label, page, "", applies and session.asked(path)))
    return found


def ranked(known: Sequence[Destination], words: str) -> list[Destination]:
    """The destinations that `words` may mean, the likeliest first; the pages where nothing is said."""
    terms = [term for part in plain(words).split() if (term := part.translate(_DROPPED))]
    if not terms:
        return [one for one in known if one.is_page]
    scored = []
    for place, one in enumerate(known):
        marks = [_mark(one, term) for term in terms]
        if all(marks):
            scored.append((-sum(marks) - (0.5 if one.is_page else 0), place, one))
    return [one for _, _, one in sorted(scored, key=lambda found: found[:2])[:MOST]]


def _mark(one: Destination, term: str) -> float:
    """How well a term fits: its number, its name whole or in part, its page, or the characters in their order."""
    number, name, page = (plain(text).translate(_DROPPED) for text in (one.number, one.name, one.page))
    if number and number == term:
        return 100
    if number.startswith(term):
        return 80
    if name == term:
        return 70
    if term in name:
        return 60 - min(name.index(term), 20) - len(name) / 100
    if term in page:
        return 12
    return 5 * len(term) / len(name) if len(term) > 1 and _in_order(term, name) else 0


def _in_order(term: str, name: str) -> bool:
    """Whether the characters of `term` stand in `name` one after another, with others between them."""
    rest = iter(name)
    return all(character in rest for character in term)
