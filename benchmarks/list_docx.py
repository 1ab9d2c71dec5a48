"""How long a list of 10,000 rows of six cells takes as DOCX, against python-docx filling cells one by one.

The peer is python-docx's `Table.add_row` and `_Row.cells`; it slows down as the table grows, so
its time for few rows, taken per row, is kinder to it than the truth.
"""

from __future__ import annotations

import io
import time
import tracemalloc
from collections.abc import Callable

import docx

from app.export.document import Cell, Document, Paragraph, Part, Row, Table, Text
from app.export.docx.writer import write_docx
from app.export.style import DocumentStyle

ROWS, PEER_ROWS, COLUMNS = 10_000, 300, 6
TARGET = 2.0  # seconds for ROWS


def words(row: int, column: int) -> str:
    return f"第{row}行“设备”{column}"


def row_of(number: int) -> Row:
    texts = (Text(words(number, column)) for column in range(COLUMNS))
    return Row(tuple(Cell((Paragraph((text,), "list_text"),)) for text in texts))


def ours(rows: int) -> None:
    table = Table((1.0,) * COLUMNS, [row_of(number) for number in range(rows)], header_rows=1)
    write_docx(Document("清单", (Part((table,)),), DocumentStyle()), io.BytesIO(), pages={})


def peer(rows: int) -> None:
    document = docx.Document()
    table = document.add_table(0, COLUMNS)
    for row in range(rows):
        for column, cell in enumerate(table.add_row().cells):
            cell.text = words(row, column)
    document.save(io.BytesIO())


def seconds(work: Callable[[int], None], rows: int) -> float:
    start = time.perf_counter()
    work(rows)
    return time.perf_counter() - start


def peak(rows: int) -> float:
    tracemalloc.start()
    ours(rows)
    return tracemalloc.get_traced_memory()[1] / 2**20


def main() -> None:
    took = seconds(ours, ROWS)
    per_row = seconds(peer, PEER_ROWS) / PEER_ROWS
    print(f"{ROWS} rows × {COLUMNS} cells: {took:.2f} s (target {TARGET} s)")
    print(f"python-docx, {PEER_ROWS} rows extrapolated: {per_row * ROWS:.1f} s; ratio {per_row * ROWS / took:.1f}")
    print(f"peak memory, rows included: {peak(ROWS):.0f} MB")


if __name__ == "__main__":
    main()
