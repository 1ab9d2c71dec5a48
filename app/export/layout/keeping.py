"""What must stand together on a page, and how much room it takes; points."""

from __future__ import annotations

from collections.abc import Sequence

from app.export.document import Plate
from app.export.layout.boxes import Box, Break, Edge, Gap, TextBox
from app.export.layout.footnotes import PageNotes
from app.export.layout.plates import least_height, picture
from app.export.layout.tables.cells import TableBox
from app.export.layout.tables.slices import TableCursor
from app.export.style import TABLE_GAP, PageStyle

MIN_LINES = 2  # of a paragraph, on each side of a page's end


def until_break(boxes: Sequence[Box], at: int, frame: PageStyle) -> tuple[float, int]:
    """The height of what follows the filling gap `at` on its page, and how many such gaps share."""
    height, fills = 0.0, 1
    for box in boxes[at + 1 :]:
        if isinstance(box, Break):
            break
        fills += isinstance(box, Gap) and box.fill
        height += _natural(box, frame)
    return height, fills


def _natural(box: Box, frame: PageStyle) -> float:
    """The height of a box where it has room enough."""
    if isinstance(box, TextBox):
        return box.before + box.height + 2 * box.white + box.after
    if isinstance(box, TableBox):
        return sum(row.height for row in box.rows) + TABLE_GAP
    if isinstance(box, Plate):
        placed = picture(box, 0.0, 0.0, frame.text_width, frame.text_height)
        return placed.height + 2 * TABLE_GAP
    return box.height if isinstance(box, Gap | Edge) else 0.0


def head_height(boxes: Sequence[Box], at: int, frame: PageStyle) -> float:
    """The least height that must stand together with the top of box `at`."""
    height = 0.0
    for box in boxes[at:]:
        if isinstance(box, TextBox):
            if not box.keep_with_next:
                lines = len(box.lines)
                alone = lines if lines < 2 * MIN_LINES else MIN_LINES
                return height + (box.before if height else 0.0) + 2 * box.white + box.leading * alone
            height += (box.before if height else 0.0) + 2 * box.white + box.height + box.after
        elif isinstance(box, Edge):
            height += box.height
        elif isinstance(box, TableBox):
            return height + TableCursor(box, frame.text_height).head_height()
        elif isinstance(box, Plate):
            room = frame.text_width, frame.text_height
            return height + TABLE_GAP + least_height(box.width, box.height, *room, box.turned)
        else:
            break
    return height


def tail_height(boxes: Sequence[Box], at: int, frame: PageStyle) -> float:
    """The least height of what must stand on the page on which table `at` ends; 0 where nothing must."""
    box = boxes[at]
    if not isinstance(box, TableBox) or not box.leads:
        return 0.0
    height = TABLE_GAP
    for below in range(at + 1, len(boxes)):
        gap = boxes[below]
        if not isinstance(gap, Gap):
            return height + head_height(boxes, below, frame)
        height += gap.height
    return 0.0


def fitting(box: TextBox, left: int, notes: PageNotes, room: float, *, fresh: bool) -> int:
    """How many of the lines left stand in the `room` of a page with their notes; 0 when they go on whole."""
    count = notes.fitting(box.lines[-left:], box.leading, room)
    if count >= left:
        return left
    if box.heading or box.keep_with_next:
        return max(1, count) if fresh else 0
    few = min(count, left - MIN_LINES)
    if few >= MIN_LINES:
        return few
    return max(1, count) if fresh else 0


def ends(boxes: Sequence[Box], at: int) -> bool:
    """Whether nothing but white follows box `at` before the page ends anyhow."""
    return isinstance(next((one for one in boxes[at + 1 :] if not isinstance(one, Gap)), None), Break | None)


def heads(boxes: Sequence[Box], at: int) -> bool:
    """Whether box `at` is the heading right above a table or plate: where a page must end among words, it is here."""
    box, below = boxes[at], boxes[at + 1] if at + 1 < len(boxes) else None
    return isinstance(box, TextBox) and box.heading is not None and isinstance(below, TableBox | Plate)
