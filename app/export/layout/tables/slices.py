"""Tables cut into slices, one for each page.

Header rows stand on every slice.  A row moves on whole unless it is tall, and so do few rows that share a
merged cell; a tall row is parted between lines.  Merged cells, and labels beside a parted cell, repeat
their words after the cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.export.layout.tables.cells import CellBox, RowBox, TableBox
from app.export.layout.tables.grid import Piece, Slice, Words
from app.export.layout.tables.groups import group_end, kept_together
from app.export.style import PAD_Y, SPLIT_SHARE

LOW_SHARE = 0.15  # of a page: what a row that can be parted may leave empty, and how low no row stands alone
MIN_LINES = 2  # lines that stand on each side of a cut
TINY = 0.01


@dataclass(slots=True)
class Span:
    """A merged cell that reaches over several rows; `next_line` is the first line not yet shown."""

    cell: CellBox
    row: int
    next_line: int = 0

    @property
    def end(self) -> int:
        """The row after the last one under it."""
        return self.row + self.cell.rows


@dataclass(slots=True)
class TableCursor:
    """Walks down a table and takes one slice after another; `page_height` is that of a full page."""

    table: TableBox
    page_height: float
    at: int = 0
    starts: list[int] | None = None  # the next line of each cell of a row that was parted
    used: float = 0.0  # how much of that row's height earlier slices show
    spans: list[Span] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.table.rows)

    @property
    def _most(self) -> float:
        """The height up to which a row looks lost alone on a page, and a group of rows stays together."""
        return LOW_SHARE * self.page_height

    def head_height(self) -> float:
        """The least room that a useful first slice needs."""
        rows, headers = self.table.rows, self.table.headers
        height = sum(row.height for row in rows[:headers])
        group = group_end(rows, headers, self._most)
        if group > headers + 1:
            return height + sum(row.height for row in rows[headers:group])
        first = rows[headers : headers + 2]
        if len(first) > 1 and all(map(self._low, first)):
            return height + first[0].height + first[1].height
        return height + (min(first[0].height, SPLIT_SHARE * self.page_height) if first else 0.0)

    def take(self, room: float, fresh: bool) -> Slice | None:
        """The slice that fits into `room`; None when nothing useful does.

        `fresh` says that the page is empty: then something is taken in any case.
        """
        first, headers = self.at, self.table.headers
        header = self._header()
        body: list[Piece] = []
        left = room - sum(piece.height for piece in header)
        left -= self._resume(body, left)
        if self.starts is None:
            left -= self._whole_rows(body, left)
        if (
            not self.done
            and self.starts is None
            and not self._part(body, left, fresh and self.at <= max(first, headers))
        ):
            self._retreat(body, first)
        self._leave_company(body)
        if not fresh and not self.done and self.starts is None and self._lonely_start(first):
            self.at = first
            return None
        return self._finished(header + body, room) if body else None

    def _low(self, row: RowBox) -> bool:
        """Whether a row looks lost where it stands alone on a page."""
        return row.height <= self._most

    def _lonely_start(self, first: int) -> bool:
        """Whether the head of the table, or too few rows below it, would stand alone over the page's edge."""
        rows, headers = self.table.rows, self.table.headers
        if self.at <= headers or (first <= headers and self.at < group_end(rows, headers, self._most)):
            return True
        return first <= headers and self.at == headers + 1 and all(map(self._low, rows[headers : headers + 2]))

    def _leave_company(self, body: list[Piece]) -> None:
        """Leave out a title that would stand last, and a row without which the table's last one would stand alone."""
        rows, count = self.table.rows, sum(piece.index >= self.table.headers for piece in body)
        if self.done or self.starts is not None or count < 2:
            return
        if _is_title(body[-1], len(self.table.edges) - 1):
            self._put_back(body)
        elif count > 2 and self.at == len(rows) - 1 and self._low(rows[-1]):
            last, before = body[-1], body[-2]
            if last.cuts is None and not last.row.open_below and not before.row.open_below:
                self._put_back(body)

    def _put_back(self, body: list[Piece]) -> None:
        del body[-1]
        self.at -= 1

    def _header(self) -> list[Piece]:
        rows, count = self.table.rows, self.table.headers
        return [Piece(at, rows[at], rows[at].height) for at in range(count)] if self.at >= count else []

    def _whole_rows(self, body: list[Piece], room: float) -> float:
        """Take rows while they fit; the height they take."""
        rows, height = self.table.rows, 0.0
        while self.at < len(rows) and height + rows[self.at].height <= room + TINY:
            row = rows[self.at]
            body.append(Piece(self.at, row, row.height))
            height += row.height
            self.at += 1
        return height

    def _resume(self, body: list[Piece], room: float) -> float:
        """Take the rest of a parted row, or as much of it as fits; the height taken."""
        if self.starts is None:
            return 0.0
        row = self.table.rows[self.at]
        height = max(_height_left(row, self.starts), row.height - self.used)
        if height > room + TINY:
            self._take_part(body, row, self.starts, room)
            return body[-1].height
        cuts = [(start, len(cell.content.lines)) for start, cell in zip(self.starts, row.cells, strict=True)]
        body.append(Piece(self.at, row, height, cuts))
        self.at, self.starts, self.used = self.at + 1, None, 0.0
        return height

    def _part(self, body: list[Piece], room: float, forced: bool) -> bool:
        """Take the upper part of a tall row; False when it is better moved on whole."""
        row = self.table.rows[self.at]
        starts = [0] * len(row.cells)
        if forced:
            self._take_part(body, row, starts, room)
            return True
        if _stays_whole(row, self.page_height, room) or _cut(row, starts, room, MIN_LINES) is None:
            return False
        self._take_part(body, row, starts, room)
        return True

    def _take_part(self, body: list[Piece], row: RowBox, starts: list[int], room: float) -> None:
        """Take what fits of a row, by whole lines if any line fits."""
        cuts = _cut(row, starts, room, MIN_LINES) or _cut(row, starts, room, 1)
        if cuts is None:  # higher than a page without words to part it at: its room is cut off
            cuts = [(start, len(cell.content.lines)) for start, cell in zip(starts, row.cells, strict=True)]
            body.append(Piece(self.at, row, room, cuts))
            self.at, self.starts, self.used = self.at + 1, None, 0.0
            return
        height = max(_part_height(cell, cut) for cell, cut in zip(row.cells, cuts, strict=True))
        body.append(Piece(self.at, row, height, cuts))
        self.starts = [_next_start(cell, cut) for cell, cut in zip(row.cells, cuts, strict=True)]
        self.used += height

    def _retreat(self, body: list[Piece], first: int) -> None:
        """Break above a merged cell whose words the rows before the break cannot hold, or whose rows are few."""
        again = True
        while again:
            again = False
            for span in _started(body):
                if first < span.row < self.at < span.end and self._is_torn(span, body):
                    del body[-(self.at - span.row) :]
                    self.at, again = span.row, True
                    break

    def _is_torn(self, span: Span, body: list[Piece]) -> bool:
        """Whether a merged cell must not go on over the page's edge."""
        under = sum(piece.height for piece in body if piece.index >= span.row)
        few = kept_together(self.table.rows, span.row, span.cell.rows, self._most)
        return few or under < span.cell.height - TINY

    def _finished(self, pieces: list[Piece], room: float) -> Slice:
        """The slice of these rows, with the merged cells over them."""
        spans = sorted([*self.spans, *_started(pieces)], key=lambda span: span.end)
        shown = [(span, *self._shown(span, pieces, room)) for span in spans]
        self.spans = [span for span in spans if span.end > self.at]
        return Slice(self.table, pieces, [_words(pieces, *one) for one in shown])

    def _shown(self, span: Span, pieces: list[Piece], room: float) -> tuple[int, int]:
        """Which lines of a merged cell this slice shows; its last row grows for them if it must."""
        content, ends = span.cell.content, span.end <= self.at
        count, repeated = len(content.lines), span.next_line >= len(content.lines)
        under = [piece for piece in pieces if span.row <= piece.index < span.end]
        inner = sum(piece.height for piece in under) - 2 * PAD_Y
        start = 0 if repeated or content.height <= inner + TINY else span.next_line
        lack = content.height_of(start, count) - inner
        if lack > TINY and (repeated or ends) and lack <= room - sum(piece.height for piece in pieces):
            under[-1].height += lack
            lack = 0.0
        if lack > TINY and repeated:
            return 0, 0
        span.next_line = count if lack <= TINY or ends else content.fitting(start, inner + PAD_Y)
        return start, span.next_line


def _is_title(piece: Piece, columns: int) -> bool:
    """Whether a whole row is one label across all columns, which leads to what stands below it."""
    (cell, *others) = piece.row.cells or (None,)
    return piece.cuts is None and not others and cell is not None and cell.repeats and cell.last - cell.first == columns


def _started(pieces: list[Piece]) -> Iterator[Span]:
    """The merged cells that begin in these rows."""
    for piece in pieces:
        if piece.row.open_below and not (piece.cuts and any(start for start, _ in piece.cuts)):
            yield from (Span(cell, piece.index) for cell in piece.row.cells if cell.rows > 1)


def _words(pieces: list[Piece], span: Span, start: int, stop: int) -> Words:
    above = sum(piece.height for piece in pieces if piece.index < span.row)
    under = sum(piece.height for piece in pieces if span.row <= piece.index < span.end)
    return Words(span.cell, above, under, start, stop)


def _cut(row: RowBox, starts: list[int], room: float, least: int) -> list[tuple[int, int]] | None:
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


def _stays_whole(row: RowBox, page_height: float, room: float) -> bool:
    """Whether a row moves on whole to the next page: a low one for which `room` is small, or one that is sealed."""
    if any(line.seals for cell in row.cells for line in cell.content.lines):
        return row.height <= page_height
    return row.height <= SPLIT_SHARE * page_height and room <= LOW_SHARE * page_height


def _part_height(cell: CellBox, cut: tuple[int, int]) -> float:
    return cell.content.height_of(*cut) + 2 * PAD_Y if cell.rows == 1 else 0.0


def _next_start(cell: CellBox, cut: tuple[int, int]) -> int:
    """Where a cell goes on after a cut: a label that was shown whole begins again."""
    whole = cut == (0, len(cell.content.lines))
    return 0 if cell.repeats and whole else cut[1]


def _height_left(row: RowBox, starts: list[int]) -> float:
    return max(
        (
            cell.content.height_of(start, len(cell.content.lines)) + 2 * PAD_Y
            for cell, start in zip(row.cells, starts, strict=True)
            if cell.rows == 1
        ),
        default=0.0,
    )
