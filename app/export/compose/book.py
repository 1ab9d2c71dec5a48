"""`compose`: the whole declaration as a document; cover, contents, the form in the notice's order, the proofs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from app.evidence.prepared import Prepared
from app.export.compose.body import MAX_LEVEL, BodyComposer
from app.export.compose.cover import cover_lines
from app.export.compose.evidence import UNBOUND, evidence_lines, further_items, index_of
from app.export.compose.frames import Framing
from app.export.compose.proofs import first_is_turned, proof_blocks
from app.export.compose.sentences import stated
from app.export.compose.tables.office import OfficeFiles
from app.export.compose.typography import style_of
from app.export.document import (
    Block,
    Contents,
    Document,
    Heading,
    Inline,
    LineBreak,
    PageBreak,
    Paragraph,
    Part,
    Space,
    Text,
)
from app.forms.empty_form import empty_form
from app.forms.footnotes import numbered_notes
from app.forms.pack.pack import Part as PackPart
from app.forms.pack.section import Section
from app.forms.paths import ENTRIES, FieldPath
from app.forms.session import FormSession

CONTENTS_TITLE = "目　　录"
PROOFS_TITLE = "证明材料"
_APPLICANT = "applicant.name"
_NO_PROOFS: Mapping[str, Prepared] = MappingProxyType({})


def compose(
    session: FormSession,
    *,
    blank: bool = False,
    proofs: Mapping[str, Prepared] = _NO_PROOFS,
    office: OfficeFiles | None = None,
) -> Document:
    """The declaration as it stands; `blank` is the empty form, with room to write and without contents.

    `proofs` are the attached files to bind, by SHA-256; those without an entry are told without a page.
    `office` serves the same declaration again and again.
    """
    book = _Book(empty_form(session) if blank else session, blank, {} if blank else proofs, office or OfficeFiles())
    parts = [Part(tuple(book.cover()), "none", cover=True)]
    if front := tuple(book.front()):
        parts.append(Part(front, "none"))
    if session.pack.contents_levels and not blank:
        title = Paragraph((Text(CONTENTS_TITLE),), "contents_title")
        parts.append(Part((title, Contents(session.pack.contents_levels)), "roman"))
    parts.append(Part(tuple(book.form()), "arabic"))
    if behind := tuple(book.proofs_behind()):
        parts.append(Part(behind, "arabic"))
    style = style_of(session.pack)
    return Document(session.pack.title, tuple(parts), style, author=stated(session, _APPLICANT))


class _Book:
    """One declaration with the proofs that are bound in it."""

    def __init__(self, session: FormSession, blank: bool, proofs: Mapping[str, Prepared], office: OfficeFiles) -> None:
        self._session, self._blank, self._proofs, self._office = session, blank, proofs, office
        self._index = index_of(session, proofs) if proofs else UNBOUND
        self._printed = [one for one in session.pack.outline if blank or session.applies(one[0])]
        sections = (session.pack.cover, *(section for section, _ in self._printed))
        self._notes = numbered_notes(sections)
        self._gathering = next((section for section, _ in self._printed if section.gathers_evidence), None)

    def cover(self) -> Iterator[Block]:
        """Title in the upper third, the blanks below the middle, the issuer's line at the foot."""
        pack = self._session.pack
        yield Space(3)
        yield Paragraph(_lines(pack.front_title), "cover_title")
        yield Space(fill=True)
        blocks = BodyComposer(self._session, pack.cover, blank=self._blank, notes=self._notes).blocks()
        lines = [block for block in blocks if isinstance(block, Paragraph) and block.style == "body"]
        yield from cover_lines(line for line in lines if line.align is None)
        yield Space(fill=True)
        signed = False
        for block in blocks:
            if not isinstance(block, Paragraph) or block not in lines:
                signed = True
                yield block
            elif block.align is not None:
                if signed:  # its writing has room below it
                    yield Space(1)
                yield replace(block, style="cover_foot")
                signed = False

    def front(self) -> Iterator[Block]:
        """The pages between the cover and the contents."""
        turned = False
        for section, _ in self._printed:
            if section.before_contents:
                if section.is_landscape is not turned:
                    turned = section.is_landscape
                    yield PageBreak(turned=turned)
                framing = Framing()
                for heading in self._heading(section, 1):
                    yield replace(heading, in_contents=False) if isinstance(heading, Heading) else heading
                yield from framing.around(section if section.boxed else None)
                yield from framing.row(self._body(section, 1))
                yield from framing.left()

    def form(self) -> Iterator[Block]:
        """The pages in the notice's order, and the proofs behind the page that gathers them."""
        above: tuple[PackPart, ...] = ()
        number = 0
        broken, turned = True, False
        framing = Framing()
        for section, parts in self._printed:
            if section.before_contents or self._only_keeps_entries(section):
                continue
            fresh = _fresh(above, parts)
            start = next((part.start for _, part in fresh if part.start), "") or section.page_start
            if (start and number) or not broken or section.is_landscape is not turned:
                turned = section.is_landscape
                yield from (*framing.left(), PageBreak(recto=start == "recto", turned=turned))
            boxed = next((place for place, part in enumerate(parts) if part.boxed), len(parts))
            for level, part in fresh:
                inside = any(part is one for one in parts[boxed + 1 :])
                yield from framing.around(parts[boxed] if inside else None)
                yield from framing.row(_part_heading(self._session, part, level, f"part-{number}-{level}"))
            level = _level(parts) + 1
            yield from framing.around(parts[boxed] if boxed < len(parts) else None)
            if section.boxed and boxed == len(parts):
                yield from self._heading(section, level)
                yield from framing.around(section)
                yield from framing.row(self._body(section, level))
            else:
                yield from framing.row((*self._heading(section, level), *self._body(section, level)))
            broken = section is not self._gathering or not self._index.items
            if section is self._gathering:
                yield from framing.left()
                if turned and self._index.items:
                    yield PageBreak()
                    turned = False
                yield from self._proof_blocks(level + 1, fresh=False)
            above, number = parts, number + 1
        yield from framing.left()

    def _only_keeps_entries(self, section: Section) -> bool:
        """Whether nothing is printed of the page, since each of its entries has one that is."""
        return section.repeat is not None and self._session.answers.row_count(FieldPath(section.id, ENTRIES)) > 0

    def proofs_behind(self) -> Iterator[Block]:
        """The proofs as a part of their own, where no page gathers them."""
        if self._index.items and self._gathering is None:
            if first_is_turned(self._session, self._index, self._proofs, self._office):
                yield PageBreak(turned=True)
            yield Heading(1, (Text(PROOFS_TITLE),), "proofs")
            yield from self._proof_blocks(2, fresh=True)

    def _proof_blocks(self, level: int, *, fresh: bool) -> Iterator[Block]:
        return proof_blocks(self._session, self._index, self._proofs, self._office, level=level, fresh=fresh)

    def _heading(self, section: Section, level: int) -> Iterator[Block]:
        if section.heading_words:
            yield Heading(min(level, MAX_LEVEL), (Text(section.heading_words),), f"section-{section.id}")
        if section.after:
            yield Paragraph((Text(section.after),), "note", leads=True)

    def _body(self, section: Section, level: int) -> Iterator[Block]:
        composer = BodyComposer(
            self._session, section, blank=self._blank, level=level, index=self._index, notes=self._notes
        )
        yield from composer.blocks()
        if not self._blank:
            yield from evidence_lines(self._session, section, further_items(section), self._index)


def _fresh(above: tuple[PackPart, ...], parts: tuple[PackPart, ...]) -> list[tuple[int, PackPart]]:
    """The parts, with their levels, that open here and did not hold the section before."""
    opened = [place for place, part in enumerate(parts) if not any(part is other for other in above)]
    return [(_level(parts[: place + 1]), parts[place]) for place in opened]


def _level(parts: tuple[PackPart, ...]) -> int:
    """The heading level of the innermost part: below a volume levels are counted anew."""
    volumes = [place for place, part in enumerate(parts) if part.volume]
    return sum(bool(part.heading_words) for part in parts[volumes[-1] + 1 if volumes else 0 :])


def _lines(words: str) -> tuple[Inline, ...]:
    """Words with their line ends as forced new lines."""
    first, *others = words.split("\n")
    return (Text(first), *(inline for line in others for inline in (LineBreak(), Text(line))))


def _part_heading(session: FormSession, part: PackPart, level: int, anchor: str) -> Iterator[Block]:
    if part.heading_words:
        yield Heading(min(max(level, 1), MAX_LEVEL), (Text(part.heading_words),), anchor, volume=part.volume)
    intro = Section(id="intro", title=part.title, body=part.intro)
    yield from BodyComposer(session, intro, blank=True).blocks()
