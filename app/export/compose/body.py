"""A section's body as blocks of paper: lines, notes, long texts, form tables, lists, seal places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from app.evidence.index import Index
from app.export.compose.evidence import UNBOUND, evidence_lines
from app.export.compose.footnotes import NO_NOTES
from app.export.compose.seals import sealed
from app.export.compose.sentences import sentence_inlines
from app.export.compose.tables.columns import fit_form, parts_words
from app.export.compose.tables.indicators import indicator_table
from app.export.compose.tables.inside import Inside, opened
from app.export.compose.tables.lists import list_blocks, list_table
from app.export.compose.tables.thresholds import threshold_table
from app.export.compose.typography import page_style
from app.export.document import (
    Blank,
    Block,
    Cell,
    Heading,
    Inline,
    LineBreak,
    PageBreak,
    Paragraph,
    Row,
    SealPlace,
    Space,
    Table,
    Text,
    Vertical,
)
from app.export.style import MM, StyleName
from app.forms.pack import blocks as forms
from app.forms.pack.blanks import Sentence
from app.forms.pack.fields import FIGURES, Alignment
from app.forms.pack.matrix.lines import MatrixLine
from app.forms.pack.matrix_table import ShownCell, column_groups, head_rows, matrix_table
from app.forms.pack.section import Section
from app.forms.pack.threshold import runs
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL

MAX_LEVEL = 5
Inlines = tuple[Inline, ...]
MOST_COLUMNS = 40  # of a matrix: more never stand beside one another on a page
_CELL_HEIGHT = 26.0
_CORNER_HEIGHT = 40.0  # of a corner with a diagonal


class BodyComposer:
    """Composes one section; `blank` leaves room to write by hand, whatever would apply.

    `level` is that of the section's own heading; `index` knows the proofs that are bound, `notes` the numbers of
    footnotes by their words.
    """

    def __init__(
        self,
        session: FormSession,
        section: Section,
        *,
        blank: bool,
        level: int = MAX_LEVEL,
        index: Index = UNBOUND,
        notes: Mapping[str, int] = NO_NOTES,
    ) -> None:
        self._session, self._section, self._blank, self._level = session, section, blank, level
        self._index, self._notes = index, notes
        self._style = page_style(session.pack, section)
        self._seals = 0

    def blocks(self) -> list[Block]:
        """The body, in the notice's order."""
        composed: list[Block] = []
        above: forms.Block | None = None
        for block in self._section.body:
            last = composed[-1] if composed else None
            if isinstance(block, forms.Seal) and not block.words and isinstance(last, Paragraph):
                composed[-1] = replace(last, inlines=(*last.inlines, self._seal(block)))
                continue
            fresh = list(self._block(block))
            if isinstance(above, forms.Line | forms.Note) and isinstance(last, Paragraph) and _is_table(fresh):
                composed[-1] = replace(last, leads=True)  # 单位：万元
            if isinstance(block, forms.Seal):
                _lead_to_seal(composed, above)
            composed += fresh
            above = block
        return composed

    def _block(self, block: forms.Block) -> Iterator[Block]:
        match block:
            case forms.Line():
                yield from self._line(block, "body")
            case forms.Note():
                yield Paragraph((Text(block.text),), "note")
            case forms.HeadingWords():
                yield Paragraph((Text(block.text, bold=True),), "heading_4")
            case forms.Prose():
                yield from self._prose(block, "body", "prose")
            case forms.ListTable():
                yield from list_blocks(self._session, self._section, block, blank=self._blank)
            case forms.Seal():
                yield sealed(Paragraph((self._seal(block),), "page_seal"))
            case forms.Grid():
                yield self._grid(block)
                yield Space(0.5)
            case forms.Matrix():
                yield from self._matrix(block)
            case forms.Threshold():
                yield from self._thresholds(block)
            case forms.Indicator():
                yield from self._indicator(block)
            case forms.IndicatorTable():
                yield indicator_table(self._session, block)
                yield Space(0.5)
            case forms.PageStart():
                yield PageBreak(block.recto, self._section.is_landscape)

    def _line(self, line: forms.Line, style: StyleName, beside: Alignment | None = None) -> Iterator[Paragraph]:
        if line.printed and self._holds(line):
            align = beside if line.align == "text" else line.align
            yield Paragraph(self._inlines(line.sentence, self._section.ticked_by(line)), style, align=align)

    def _inlines(self, sentence: Sentence, ticked_by: tuple[str, ...] = (), *, underlined: bool = True) -> Inlines:
        return sentence_inlines(
            self._session, self._section, sentence, underlined=underlined, ticked_by=ticked_by, notes=self._notes
        )

    def _prose(self, prose: forms.Prose, lead_style: StyleName, style: StyleName) -> Iterator[Paragraph]:
        if not self._holds(prose):
            return
        lead = self._inlines(prose.lead)
        if lead:
            yield Paragraph(lead, lead_style, leads=True)
        path = FieldPath(self._section.id, prose.field)
        text = self._session.printed(path)
        if not text:
            yield Paragraph((), style, min_lines=prose.hand_lines if self._blank else 1)
            return
        for line in text.split("\n"):
            if line.strip():
                yield Paragraph((Blank(line.strip(" \u3000\t"), str(path), 0, False, prose.label),), style)

    def _thresholds(self, first: forms.Threshold) -> Iterator[Block]:
        """The table of the thresholds that stand together, at the first of them."""
        run = next((run for run in runs(self._section.body) if run[0] is first), ())
        if table := threshold_table(self._session, self._section, run, blank=self._blank):
            yield from (Space(0.3), table, Space(0.3))

    def _indicator(self, indicator: forms.Indicator) -> Iterator[Block]:
        """The indicator as the notice numbers it, with what is said of it (无 said plainly) and its proofs."""
        anchor = f"indicator-{self._section.id}-{indicator.field}"
        for block in indicator.blocks:
            if isinstance(block, forms.HeadingWords):
                yield Heading(min(self._level + 1, MAX_LEVEL), (Text(block.text),), anchor)
            elif isinstance(block, forms.Note):
                yield Paragraph((Text(block.text),), "note", leads=True)
            else:
                yield from self._block(block)
        if self._session.value(FieldPath(self._section.id, indicator.field)) is NIL and not self._blank:
            yield Paragraph((Text(NIL.value),), "prose")
        if not self._blank:
            proof = self._section.evidence_items[indicator.proof_id]
            yield from evidence_lines(self._session, self._section, [proof], self._index)

    def _matrix(self, matrix: forms.Matrix) -> Iterator[Block]:
        """The matrix, its titles repeated; as several tables one below the other where it is too wide for the page."""
        if not matrix.printed or not self._holds(matrix):
            return
        for columns in self._column_groups(matrix):
            yield replace(self._grid(matrix_table(matrix, columns)), header_rows=head_rows(matrix))
            yield Space(0.5)

    def _column_groups(self, matrix: forms.Matrix) -> tuple[tuple[MatrixLine, ...], ...]:
        """The columns of each table: all of them, or as many as stand on the page without a word parted."""
        most = len(matrix.column_lines)
        groups = (column_groups(matrix.columns, count) for count in range(1 + most // MOST_COLUMNS, most + 1))
        found = next((found for found in groups if not any(self._is_tight(matrix, one) for one in found)), None)
        return found or (matrix.columns,)

    def _is_tight(self, matrix: forms.Matrix, columns: tuple[MatrixLine, ...]) -> bool:
        grid = matrix_table(matrix, columns)
        placed = [(first, self._cell(cell, len(grid.widths))) for row in grid.placed() for first, cell in row]
        firsts, cells = zip(*placed, strict=True)
        return parts_words(firsts, cells, grid.widths, self._style)

    def _grid(self, grid: forms.Grid) -> Table:
        """The form's table; a column gets more than the notice gives it only where a word would be parted."""
        placed: list[dict[int, Cell]] = [{} for _ in grid.rows]
        for number, row in enumerate(grid.placed()):
            for first, cell in row:
                for under, part in enumerate(self._parts(cell, len(grid.widths))):
                    placed[number + under][first] = part
        starts = [sorted(row) for row in placed]
        rows = tuple(Row(tuple(cell for _, cell in sorted(row.items()))) for row in placed)
        firsts = [first for row in starts for first in row]
        widths, size = fit_form(firsts, [cell for row in rows for cell in row.cells], grid.widths, self._style)
        return opened(Table(widths, rows, size=size), starts, dict(self._lists_inside(grid, starts, widths)))

    def _lists_inside(
        self, grid: forms.Grid, starts: Sequence[list[int]], widths: Sequence[float]
    ) -> Iterator[tuple[int, Inside]]:
        """The lists in the form's cells, by row."""
        for number, row in enumerate(grid.placed()):
            for first, cell in row:
                if cell.list is not None:
                    within = sum(widths[first : first + cell.columns])
                    table = list_table(self._session, self._section, cell.list, blank=self._blank, within=within)
                    yield number, Inside(starts[number].index(first), table)

    def _parts(self, cell: forms.GridCell, width: int) -> Iterator[Cell]:
        """The cell, or one for each of its rows with the lines that stand there."""
        whole = self._cell(cell, width)
        if not cell.split:
            yield whole
            return
        (paragraph,) = whole.blocks
        lines = [tuple(inlines) for ends, inlines in groupby(paragraph.inlines, _ends_line) if not ends]
        for number in range(cell.rows):
            yield replace(whole, blocks=(replace(paragraph, inlines=lines[number]),), rows=1)

    def _cell(self, cell: forms.GridCell, width: int) -> Cell:
        paragraphs: list[Paragraph] = []
        if cell.diagonal is not None:
            return _parted(cell, cell.diagonal)
        if cell.sentence.pieces:
            paragraphs.append(self._cell_text(cell, width))
        for block in cell.blocks:
            paragraphs += self._cell_block(block, cell.align)
        vertical: Vertical = "top" if cell.blocks and not cell.photo else "middle"
        wide = cell.photo.size[0] * MM if cell.photo else 0.0
        return Cell(tuple(paragraphs), cell.columns, cell.rows, vertical, _CELL_HEIGHT, min_width=wide)

    def _cell_text(self, cell: forms.GridCell, width: int) -> Paragraph:
        inlines = self._inlines(cell.sentence, self._section.ticked_by(forms.Line(text=cell.text)), underlined=False)
        style: StyleName = "table_text" if cell.sentence.blanks else "table_label"
        align = "right" if self._is_shown_figure(cell) else cell.align
        return Paragraph(inlines, "table_title" if cell.columns == width else style, align=align)

    def _is_shown_figure(self, cell: forms.GridCell) -> bool:
        """Whether a matrix shows the figure of an entry there."""
        return isinstance(cell, ShownCell) and self._session.field(cell.path).type in FIGURES

    def _cell_block(self, block: forms.CellBlock, align: Alignment | None) -> Iterator[Paragraph]:
        match block:
            case forms.Line():
                yield from self._line(block, "table_prose", align)
            case forms.Note():
                yield Paragraph((Text(block.text),), "table_note", align=align)
            case forms.Prose():
                yield from self._prose(block, "table_text", "table_prose")
            case forms.Seal(what="photo"):
                yield Paragraph((self._seal(block),), "table_label", height=block.size[1] * MM)
            case forms.Seal():
                yield sealed(Paragraph((self._seal(block),), "seal"))
            case forms.ListTable():
                return  # its rows are those of the form

    def _seal(self, seal: forms.Seal) -> SealPlace:
        self._seals += 1
        anchor = f"seal-{self._section.id}-{self._seals}"
        return SealPlace(anchor, seal.what, seal.who, seal.words)

    def _holds(self, block: forms.Line | forms.Prose | forms.Matrix) -> bool:
        return self._blank or self._session.holds(block.when, self._section)


def _parted(cell: forms.GridCell, words: tuple[str, str]) -> Cell:
    """A corner whose words are parted by a diagonal: that of the columns above it, that of the rows below it."""
    below, above = words
    over = Paragraph((Text(above),), "table_label", align="right")
    under = Paragraph((Text(below),), "table_label", align="left")
    return Cell((over, under), cell.columns, cell.rows, "middle", _CORNER_HEIGHT, diagonal=True)


def _lead_to_seal(composed: list[Block], above: forms.Block | None) -> None:
    """Keep what is signed or sealed on the page of its signature: the end of a table, words, another signature.

    A place to sign or seal has its own white: none is left between.
    """
    last = next((at for at in reversed(range(len(composed))) if not isinstance(composed[at], Space)), -1)
    signed = composed[last] if last >= 0 else None
    if isinstance(signed, Table) or (isinstance(signed, Paragraph) and not isinstance(above, forms.Prose)):
        composed[last:] = [replace(signed, leads=True)]


def _is_table(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and isinstance(blocks[0], Table)


def _ends_line(inline: Inline) -> bool:
    return isinstance(inline, LineBreak)
