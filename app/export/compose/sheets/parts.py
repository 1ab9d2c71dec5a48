"""What single sheets beside the book share: their page frame, their styles, and how words become paragraphs."""

from __future__ import annotations

from dataclasses import replace

from app.export.document import Cell, Inline, Paragraph, Text
from app.export.style import MM, SINGLE_LEADING, SIZES, DocumentStyle, PageStyle, StyleName

_SIDE, _TOP, _BOTTOM = 20 * MM, 20 * MM, 15 * MM


def sheet_style(
    cell_size: float = SIZES["小四"], *, title_size: float = SIZES["二号"], landscape: bool = False
) -> DocumentStyle:
    """An unbound A4 sheet with equal side margins, its title and its table in so many points."""
    page = PageStyle(top=_TOP, inner=_SIDE, outer=_SIDE, bottom=_BOTTOM)
    if landscape:
        page = replace(page, width=page.height, height=page.width)
    style = DocumentStyle(page=page)
    styles = dict(style.styles)
    title = replace(styles["cover_title"], size=title_size, leading=title_size * SINGLE_LEADING, after=cell_size)
    styles["cover_title"] = title
    styles["cover_line"] = replace(styles["cover_line"], size=SIZES["四号"], leading=26.0, left_indent=0)
    cells: tuple[StyleName, ...] = ("table_label", "table_text")
    for name in cells:
        styles[name] = replace(styles[name], size=cell_size, leading=cell_size * SINGLE_LEADING)
    styles["table_head"] = replace(styles["table_label"], face="heiti")
    return replace(style, styles=styles)


def words(text: str, style: StyleName, *, bold: bool = False) -> Paragraph:
    """One paragraph of plain words."""
    return Paragraph((Text(text, bold),), style)


def cell(*lines: str | tuple[Inline, ...], style: StyleName = "table_text", columns: int = 1, rows: int = 1) -> Cell:
    """A cell with a paragraph for each of `lines`."""
    inlines = ((Text(line),) if isinstance(line, str) else line for line in lines)
    return Cell(tuple(Paragraph(one, style) for one in inlines), columns, rows, min_height=26.0)
