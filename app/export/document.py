"""What is on paper, as a tree of a closed set of blocks; knows neither forms nor file formats.

`compose` builds a `Document` once; the layout and the two writers translate it and decide
nothing about its words.  All lengths are points (1/72 inch) unless the name says otherwise;
one 字 is the em of the style in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from app.export.style import Align, DocumentStyle, StyleName


@dataclass(frozen=True, slots=True)
class Text:
    """Printed words."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """How somebody without the program fills a blank: with words, one of `options`, a day, or a tick in a box."""

    kind: Literal["words", "option", "day", "box"] = "words"
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of the form: what fills it, or room to write when `text` is empty.

    `path` is the field path as text (a content control in DOCX); `room` the width left when
    empty, in 字; `underlined` draws the line under both; `label` names it for a screen reader.
    The line of one that is `ruled` runs on to the right edge, on each of its lines.  `entry`: it is filled in Word.
    """

    text: str
    path: str
    room: float = 4.0
    underlined: bool = True
    label: str = ""
    ruled: bool = False
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class PageRef:
    """The page number on which `anchor` stands, known only after layout."""

    anchor: str


@dataclass(frozen=True, slots=True)
class SealPlace:
    """A place for a seal, signature, date or photo: printed as `words`, and listed in the seal plan.

    `anchor` is unique in the document; `room` the width in 字 left after the words.
    """

    anchor: str
    kind: Literal["seal", "signature", "date", "edge_seal", "photo"]
    who: str
    words: str
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Footnote:
    """The mark of a footnote, as ①, and the words that stand at the foot of its page; `anchor` names the note."""

    mark: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced new line inside a paragraph."""


Inline = Text | Blank | PageRef | SealPlace | Footnote | LineBreak


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in a named style.

    `min_lines` keeps room to write by hand on a blank form; `leads` keeps it on the page of what follows.
    What follows the words before its first blank hangs `hang` 字 from the left.  It is at least `height` points
    high, its lines sharing that evenly: a seal needs it.  `align` overrides that of its style, and its indents.
    """

    inlines: tuple[Inline, ...]
    style: StyleName = "body"
    min_lines: int = 0
    leads: bool = False
    hang: float = 0.0
    height: float = 0.0
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 5; stands in the contents and outline under `anchor`.

    A `volume` is the title of a document inside the book: level 1, set like the title on a cover.
    """

    level: int
    inlines: tuple[Inline, ...]
    anchor: str
    in_contents: bool = True
    volume: bool = False

    @property
    def words(self) -> str:
        """Its words, as the outline shows them."""
        printed = (
            inline.words if isinstance(inline, SealPlace) else getattr(inline, "text", "") for inline in self.inlines
        )
        return "".join(printed).strip()


Vertical = Literal["top", "middle", "bottom"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `columns` and `rows` say how many it spans.

    A `diagonal` runs from its upper left corner to the lower right one, between its two paragraphs.  Words that are
    narrower leave it `min_width` points between its edges.
    """

    blocks: tuple[Paragraph, ...]
    columns: int = 1
    rows: int = 1
    vertical: Vertical = "middle"
    min_height: float = 0.0
    diagonal: bool = False
    min_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the cells that begin in it, left to right; spanned places are left out."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with merged cells, as wide as the type area.

    `widths` are relative; the first `header_rows` rows are repeated on every page; thousands of `rows` are not built
    at once; those of an attached file hold no blanks.  Words are no larger than `size`.  `heads` head other rows: (row,
    one after the last under it), repeated where that goes on.  `leads` keeps its end with what follows: a signature.
    """

    widths: tuple[float, ...]
    rows: Sequence[Row]
    header_rows: int = 0
    size: float | None = None
    heads: tuple[tuple[int, int], ...] = ()
    has_blanks: bool = True
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Plate:
    """One page of a proof, fitted into the type area: smaller where it must be, turned where that reads better.

    `source` is the SHA-256 of the proof, `page` counts from 0; `width` and `height` are its natural
    size the right way up, beyond which it is never enlarged.  `words` name it for a screen reader.
    `turned`: whether it is turned, whatever reads better.
    """

    source: str
    page: int
    width: float
    height: float
    words: str = ""
    turned: bool | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, filled after layout: headings to `levels`, with page numbers."""

    levels: int = 4


@dataclass(frozen=True, slots=True)
class Space:
    """Vertical room of so many body lines; `fill` pushes what follows to the page's end."""

    lines: float = 1.0
    fill: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page, or a new recto (right-hand, odd) page.

    Its pages, up to the next break, lie on their side where they are `turned`: the head at the left edge of the sheet.
    """

    recto: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A table of one column, as wide as the type area, around blocks that flow on from page to page.

    Each row holds blocks below one another, and a page may end between any of their lines.  Words stand inside the
    rules; a table takes the whole width, its own rules joining those of the frame.
    """

    rows: tuple[tuple[Framed, ...], ...]

    @property
    def bands(self) -> Iterator[Table | tuple[Framed, ...]]:
        """What rules part: tables, and the blocks between them, without white at their edges."""
        for row in self.rows:
            for tables, blocks in groupby(row, lambda block: isinstance(block, Table)):
                if tables:
                    yield from (block for block in blocks if isinstance(block, Table))
                elif words := _without_white(tuple(blocks)):
                    yield words


def _without_white(blocks: tuple[Framed, ...]) -> tuple[Framed, ...]:
    """The blocks from the first to the last that is no white; none where nothing is printed."""
    inked = [place for place, block in enumerate(blocks) if not isinstance(block, Space)]
    return blocks[inked[0] : inked[-1] + 1] if inked else ()


Framed = Paragraph | Heading | Table | Space
Block = Paragraph | Heading | Table | Plate | Contents | Space | PageBreak | Frame


@dataclass(frozen=True, slots=True)
class Part:
    """A run of blocks that starts on a recto; `numbering` says how its pages are numbered.

    "none" prints nothing; "roman" and "arabic" start at 1 in the first part that uses them and
    run on through later parts with the same numbering.  `volume` counts the bound volumes (分册) from 1;
    Roman numbers begin anew in each, Arabic ones run on through all.  A `cover` is one page, whatever its words.
    """

    blocks: tuple[Block, ...]
    numbering: Literal["none", "roman", "arabic"] = "arabic"
    volume: int = 1
    cover: bool = False

    @property
    def placed(self) -> Iterator[tuple[Block, bool]]:
        """The blocks in reading order, and whether their pages are turned."""
        turned = False
        for block in self.blocks:
            turned = block.turned if isinstance(block, PageBreak) else turned
            yield block, turned

    @property
    def opened(self) -> Iterator[Block]:
        """The blocks in reading order, frames opened."""
        for block in self.blocks:
            if isinstance(block, Frame):
                yield from (inner for row in block.rows for inner in row)
            else:
                yield block


@dataclass(frozen=True, slots=True)
class Document:
    """One book, or what is `fillable` in Word: its title, its parts in binding order, the style they are set in."""

    title: str
    parts: tuple[Part, ...]
    style: DocumentStyle
    author: str = ""
    fingerprint: str = ""
    fillable: bool = False

    @property
    def headings(self) -> list[Heading]:
        """Every heading, in order."""
        return [block for block in self.opened if isinstance(block, Heading)]

    @property
    def opened(self) -> Iterator[Block]:
        """Every block in reading order, frames opened."""
        return (block for part in self.parts for block in part.opened)
