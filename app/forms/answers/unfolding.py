"""A pack with its repeated pages unfolded: one page for each entry there is, behind the page that keeps the entries.

A matrix whose lines are the entries, or the rows of a list, has a line for each of them.  Everything that reads a
form, screen and paper alike, reads it unfolded and knows of no repetition.  Nothing of it is stored: a draft keeps the
entries as rows, and the answers of each under the id of its page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.forms.answers.answers import Answers
from app.forms.pack.agreement.names import each_list
from app.forms.pack.blocks import Block, Entries, Matrix
from app.forms.pack.matrix.lines import EntryLine, MatrixLine
from app.forms.pack.pack import Pack, Part
from app.forms.pack.section import Section
from app.forms.pack.strict import Strict
from app.forms.paths import ENTRIES, FieldPath, entry_section

S = TypeVar("S", bound=Strict)


def unfolded(pack: Pack, answers: Answers) -> Pack:
    """`pack` with a page and a line for each entry that `answers` have; the same where nothing rests on entries."""
    if not unfolding(pack):
        return pack
    return _with(pack, contents=tuple(_Unfolder(pack, answers).items(pack.contents)))


def unfolding(pack: Pack) -> frozenset[FieldPath]:
    """The lists, as the pack has them, whose rows make pages or the lines of a matrix."""
    repeated = {FieldPath(section.id, ENTRIES) for section in pack.sections if section.repeat}
    lined = {each_list(section, matrix.each) for section in pack.sections for matrix in section.matrices if matrix.each}
    return frozenset(repeated | lined)


@dataclass(frozen=True, slots=True)
class _Unfolder:
    pack: Pack
    answers: Answers

    def items(self, items: tuple[Part | Section, ...]) -> Iterator[Part | Section]:
        for item in items:
            if isinstance(item, Part):
                yield item.model_copy(update={"contents": tuple(self.items(item.contents))})
            elif item.repeat is None:
                yield self._lined(item)
            else:
                yield from self._pages(item)

    def _pages(self, page: Section) -> Iterator[Section]:
        """The page on which entries are added, and one for each of them."""
        assert page.repeat is not None
        entries = Entries.model_construct(repeat=page.repeat, asked=page.asked)
        bare: dict[str, object] = {"number": "", "heading": "", "after": "", "starred": False, "fields": {}}
        yield _with(page, **bare, body=(entries,), evidence=(), checks=())
        for entry, number in self._entries(FieldPath(page.id, ENTRIES)):
            yield self._lined(_with(page, id=entry_section(page.id, entry), number=number, repeat=None))

    def _lined(self, page: Section) -> Section:
        """The page with a line for each entry or row in its matrices."""
        if not any(matrix.each for matrix in page.matrices):
            return page
        return _with(page, body=tuple(self._block(page, block) for block in page.body))

    def _block(self, page: Section, block: Block) -> Block:
        if not isinstance(block, Matrix) or not block.each:
            return block
        path = each_list(page, block.each)
        rows = tuple(self._lines(block.rows, path))
        return _with(block, rows=rows, columns=tuple(self._lines(block.columns, path)))

    def _lines(self, lines: tuple[MatrixLine, ...], path: FieldPath) -> Iterator[MatrixLine]:
        """The lines with one for each entry in place of the one that stands for them, as long as there is any."""
        for line in lines:
            if line.below:
                yield line.model_copy(update={"below": tuple(self._lines(line.below, path))})
            elif not line.each:
                yield line
            else:
                own = {name: getattr(line, name) for name in MatrixLine.model_fields}
                numbered: list[MatrixLine] = [
                    EntryLine.model_construct(**(own | {"title": number, "at": path.at(row)}))
                    for row, number in self._entries(path)
                ]
                yield from numbered or [line]

    def _entries(self, path: FieldPath) -> Iterator[tuple[str, str]]:
        """Each entry or row of a list with its number."""
        page = self.pack.section[path.folded.section]
        repeat = page.repeat if path.field == ENTRIES else None
        number = repeat.numbered if repeat is not None else page.lists[path.field].number
        for place, row in enumerate(self.answers.rows(path)):
            yield row, number(place)


def _with(whole: S, **changed: object) -> S:
    own = {name: getattr(whole, name) for name in type(whole).model_fields}
    return type(whole).model_construct(**(own | changed))
