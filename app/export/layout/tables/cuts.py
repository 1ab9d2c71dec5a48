"""Where a row is cut: the lines of each cell above the cut, and what goes on below it."""

from __future__ import annotations

from app.export.layout.tables.cells import CellBox, RowBox
from app.export.style import PAD_Y, SPLIT_SHARE

LOW_SHARE = 0.15  # of a page: what a row that can be parted may leave empty, and how low no row stands alone


def cut_of(row: RowBox, starts: list[int], room: float, least: int) -> list[tuple[int, int]] | None:
    """The lines of each cell that stand above a cut; None when no words go on below a good one."""
    cuts, goes_on = list[tuple[int, int]](), False
    for cell, start in zip(row.cells, starts, strict=True):
        count = len(cell.content.lines)
        stop = cell.content.fitting(start, room - 2 * PAD_Y)
        if cell.rows > 1 or stop == count:
            cuts.append((start, count))
            continue
        stop = min(stop, count - least)
        if stop - start < least:
            return None
        goes_on = True
        cuts.append((start, stop))
    return cuts if goes_on else None


def stays_whole(row: RowBox, page_height: float, room: float) -> bool:
    """Whether a row moves on whole to the next page: a low one for which `room` is small, or one that is sealed."""
    if any(line.seals for cell in row.cells for line in cell.content.lines):
        return row.height <= page_height
    return row.height <= SPLIT_SHARE * page_height and room <= LOW_SHARE * page_height


def part_height(cell: CellBox, cut: tuple[int, int]) -> float:
    """How high a cell is with the lines of a cut."""
    return cell.content.height_of(*cut) + 2 * PAD_Y if cell.rows == 1 else 0.0


def next_start(cell: CellBox, cut: tuple[int, int]) -> int:
    """Where a cell goes on after a cut: a label that was shown whole begins again."""
    whole = cut == (0, len(cell.content.lines))
    return 0 if cell.repeats and whole else cut[1]


def height_left(row: RowBox, starts: list[int]) -> float:
    """How high a row is with the lines from `starts` on."""
    return max(
        (
            cell.content.height_of(start, len(cell.content.lines)) + 2 * PAD_Y
            for cell, start in zip(row.cells, starts, strict=True)
            if cell.rows == 1
        ),
        default=0.0,
    )
