"""Rows that share a merged cell: few of them stay on one page, as a low row does."""

from __future__ import annotations

from collections.abc import Sequence

from app.export.layout.tables.cells import RowBox


def kept_together(rows: Sequence[RowBox], at: int, count: int, most: float) -> bool:
    """Whether `count` rows from `at` on, over which one cell is merged, are no higher than `most` in all."""
    under = rows[at : at + count]
    return len(under) > 1 and sum(row.height for row in under) <= most


def group_end(rows: Sequence[RowBox], at: int, most: float) -> int:
    """The row after those that must stand on the page of row `at`: it alone, or all under its merged cells."""
    end = at + 1
    while at < min(end, len(rows)):
        end = max([end, *(at + cell.rows for cell in rows[at].cells if kept_together(rows, at, cell.rows, most))])
        at += 1
    return end
