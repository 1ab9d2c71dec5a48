"""Small documents for the tests of DOCX, and what reads the XML made from them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from app.export.document import Cell, Document, Heading, Paragraph, Part, Text
from app.export.docx.writer import write_docx
from app.export.style import DocumentStyle

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAGES = {"s1": "1", "s2": "3", "hidden": "3", "e1": "57"}
Parts = dict[str, bytes]


def paragraph(*inlines: Any, style: Any = "body", min_lines: int = 0) -> Paragraph:
    """A paragraph; words may be given as they are."""
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines), style, min_lines)


def cell(*inlines: Any, style: Any = "table_text", **look: Any) -> Cell:
    """A cell of one paragraph."""
    return Cell((paragraph(*inlines, style=style),), **look)


def heading(level: int, words: str, anchor: str, **look: bool) -> Heading:
    """A heading of plain words."""
    return Heading(level, (Text(words),), anchor, **look)


def document(*blocks: Any, numbering: Any = "arabic") -> Document:
    """A document of one part."""
    return Document("申报书", (Part(tuple(blocks), numbering),), DocumentStyle())


def parts_of(given: Document) -> Parts:
    """The bytes of every part of the DOCX of a document."""
    stream = io.BytesIO()
    write_docx(given, stream, pages=PAGES)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(*blocks: Any, numbering: Any = "arabic") -> etree._Element:
    """The body of a document of one part with the given blocks."""
    return etree.fromstring(parts_of(document(*blocks, numbering=numbering))["word/document.xml"])[0]


def find(tree: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path of `w:` names."""
    return tree.findall(path, {"w": W[1:-1]})


def value(element: etree._Element, name: str = "val") -> str | None:
    """An attribute `w:name`."""
    return element.get(W + name)


def words(tree: etree._Element) -> str:
    """All printed words below an element, in order."""
    return "".join(text.text or "" for text in tree.iter(W + "t"))
