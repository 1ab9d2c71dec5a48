"""Tables cut into slices, one for each page.

Header rows stand on every slice.  A row moves on whole unless it is tall, and so do few rows that share a
merged cell; a tall row is parted between lines.  Merged cells, and labels beside a parted cell, repeat
their words after the cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app.export.layout.tables.cells import CellBox, RowBox, TableBox
from app.export.layout.tables.cuts import LOW_SHARE, cut_of, height_left, next_start, part_height, stays_whole
from app.export.layout.tables.grid import Piece, Slice, Words
from app.export.layout.tables.groups import group_end, kept_together
from app.export.style import PAD_Y, SPLIT_SHARE

MIN_LINES = 2  # lines that stand on each side of a cut
COMPANY = 2  # low rows that do
TINY = 0.01
LEAST_CUT = 40.0  # points of a merged cell that stand on each side of a cut


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

    def copy(self) -> TableCursor:
        """A cursor at the same place that walks on by itself."""
        return replace(self, starts=self.starts and list(self.starts), spans=[replace(span) for span in self.spans])

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
        group = max(group_end(rows, headers, self._most), self._company_end)
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

    @property
    def _company_end(self) -> int:
        """The end of a table of so few low rows that one would stand alone on either side of a cut; else 0."""
        rows, headers = self.table.rows, self.table.headers
        few = 0 < len(rows) - headers < 2 * COMPANY
        return len(rows) if few and all(map(self._low, rows[headers:])) else 0

    def _low(self, row: RowBox) -> bool:
        """Whether a row looks lost where it stands alone on a page."""
        return row.height <= self._most

    def _lonely_start(self, first: int) -> bool:
        """Whether the head of the table, or too few rows below it, would stand alone over the page's edge."""
        rows, headers = self.table.rows, self.table.headers
        group = max(group_end(rows, headers, self._most), self._company_end)
        if self.at <= headers or (first <= headers and self.at < group):
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
        header = [Piece(at, rows[at], rows[at].height) for at in range(count)] if self.at >= count else []
        return header + [self._head_again(rows[first]) for first, end in self.table.heads if first < self.at < end]

    def _head_again(self, head: RowBox) -> Piece:
        """The head of a list inside the table, where its rows go on: without the cells that stand beside the list."""
        own = [cell for cell in head.cells if cell.rows == 1]
        return Piece(self.at - 1, RowBox(own, head.height, head.edges, head.covered, open_below=True), head.height)

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
        height = max(height_left(row, self.starts), row.height - self.used, self._height_of_spans())
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
        if forced or self._parts_under_span(row, room):
            self._take_part(body, row, starts, room)
            return True
        if stays_whole(row, self.page_height, room) or cut_of(row, starts, room, MIN_LINES) is None:
            return False
        self._take_part(body, row, starts, room)
        return True

    @property
    def _ending(self) -> list[Span]:
        """The merged cells that were begun on earlier slices and end below the row that is next."""
        return [
            span for span in self.spans if span.end == self.at + 1 and span.next_line < len(span.cell.content.lines)
        ]

    def _is_over(self, span: Span, body: list[Piece]) -> bool:
        """Whether a merged cell that ends below the row at hand has more words than the rows under it here show."""
        under = sum(piece.height for piece in body if span.row <= piece.index < span.end)
        content = span.cell.content
        left = content.height_of(span.next_line, len(content.lines)) + 2 * PAD_Y
        return span.end == self.at + 1 and left > under + TINY

    def _height_of_spans(self) -> float:
        """What the merged cells that end below a parted row still need."""
        lefts = ((span.cell.content, span.next_line) for span in self._ending)
        return max((content.height_of(at, len(content.lines)) + 2 * PAD_Y for content, at in lefts), default=0.0)

    def _parts_under_span(self, row: RowBox, room: float) -> bool:
        """Whether a row is so high only for a merged cell over it that its own words stand above a cut in `room`."""
        own = max((cell.height for cell in row.cells if cell.rows == 1), default=0.0)
        return own + LEAST_CUT <= room and row.height > own + LEAST_CUT and not stays_whole(row, self.page_height, room)

    def _take_part(self, body: list[Piece], row: RowBox, starts: list[int], room: float) -> None:
        """Take what fits of a row, by whole lines if any line fits."""
        cuts = cut_of(row, starts, room, MIN_LINES) or cut_of(row, starts, room, 1)
        if cuts is None:  # no words of its own to part it at: its room goes on, with the merged cells over it
            cuts = [(start, len(cell.content.lines)) for start, cell in zip(starts, row.cells, strict=True)]
            body.append(Piece(self.at, row, room, cuts))
            self.starts = [next_start(cell, cut) for cell, cut in zip(row.cells, cuts, strict=True)]
            self.used += room
            if not any(self._is_over(span, body) for span in (*self.spans, *_started(body))):
                self.at, self.starts, self.used = self.at + 1, None, 0.0
            return
        height = max(part_height(cell, cut) for cell, cut in zip(row.cells, cuts, strict=True))
        body.append(Piece(self.at, row, height, cuts))
        self.starts = [next_start(cell, cut) for cell, cut in zip(row.cells, cuts, strict=True)]
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
