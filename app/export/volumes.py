"""A book that no spine takes, parted into volumes (分册): where it is cut, and what each volume gains.

A volume begins with a heading that begins a page of the book: one of level 1 if it can be had, else an
evidence item, else an evidence file, never anything inside a file.  Blocks are moved, not changed; each
volume gets a cover that repeats the title, and the contents of the whole book.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.export.binding import Stock, sheets_of
from app.export.compose.page_words import volume_words
from app.export.document import Block, Contents, Document, Heading, PageBreak, Paragraph, Part, Space, Text
from app.export.layout.book import Book
from app.export.style import DocumentStyle, StyleName

PROOF = "proof-"  # how the anchors of evidence items and files begin
TOP = 0.01  # points from the type area's upper edge
# What a cut costs by the rank of its heading, as a share of the volume's thickness that may be amiss instead.
_COSTS = (0.0, 0.08, 0.2, 0.3)
_LEVEL_ONE, _ITEM, _FILE, _OTHER = range(4)


class Cut(NamedTuple):
    """A place where a volume may begin: the page (from 0), the block in its part, and the rank of its heading."""

    page: int
    part: int
    block: int
    rank: int


def volumes_needed(book: Book, limit_sheets: int | None = None) -> int:
    """How many spines the sheets of `book` need at least, each with `limit_sheets`; 1 when it need not be parted."""
    limit = limit_sheets or Stock().sheets_limit
    return max(1, -(-sheets_of(len(book.pages)) // limit))


def in_volumes(document: Document, book: Book, limit_sheets: int | None = None) -> Document:
    """`document` in as few volumes as possible of about equal thickness; as it is when one spine takes it.

    `book` is its layout in one volume, `limit_sheets` what a spine takes.  A volume is thicker than that only
    where the book has no place to cut; a document in volumes already is not parted again.
    """
    limit = limit_sheets or Stock().sheets_limit
    if volumes_needed(book, limit) == 1 or any(part.volume > 1 for part in document.parts):
        return document
    chosen = _Thickness(document, book, limit).chosen(list(_cuts(document, book)))
    return _parted(document, chosen) if chosen else document


def volume_anchor(number: int) -> str:
    """The anchor of the heading on a volume's cover."""
    return f"volume-{number}"


def _cuts(document: Document, book: Book) -> Iterator[Cut]:
    """Every heading of the numbered parts that begins a page, except the one that begins them."""
    top = document.style.page.top
    inside = 0  # the level of the evidence file that holds what comes next, 0 outside of files
    begun = False
    proofs = {heading.anchor for heading in document.headings if heading.anchor.startswith(PROOF)}
    for at, part in enumerate(document.parts):
        for place, block in enumerate(part.blocks):
            if isinstance(block, Heading) and part.numbering == "arabic":
                rank = _rank(block, proofs)
                inside = block.level if rank == _FILE else 0 if block.level <= inside or rank == _ITEM else inside
                spot = book.anchors[block.anchor]
                if begun and not 0 < inside < block.level and block.in_contents and spot.y - top < TOP:
                    yield Cut(spot.page, at, place, rank)
            begun = begun or (part.numbering == "arabic" and not isinstance(block, PageBreak | Space))


def _rank(heading: Heading, proofs: set[str]) -> int:
    """How well a volume begins with a heading, 0 is best; a file's anchor is its item's with a number behind it."""
    if heading.level == 1 and heading.anchor not in proofs:
        return _LEVEL_ONE
    if heading.anchor not in proofs:
        return _OTHER
    item, _, number = heading.anchor.rpartition("-")
    return _FILE if number.isdecimal() and item in proofs else _ITEM


class _Thickness:
    """Reckons volumes in sheets before they are laid out."""

    def __init__(self, document: Document, book: Book, limit: int) -> None:
        self._end = len(book.pages)
        self._limit = limit
        contents = sum(1 for page in book.pages if page.label and not page.label.isdecimal())
        listed = any(isinstance(block, Contents) for block in document.opened)
        # Its cover, and the contents, which the volumes' own lines may bring to one more page.
        self._front = 1 + (sheets_of(contents + 1) if listed else 0)

    def chosen(self, cuts: Sequence[Cut]) -> list[Cut]:
        """The cuts between as few volumes as possible, chosen one after the other."""
        pages = [cut.page for cut in cuts]
        fewest = self._fewest(pages)
        chosen: list[Cut] = []
        start = 0
        for volumes in range(self._needed(0, pages, fewest), 1, -1):
            allowed = [c for c in cuts if c.page > start and self._allowed(start, c.page, volumes, pages, fewest)]
            if not allowed:
                break
            equal = self._equal(start, volumes)
            best = min(allowed, key=lambda cut: abs(self._sheets(start, cut.page) / equal - 1) + _COSTS[cut.rank])
            chosen.append(best)
            start = best.page
        return chosen

    def _allowed(self, start: int, page: int, volumes: int, pages: list[int], fewest: list[int]) -> bool:
        """Whether a volume may end before `page` and the rest still fills no more than the volumes left."""
        fits = self._sheets(start, page) <= self._limit or page == self._next(start, pages)
        return fits and self._needed(page, pages, fewest) < volumes

    def _sheets(self, start: int, stop: int) -> int:
        """The sheets of a volume with these pages of the book; the first has its front matter already."""
        return sheets_of(stop - start) + (self._front if start else 0)

    def _equal(self, start: int, volumes: int) -> float:
        """The sheets of each volume if what begins at `start` were parted evenly."""
        return (sheets_of(self._end - start) + self._front * (volumes - (start == 0))) / volumes

    def _fewest(self, pages: list[int]) -> list[int]:
        """For each page of a cut, how few volumes take the book from there on."""
        fewest = [0] * len(pages)
        for at in reversed(range(len(pages))):
            fewest[at] = self._needed(pages[at], pages, fewest)
        return fewest

    def _needed(self, start: int, pages: list[int], fewest: list[int]) -> int:
        """How few volumes take the book from `start` on, once that is known of every later cut."""
        after = bisect_right(pages, start)
        if after == len(pages) or self._sheets(start, self._end) <= self._limit:
            return 1
        room = 2 * (self._limit - (self._front if start else 0))
        furthest = max(after, bisect_right(pages, start + room) - 1)
        return 1 + fewest[furthest]

    @staticmethod
    def _next(start: int, pages: list[int]) -> int:
        after = bisect_left(pages, start + 1)
        return pages[after] if after < len(pages) else -1


def _parted(document: Document, cuts: Sequence[Cut]) -> Document:
    """The document with a volume begun at each cut, and all volumes named on their covers."""
    count = len(cuts) + 1
    title = [block for block in _cover(document) if isinstance(block, Paragraph) and block.style == "cover_title"]
    parts: list[Part] = []
    volume = 1
    for at, part in enumerate(document.parts):
        start = 0
        for cut in (cut for cut in cuts if cut.part == at):
            place = _before_breaks(part.blocks, cut.block, start)
            if place > start:
                parts.append(replace(part, blocks=part.blocks[start:place], volume=volume))
            volume, start = volume + 1, place
            parts += _front(document, title, volume, count)
        parts.append(replace(part, blocks=part.blocks[start:], volume=volume))
    return replace(document, parts=tuple(_with_first_named(parts, document, title, count)))


def _before_breaks(blocks: Sequence[Block], place: int, start: int) -> int:
    """Where the next volume begins: before the breaks that led to its heading, or the space that did not fit."""
    kind = PageBreak if place > start and isinstance(blocks[place - 1], PageBreak) else Space
    while place > start and isinstance(blocks[place - 1], kind):
        place -= 1
    return place


def _cover(document: Document) -> tuple[Block, ...]:
    """The blocks of the book's cover; none when it has no cover."""
    first = document.parts[0]
    return first.blocks if first.numbering == "none" else ()


def _front(document: Document, title: Sequence[Block], volume: int, count: int) -> Iterator[Part]:
    """What a volume begins with: its cover, and the contents of the whole book."""
    named: list[Block] = [Space(4), *(title or [_line(document.title, "cover_title")])]
    named += [*_named(volume, count), Space(fill=True)]
    if document.author:
        named.append(Paragraph((Text(document.author),), "cover_foot"))
    yield Part(tuple(named), "none", volume)
    contents = next((part for part in document.parts if _lists(part)), None)
    if contents is not None:
        kept = tuple(b for b in contents.blocks if isinstance(b, Contents) or _is_contents_title(b))
        yield Part(kept, "roman", volume)


def _lists(part: Part) -> bool:
    return any(isinstance(block, Contents) for block in part.blocks)


def _is_contents_title(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style == "contents_title"


def _line(words: str, style: StyleName) -> Paragraph:
    return Paragraph((Text(words),), style)


def _named(volume: int, count: int) -> tuple[Block, ...]:
    """Some white, 第二册 as a heading of the contents, （共三册） below it."""
    name = Heading(1, (Text(volume_words(volume, count)),), volume_anchor(volume), volume=True)
    return Space(1), name, _line(f"（{_all_volumes(count)}）", "cover_foot")


def _all_volumes(count: int) -> str:
    return volume_words(count, count).replace("第", "共", 1)


def _with_first_named(parts: list[Part], document: Document, title: Sequence[Block], count: int) -> Iterator[Part]:
    """The parts with the first volume named: below the title of its cover, or on a cover of its own."""
    if not title:
        yield next(_front(document, title, 1, count))
        yield from parts
        return
    cover, *others = parts
    place = cover.blocks.index(title[-1]) + 1
    below = _less_room(cover.blocks[place:], document.style)
    yield replace(cover, blocks=(*cover.blocks[:place], *_named(1, count), *below))
    yield from others


def _less_room(blocks: tuple[Block, ...], style: DocumentStyle) -> tuple[Block, ...]:
    """What stands below a cover's title, with the white above it less by what the volume's name takes."""
    if not blocks or not isinstance(blocks[0], Space) or blocks[0].fill:
        return blocks
    name, foot = style["volume_title"], style["cover_foot"]
    taken = 1 + (name.before + name.leading + name.after + foot.leading) / style["body"].leading
    return (Space(max(0.5, blocks[0].lines - taken)), *blocks[1:])
