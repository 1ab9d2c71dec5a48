"""A pack with its repeated pages unfolded: one page for each entry there is, behind the page that keeps the entries.

Everything that reads a form, screen and paper alike, reads it unfolded and knows of no repetition.  Nothing of it is
stored: a draft keeps the entries as rows, and the answers of each under the id of its page.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.answers.answers import Answers
from app.forms.pack.blocks import Entries
from app.forms.pack.pack import Pack, Part
from app.forms.pack.section import Section
from app.forms.paths import ENTRIES, FieldPath, entry_section


def unfolded(pack: Pack, answers: Answers) -> Pack:
    """`pack` with a page for each entry that `answers` have; the same pack where no page is repeated."""
    if not any(section.repeat for section in pack.sections):
        return pack
    own = {name: getattr(pack, name) for name in Pack.model_fields}
    return Pack.model_construct(**(own | {"contents": tuple(_unfolded(pack.contents, answers))}))


def _unfolded(items: tuple[Part | Section, ...], answers: Answers) -> Iterator[Part | Section]:
    for item in items:
        if isinstance(item, Part):
            yield item.model_copy(update={"contents": tuple(_unfolded(item.contents, answers))})
        elif item.repeat is None:
            yield item
        else:
            yield from _pages(item, answers)


def _pages(page: Section, answers: Answers) -> Iterator[Section]:
    """The page on which entries are added, and one for each of them."""
    assert page.repeat is not None
    entries = Entries.model_construct(repeat=page.repeat, asked=page.asked)
    bare: dict[str, object] = {"number": "", "heading": "", "after": "", "starred": False, "fields": {}}
    yield _copy(page, **bare, body=(entries,), evidence=(), checks=())
    for place, entry in enumerate(answers.rows(FieldPath(page.id, ENTRIES))):
        number = page.repeat.numbered(place)
        yield _copy(page, id=entry_section(page.id, entry), number=number, repeat=None)


def _copy(page: Section, **changed: object) -> Section:
    own = {name: getattr(page, name) for name in Section.model_fields}
    return Section.model_construct(**(own | changed))
