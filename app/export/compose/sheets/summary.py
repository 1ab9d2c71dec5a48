"""汇总表: one row for each declaration that an authority recommends, as the notice prints the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat

from app.export.compose.ems import ems
from app.export.compose.seals import sealed
from app.export.compose.sheets.parts import cell, sheet_style, words
from app.export.document import (
    Blank,
    Block,
    Cell,
    Document,
    Inline,
    Paragraph,
    Part,
    Row,
    SealPlace,
    Space,
    Table,
    Text,
)
from app.export.style import SIZES
from app.forms.pack.pack import Summary, SummaryColumn

SEALED = "盖章"
_PORTRAIT_COLUMNS = 6
_NUMBERED_FROM = 16


def compose_summary(
    summary: Summary, rows: Sequence[Mapping[str, str]], lines: Mapping[str, str] | None = None
) -> Document:
    """The table with its title and lines; `rows` map `section.field` to the printed answer.

    `lines` says what is written behind a line of the pack (联系人：…).  Without rows the sheet is the
    empty form.  A line with （盖章） is a place for a seal.
    """
    blocks: list[Block] = [words(summary.title, "cover_title")]
    blocks += [_line(number, line, (lines or {}).get(line, "")) for number, line in enumerate(summary.lines, 1)]
    blocks += [Space(0.5), _table(summary, rows)]
    style = sheet_style(title_size=SIZES["小二"], landscape=len(summary.columns) > _PORTRAIT_COLUMNS)
    part = Part(tuple(blocks), "arabic" if len(rows) >= _NUMBERED_FROM else "none")
    return Document(summary.title, (part,), style)


def _line(number: int, line: str, written: str) -> Paragraph:
    """A line of the head with what is written there, or a line to write on; as high as the seal that goes over it."""
    inlines: list[Inline] = [Text(line), Blank(written, f"summary.lines[{number}]", 0, True, line, ruled=True)]
    if SEALED in line:
        who = line.split(SEALED, 1)[0].rstrip("（(")
        inlines.append(SealPlace(f"summary-seal-{number}", "seal", who, ""))
    return sealed(Paragraph(tuple(inlines), "cover_line", hang=ems(line)))


def _table(summary: Summary, rows: Sequence[Mapping[str, str]]) -> Table:
    head = Row(tuple(cell(column.label, style="table_head") for column in summary.columns))
    count = max(len(rows), summary.blank_rows)  # the notice prints so many numbers
    padded = chain(rows, repeat({}, count - len(rows)))
    filled = [_row(summary.columns, number, row) for number, row in enumerate(padded, 1)]
    return Table(tuple(column.width for column in summary.columns), (head, *filled), header_rows=1)


def _row(columns: tuple[SummaryColumn, ...], number: int, row: Mapping[str, str]) -> Row:
    return Row(tuple(_cells(columns, number, row)))


def _cells(columns: tuple[SummaryColumn, ...], number: int, row: Mapping[str, str]) -> Iterator[Cell]:
    """The number in a column without a field, the answer in every other; blanks, so that a finding names its column."""
    for place, column in enumerate(columns, 1):
        if not column.field:
            yield cell(str(number), style="table_label")
        elif text := row.get(column.field, ""):
            blank = Blank(text, f"summary.rows[{number}].c{place}", 0, False, column.label)
            yield cell((blank,), style="table_label")
        else:
            yield cell((Text(""),), style="table_label")
