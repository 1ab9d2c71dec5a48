"""A document's typography as Word styles: one paragraph style for each name, none inherited.

Built-in names ("heading 1", "toc 1") are shown in the reader's language: 标题 1, 目录 1.  Theme
attributes are never written: WPS reports theme faces as missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.export.docx.elements import DECLARATION, NAMESPACES, element, twips
from app.export.style import (
    SIZES,
    Align,
    DocumentStyle,
    Face,
    ParagraphStyle,
    StyleName,
    contents_style,
    heading_style,
)

FACES: dict[Face, str] = {"fangsong": "仿宋", "kaiti": "楷体", "heiti": "黑体", "songti": "宋体"}
LATIN = "Times New Roman"
STYLES: dict[StyleName, tuple[str, str]] = {
    "body": ("Normal", "Normal"),
    "prose": ("Prose", "正文段落"),
    "note": ("Note", "说明"),
    "heading_1": ("Heading1", "heading 1"),
    "heading_2": ("Heading2", "heading 2"),
    "heading_3": ("Heading3", "heading 3"),
    "heading_4": ("Heading4", "heading 4"),
    "heading_5": ("Heading5", "heading 5"),
    "volume_title": ("VolumeTitle", "分册标题"),
    "cover_title": ("CoverTitle", "封面标题"),
    "cover_line": ("CoverLine", "封面项目"),
    "cover_foot": ("CoverFoot", "封面落款"),
    "contents_title": ("TOCHeading", "TOC Heading"),
    "contents_1": ("TOC1", "toc 1"),
    "contents_2": ("TOC2", "toc 2"),
    "contents_3": ("TOC3", "toc 3"),
    "contents_4": ("TOC4", "toc 4"),
    "contents_5": ("TOC5", "toc 5"),
    "table_title": ("TableTitle", "表题"),
    "table_head": ("TableHead", "表头"),
    "table_label": ("TableLabel", "表格标签"),
    "table_text": ("TableText", "表格文字"),
    "table_prose": ("TableProse", "表格正文"),
    "table_note": ("TableNote", "表格说明"),
    "list_head": ("ListHead", "清单表头"),
    "list_text": ("ListText", "清单文字"),
    "list_number": ("ListNumber", "清单序号"),
    "list_figure": ("ListFigure", "清单数字"),
    "seal": ("Seal", "签章"),
    "page_seal": ("PageSeal", "页面签章"),
    "footnote": ("FootnoteText", "footnote text"),
    "footer": ("Footer", "footer"),
}
HEADINGS: dict[int, StyleName] = {level: heading_style(level) for level in range(1, 6)}
ENTRIES: dict[int, StyleName] = {level: contents_style(level) for level in range(1, 6)}
OUTLINE: dict[StyleName, int] = {name: level for level, name in HEADINGS.items()} | {"volume_title": 1}
JUSTIFICATION: dict[Align, str] = {"justify": "both", "left": "left", "center": "center", "right": "right"}
_TABLE_DEFAULT = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


def style_id(name: StyleName) -> str:
    """The `w:styleId` of a style."""
    return STYLES[name][0]


def smaller_id(name: StyleName, size: float) -> str:
    """The style of a table's words that are set in a smaller `size` than elsewhere."""
    return f"{style_id(name)}At{round(size * 2)}"


def unlisted_heading_id(level: int) -> str:
    """The style of a heading that does not stand in the contents: same look, no outline level."""
    return f"Heading{level}Unlisted"


def styles_xml(style: DocumentStyle, sizes: Iterable[float] = ()) -> str:
    """The part `word/styles.xml`; `sizes` are those of the tables that are set smaller."""
    named = "".join(_named_style(name, style) for name in STYLES)
    unlisted = "".join(_unlisted_heading(level, style) for level in HEADINGS)
    smaller = "".join(_smaller(name, style, size) for size in sizes for name in STYLES if style.shrinks(name, size))
    defaults = _defaults(style["body"]) + _TABLE_DEFAULT
    return f"{DECLARATION}<w:styles {NAMESPACES}>{defaults}{named}{unlisted}{smaller}</w:styles>"


def _defaults(body: ParagraphStyle) -> str:
    language = element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    characters = element("rPrDefault", element("rPr", _face(body), _size(body), language))
    return element("docDefaults", characters, element("pPrDefault", element("pPr", _CHINESE)))


# Kinsoku, room between Chinese and Latin; no lines forced on a grid.  No mark hangs over the edge: the book's edges are
# flush, and LibreOffice breaks a line a word too early where one might hang.
_CHINESE = (
    '<w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE/><w:autoSpaceDN/>'
    '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
)


def _named_style(name: StyleName, style: DocumentStyle) -> str:
    identity, shown = STYLES[name]
    level = OUTLINE.get(name, 0)
    tabs = _dotted_tab(style) if name in ENTRIES.values() else ""
    follow = element("next", val="Normal") if level else ""
    inner = element("name", val=shown) + follow + "<w:qFormat/>" + _look(style[name], level, tabs)
    return element("style", inner, type="paragraph", default=1 if name == "body" else None, styleId=identity)


def _unlisted_heading(level: int, style: DocumentStyle) -> str:
    inner = element("name", val=f"标题 {level}（不入目录）") + element("next", val="Normal") + "<w:qFormat/>"
    look = _look(style[HEADINGS[level]], 0, "")
    return element("style", inner, look, type="paragraph", customStyle=1, styleId=unlisted_heading_id(level))


def _smaller(name: StyleName, style: DocumentStyle, size: float) -> str:
    words = next((words for words, points in SIZES.items() if points == size), f"{size:g}磅")
    inner = element("name", val=f"{STYLES[name][1]}（{words}）") + "<w:qFormat/>"
    look = _look(style[name].at_most(size), 0, "")
    return element("style", inner, look, type="paragraph", customStyle=1, styleId=smaller_id(name, size))


def _look(style: ParagraphStyle, level: int, tabs: str) -> str:
    """The pPr and rPr of a style; `level` is its place in the outline, 0 for none."""
    paragraph = element(
        "pPr",
        "<w:keepNext/><w:keepLines/>" if style.keep_with_next else "",
        "<w:widowControl/>",
        tabs,
        _CHINESE,
        _spacing(style),
        _indent(style),
        element("jc", val=JUSTIFICATION[style.align]),
        element("outlineLvl", val=level - 1) if level else "",
    )
    return paragraph + element("rPr", _face(style), "<w:b/><w:bCs/>" if style.bold else "", _size(style))


def _dotted_tab(style: DocumentStyle) -> str:
    return element("tabs", element("tab", val="right", leader="dot", pos=twips(style.page.text_width)))


def _spacing(style: ParagraphStyle) -> str:
    """White and leading; exact, or each program and each substitute face would make a line of its own of 单倍行距."""
    line = twips(style.leading)
    return element("spacing", before=twips(style.before), after=twips(style.after), line=line, lineRule="exact")


def _indent(style: ParagraphStyle) -> str:
    """Indents; the first line also in 字, so that it follows when a colleague changes the size."""
    return element(
        "ind",
        left=twips(style.left_indent * style.size),
        **_first_line(style),
    )


def _face(style: ParagraphStyle) -> str:
    return element("rFonts", ascii=LATIN, eastAsia=FACES[style.face], hAnsi=LATIN, cs=LATIN)


def _size(style: ParagraphStyle) -> str:
    half_points = round(style.size * 2)
    return element("sz", val=half_points) + element("szCs", val=half_points)


def _first_line(style: ParagraphStyle) -> dict[str, int]:
    """The indent of the first line, in hundredths of a 字 and in twips; a negative one is said to hang."""
    name = "hanging" if style.first_indent < 0 else "firstLine"
    indent = abs(style.first_indent)
    return {f"{name}Chars": round(indent * 100), name: twips(indent * style.size)}
