"""The words of a paragraph and what stands among them, as Word prints them.

ECMA-376 part 1, 17.3.3 (what a run holds), 17.13 (comments and tracked changes).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from app.evidence.office.package import attribute, local
from app.evidence.office.word.alternatives import chosen
from app.evidence.office.word.drawn.drawings import Drawings
from app.evidence.office.word.drawn.vml import Shapes
from app.evidence.office.word.fields import Fields
from app.evidence.office.word.formulas import linear, lowered, raised
from app.evidence.office.word.items import Found, Item, Note, missing
from app.evidence.office.word.styles import Properties, Styles, is_on, own_properties, value
from app.evidence.office.word.symbols import shown_text, symbol

CHANGED = "含修订痕迹，按接受全部修订印出。"
DELETED = ("del", "moveFrom", "delText", "delInstrText")
LEFT_OUT = {*DELETED, "rPr", "pPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tblPr", "sectPr"}
_SPACING = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_STRUCK, _END = "〔划去：", "〕"
_PLAIN = ("st", "nd", "rd", "th", "tm", "sm", "r")  # raised as ornaments
_HEADING_FACES = ("黑体", "SimHei", "小标宋", "大标宋")
_MOST_LETTERS = 3  # of an exponent; more of them are words
_SIGNS = "+-−=().,"
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
Refuse = Callable[[str], Exception]


class Runs:
    """Reads the paragraphs of one part in their order: a field may reach over several of them."""

    def __init__(
        self,
        styles: Styles,
        found: Found,
        fields: Fields,
        drawings: Drawings,
        shapes: Shapes,
        note: Callable[[Element, str], Note],
        refuse: Refuse,
    ) -> None:
        self._styles, self._found, self._fields = styles, found, fields
        self._drawings, self._shapes = drawings, shapes
        self._note, self._refuse = note, refuse
        self._is_bold = True

    def items(self, paragraph: Element, style: str) -> tuple[list[Item], bool]:
        """The words, notes, pictures and boxes of a paragraph in that style, neighbours in one; are all words bold?"""
        joined: list[Item] = []
        self._is_bold = True
        for item in self._within(paragraph, style):
            if isinstance(item, str) and joined and isinstance(joined[-1], str):
                joined[-1] = (joined[-1] + item).replace(_END + _STRUCK, "")
            elif item:
                joined.append(item)
        return joined, self._is_bold and any(isinstance(item, str) and item.strip() for item in joined)

    def _within(self, parent: Element, style: str) -> Iterator[Item]:
        for child in parent:
            yield from self._one(child, style)

    def _one(self, element: Element, style: str) -> Iterator[Item]:
        tag = local(str(element.tag))
        if tag in ("ins", "moveTo", *DELETED):
            self._found.note(CHANGED)
        if tag in LEFT_OUT:
            return
        match tag:
            case "r":
                yield from self._run(element, style)
            case "AlternateContent":
                for child in chosen(element):
                    yield from self._one(child, style)
            case "fldSimple":
                if self._fields.simple(attribute(element, "instr")):
                    yield from self._within(element, style)
            case "oMath":
                yield self._formula(element)
            case "altChunk" | "subDoc":
                raise self._refuse("嵌入的另一份文件")
            case "contentPart":
                yield self._lost("手写墨迹")
            case _:
                yield from self._within(element, style)

    def _run(self, run: Element, style: str) -> Iterator[Item]:
        own = own_properties(run)
        look = self._styles.run(own, style)
        hidden = is_on(look, "vanish")
        for item in self._pieces(run, style, look):
            if self._fields.hidden:
                continue
            if hidden:
                if not isinstance(item, str) or item.strip():
                    self._found.lose("隐藏文字")
                continue
            if isinstance(item, str) and item.strip():
                self._is_bold = self._is_bold and _stands_out(look)
            yield _looked(item, look) if isinstance(item, str) else item

    def _pieces(self, run: Iterable[Element], style: str, look: Properties) -> Iterator[Item]:
        for child in run:
            tag = local(str(child.tag))
            match tag:
                case "t":
                    yield shown_text(child.text or "", _font(look))
                case "br":
                    yield "\n" if attribute(child, "type") in ("", "textWrapping") else ""
                case "sym":
                    yield self._symbol(child)
                case "fldChar":
                    yield self._field(child)
                case "instrText":
                    self._fields.code(child.text or "")
                case "footnoteReference" | "endnoteReference":
                    if not self._fields.hidden:
                        yield self._note(child, tag.removesuffix("Reference"))
                case "drawing":
                    yield from self._drawn(self._drawings.items(child))
                case "pict" | "object":
                    yield from self._drawn(self._shapes.items(child))
                    for one in child.iterfind("{*}drawing"):
                        yield from self._drawn(self._drawings.items(one))
                case "ruby":
                    yield from self._ruby(child, style)
                case "commentReference":
                    self._found.lose("批注")
                case "AlternateContent":
                    yield from self._pieces(chosen(child), style, look)
                case _ if tag in DELETED:
                    self._found.note(CHANGED)
                case _ if tag in _SPACING:
                    yield _SPACING[tag]
                case _ if tag not in LEFT_OUT:
                    yield from self._one(child, style)

    def _drawn(self, items: Iterator[Item]) -> Iterator[Item]:
        """What is drawn, unless it is part of a field's code."""
        if not self._fields.hidden:
            yield from items

    def _field(self, mark: Element) -> str:
        """The end of a field may show something: then it is already closed, and its text is not hidden."""
        return self._fields.character(mark, attribute(mark, "fldCharType"))

    def _symbol(self, element: Element) -> str:
        code = attribute(element, "char")
        shown = symbol(attribute(element, "font"), int(code, 16) if _CODE.fullmatch(code) else 0)
        if not shown:
            self._found.lose("特殊符号（以〓代替）")
        return shown or "〓"

    def _formula(self, element: Element) -> Item:
        if self._fields.hidden:
            return ""
        self._found.note("公式按一行的写法印出。")
        return linear(element).strip()

    def _ruby(self, element: Element, style: str) -> Iterator[Item]:
        """The words, and their reading in brackets."""
        base, above = element.find("{*}rubyBase"), element.find("{*}rt")
        if base is not None:
            yield from self._within(base, style)
        reading = [*self._within(above, style)] if above is not None else []
        words = "".join(item for item in reading if isinstance(item, str)).strip()
        yield f"（{words}）" if words else ""

    def _lost(self, noun: str) -> str:
        self._found.lose(noun)
        return missing(noun)


def _looked(text: str, look: Properties) -> str:
    """The words as their look changes them: capitals, exponents and indexes, what is struck out."""
    if is_on(look, "caps") or is_on(look, "smallCaps"):
        text = text.upper()
    position = value(look.get("vertAlign"))
    if position in ("superscript", "subscript") and _is_figure(text):
        text = raised(text) if position == "superscript" else lowered(text)
    if (is_on(look, "strike") or is_on(look, "dstrike")) and text.strip():
        text = f"{_STRUCK}{text}{_END}"
    return text


def _stands_out(look: Properties) -> bool:
    """Are the words bold, or in a face for headings?"""
    fonts = look.get("rFonts")
    named = attribute(fonts, "eastAsia") if fonts is not None else ""
    return is_on(look, "b") or any(face in named for face in _HEADING_FACES)


def _is_figure(text: str) -> bool:
    """Would these words read wrongly if they stood in the line: 10 and a raised 3, not [1], ® or 1st."""
    plain = bool(text) and all((c.isascii() and (c.isalnum() or c in _SIGNS)) or c == "−" for c in text)
    letters = sum(c.isalpha() for c in text)
    return plain and any(c.isalnum() for c in text) and letters <= _MOST_LETTERS and text.lower() not in _PLAIN


def _font(look: Properties) -> str:
    """The font of the letters of a run; "" for one that follows the theme."""
    fonts = look.get("rFonts")
    return (attribute(fonts, "ascii") or attribute(fonts, "hAnsi")) if fonts is not None else ""
