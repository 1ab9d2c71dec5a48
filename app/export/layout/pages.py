"""Boxes put on pages: rectos, blank versos, numbers, and which lines may stand alone.

A heading never stands last on a page, no paragraph leaves a single line behind or carries one
over, parts begin on a right-hand page.  The number stands as in GB/T 9704-2012, 7.5: between
dashes, outside, one 字 in; nothing is printed on a blank verso, yet it is counted.  Turned pages have
it where all others do, their head at the left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.export.document import Plate
from app.export.layout.book import Book, OutlineEntry, Page, PlacedLine, PlacedSlice, PlateSpot, SealSpot, Spot
from app.export.layout.boxes import Box, Break, Edge, Gap, Measured, TextBox
from app.export.layout.footnotes import PageNotes
from app.export.layout.frames import Framing
from app.export.layout.items import EM_ABOVE, Link
from app.export.layout.keeping import ends, fitting, head_height, heads, tail_height, until_break
from app.export.layout.kept import Kept
from app.export.layout.lines.paragraph import Setter
from app.export.layout.numbers import page_label
from app.export.layout.plates import picture, reads_well
from app.export.layout.runs import Ends, FilledRun, Run, runs_of
from app.export.layout.tables.cells import TableBox
from app.export.layout.tables.slices import TableCursor
from app.export.style import PAD_X, PAD_Y, TABLE_GAP, PageStyle

MIN_SHARE = 1 / 3  # of a page: the room below a long lead-in in which its plate still stands
TINY = 0.01


class Filler:
    """Puts boxes on pages, one part after another."""

    def __init__(self, setter: Setter, kept: Kept) -> None:
        self.setter, self._kept = setter, kept
        self.upright, self.sideways = setter.style.page, setter.style.page.turned
        self.book = Book([], [], {}, [])
        self.counts: Counter[str] = Counter()
        self.numbering = "none"
        self.turned = False
        self.volume = 1
        self.y = 0.0
        self.framing: Framing | None = None  # that of the words now being put on pages
        self.notes = PageNotes(setter)
        self.led = True  # from its top, the page shows nothing but headings and lead-ins

    @property
    def room(self) -> float:
        """What is left of the type area's height above the footnotes; a frame keeps its white."""
        return self.frame.text_height - self.y - self.white - self.notes.height

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y <= self.white + TINY and not self.page.placed

    @property
    def white(self) -> float:
        """What words keep from the rule above and below them."""
        return PAD_Y if self.framing else 0.0

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.book.pages[-1]

    @property
    def frame(self) -> PageStyle:
        """The sheet being filled, as it lies."""
        return self.sideways if self.book.pages and self.page.turned else self.upright

    @property
    def left(self) -> float:
        """The left edge of the type area on this page."""
        return self.frame.inner if self.page.recto or self.page.turned else self.frame.outer

    @property
    def top(self) -> float:
        """The upper edge of the type area on this page: of a turned one, the bound edge or the fore edge."""
        return self.frame.bottom if self.page.turned and not self.page.recto else self.frame.top

    def add_part(self, measured: Sequence[Measured], numbering: str, volume: int = 1) -> None:
        """Put a part on new pages, beginning with a recto; Roman numbers begin anew in another volume."""
        self.turned = False
        self._to_recto()
        if volume != self.volume:
            self.counts["roman"] = 0
        self.numbering, self.volume = numbering, volume
        self._new_page()
        for run in runs_of(measured):
            if run.opened is not None:
                self._end_page(run.opened)
            if run.measured:
                self._add_run(run)

    def _add_run(self, run: Run) -> None:
        """Put a run on the fresh page and those that follow it, as before where it was put on such pages before."""
        key, since = (run.key, self.page.recto, self.page.turned), Ends.of(self.book)
        if known := self._kept.runs.get(key):
            for number, placed in enumerate(known.placed):
                if number:
                    self._new_page()
                self.page.placed = placed
            self.y = known.noted(self.book, since)
            return
        self._kept.paused()
        for at in range(run.count):
            self._add(run.boxes, at, run.boxes[at])
        self._place_notes()
        self._kept.runs.put(key, FilledRun.taken(run, self.book, since, self.y))

    def finish(self) -> Book:
        """The book, with the number on every page that has one."""
        for page in self.book.pages:
            if page.label and page.placed:
                page.folio = self._kept.folio(page, self.setter)
        return self.book

    def _add(self, boxes: Sequence[Box], at: int, box: Box) -> None:
        below = boxes[at + 1] if at + 1 < len(boxes) else None
        if isinstance(box, TextBox):
            self._add_text(boxes, at, box)
            if (isinstance(below, TableBox) or (isinstance(below, Edge) and not below.above)) and box.heading is None:
                self._leave_white()
        elif isinstance(box, TableBox | Plate):
            if isinstance(box, Plate):
                self._add_plate(box)
            else:
                self._add_table(box, tail_height(boxes, at, self.frame))
            if below is not None and not isinstance(below, Plate | Edge | type(box)):
                self._leave_white()
        elif isinstance(box, Edge):
            self._add_edge(box)
            if below is not None and not box.below:
                self._leave_white()
        elif isinstance(box, Gap):
            self._add_gap(boxes, at, box)
        leads = isinstance(box, Edge) or (isinstance(box, TextBox) and box.keep_with_next)
        self.led = self.fresh or (self.led and leads)

    def _leave_white(self) -> None:
        self.y = min(self.y + TABLE_GAP, self.frame.text_height)

    def _new_page(self) -> None:
        framed = self.framing is not None
        self._close_frame()
        self._place_notes()
        self.counts[self.numbering] += 1
        number = self.counts[self.numbering]
        label = page_label(self.numbering, number)
        page = Page(len(self.book.pages), self.upright.width, self.upright.height, label, number, volume=self.volume)
        page.turned = self.turned
        self.book.pages.append(page)
        self.notes.begin(self.frame.text_width)
        self.y, self.led = 0.0, True
        if framed:
            self._open_frame(roof=True)

    def _add_edge(self, edge: Edge) -> None:
        self._close_frame()
        if edge.below == "words":
            self._open_frame(roof=not edge.above)

    def _open_frame(self, *, roof: bool) -> None:
        self.framing = Framing(self.y, roof)
        self.y += PAD_Y

    def _close_frame(self) -> None:
        """Rule the words of a frame that stand on this page, if any do."""
        if self.framing is None:
            return
        panel, self.y = self.framing.closed(self.y, self.frame.text_height)
        if panel is not None:
            frame = self.frame
            self.page.placed.append(panel._replace(x=self.left, y=self.top + panel.y, width=frame.text_width))
        self.framing = None

    def _place_notes(self) -> None:
        """Set the footnotes of the page that ends at its foot."""
        if self.book.pages:
            self.page.placed += self.notes.placed(self.left, self.top + self.frame.text_height)
            self.notes.begin(self.notes.width)

    def _to_recto(self) -> None:
        """Add a blank verso where the next page would be one; it is counted and shows no number."""
        if len(self.book.pages) % 2:
            self._new_page()
            self.page.label = ""

    def _end_page(self, box: Break) -> None:
        fresh = self.fresh
        if not fresh and box.recto:
            self._to_recto()
        self.turned = box.turned
        if not fresh:
            self._new_page()
        self.page.turned = box.turned
        self.notes.begin(self.frame.text_width)
        self.led = True

    def _add_gap(self, boxes: Sequence[Box], at: int, box: Gap) -> None:
        if box.fill:
            below, fills = until_break(boxes, at, self.frame)
            self.y += max(0.0, self.room - below) / fills
        elif box.height <= self.room + TINY:
            self.y += box.height
        elif not ends(boxes, at):
            self._new_page()

    def _add_text(self, boxes: Sequence[Box], at: int, box: TextBox) -> None:
        before = 0.0 if self.fresh else box.before
        movable = not self.led or (not self.fresh and heads(boxes, at))
        if movable and before + head_height(boxes, at, self.frame) > self.room + TINY:
            if ends(boxes, at) and not box.inked(0):
                return
            self._new_page()
            before = 0.0
        self.y += before + box.white
        self._mark(box)
        left = 0
        while left < len(box.lines):
            count = fitting(box, len(box.lines) - left, self.notes, self.room, fresh=self.fresh)
            if not count:
                self._new_page()
                continue
            self._put(box, left, left + count)
            left += count
            if ends(boxes, at) and not box.inked(left):
                break  # nothing is left but room to write: it needs no page of its own
            if left < len(box.lines):
                self._new_page()
        self.y = min(self.y + box.white + box.after, self.frame.text_height)

    def _put(self, box: TextBox, start: int, stop: int) -> None:
        left, top = self.left + (PAD_X if self.framing else 0.0), self.top + self.y
        middle = top + box.leading * (stop - start) / 2
        self.notes.add(box.lines[start:stop])
        for line in box.lines[start:stop]:
            baseline = self.top + self.y + (box.leading - line.size) / 2 + EM_ABOVE * line.size
            if line.glyphs or line.rules or line.seals:
                self.page.placed.append(PlacedLine(left, baseline, line))
            for place, x in line.seals:
                self._seal(place.anchor, SealSpot(place, self._spot(baseline - line.size), left + x, middle))
            self.y += box.leading
        if box.link:
            height = box.leading * (stop - start)
            self.page.placed.append(Link(left, top, self.frame.text_width, height, box.link))

    def _spot(self, y: float) -> Spot:
        return Spot(self.page.index, self.page.label, y)

    def _mark(self, box: TextBox) -> None:
        """Note where a heading stands, once its place is sure."""
        if box.heading is None:
            return
        spot = self._spot(self.top + self.y)
        self.book.anchors[box.heading.anchor] = spot
        if box.heading.in_contents:
            self.book.outline.append(OutlineEntry(box.heading.level, box.heading.words, box.heading.anchor, spot))

    def _seal(self, anchor: str, spot: SealSpot) -> None:
        """Note a seal place; words that are repeated after a cut are not another one."""
        if self.page.turned:
            spot = spot.turned(self.upright.height)
        if anchor not in self.book.anchors:
            self.book.anchors[anchor] = spot.spot
            self.book.seal_places.append(spot)

    def _add_table(self, table: TableBox, tail: float) -> None:
        cursor = TableCursor(table, self.frame.text_height)
        while not cursor.done:
            part = self.notes.take(cursor, self.room, self.fresh, tail)
            if part is None:
                self._new_page()
                continue
            self.notes.add(part.lines if table.has_notes else ())
            top = self.top + self.y
            self.page.placed.append(PlacedSlice(self.left, top, part))
            if table.has_seals:
                for place, x, y, high in part.seals(top):
                    self._seal(place.anchor, SealSpot(place, self._spot(y), self.left + x, y + high / 2))
            self.y += part.height
            if not cursor.done:
                self._new_page()

    def _add_plate(self, plate: Plate) -> None:
        """Put a plate below what is on the page if it is large enough there, or on a page of its own."""
        frame, left_over = self.frame, self.room - TABLE_GAP
        led_to = self.led and left_over >= MIN_SHARE * frame.text_height
        if not self.fresh and (led_to or reads_well(plate, frame.text_width, left_over, frame.text_height)):
            self.y += TABLE_GAP
        elif not self.fresh:
            self._new_page()
        placed = picture(plate, self.left, self.top + self.y, frame.text_width, self.room)
        self.page.placed.append(placed)
        self.book.plates.append(PlateSpot(placed, self._spot(placed.y)))
        self.y += placed.height
