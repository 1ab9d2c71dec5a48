"""The words and tables of an office file as a document for the screen, as far as one looks at them there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextLength,
    QTextTableFormat,
)

from app.evidence.apart.worker import Worker
from app.evidence.prepared import Figure, Grid, Passage, Piece, Prepared, Raster
from app.ui.theme import colours

MOST_PARTS, MOST_ROWS, MOST_CELLS = 400, 200, 4_000
"""What is shown of a large file; all of it is printed."""
MOST_FIGURES = 20
"""How many pictures are drawn; the others are named in their place."""
FIGURE_WIDTH, FIGURE_HEIGHT = 620.0, 800.0  # of a picture on the screen, at most
SHARPER = 1.5  # pixels drawn for each on the screen
MOST_WHOLE = 24  # characters of a cell that stays on one line
LONG_COLUMN = 220.0  # pixels of a column of longer cells, in a table that is wider than the window
FEW_COLUMNS = 4  # of a table that is not
INDENT = 28.0  # of the first line of prose, as it is printed
PIXELS_A_POINT = 96 / 72
_ALIGNED = {
    "": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_FIXED = QTextLength.Type.FixedLength
MORE = "（内容较长，这里只显示开头部分；印制时全部印出。）"


def draw_figures(worker: Worker, prepared: Prepared) -> dict[int, Raster]:
    """The first pictures among the words of a proof, by their pages."""
    pages = list(dict.fromkeys(piece.page for piece in prepared.content if isinstance(piece, Figure)))[:MOST_FIGURES]
    if pages:
        worker.open_pdf(prepared.pdf)
    return {page: worker.render(page, 96 * SHARPER * _shrunk(prepared, page)) for page in pages}


def document_of(prepared: Prepared, figures: Mapping[int, Raster], parent: QObject) -> QTextDocument:
    """The content as paragraphs, pictures and ruled tables; says so where it was cut short."""
    content: Sequence[Piece] = prepared.content
    document = QTextDocument(parent)
    cursor = QTextCursor(document)
    cells = MOST_CELLS
    cut = len(content) > MOST_PARTS
    for part in content[:MOST_PARTS]:
        if isinstance(part, Passage):
            _insert_passage(cursor, part)
            continue
        if isinstance(part, Figure):
            _insert_figure(cursor, part, prepared, figures.get(part.page))
            continue
        rows = _rows_shown(part, cells)
        cut = cut or rows < len(part.rows)
        cells -= rows * len(part.rows[0]) if part.rows else 0
        _insert_grid(cursor, part, rows)
    if cut or not content:
        cursor.insertText(MORE if cut else "（这份文件没有可以显示的文字。）")
    return document


def _insert_passage(cursor: QTextCursor, passage: Passage) -> None:
    place, look = QTextBlockFormat(), QTextCharFormat()
    place.setAlignment(_ALIGNED[passage.align])
    place.setTextIndent(0.0 if passage.align else INDENT)
    look.setFontWeight(700 if passage.bold else 400)
    cursor.setBlockFormat(place)
    cursor.insertText(passage.text, look)
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())


def _insert_figure(cursor: QTextCursor, figure: Figure, prepared: Prepared, raster: Raster | None) -> None:
    if raster is None:
        cursor.insertText(f"（图片{f'：{figure.words}' if figure.words else ''}，印制时印出）")
    else:
        name = f"figure-{figure.page}"
        image = QImage(raster.rgb, raster.width, raster.height, 3 * raster.width, QImage.Format.Format_RGB888)
        cursor.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image.copy())
        shape = QTextImageFormat()
        shape.setName(name)
        shape.setToolTip(figure.words)
        place = QTextBlockFormat()
        place.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cursor.setBlockFormat(place)
        shape.setWidth(prepared.sheets[figure.page].width * PIXELS_A_POINT * _shrunk(prepared, figure.page))
        cursor.insertImage(shape)
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())


def _shrunk(prepared: Prepared, page: int) -> float:
    """How much smaller a picture is on the screen than on paper, so that it fits."""
    sheet = prepared.sheets[page]
    return min(1.0, FIGURE_WIDTH / (sheet.width * PIXELS_A_POINT), FIGURE_HEIGHT / (sheet.height * PIXELS_A_POINT))


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
        table = cursor.insertTable(rows, len(grid.rows[0]), _ruled(grid, rows))
        for span in grid.spans:
            if span.row < rows:
                table.mergeCells(span.row, span.column, min(span.rows, rows - span.row), span.columns)
        for number, row in enumerate(grid.rows[:rows]):
            for column, words in enumerate(row):
                _insert_cell(table.cellAt(number, column).firstCursorPosition(), words)
        cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock()


def _insert_cell(cursor: QTextCursor, words: str) -> None:
    whole = QTextBlockFormat()
    whole.setNonBreakableLines(len(words) <= MOST_WHOLE)
    cursor.setBlockFormat(whole)
    cursor.insertText(words)


def _ruled(grid: Grid, rows: int) -> QTextTableFormat:
    shape = QTextTableFormat()
    columns = len(grid.rows[0])
    if columns > FEW_COLUMNS:
        wide = {(span.row, span.column) for span in grid.spans if span.columns > 1}
        cells = [(at, column) for at in range(rows) for column in range(columns) if (at, column) not in wide]
        long = {column for at, column in cells if len(grid.rows[at][column]) > MOST_WHOLE}
        widths = [QTextLength(_FIXED, LONG_COLUMN) if one in long else QTextLength() for one in range(columns)]
        shape.setColumnWidthConstraints(widths)
    shape.setCellPadding(4)
    shape.setCellSpacing(0)
    shape.setBorder(1)
    shape.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setBorderBrush(QColor(colours().rule))
    return shape
