"""A web page as paragraphs and tables: what a browser shows of it as words, read from the tree of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from app.evidence.office.grid import Gathering, clean
from app.evidence.prepared import Grid, Passage
from app.evidence.text.controls import shown_value
from app.evidence.text.lists import Marks
from app.evidence.text.tables import is_table, rows_of

_DEEPEST = 200  # elements within each other
_NEVER = frozenset({"script", "style", "template", "noscript", "title", "datalist", "param", "source", "track"})
_LOST = {
    **dict.fromkeys(("img", "picture", "image"), "图片"),
    **dict.fromkeys(("svg", "canvas"), "图形"),
    **dict.fromkeys(("video", "audio", "bgsound"), "音视频"),
    **dict.fromkeys(("iframe", "frame", "object", "embed", "applet"), "嵌入的网页或对象"),
    "math": "公式",
}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "optgroup",
    ]
)
_BLANKS = re.compile("[ \t\r\n\f]+")
_CONTROLS = frozenset({"input", "select", "button", "textarea", "progress", "meter"})


@dataclass
class Page:
    """What was read: words and tables, what of the page is lost, and whether it went too deep to be read."""

    content: tuple[Passage | Grid, ...] = ()
    removed: tuple[str, ...] = ()
    too_deep: bool = False


def read_page(name: str, text: str) -> Page:
    """The page as HTML (the parser is libxml2's, which mends what is not closed); it loads nothing from elsewhere."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    deep = any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log)
    if root is None:
        return Page(too_deep=deep)
    reading = _Reading(name)
    reading.walk(root, 0)
    reading.end_paragraph()
    return Page(tuple(reading.content), tuple(reading.removed), deep or reading.too_deep)


@dataclass
class _Reading:
    """One pass over the tree, in the order in which a browser shows it."""

    name: str
    content: list[Passage | Grid] = field(default_factory=list)
    removed: dict[str, None] = field(default_factory=dict)
    too_deep: bool = False
    _words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._tables = Gathering(self.name)
        self._marks = Marks()

    def walk(self, element: etree._Element, depth: int, *, pre: bool = False) -> None:
        """Read an element, without what stands behind it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _NEVER or is_hidden(element):
            return
        if depth > _DEEPEST:
            self.too_deep = True
        elif tag in _LOST:
            self._lose(element)
        elif tag in _CONTROLS:
            self._words.append(shown_value(element))
        elif is_table(element):
            self._table(element)
        elif tag == "br":
            self._words.append("\n")
        else:
            self._within(element, depth, pre=pre or tag in ("pre", "listing", "xmp", "plaintext"))

    def _within(self, element: etree._Element, depth: int, *, pre: bool) -> None:
        block = element.tag in _BLOCKS
        if block:
            self.end_paragraph()
        self._words.append(self._marks.before(element))
        self._say(element.text, pre=pre)
        for child in element:
            self.walk(child, depth + 1, pre=pre)
            self._say(child.tail, pre=pre)
        if block:
            self.end_paragraph()

    def _say(self, text: str | None, *, pre: bool) -> None:
        """Words as they flow: blanks and ends of lines are one blank unless they are kept."""
        if text:
            self._words.append(text if pre else _BLANKS.sub(" ", text))

    def _lose(self, element: etree._Element) -> None:
        self.removed[_LOST[str(element.tag)]] = None

    def _table(self, element: etree._Element) -> None:
        self.end_paragraph()
        caption = next(element.iterchildren("caption"), None)
        title = " ".join(self._apart(caption).split()) if caption is not None else ""
        grid = self._tables.grid(rows_of(element, self._apart), title)
        if grid:
            self.content.append(grid)

    def _apart(self, element: etree._Element) -> str:
        """The words of a cell or caption, its paragraphs as lines."""
        before, kept = self.content, self._words
        self.content, self._words = [], []
        if not is_hidden(element):
            self._within(element, 0, pre=False)
            self.end_paragraph()
        lines = [piece.text for piece in self.content if isinstance(piece, Passage)]
        self.content, self._words = before, kept
        return "\n".join(lines)

    def end_paragraph(self) -> None:
        """What was said since the last paragraph is one."""
        for line in _lines("".join(self._words)):
            self.content.append(Passage(line))
        self._words.clear()


def _lines(text: str) -> Iterator[str]:
    for line in clean(text).replace("\xa0", " ").split("\n"):
        if line.strip():
            yield line.strip()


def is_hidden(element: etree._Element) -> bool:
    """Whether the element itself says that it is not shown; style sheets are not read."""
    style = "".join((element.get("style") or "").split()).lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
