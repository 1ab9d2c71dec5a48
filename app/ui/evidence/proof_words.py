"""The words and tables of an office file as a document for the screen, as far as one looks at them there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextTableFormat

from app.evidence.prepared import Figure, Grid, Passage, Piece
from app.ui.theme import colours

MOST_PARTS, MOST_ROWS, MOST_CELLS = 400, 200, 4_000
"""What is shown of a large file; all of it is printed."""
MORE = "（内容较长，这里只显示开头部分；印制时全部印出。）"


def document_of(content: Sequence[Piece], parent: QObject) -> QTextDocument:
    """The content as paragraphs and ruled tables; says so where it was cut short."""
    document = QTextDocument(parent)
    cursor = QTextCursor(document)
    cells = MOST_CELLS
    cut = len(content) > MOST_PARTS
    for part in content[:MOST_PARTS]:
        if isinstance(part, Passage):
            cursor.insertText(part.text)
            cursor.insertBlock()
            continue
        if isinstance(part, Figure):
            cursor.insertText(f"（图片{f'：{part.words}' if part.words else ''}，印制时印出）")
            cursor.insertBlock()
            continue
        rows = _rows_shown(part, cells)
        cut = cut or rows < len(part.rows)
        cells -= rows * len(part.rows[0]) if part.rows else 0
        _insert_grid(cursor, part, rows)
    if cut or not content:
        cursor.insertText(MORE if cut else "（这份文件没有可以显示的文字。）")
    return document


def _rows_shown(grid: Grid, cells: int) -> int:
    wide = max(len(grid.rows[0]), 1) if grid.rows else 1
    return min(len(grid.rows), MOST_ROWS, cells // wide)


def _insert_grid(cursor: QTextCursor, grid: Grid, rows: int) -> None:
    if grid.title:
        bold = QTextCharFormat()
        bold.setFontWeight(700)
        cursor.insertText(grid.title, bold)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    if rows:
        table = cursor.insertTable(rows, len(grid.rows[0]), _ruled())
        for number, row in enumerate(grid.rows[:rows]):
            for column, words in enumerate(row):
                table.cellAt(number, column).firstCursorPosition().insertText(words)
        cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock()


def _ruled() -> QTextTableFormat:
    shape = QTextTableFormat()
    shape.setCellPadding(4)
    shape.setCellSpacing(0)
    shape.setBorder(1)
    shape.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setBorderBrush(QColor(colours().rule))
    return shape
