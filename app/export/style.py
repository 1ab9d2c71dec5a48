"""A notice's typography in points: page frame, and one paragraph style for each kind of block.

Defaults are 说明 2 of 川经信办函〔2022〕71号 (正文 3号仿宋, 单倍行距; 一级标题 3号黑体; 二级标题
3号楷体) and, where that is silent, the type area and page numbers of GB/T 9704-2012.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

Face = Literal["fangsong", "kaiti", "heiti", "songti"]
Align = Literal["justify", "left", "center", "right"]
StyleName = Literal[
    "body",
    "prose",
    "note",
    "heading_1",
    "heading_2",
    "heading_3",
    "heading_4",
    "heading_5",
    "volume_title",
    "cover_title",
    "cover_line",
    "cover_foot",
    "contents_title",
    "contents_1",
    "contents_2",
    "contents_3",
    "contents_4",
    "contents_5",
    "table_title",
    "table_head",
    "table_label",
    "table_text",
    "table_prose",
    "table_note",
    "list_head",
    "list_text",
    "list_number",
    "list_figure",
    "seal",
    "page_seal",
    "footnote",
    "footer",
]

MM = 72 / 25.4
SIZES = {
    "初号": 42.0,
    "小初": 36.0,
    "一号": 26.0,
    "小一": 24.0,
    "二号": 22.0,
    "小二": 18.0,
    "三号": 16.0,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
    "六号": 7.5,
    "小六": 6.5,
    "七号": 5.5,
    "八号": 5.0,
}
SEAL_CIRCLE = 45 * MM
"""The free circle that every place for a seal keeps: a company's seal is 40 to 42 mm wide."""
NAME_SEAL = 20 * MM
"""The height kept where a person's name is stamped (签章): such a seal is 18 to 20 mm square."""
SIGNATURE = 10 * MM
"""The height kept for a name that is signed by hand."""
HAND_DATED = 24.0
"""The height kept for a date that is written by hand; points."""
HANG = 2.0  # 字 by which the further lines of an entry of the contents stand in
IN_TABLES: frozenset[StyleName] = frozenset(
    {
        "table_title",
        "table_head",
        "table_label",
        "table_text",
        "table_prose",
        "table_note",
        "list_head",
        "list_text",
        "list_number",
        "list_figure",
    }
)
"""The styles that a table may set smaller."""
PAD_X, PAD_Y = 4.0, 3.0  # white between a cell's edges and its words, points
NARROW = 36.0  # points: a column so narrow gives up half of its white at the sides
SPLIT_SHARE = 0.3  # of a page: a row of a table that is lower moves on whole rather than being parted
TABLE_GAP = 6.0  # points of white between a table or a plate and the words above or below it
SINGLE_LEADING = 1.3  # Word's 单倍行距 for Chinese faces, as a factor of the size


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How one kind of paragraph is set; lengths in points, indents in 字 of its own size."""

    face: Face = "fangsong"
    size: float = 16.0
    leading: float = 20.8
    align: Align = "justify"
    first_indent: float = 0.0
    left_indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False
    bold: bool = False

    def aligned(self, align: Align | None) -> ParagraphStyle:
        """The same with every line at an edge of the measure or in its middle; itself where it is None."""
        return self if align is None else replace(self, align=align, first_indent=0.0, left_indent=0.0)

    def at_most(self, size: float) -> ParagraphStyle:
        """The same, or a smaller size with as much leading for it."""
        return self if self.size <= size else replace(self, size=size, leading=self.leading * size / self.size)


@dataclass(frozen=True, slots=True)
class PageStyle:
    """Paper and type area in points; `inner` is the bound edge, mirrored on even pages."""

    width: float = 210 * MM
    height: float = 297 * MM
    top: float = 37 * MM
    inner: float = 28 * MM
    outer: float = 26 * MM
    bottom: float = 35 * MM
    footer_drop: float = 7 * MM  # from the type area's lower edge to the page number's baseline

    @property
    def turned(self) -> PageStyle:
        """The same sheet lying on its side, its head at the left edge, as GB/T 9704-2012 has its wide tables.

        Its `top` is the bound edge of a recto, its `inner` edge the foot of the sheet.
        """
        return PageStyle(self.height, self.width, self.inner, self.bottom, self.top, self.outer)

    @property
    def text_width(self) -> float:
        """Width of the type area."""
        return self.width - self.inner - self.outer

    @property
    def text_height(self) -> float:
        """Height of the type area."""
        return self.height - self.top - self.bottom


def _defaults() -> dict[StyleName, ParagraphStyle]:
    """The styles of a notice that mandates nothing else (see the module's docstring)."""
    body = ParagraphStyle(first_indent=2)
    head = ParagraphStyle(keep_with_next=True, align="left", before=5.2, after=2.6)
    entry = ParagraphStyle(size=12.0, leading=18.0, align="left", left_indent=HANG, first_indent=-HANG)
    return {
        "body": body,
        "prose": body,
        "note": replace(body, face="fangsong", size=14.0, leading=18.2),
        "heading_1": replace(head, face="heiti", before=10.4, after=5.2),
        "heading_2": replace(head, face="kaiti"),
        "heading_3": head,
        "heading_4": head,
        "heading_5": head,
        "volume_title": ParagraphStyle(face="heiti", size=22.0, leading=34.0, align="center", after=16.0),
        "cover_title": ParagraphStyle(face="heiti", size=26.0, leading=40.0, align="center"),
        "cover_line": ParagraphStyle(leading=40.0, align="left", left_indent=2),
        "cover_foot": ParagraphStyle(align="center"),
        "contents_title": ParagraphStyle(face="heiti", align="center", after=10.4),
        "contents_1": replace(entry, face="heiti"),
        "contents_2": replace(entry, left_indent=1 + HANG),
        "contents_3": replace(entry, left_indent=2 + HANG),
        "contents_4": replace(entry, left_indent=3 + HANG),
        "contents_5": replace(entry, left_indent=4 + HANG),
        "page_seal": replace(body, align="left", first_indent=0, left_indent=13),
        "footnote": ParagraphStyle(size=9.0, leading=11.7, first_indent=-1.5, left_indent=1.5),
        "footer": ParagraphStyle(face="songti", size=14.0, leading=18.2, align="right"),
        **_in_tables(),
    }


def _in_tables() -> dict[StyleName, ParagraphStyle]:
    cell = ParagraphStyle(size=12.0, leading=15.6, align="left")
    listed = replace(cell, size=10.5, leading=13.65)
    return {
        "table_title": replace(cell, face="heiti", align="center"),
        "table_head": replace(cell, align="center"),
        "table_label": replace(cell, align="center"),
        "table_text": cell,
        "table_prose": replace(cell, align="justify", first_indent=2),
        "table_note": replace(cell, size=10.5, leading=13.65),
        "list_head": replace(cell, face="heiti", size=10.5, leading=13.65, align="center"),
        "list_text": listed,
        "list_number": replace(listed, align="center"),
        "list_figure": replace(listed, align="right"),
        "seal": replace(cell, leading=HAND_DATED, left_indent=14),
    }


@dataclass(frozen=True, slots=True)
class DocumentStyle:
    """The page frame and every paragraph style of one document."""

    page: PageStyle = field(default_factory=PageStyle)
    styles: dict[StyleName, ParagraphStyle] = field(default_factory=_defaults)

    def __getitem__(self, name: StyleName) -> ParagraphStyle:
        """The paragraph style called `name`."""
        return self.styles[name]

    @property
    def turned(self) -> DocumentStyle:
        """The same on sheets that lie on their side."""
        return replace(self, page=self.page.turned)

    def shrinks(self, name: StyleName, size: float) -> bool:
        """Whether words of this style are smaller in a table that is set no larger than `size`."""
        return name in IN_TABLES and self.styles[name].size > size

    def at_most(self, size: float) -> DocumentStyle:
        """The same with the words of tables no larger than `size`."""
        smaller = {name: self.styles[name].at_most(size) for name in IN_TABLES}
        return replace(self, styles={**self.styles, **smaller})


def heading_style(level: int, *, volume: bool = False) -> StyleName:
    """The style of a heading of level 1 to 5, or of a volume's title."""
    names: tuple[StyleName, ...] = ("heading_1", "heading_2", "heading_3", "heading_4", "heading_5")
    return "volume_title" if volume else names[min(level, 5) - 1]


def contents_style(level: int) -> StyleName:
    """The style of a contents line for a heading of level 1 to 5."""
    names: tuple[StyleName, ...] = ("contents_1", "contents_2", "contents_3", "contents_4", "contents_5")
    return names[min(level, 5) - 1]
