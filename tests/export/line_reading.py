"""The lines of a laid-out book as an official would look at them: white between characters, marks at edges, torn codes.

Each check gives what is wrong as words, one for each fault, and nothing where all is well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from app.export.compose.ems import ems
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, PlacedLine, PlacedSlice
from app.export.layout.items import Glyphs, Line
from app.export.layout.lines.places import unparted
from app.export.layout.tables.cells import CellBox
from app.export.style import PAD_X

WIDE = 0.52  # 字 of white between two characters from which a line looks torn
SPACE = 0.25  # 字: a word space
NEVER_FIRST = "，。、；：？！）》」』】〉〕”’…—"
MARKS = "，。、；：？！）》”’"
NEVER_LAST = "（《「『【〈〔“‘"
_DATE = r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
_CODE = r"(?=\S*\d)[0-9A-Za-z]+(?:[-_/.&+][0-9A-Za-z]+)+|[0-9A-Z]*\d[0-9A-Z]*"
_UNIT = r"\d[\d,.]*(?:[多余]?[万亿千百]?(?:元|台/套|台|套|个|项|家|人|次|种|件|条|年|月|日|天|％)|%|‰|℃|°)"
_ADDRESS = r"[\w.+-]+@[\w.-]+\w"
WHOLE = re.compile(f"{_ADDRESS}|{_DATE}|{_UNIT}|{_CODE}", re.ASCII)
_FOOTER = re.compile(r"— [IVXLC\d]+ —")
_URL = re.compile(r"(?:https?://|www\.)[!-~]+")


class Spot(NamedTuple):
    """Where a character begins and ends by its own width, white that was added behind it left out."""

    start: float
    end: float
    char: str


@dataclass(frozen=True)
class Frame:
    """Lines below one another: those of one cell, or one line of the text; `where` names them for a person."""

    where: str
    lines: tuple[Line, ...]
    measure: float
    in_cell: bool

    def holds(self, text: str) -> bool:
        """Whether one of its lines is long enough for `text`."""
        return ems(text) * max(line.size for line in self.lines) <= self.measure


def frames(book: Book, *, covers: bool = True) -> Iterator[Frame]:
    """Every line of the book in its frame, each cell once, wherever its lines stand."""
    seen = set[int]()
    for page in book.pages:
        if not page.label and not covers:
            continue
        where = f"page {page.index + 1}"
        for placed in page.placed:
            if isinstance(placed, PlacedLine):
                yield Frame(where, (placed.line,), book.pages[0].width, in_cell=False)
            elif isinstance(placed, PlacedSlice):
                cells = [words.cell for words in placed.part.placed()]
                fresh = [cell for cell in cells if id(cell) not in seen]
                seen.update(map(id, fresh))
                yield from (_cell_frame(where, cell, placed.part.table.edges) for cell in fresh)


def _cell_frame(where: str, cell: CellBox, edges: Sequence[float]) -> Frame:
    measure = edges[cell.last] - edges[cell.first] - 2 * PAD_X
    return Frame(f"{where}, a cell", tuple(cell.content.lines), measure, in_cell=True)


def words(line: Line) -> str:
    """What stands in a line."""
    return "".join(glyphs.text for glyphs in line.glyphs)


def wide_gaps(book: Book, faces: Faces) -> Iterator[str]:
    """White between two characters that no blank, leader or typed space wants there; covers have columns of words."""
    for frame in frames(book, covers=False):
        for line in frame.lines:
            yield from (f"{frame.where}: {gap}: {words(line)}" for gap in _gaps(line, faces))


def _gaps(line: Line, faces: Faces) -> Iterator[str]:
    groups = [list(_spots(glyphs, faces)) for glyphs in line.glyphs]
    heads = {id(group[0]) for group in groups}
    for before, here in pairwise(chain.from_iterable(groups)):
        white = (here.start - before.end) / line.size
        natural = SPACE if before.char == " " else 0.0
        if id(here) in heads and _wanted(line, before.end, here.start):
            continue
        if white > 0 and here.char != " " and white + natural > WIDE:
            yield f"{white:.2f} 字 between {before.char} and {here.char}"


def _spots(glyphs: Glyphs, faces: Faces) -> Iterator[Spot]:
    face, x, kerns = faces.file(glyphs.face), glyphs.x, dict(glyphs.kerns)
    for at, char in enumerate(glyphs.text):
        width = face.advances[face.glyphs[ord(char)]] / 1000 * glyphs.size
        yield Spot(x, x + width, char)
        x += width + glyphs.spacing + kerns.get(at, 0.0)


def _wanted(line: Line, start: float, end: float) -> bool:
    """Whether the white from `start` to `end` is a blank to write in or the leader of the contents."""
    drawn = (*line.rules, *([line.leader] if line.leader else []))
    return end - start > line.size and any(low < end and high > start for low, high in drawn)


def edges_amiss(book: Book) -> Iterator[str]:
    """Lines inside a paragraph that begin or end with a mark that must not stand there."""
    for frame in frames(book):
        for above, line in pairwise((None, *frame.lines)):
            text = words(line)
            if _FOOTER.fullmatch(text):
                continue
            blank_first = any(low < line.glyphs[0].x - 1 for low, _ in line.rules) if text else True
            if not blank_first and _goes_on(frame, above, line) and text[0] in NEVER_FIRST:
                yield f"{frame.where}: begins with {text[0]}: {text}"
            blank_last = any(high > line.right - 1 for _, high in line.rules)
            if text and text[-1] in NEVER_LAST and not blank_last:
                yield f"{frame.where}: ends with {text[-1]}: {text}"


def _goes_on(frame: Frame, above: Line | None, line: Line) -> bool:
    """Whether a line goes on with what stands above it: it has no indent, and in a cell it is not the first."""
    return line.glyphs[0].x < line.size and (above is not None or not frame.in_cell)


def torn_words(book: Book) -> Iterator[str]:
    """Codes, dates, addresses, numbers with their unit that are parted in a cell whose lines could hold them."""
    for frame in frames(book):
        if not frame.in_cell:
            continue
        text, edges = _joined(frame)
        urls = [match.span() for match in _URL.finditer(text)]
        for match in WHOLE.finditer(text):
            start, end = match.span()
            in_url = any(low <= start < high for low, high in urls)
            if not in_url and any(start < edge < end for edge in edges) and frame.holds(match[0]):
                yield f"{frame.where}: {match[0]}"


def _joined(frame: Frame) -> tuple[str, list[int]]:
    """The words of a cell, a new line before each line that is indented, and where its lines end."""
    text, edges = "", list[int]()
    for line in frame.lines:
        text += "\n" * (bool(line.glyphs) and line.glyphs[0].x >= line.size) + words(line)
        edges.append(len(text))
    return text, edges


def lone_characters(book: Book) -> Iterator[str]:
    """Lines of a cell that hold one character, be it with marks behind it, while the words before it go with it."""
    for frame in frames(book):
        text, edges = _joined(frame) if frame.in_cell else ("", [])
        for start, end in pairwise(edges):
            line = text[start:end]
            if len(line.rstrip(MARKS)) == 1 and frame.holds(_piece_over(text, start)):
                yield f"{frame.where}: {text[:start]}|{line}"


def _piece_over(text: str, edge: int) -> str:
    """What stands together around a line's end, and the character before it where nothing does."""
    for piece, end in zip(pieces := list(unparted(text)), accumulate(map(len, pieces)), strict=True):
        if end > edge:
            return piece if end - len(piece) < edge else text[edge - 1] + piece
    return ""
