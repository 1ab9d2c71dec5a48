"""What a proof is for the book: pages to place, or words and tables to set; made in the child process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal[
    "pdf",
    "ofd",
    "jpeg",
    "png",
    "tiff",
    "bmp",
    "webp",
    "gif",
    "heic",
    "avif",
    "docx",
    "xlsx",
    "xls",
    "csv",
    "txt",
    "html",
]
Align = Literal["", "center", "right"]
Layout = Literal["", "whole"]
"""How a long picture stands in the book: cut into pieces that can be read, or whole on one page."""
_RARE = re.compile(
    "[^\x00-~\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u3002\u3008-\u3011\u4e00-\u9fa5\uff01-\uff5e]"
)
MAX_PAGES = 500  # of one proof
MAX_SIDE = 14_400.0  # points; the largest page of PDF (ISO 32000-2, annex C)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a proof is read: the password that opens it, and whether long pictures stay whole.

    `max_dpi` are the pixels an inch beyond which pictures lose some.
    """

    password: str = ""
    max_dpi: int | None = None
    layout: Layout = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a look at a proof gave: its kind, and its pages (0: not known before it is set).

    `removed` names in Chinese what the original holds and the book does not; `notes` are whole sentences on what
    else its owner should know (数字签名 …).  `rare` are the characters of its words that not every face holds,
    `strips` counts those into which long pictures are cut; 0: none is.
    """

    kind: Kind
    pages: int
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rare: str = ""
    strips: int = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows `start` to `end` of a long picture; those above `seam` stand at the end of the strip before it too."""

    start: int
    end: int
    seam: int


@dataclass(frozen=True, slots=True)
class Cuts:
    """The strips of a long picture, whose long side has `length` pixels; of a wide one they are columns, not rows."""

    wide: bool
    length: int
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Raster:
    """A drawn page: rows from the top, three bytes a pixel (red, green, blue), no padding."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a proof, the right way up: its natural size in points, beyond which it is never enlarged.

    `words` are printed above it; a `fresh` one begins a page of the book.  `turned`: whether it lies on its side
    there; None: as it reads better.
    """

    width: float
    height: float
    words: str = ""
    fresh: bool = False
    turned: bool | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of an office file; `align`: where its lines stand, "" as prose; `bold`: all of it stands out."""

    text: str
    align: Align = ""
    bold: bool = False


class Span(NamedTuple):
    """A merged cell of a table: the row and column of its first cell, from 0, and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of an office file; `title` is the sheet's name in a workbook.  Every row has as many cells.

    The words of a merged cell stand in its first one; no two of `spans` cover the same cell.
    """

    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands among the words of an office file: page `page` (from 0) of the proof's own PDF."""

    page: int
    words: str = ""


Piece = Passage | Grid | Figure


@dataclass(frozen=True, slots=True)
class Prepared:
    """One proof made ready: a picture or PDF as a PDF of our own making, an office file as words and tables.

    Page n of `pdf` is `sheets[n]`: its MediaBox is [0 0 width height], it has no rotation, annotations or
    actions.  Where there is `content` the pages stand in it as figures, else one after the other.  `removed` and
    `notes` are those of `Examined`, `layout` is that of `ReadOptions`.  `signed`: it bears an electronic signature or
    seal.  `failure` is why the proof itself could not be made ready: its content says so.
    """

    kind: Kind
    sheets: tuple[Sheet, ...] = ()
    pdf: bytes = b""
    content: tuple[Piece, ...] = ()
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    signed: bool = False
    failure: str = ""
    layout: Layout = ""

    @property
    def pages(self) -> tuple[Sheet, ...]:
        """The sheets that stand one after the other; none where they are figures among words."""
        return () if self.content else self.sheets

    @property
    def examined(self) -> Examined:
        """What a look at it tells."""
        return Examined(self.kind, len(self.pages), self.removed, self.notes, rare_in(self.content))


def rare_in(content: Iterable[Piece]) -> str:
    """The rare characters of words and tables, each once."""
    found: set[str] = set()
    for piece in content:
        match piece:
            case Passage():
                found.update(piece.text)
            case Grid():
                found.update(piece.title, *(cell for row in piece.rows for cell in row))
    return "".join(sorted(rare("".join(found))))


def rare(text: str) -> str:
    """The characters of `text`, each once, beyond ASCII and the ideographs and marks that every Chinese face holds.

    These are the 20,902 ideographs of GBK and the marks of GB 2312 that prose is full of.
    """
    return "".join(dict.fromkeys(_RARE.findall(text)))
