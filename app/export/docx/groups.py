"""Few rows that share a merged cell: they stay on one page, as in the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.export.document import Cell, Row

LINE, FEW = 30, 300  # characters of a line in a form table, and of rows that stay together


def leading_rows(rows: Sequence[Row], number: int) -> Iterator[int]:
    """The rows from `number` on that stay on the page of the next one: few that share a cell of row `number`."""
    for cell in rows[number].cells:
        if cell.rows > 1:
            under = rows[number : number + cell.rows]
            longest = (max((_length(one) for one in row.cells if one.rows == 1), default=0) for row in under)
            if sum(longest) <= FEW:
                yield from range(number, number + len(under) - 1)


def _length(cell: Cell) -> int:
    """The characters of a cell, a paragraph counting as a line at least."""
    return sum(
        max(LINE * max(block.min_lines, 1), sum(len(getattr(inline, "text", "")) for inline in block.inlines))
        for block in cell.blocks
    )
