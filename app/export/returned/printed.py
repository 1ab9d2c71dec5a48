"""What a document prints: the words of its blanks, and the words that are ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from app.export.document import (
    Blank,
    Contents,
    Document,
    Footnote,
    Heading,
    Inline,
    PageRef,
    Paragraph,
    SealPlace,
    Table,
    Text,
)
from app.export.docx.controls import marking_of
from app.export.returned.normal import solid, unnumbered
from app.export.returned.record import word_digest

_NO_PAGES: Mapping[str, str] = MappingProxyType({})


def blanks_of(document: Document) -> dict[str, list[str]]:
    """The words of each blank by its path, in every place that has a mark; one with boxes has a place for each."""
    found: dict[str, list[str]] = {}
    for paragraph in _paragraphs(document, marked=True):
        for inline in paragraph.inlines:
            if isinstance(inline, Blank):
                found.setdefault(inline.path, []).append(inline.text)
    return found


def words_of(document: Document, pages: Mapping[str, str] = _NO_PAGES) -> frozenset[str]:
    """The digests of the printed words of each paragraph, of the contents and of the footnotes."""
    headings = document.headings
    printed = {words for paragraph in _paragraphs(document) for words in _printed(paragraph.inlines, pages)}
    if any(isinstance(block, Contents) for block in document.opened):
        printed |= {unnumbered(f"{one.words}{pages.get(one.anchor, '')}") for one in headings}
    return frozenset(word_digest(words) for words in printed if solid(words))


def _printed(inlines: Sequence[Inline], pages: Mapping[str, str]) -> Iterator[str]:
    """The words of a paragraph without its blanks, as programs may show them; those of its footnotes."""
    plain = "".join(_said(inline, pages, marks=False) for inline in inlines)
    yield plain
    if any(isinstance(inline, PageRef) for inline in inlines):
        yield unnumbered(plain)
    if notes := [inline for inline in inlines if isinstance(inline, Footnote)]:
        yield "".join(_said(inline, pages, marks=True) for inline in inlines)
        yield from (words for note in notes for words in (note.words, f"{note.mark}{note.words}"))


def _said(inline: Inline, pages: Mapping[str, str], *, marks: bool) -> str:
    match inline:
        case Text():
            return inline.text
        case PageRef():
            return pages.get(inline.anchor, "")
        case SealPlace():
            return inline.words
        case Footnote():
            return inline.mark if marks else ""
        case _:
            return ""


def _paragraphs(document: Document, *, marked: bool = False) -> Iterator[Paragraph | Heading]:
    """Every paragraph; with `marked` without those of tables that have no blanks, or too many for marks."""
    for block in document.opened:
        if isinstance(block, Paragraph | Heading):
            yield block
        elif isinstance(block, Table) and not (marked and (not block.has_blanks or marking_of(block) == "words")):
            yield from (one for row in block.rows for cell in row.cells for one in cell.blocks)
