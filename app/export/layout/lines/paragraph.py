"""Paragraphs set into lines: words, blanks with their underline, page numbers and seal places.

A blank that is not filled leaves its room as objects of one 字, so that a long one can run over
a line's end and its underline stays unbroken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.export.document import Blank, Footnote, Inline, LineBreak, PageRef, Paragraph, SealPlace, Text
from app.export.layout.items import EMPTY_LINE, Line
from app.export.layout.lines.characters import cleaned
from app.export.layout.lines.hanging import hung
from app.export.layout.lines.setting import NOTE_SIZE, Frame, Run, Stretch, set_run
from app.export.layout.metrics import Metrics, RoleMetrics
from app.export.style import Align, DocumentStyle, ParagraphStyle, StyleName

SHORT = 12  # characters: longer words are hardly ever the same twice
KNOWN = 2000  # so many short ones are remembered
UNKNOWN = "0"  # stands for a page number until the first pass has found it
FIGURES_MEASURE = 1000.0  # points: wider than any page number


class Setter:
    """Sets paragraphs of one document; knows the styles, the faces and the page labels so far.

    `labels` maps an anchor to the printed number of its page, as the pass before found it; `used`
    collects the anchors that were asked for, and `widest` keeps the room of each number from
    shrinking, so that the passes cannot swing for ever.  Where it is `traced`, lines tell which blanks stand in them.
    `paused` is called between two rows of a table, and may end the work by an exception.
    """

    def __init__(
        self,
        style: DocumentStyle,
        metrics: Metrics,
        *,
        traced: bool = False,
        paused: Callable[[], None] = lambda: None,
    ) -> None:
        self.style, self.metrics, self._traced, self.paused = style, metrics, traced, paused
        self.labels: Mapping[str, str] = {}
        self.used: set[str] = set()
        self.widest: dict[str, int] = {}
        self._known: dict[tuple[Text, StyleName, Align | None, float], list[Line]] = {}
        self._figures: dict[tuple[str, ParagraphStyle], Line] = {}

    def at_most(self, size: float | None) -> Setter:
        """This setter, or one that sets the words of tables no larger and knows the same labels."""
        if size is None:
            return self
        smaller = Setter(self.style.at_most(size), self.metrics, traced=self._traced, paused=self.paused)
        smaller.labels, smaller.used, smaller.widest = self.labels, self.used, self.widest
        return smaller

    def lines(self, paragraph: Paragraph, measure: float) -> list[Line]:
        """The lines of a paragraph set to `measure`, at least `min_lines` and at least one."""
        style = self.style[paragraph.style].aligned(paragraph.align)
        words = _plain(paragraph.inlines)
        if paragraph.hang:
            lines = hung(paragraph, style, measure, self.set)
        elif words is not None:
            lines = self._words(words, paragraph, style, measure)
            (only,) = paragraph.inlines
            if self._traced and isinstance(only, Blank):
                lines = [line._replace(blanks=((only.path, _left(line), line.right),)) for line in lines]
        else:
            lines = self.set(paragraph.inlines, style, measure)
        if paragraph.min_lines > len(lines):
            return lines + [EMPTY_LINE] * (paragraph.min_lines - len(lines))
        return lines

    def _words(self, words: Text, paragraph: Paragraph, style: ParagraphStyle, measure: float) -> list[Line]:
        """The lines of a paragraph of plain words; short ones (lists repeat many) are remembered."""
        if len(words.text) > SHORT:
            return self.set((words,), style, measure)
        key = (words, paragraph.style, paragraph.align, measure)
        lines = self._known.get(key)
        if lines is None:
            if len(self._known) >= KNOWN:
                self._known.clear()
            lines = self._known[key] = self.set((words,), style, measure)
        return lines

    def set(
        self, inlines: Sequence[Inline], style: ParagraphStyle, measure: float, latin: bool = True, right: float = 0.0
    ) -> list[Line]:
        """The lines of `inlines`, with `right` points kept free at their right end."""
        role = self.metrics.role(style.face, latin)
        indent = style.first_indent * style.size
        left = style.left_indent * style.size
        lines: list[Line] = []
        frame = Frame(left, measure - right, indent, style.align)
        for run in self._runs(inlines, style.size, role):
            if run.rooms:
                run.clamp(measure - left - right - indent)
            lines += set_run(run, role, style.size, frame._replace(indent=0.0) if lines else frame)
        return lines

    def figures(self, text: str, style: ParagraphStyle) -> Line:
        """One line whose digits come from the Chinese face, as a page number's do; every pass asks for it again."""
        line = self._figures.get((text, style))
        if line is None:
            plain = replace(style, align="left")
            line = self._figures[text, style] = self.set((Text(text),), plain, FIGURES_MEASURE, latin=False)[0]
        return line

    def _runs(self, inlines: Sequence[Inline], size: float, role: RoleMetrics) -> list[Run]:
        runs = [Run()]
        for inline in inlines:
            if isinstance(inline, Text):
                self._add_text(runs, inline.text, inline.bold, False)
            elif isinstance(inline, Blank):
                self._add_blank(runs, inline, size)
            elif isinstance(inline, Footnote):
                wide = sum(role.widths[char] for char in inline.mark)
                runs[-1].add_note(inline, wide * NOTE_SIZE * size)
            elif isinstance(inline, LineBreak):
                runs.append(Run())
            elif isinstance(inline, PageRef):
                self._add_label(runs[-1], inline.anchor, size)
            else:
                self._add_seal(runs[-1], inline, size)
        return runs

    def _add_text(self, runs: list[Run], text: str, bold: bool, underlined: bool) -> None:
        for number, piece in enumerate(cleaned(text).split("\n")):
            if number:
                runs.append(Run())
            where = runs[-1].add(piece)
            if bold:
                runs[-1].bold.append(where)
            if underlined:
                runs[-1].underlined.append(where)

    def _add_blank(self, runs: list[Run], blank: Blank, size: float) -> None:
        first, start = len(runs) - 1, len(runs[-1].text)
        self._put_blank(runs, blank, size)
        if self._traced:
            for run in runs[first:]:
                run.blanks.append((blank.path, Stretch(start, len(run.text))))
                start = 0

    def _put_blank(self, runs: list[Run], blank: Blank, size: float) -> None:
        if blank.text:
            self._add_text(runs, blank.text, False, blank.underlined)
        elif blank.room > 0:
            where = runs[-1].add_room(blank.room * size, size)
            if blank.underlined:
                runs[-1].underlined.append(where)

    def _add_seal(self, run: Run, place: SealPlace, size: float) -> None:
        run.seals.append((len(run.text), place))
        run.add(cleaned(place.words))
        if place.room > 0:
            run.add_room(place.room * size, size)

    def _add_label(self, run: Run, anchor: str, size: float) -> None:
        self.used.add(anchor)
        label = self.labels.get(anchor, UNKNOWN)
        if not label:
            return
        self.widest[anchor] = max(self.widest.get(anchor, 1), len(label))
        spare = self.widest[anchor] - len(label)
        if spare:
            run.add_room(spare * size / 2, size)
        run.add(label)


def white_beside(paragraph: Paragraph, style: ParagraphStyle, lines: int) -> float:
    """What its lines lack to the height that the paragraph must have, above them and below them each."""
    return max(0.0, paragraph.height - style.leading * lines) / 2


def _plain(inlines: Sequence[Inline]) -> Text | None:
    """The words of a paragraph that has nothing else; a filled blank without underline is words too."""
    if len(inlines) != 1:
        return None
    only = inlines[0]
    if isinstance(only, Blank) and only.text and not only.underlined:
        return Text(only.text)
    return only if isinstance(only, Text) else None


def _left(line: Line) -> float:
    """Where the words of a line begin."""
    return line.glyphs[0].x if line.glyphs else line.right
