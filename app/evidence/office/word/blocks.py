"""Paragraphs and tables of one part in their order, numbered, with pictures in their place.

ECMA-376 part 1, 17.3.1 (paragraphs) and 17.4 (tables).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal
from xml.etree.ElementTree import Element

from app.evidence.office.grid import clean
from app.evidence.office.package import local
from app.evidence.office.word.alternatives import chosen
from app.evidence.office.word.items import Box, Data, Item, Note, Picture, missing
from app.evidence.office.word.merging import Cell, spans
from app.evidence.office.word.parts import Part
from app.evidence.office.word.reading import Reading
from app.evidence.office.word.runs import CHANGED, LEFT_OUT
from app.evidence.office.word.styles import Properties, is_on, own_properties, value
from app.evidence.prepared import Align, Figure, Grid, Passage, Piece

_MOST_SPANNED = 63  # columns of a table in Word
_ALIGNED: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}
_MERGED: dict[bool | None, Literal["", "starts", "goes on"]] = {None: "", True: "starts", False: "goes on"}
PLAIN = Passage("")
_WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo")


class Blocks:
    """Reads one part; text boxes in it are numbered for themselves."""

    def __init__(self, reading: Reading, part: Part, *, page_numbers: bool = True) -> None:
        self._reading, self._part = reading, part
        self._page_numbers = page_numbers
        self._called: list[Note] = []
        self.fields = reading.fields(page_numbers)
        self._runs = reading.runs(part, self.fields, self._called.append)
        self._counting = reading.counting()
        self._carried: list[Item] = []  # of paragraphs whose marks are deleted or hidden
        self._labelled = False
        self._boxes: Blocks | None = None

    def pieces(self, parent: Element) -> Iterator[Piece]:
        """All that a body, note, header or box holds, each footnote behind what calls it."""
        for piece in self._blocks(parent):
            yield piece
            yield from self._notes()
        self.fields.end_text()
        if self._carried:
            yield from self._laid(self._taken())
        yield from self._notes()

    # -- paragraphs --------------------------------------------------------------------------------

    def _blocks(self, parent: Iterable[Element]) -> Iterator[Piece]:
        for child in parent:
            tag = local(str(child.tag))
            if tag == "p":
                yield from self._paragraph(child)
            elif tag == "tbl":
                if self._carried:
                    yield from self._laid(self._taken())
                with self._reading.deeper():
                    yield from self._table(child)
            elif tag == "AlternateContent":
                yield from self._blocks(chosen(child))
            elif tag in ("altChunk", "subDoc"):
                raise self._reading.refuse("嵌入的另一份文件")
            elif tag not in LEFT_OUT:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Piece]:
        own = own_properties(paragraph)
        self.fields.end_line()
        items, bold = self._runs.items(paragraph, self._reading.styles.named(own))
        joined = self._is_joined(own)
        if joined and not items:
            return
        if joined and self._is_deleted(own):
            self._carried += items
        elif self._labelled:
            self._carried += [self._counting.label(own), *items]
        else:
            self._carried = [self._counting.label(own), *self._carried, *items]
            self._labelled = True
        if not joined:
            align = _ALIGNED.get(value(self._reading.styles.paragraph(own).get("jc")), "")
            yield from self._laid(self._taken(), Passage("", align, bold))

    def _taken(self) -> list[Item]:
        taken, self._carried, self._labelled = [item for item in self._carried if item], [], False
        return taken

    def _is_joined(self, own: Properties) -> bool:
        """Is the mark at the end deleted or hidden, so that the next paragraph goes on in the same line?"""
        mark = own.get("rPr")
        if mark is None:
            return False
        look = {local(str(one.tag)): one for one in mark}
        if "ins" in look or "moveTo" in look:
            self._reading.found.note(CHANGED)
        return self._is_deleted(own) or is_on(look, "vanish")

    def _is_deleted(self, own: Properties) -> bool:
        mark = own["rPr"]
        deleted = any(mark.find(f"{{*}}{name}") is not None for name in ("del", "moveFrom"))
        if deleted:
            self._reading.found.note(CHANGED)
        return deleted

    def _laid(self, items: list[Item], look: Passage = PLAIN) -> Iterator[Piece]:
        """The words as passages, pictures between them; one in the middle of a line stands behind it, under a mark."""
        text = ""
        after: list[Piece] = []
        for at, item in enumerate(items):
            match item:
                case str():
                    text += item
                case Note():
                    text += item.mark
                case Picture():
                    figure = self._figure(item)
                    if isinstance(figure, str):
                        text += figure
                    elif item.inline and _is_amid(text, items[at + 1 :]):
                        mark = self._reading.figure_mark()
                        text += mark
                        after += [Passage(mark), figure]
                    elif item.inline:
                        yield from _passage(text, look)
                        yield figure
                        text = ""
                    else:
                        after.append(figure)
                case Box():
                    after += self._boxed(item)
                case Data():
                    grid = self._reading.tables.grid(item.rows, item.title)
                    after += [grid] if grid else []
        yield from _passage(text, look)
        yield from after

    def _figure(self, picture: Picture) -> Figure | str:
        page = self._reading.figures.page(picture)
        return missing(page) if isinstance(page, str) else Figure(page, clean(" ".join(picture.words.split()))[:200])

    def _boxed(self, box: Box) -> list[Piece]:
        if self._boxes is None:
            self._boxes = Blocks(self._reading, self._part, page_numbers=self._page_numbers)
            self._boxes._boxes = self._boxes
        with self._reading.deeper():
            return list(self._boxes.pieces(box.content))

    def _notes(self) -> Iterator[Piece]:
        """The footnotes called since the last time; endnotes are kept for the end."""
        while self._called:
            yield from self.note(self._called.pop(0))

    def note(self, note: Note) -> Iterator[Piece]:
        """One note, behind its mark."""
        part = self._reading.notes(note.kind)
        found = part.get(note.id)
        if found is None:
            return
        holder, element = found
        with self._reading.deeper():
            pieces = list(Blocks(self._reading, holder).pieces(element))
        first = pieces[0] if pieces else None
        if isinstance(first, Passage):
            pieces[0] = replace(first, text=f"{note.mark}{first.text.lstrip()}")
        elif first is not None and note.mark:
            yield Passage(note.mark)
        yield from pieces

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, table: Element) -> Iterator[Piece]:
        """The table; one of a single column that holds more than words is no table but a frame around it."""
        rows: list[list[Cell]] = []
        for row in self._down_to(table, "tr"):
            rows.append(self._row(row, rows[-1] if rows else []))
        held = [piece for row in rows for cell in row for piece in cell.pieces]
        framed = any(not isinstance(piece, Passage) for piece in held)
        if framed and (all(len(row) <= 1 for row in rows) or all(isinstance(piece, Figure) for piece in held)):
            yield from held
            return
        behind: list[Piece] = []
        grid = self._reading.tables.grid([self._line(cell.pieces, behind) for cell in row] for row in rows)
        if grid:
            yield replace(grid, spans=spans(rows, len(grid.rows), len(grid.rows[0])))
        yield from behind

    def _row(self, row: Element, above: list[Cell]) -> list[Cell]:
        """The cells of a row; one that goes on from no merged cell above begins one itself, as Word shows it."""
        cells = [Cell() for _ in range(_count(row, "gridBefore"))]
        for cell in self._down_to(row, "tc"):
            how = _property(cell, "vMerge")
            begun = len(cells) < len(above) and above[len(cells)].merged != ""
            merged = _MERGED[None if how is None else value(how) == "restart" or not begun]
            wide = max(1, _count(cell, "gridSpan"))
            cells.append(Cell([] if merged == "goes on" else list(self._cell(cell)), wide, merged))
            cells += [Cell() for _ in range(wide - 1)]
        return cells

    def _cell(self, cell: Element) -> Iterator[Piece]:
        yield from self._blocks(one for one in cell if local(str(one.tag)) != "tcPr")
        if self._carried:
            yield from self._laid(self._taken())

    def _down_to(self, parent: Element, wanted: str) -> Iterator[Element]:
        """The rows of a table or the cells of a row, also those within content controls."""
        for child in parent:
            tag = local(str(child.tag))
            if tag == wanted and self._is_there(child):
                yield child
            elif tag in _WRAPPERS:
                yield from self._down_to(child, wanted)

    def _is_there(self, element: Element) -> bool:
        """Is a row or cell neither deleted nor hidden?"""
        own = own_properties(element)
        if any(name in own for name in ("del", "ins", "cellDel", "cellIns")):
            self._reading.found.note(CHANGED)
        if is_on(own, "hidden"):
            self._reading.found.lose("隐藏文字")
        return "del" not in own and "cellDel" not in own and not is_on(own, "hidden")

    def _line(self, cell: list[Piece], behind: list[Piece]) -> str:
        """The words of a cell as lines; a table in it a line a row; a picture as a mark, itself behind the table."""
        lines = []
        for piece in cell:
            match piece:
                case Passage():
                    lines.append(piece.text)
                case Grid():
                    lines += [piece.title, *(" ".join(filter(None, row)) for row in piece.rows)]
                case Figure():
                    mark = self._reading.figure_mark()
                    lines.append(mark)
                    behind += [Passage(mark), piece]
        return "\n".join(line for line in lines if line.strip())


def _passage(text: str, look: Passage) -> Iterator[Passage]:
    text = clean(text).strip("\n")
    if text.strip():
        yield replace(look, text=text)


def _is_amid(before: str, after: list[Item]) -> bool:
    """Does a line of words go on on both sides?"""
    words = ""
    for item in after:
        if isinstance(item, Picture | Box | Data):
            continue
        words += item if isinstance(item, str) else item.mark
    return bool(before.rpartition("\n")[2].strip()) and bool(words.partition("\n")[0].strip())


def _property(element: Element, name: str) -> Element | None:
    """A property of a cell or row."""
    return own_properties(element).get(name)


def _count(element: Element, name: str) -> int:
    """How many columns a property says."""
    said = value(_property(element, name))
    return min(int(said), _MOST_SPANNED) if said else 0
