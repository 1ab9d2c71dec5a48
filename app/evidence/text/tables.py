"""The tables of a web page as rows of one width; those that only arrange a page are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

_MOST_SPANNED = 60  # columns; more than a book holds
_MOST_ROWS_SPANNED = 2_000


def is_table(element: etree._Element) -> bool:
    """Whether it is a table of cells: not one that holds other tables, or has a single cell, to arrange a page."""
    if element.tag != "table" or element.find(".//table") is not None:
        return False
    cells = list(element.iter("td", "th"))
    return len(cells) > 1


def rows_of(table: etree._Element, words: Callable[[etree._Element], str]) -> Iterator[list[str]]:
    """The texts of its cells, row by row; what a cell spans further stays empty (HTML 4.9.12, the table model)."""
    hanging: dict[int, int] = {}  # column → rows that a cell above still covers
    for row in table.iter("tr"):
        texts: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _pass_over(texts, hanging)
            wide, high = _span(cell, "colspan", _MOST_SPANNED), _span(cell, "rowspan", _MOST_ROWS_SPANNED)
            for column in range(len(texts), len(texts) + wide):
                if high > 1:
                    hanging[column] = high
            texts += [words(cell), *[""] * (wide - 1)]
        _pass_over(texts, hanging)
        hanging = {column: left - 1 for column, left in hanging.items() if left > 1}
        yield texts


def _pass_over(texts: list[str], hanging: dict[int, int]) -> None:
    """Leave those columns empty that a cell above covers and this row has not come to yet."""
    while hanging.get(len(texts), 0) > 0 and len(texts) <= _MOST_SPANNED * 2:
        texts.append("")


def _span(cell: etree._Element, name: str, most: int) -> int:
    said = cell.get(name, "1").strip()[:6]
    return max(1, min(int(said), most)) if said.isascii() and said.isdigit() else 1
