"""Tables row by row as XML: merged cells, repeated header rows, both kinds of widths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from app.export.document import Cell, Paragraph, Row, Table
from app.export.docx.controls import Marking, list_control, marking_of
from app.export.docx.elements import element, paragraph, paragraph_properties, twips
from app.export.docx.groups import leading_rows
from app.export.docx.inlines import Setting, inlines_xml
from app.export.docx.room import cell_height, spacing_of, stays_whole
from app.export.docx.styles import STYLES, smaller_id, style_id
from app.export.style import NARROW, PAD_X, PAD_Y, DocumentStyle, StyleName

PRESSED = 0.7  # points that a form's cell gives up on each side: the book presses （万元） together, others do not
RULE = 10  # twips: a rule is added to the height of its row, in the book it is none
_RULE: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": "auto"}  # sz in eighths of a point
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_VERTICAL = {"top": "top", "middle": "center", "bottom": "bottom"}


@dataclass(slots=True)
class _Span:
    """A cell that goes on below: rows still to come, its columns, look and least height in each row."""

    rows: int
    columns: int
    vertical: str
    style: StyleName
    height: float


def table_xml(table: Table, style: DocumentStyle, setting: Setting) -> Iterator[str]:
    """A table as wide as the type area, in pieces: its head, then each row; nothing without rows.

    Its blanks are marked as `marking_of` says.  ValueError when the cells of a row do not fill the columns.
    """
    if not table.rows:
        return
    marking = marking_of(table)
    opening, closing = list_control(table, setting.marks) if marking == "bookmarks" else ("", "")
    widths = _twips_of_columns(table.widths, style.page.text_width)
    side = PAD_X if table.header_rows else PAD_X - PRESSED
    yield opening + "<w:tbl>" + _table_properties(sum(widths), side)
    yield element("tblGrid", *(element("gridCol", w=width) for width in widths))
    writer = _Rows(widths, side, style, setting, table.size, marking)
    leading = set[int]()
    for number, row in enumerate(table.rows):
        leading.update(leading_rows(table.rows, number))
        yield writer.row(
            row,
            header=number < table.header_rows,
            leads=number in leading or (table.leads and number == len(table.rows) - 1),
        )
    yield "</w:tbl>" + closing


def frame_xml(cells: Iterable[str], width: float) -> str:
    """A table of one column as wide as the type area: a row, which pages may part, for each cell of paragraphs."""
    wide = twips(width)
    properties = _cell_properties(wide, 1, "", "top")
    rows = (f"<w:tr><w:tc>{properties}{cell}</w:tc></w:tr>" for cell in cells)
    grid = element("tblGrid", element("gridCol", w=wide))
    return f"<w:tbl>{_table_properties(wide, PAD_X - PRESSED)}{grid}{''.join(rows)}</w:tbl>"


def _twips_of_columns(relative: tuple[float, ...], width: float) -> tuple[int, ...]:
    """The columns' widths, whose sum is exactly the type area's."""
    whole = sum(relative)
    edges = [0, *(round(edge / whole * twips(width)) for edge in accumulate(relative))]
    return tuple(right - left for left, right in pairwise(edges))


def _table_properties(width: int, beside: float) -> str:
    beside, above = twips(beside), twips(PAD_Y)
    margins = (("top", above), ("left", beside), ("bottom", above - RULE), ("right", beside))
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("tblInd", w=0, type="dxa"),
        element("tblBorders", *(element(edge, **_RULE) for edge in _EDGES)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=margin, type="dxa") for side, margin in margins)),
    )


class _Rows:
    """Writes rows in order and remembers the cells that go on below."""

    def __init__(
        self,
        widths: tuple[int, ...],
        side: float,
        style: DocumentStyle,
        setting: Setting,
        size: float | None,
        marking: Marking,
    ) -> None:
        self._widths, self._side = widths, side
        self._style = style if size is None else style.at_most(size)
        self._ids = {name: _style_id(name, style, size) for name in STYLES}
        self._setting = setting
        self._marking = marking
        self._spans: dict[int, _Span] = {}
        self._leads = False

    def row(self, row: Row, *, header: bool, leads: bool) -> str:
        """The next row, which stays with the one after it if it `leads`; spanned places continue the cell above."""
        self._leads = leads
        height, cells, column, measures = 0.0, list[str](), 0, list[float]()
        coming = iter(row.cells)
        while column < len(self._widths):
            if column in self._spans:
                span = self._spans[column]
                cells.append(self._continued(column, span))
            else:
                cell = next(coming, None)
                if cell is None or column + cell.columns > len(self._widths):
                    raise ValueError(f"cells do not fill the columns: {row!r}")
                span = self._opened(column, cell)
                cells.append(self._cell(column, cell))
                measures.append(self._measure(column, cell.columns))
            height = max(height, span.height)
            column += span.columns
        if next(coming, None) is not None:
            raise ValueError(f"more cells than columns: {row!r}")
        properties = _row_properties(height, header, header or stays_whole(row, measures, self._style))
        return f"<w:tr>{properties}{''.join(cells)}</w:tr>"

    def _opened(self, column: int, cell: Cell) -> _Span:
        look: StyleName = cell.blocks[0].style if cell.blocks else "table_text"
        height = cell_height(cell, self._style) / cell.rows
        span = _Span(cell.rows - 1, cell.columns, cell.vertical, look, height)
        if span.rows:
            self._spans[column] = span
        return span

    def _continued(self, column: int, span: _Span) -> str:
        span.rows -= 1
        if not span.rows:
            del self._spans[column]
        properties = _cell_properties(self._width(column, span.columns), span.columns, "continue", span.vertical)
        return f"<w:tc>{properties}{self._paragraph_in(span.style, '')}</w:tc>"

    def _cell(self, column: int, cell: Cell) -> str:
        merge = "restart" if cell.rows > 1 else ""
        width = self._width(column, cell.columns)
        properties = _cell_properties(width, cell.columns, merge, cell.vertical, cell.diagonal)
        content = "".join(map(self._paragraph, cell.blocks)) or self._paragraph_in("table_text", "")
        return f"<w:tc>{properties}{content}</w:tc>"

    def _paragraph(self, block: Paragraph) -> str:
        content = inlines_xml(block.inlines, self._setting, marking=self._marking)
        special = block.height or block.align
        spacing = spacing_of(block, self._style[block.style], self._style.page.text_width) if special else ""
        return self._paragraph_in(block.style, content, spacing)

    def _paragraph_in(self, style: StyleName, content: str, spacing: str = "") -> str:
        return paragraph(content, paragraph_properties(self._ids[style], leads=self._leads or None, spacing=spacing))

    def _width(self, column: int, columns: int) -> int:
        return sum(self._widths[column : column + columns])

    def _measure(self, column: int, columns: int) -> float:
        """The points that words have between the sides of a cell."""
        width = self._width(column, columns)
        return width / 20 - 2 * (self._side if width >= twips(NARROW) else PAD_X / 2)


def _style_id(name: StyleName, style: DocumentStyle, size: float | None) -> str:
    return style_id(name) if size is None or not style.shrinks(name, size) else smaller_id(name, size)


@lru_cache(maxsize=64)
def _row_properties(height: float, header: bool, whole: bool) -> str:
    """Only long rows may split over pages; Word wants cantSplit before the height."""
    if not height and not whole:
        return ""
    least = element("trHeight", val=twips(height), hRule="atLeast") if height else ""
    return element("trPr", "<w:cantSplit/>" if whole else "", least, "<w:tblHeader/>" if header else "")


@lru_cache(maxsize=256)
def _cell_properties(width: int, columns: int, merge: str, vertical: str, diagonal: bool = False) -> str:
    return element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        element("gridSpan", val=columns) if columns > 1 else "",
        element("vMerge", val=merge) if merge else "",
        element("tcBorders", element("tl2br", **_RULE)) if diagonal else "",
        _narrow_margins(width) if width < twips(NARROW) else "",
        element("vAlign", val=_VERTICAL[vertical]),
    )


def _narrow_margins(width: int) -> str:
    """Half of the white beside the words, as in the book."""
    beside = twips(PAD_X / 2)
    return element("tcMar", *(element(side, w=beside, type="dxa") for side in ("left", "right")))
