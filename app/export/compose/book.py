"""`compose`: the whole declaration as a document; cover, contents, and the form in the notice's order."""

from __future__ import annotations

from collections.abc import Iterator

from app.export.compose.body import MAX_LEVEL, BodyComposer
from app.export.compose.evidence import evidence_lines, further_items
from app.export.compose.sentences import stated
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
from app.forms.pack import Part as PackPart
from app.forms.section import Section
from app.forms.session import FormSession

CONTENTS_TITLE = "目　　录"
_APPLICANT = "applicant.name"


def compose(session: FormSession, *, blank: bool = False) -> Document:
    """The declaration as it stands; `blank` is the empty form, with room to write and without contents."""
    parts = [Part(tuple(_cover(session, blank=blank)), "none")]
    if session.pack.contents_levels and not blank:
        title = Paragraph((Text(CONTENTS_TITLE),), "contents_title")
        parts.append(Part((title, Contents(session.pack.contents_levels)), "roman"))
    parts.append(Part(tuple(_form(session, blank=blank)), "arabic"))
    style = style_of(session.pack)
    return Document(session.pack.title, tuple(parts), style, author=stated(session, _APPLICANT))


def _cover(session: FormSession, *, blank: bool) -> Iterator[Block]:
    """Title in the upper third, the blanks below the middle, the issuer's line at the foot."""
    yield Space(4)
    yield Paragraph(_lines(session.pack.front_title), "cover_title")
    yield Space(8)
    foot: list[Block] = []
    for block in BodyComposer(session, session.pack.cover, blank=blank).blocks():
        if isinstance(block, Paragraph) and block.style == "body":
            yield Paragraph(block.inlines, "cover_line")
        else:
            foot.append(block)
    yield Space(fill=True)
    yield from foot


def _form(session: FormSession, *, blank: bool) -> Iterator[Block]:
    above: tuple[PackPart, ...] = ()
    number = 0
    for section, parts in session.pack.outline:
        if not blank and not session.applies(section):
            continue
        fresh = _fresh(above, parts)
        start = next((part.start for _, part in fresh if part.start), "") or section.page_start
        if start and number:
            yield PageBreak(recto=start == "recto")
        for level, part in fresh:
            yield from _part_heading(session, part, level, f"part-{number}-{level}")
        yield from _section(session, section, _level(parts) + 1, blank=blank)
        above, number = parts, number + 1


def _fresh(above: tuple[PackPart, ...], parts: tuple[PackPart, ...]) -> list[tuple[int, PackPart]]:
    """The parts, with their levels, that open here and did not hold the section before."""
    opened = [place for place, part in enumerate(parts) if not any(part is other for other in above)]
    return [(_level(parts[: place + 1]), parts[place]) for place in opened]


def _level(parts: tuple[PackPart, ...]) -> int:
    """The heading level of the innermost part: below a volume levels are counted anew."""
    volumes = [place for place, part in enumerate(parts) if part.volume]
    return len(parts) - (volumes[-1] + 1 if volumes else 0)


def _lines(words: str) -> tuple[Inline, ...]:
    """Words with their line ends as forced new lines."""
    first, *others = words.split("\n")
    return (Text(first), *(inline for line in others for inline in (LineBreak(), Text(line))))


def _part_heading(session: FormSession, part: PackPart, level: int, anchor: str) -> Iterator[Block]:
    yield Heading(min(max(level, 1), MAX_LEVEL), (Text(part.title),), anchor, volume=part.volume)
    intro = Section(id="intro", title=part.title, body=part.intro)
    yield from BodyComposer(session, intro, blank=True).blocks()


def _section(session: FormSession, section: Section, level: int, *, blank: bool) -> Iterator[Block]:
    if section.heading_words:
        yield Heading(min(level, MAX_LEVEL), (Text(section.heading_words),), f"section-{section.id}")
    if section.after:
        yield Paragraph((Text(section.after),), "note")
    yield from BodyComposer(session, section, blank=blank, level=level).blocks()
    if not blank:
        yield from evidence_lines(session, section, further_items(section))
