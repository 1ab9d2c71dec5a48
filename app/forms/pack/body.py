"""The blocks of a body in reading order, cells opened, each with the keys that lead to it in the pack file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.forms.pack.blocks import Block, CellBlock, Grid, Indicator, Line, Matrix, Note, Prose
from app.forms.pack.matrix_table import matrix_table

Keys = tuple[str | int, ...]


class Placed(NamedTuple):
    """A block, the keys from its section to it, and the label cell to its left, if it stands in a grid."""

    keys: Keys
    block: Block | CellBlock
    hint: str = ""


def placed(body: tuple[Block, ...]) -> Iterator[Placed]:
    """Every block of `body`; indicators, matrices and grid cells are opened, and a cell's sentence becomes a line."""
    for position, block in enumerate(body):
        keys: Keys = ("body", position, block.kind)
        if isinstance(block, Grid):
            yield from _cells(block, keys)
        elif isinstance(block, Matrix):
            yield from (Placed(keys, place.block) for place in _cells(matrix_table(block), keys))
        elif isinstance(block, Indicator):
            yield from (Placed(keys, inner) for inner in block.blocks)
        else:
            yield Placed(keys, block)


def marks_in(block: Block | CellBlock) -> tuple[str, ...]:
    """The footnotes that a block's own sentence refers to."""
    if isinstance(block, Line):
        return block.sentence.marks
    return block.lead.marks if isinstance(block, Prose) else ()


def _cells(grid: Grid, keys: Keys) -> Iterator[Placed]:
    for number, row in enumerate(grid.rows):
        hint = ""
        for place, cell in enumerate(row):
            here = (*keys, "rows", number, place)
            if cell.text:
                yield Placed((*here, "text"), Line(text=cell.text), hint)
            words = cell.sentence.words
            hint = words if words and not cell.sentence.blanks else ""
            for position, inner in enumerate(cell.blocks):
                yield Placed((*here, "blocks", position, inner.kind), inner, hint)


def ticking(body: tuple[Block, ...], line: Line) -> tuple[str, ...]:
    """The blanks of which one answer ticks the □ that `line` begins with.

    They are its own and, down to the next □, those of the lines that follow it: □工业APP种类：and
    the nine kinds below.  Notes may stand between; any other block ends the run.
    """
    if not line.sentence.boxed:
        return ()
    names = [blank.id for blank in line.sentence.blanks]
    position = next((place for place, block in enumerate(body) if block is line), len(body))
    for block in body[position + 1 :]:
        if isinstance(block, Line) and not block.sentence.boxed:
            names += [blank.id for blank in block.sentence.blanks]
        elif not isinstance(block, Note):
            break
    return tuple(names)
