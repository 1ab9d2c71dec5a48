"""DOCX as paragraphs and tables in their order, as printed: no deleted or hidden text, no comments, no headers.

What is neither text nor table would be lost from the proof, so a document that holds it is refused.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.evidence.kinds import refused
from app.evidence.office.grid import Gathering, clean
from app.evidence.office.package import AS_PDF, KINDS, attribute, local, tree
from app.evidence.prepared import Grid, Passage

LOST = {
    **dict.fromkeys(("drawing", "pict"), "图片、图表或文本框"),
    **dict.fromkeys(("txbxContent", "textbox"), "文本框"),
    **dict.fromkeys(("object", "control", "altChunk", "subDoc", "contentPart"), "嵌入的对象"),
    **dict.fromkeys(("oMath", "oMathPara"), "公式"),
    **dict.fromkeys(("footnoteReference", "endnoteReference"), "脚注或尾注"),
}
_LEFT_OUT = {"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "sdtPr", "rt", "Fallback"}
_SPACING = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_NO = ("0", "false", "off")
_MOST_SPANNED = 63  # columns of a table in Word
# Ticks and boxes that Word writes as symbols of a picture font.
_SYMBOLS = {
    "Wingdings": {0x6F: "□", 0xA8: "□", 0xFE: "☑", 0xFD: "☒", 0xFC: "√", 0xFB: "×", 0x6C: "●", 0x6E: "■", 0xD8: "➢"},
    "Wingdings 2": {0x52: "☑", 0xA3: "□", 0x50: "√", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0x4F: "×"},
}


def docx_content(name: str, package: zipfile.ZipFile) -> tuple[Passage | Grid, ...]:
    """Its paragraphs that hold text, and its tables."""
    return tuple(_Reading(name).blocks(tree(name, package, KINDS["docx"])))


class _Reading:
    """One pass over a document; what would be lost ends it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._tables = Gathering(name)

    def blocks(self, parent: Element) -> Iterator[Passage | Grid]:
        for child in parent:
            tag = self._tag(child)
            if tag == "p":
                text = self._text(child).strip("\n")
                if text.strip():
                    yield Passage(clean(text))
            elif tag == "tbl":
                grid = self._tables.grid(self._rows(child))
                if grid:
                    yield grid
            elif tag not in _LEFT_OUT:
                yield from self.blocks(child)

    def _tag(self, element: Element) -> str:
        tag = local(str(element.tag))
        if tag in LOST:
            raise refused(self._name, f"文件中有{LOST[tag]}，不能完整编入书中", AS_PDF)
        return tag

    def _text(self, parent: Element) -> str:
        """The text of a paragraph, or of what stands in it."""
        return "".join(self._piece(child) for child in parent)

    def _piece(self, element: Element) -> str:
        tag = self._tag(element)
        if tag == "t":
            return _out_of_picture_font(element.text or "")
        if tag == "br":
            return "\n" if attribute(element, "type") in ("", "textWrapping") else ""
        if tag == "sym":
            return self._symbol(element)
        if tag in _LEFT_OUT or (tag == "r" and _is_hidden(element)):
            return ""
        return _SPACING.get(tag) or self._text(element)

    def _symbol(self, element: Element) -> str:
        font, code = attribute(element, "font"), int(attribute(element, "char") or "0", 16)
        known = _SYMBOLS.get(font, {}).get(code & 0xFF)
        if known is None:
            raise refused(self._name, "文件中有特殊符号，不能完整编入书中", AS_PDF)
        return known

    def _rows(self, table: Element) -> Iterator[list[str]]:
        for row in self._down_to(table, "tr"):
            cells = _blanks(row, "gridBefore")
            for cell in self._down_to(row, "tc"):
                merged = _property(cell, "vMerge")
                first = merged is None or attribute(merged, "val") == "restart"
                text = self._cell(cell)
                cells += [text if first else "", *_blanks(cell, "gridSpan")[1:]]
            yield cells

    def _down_to(self, parent: Element, wanted: str) -> Iterator[Element]:
        """The rows of a table or the cells of a row, also those within content controls."""
        for child in parent:
            tag = self._tag(child)
            if tag == wanted and not _is_deleted(child):
                yield child
            elif tag in ("sdt", "sdtContent", "customXml", "ins"):
                yield from self._down_to(child, wanted)

    def _cell(self, cell: Element) -> str:
        """Its paragraphs as lines; a table in it, a line a row."""
        lines = []
        for child in cell:
            tag = self._tag(child)
            if tag == "p":
                lines.append(self._text(child))
            elif tag == "tbl":
                lines += [" ".join(filter(None, row)) for row in self._rows(child)]
            elif tag not in ("tcPr", *_LEFT_OUT):
                lines.append(self._cell(child))
        return "\n".join(line for line in lines if line.strip())


def _property(element: Element, name: str) -> Element | None:
    """A property of a cell, row or run."""
    return element.find(f"{{*}}{local(str(element.tag))}Pr/{{*}}{name}")


def _blanks(element: Element, name: str) -> list[str]:
    """As many empty cells as the property says."""
    spanned = _property(element, name)
    return [""] * min(int(attribute(spanned, "val") or 0), _MOST_SPANNED) if spanned is not None else []


def _is_hidden(run: Element) -> bool:
    hidden = _property(run, "vanish")
    return hidden is not None and attribute(hidden, "val") not in _NO


def _is_deleted(element: Element) -> bool:
    return _property(element, "del") is not None


def _out_of_picture_font(text: str) -> str:
    """Letters that stand for Wingdings (U+F020 to U+F0FF) as what they show."""
    return "".join(_SYMBOLS["Wingdings"].get(ord(c) - 0xF000, c) if 0xF020 <= ord(c) <= 0xF0FF else c for c in text)
