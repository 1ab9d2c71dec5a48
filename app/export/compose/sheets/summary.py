"""汇总表: one row for each declaration that an authority recommends, as the notice prints the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.export.compose.sheets.parts import cell, sheet_style, words
from app.export.document import Blank, Block, Cell, Document, Paragraph, Part, Row, SealPlace, Space, Table, Text
from app.export.style import SIZES
from app.forms.pack.pack import Summary, SummaryColumn

SEALED = "盖章"
_PORTRAIT_COLUMNS = 6
_NUMBERED_FROM = 16
_SEAL_ROOM = 8.0


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
    if SEALED not in line:
        return words(line + written, "cover_line")
    who = line.split(SEALED, 1)[0].rstrip("（(")
    return Paragraph((SealPlace(f"summary-seal-{number}", "seal", who, line + written, _SEAL_ROOM),), "cover_line")


def _table(summary: Summary, rows: Sequence[Mapping[str, str]]) -> Table:
    head = Row(tuple(cell(column.label, style="table_head") for column in summary.columns))
    filled = [_row(summary.columns, number, row) for number, row in enumerate(rows, 1)]
    empty = [_row(summary.columns, number, {}) for number in range(1, summary.blank_rows + 1)]
    return Table(tuple(column.width for column in summary.columns), (head, *(filled or empty)), header_rows=1)


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
