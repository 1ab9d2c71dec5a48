"""The footnotes of the page being filled: which ones it shows, and the room they take at its foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.export.document import Footnote, Text
from app.export.layout.book import PlacedLine
from app.export.layout.items import EM_ABOVE, EMPTY_LINE, Line
from app.export.layout.lines.paragraph import Setter
from app.export.layout.tables.grid import Slice
from app.export.layout.tables.slices import TableCursor

ABOVE, BELOW = 8.0, 5.0  # points of white above and below the rule over the notes
RULE_SHARE = 1 / 4  # of the type area's width
TINY = 0.01


class PageNotes:
    """The notes of one page; heights in points."""

    def __init__(self, setter: Setter) -> None:
        self._setter, self._style = setter, setter.style["footnote"]
        self._known: dict[tuple[Footnote, float], list[Line]] = {}
        self._shown: dict[str, Footnote] = {}
        self.width = 0.0

    def begin(self, width: float) -> None:
        """Start a page whose type area is so wide."""
        self._shown, self.width = {}, width

    @property
    def height(self) -> float:
        """What the notes of the page take, with the rule over them."""
        return self._height(self._shown.values())

    def more(self, lines: Iterable[Line]) -> float:
        """How much more they take when these lines stand on the page too."""
        fresh = {note.mark: note for line in lines for note in line.notes if note.mark not in self._shown}
        return self._height((*self._shown.values(), *fresh.values())) - self.height if fresh else 0.0

    def add(self, lines: Iterable[Line]) -> None:
        """The lines stand on the page."""
        for line in lines:
            for note in line.notes:
                self._shown.setdefault(note.mark, note)

    def fitting(self, lines: list[Line], leading: float, room: float) -> int:
        """How many of the lines fit into `room` together with their notes."""
        count = min(len(lines), int((room + TINY) / leading))
        while count and any(line.notes for line in lines[:count]):
            if count * leading + self.more(lines[:count]) <= room + TINY:
                break
            count -= 1
        return count

    def take(self, cursor: TableCursor, room: float, fresh: bool, tail: float = 0.0) -> Slice | None:
        """The slice of a table that fits into `room` together with its notes, the last one also with its `tail`."""
        if not cursor.table.has_notes and not tail:
            return cursor.take(room, fresh)
        trial = cursor.copy()
        part = trial.take(room, fresh)
        needed = self.more(part.lines) if part else 0.0
        if part and trial.done and part.height + needed + tail > room + TINY:
            needed += tail
        return cursor.take(room - needed, fresh)

    def placed(self, left: float, bottom: float) -> Iterator[PlacedLine]:
        """The rule and the notes, which end at `bottom`; nothing where the page has none."""
        if not self._shown:
            return
        y = bottom - self.height + ABOVE
        yield PlacedLine(left, y, EMPTY_LINE._replace(rules=((0.0, self.width * RULE_SHARE),)))
        y += BELOW
        for note in sorted(self._shown.values(), key=lambda one: one.mark):
            for line in self._lines(note):
                baseline = y + (self._style.leading - line.size) / 2 + EM_ABOVE * line.size
                yield PlacedLine(left, baseline, line)
                y += self._style.leading

    def _height(self, notes: Iterable[Footnote]) -> float:
        lines = sum(len(self._lines(note)) for note in notes)
        return ABOVE + BELOW + lines * self._style.leading if lines else 0.0

    def _lines(self, note: Footnote) -> list[Line]:
        key = (note, self.width)
        if key not in self._known:
            self._known[key] = self._setter.set((Text(f"{note.mark} {note.words}"),), self._style, self.width)
        return self._known[key]
