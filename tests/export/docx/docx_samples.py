"""Small documents for the tests of DOCX, and what reads the XML made from them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree
from PIL import Image

from app.export.document import Cell, Document, Heading, Paragraph, Part, Text
from app.export.docx.writer import write_docx
from app.export.plates import PlatePicture, Plates, PlateSize
from app.export.style import DocumentStyle

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAGES = {"s1": "1", "s2": "3", "hidden": "3", "e1": "57"}
SIZES = {("screen", 0): PlateSize(420.0, 560.0), ("list", 0): PlateSize(442.0, 630.0, turned=True)}
Parts = dict[str, bytes]


def picture(source: str, page: int, *, turned: bool) -> PlatePicture:
    """A picture whose head is red: a photograph of a screen, or a wide list of many pages."""
    image = Image.new("RGB", (60, 80) if source == "screen" else (80, 60), (220, 230, 250))
    image.paste((200, page, 0), (0, 0, image.width, 10))
    stream = io.BytesIO()
    kind = "jpeg" if source == "screen" else "png"
    (image.transpose(Image.Transpose.ROTATE_90) if turned else image).save(stream, kind)
    return PlatePicture(stream.getvalue(), kind)


PLATES = Plates(picture=picture)


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


def written(given: Document) -> bytes:
    """The DOCX of a document."""
    stream = io.BytesIO()
    write_docx(given, stream, pages=PAGES, plates=PLATES, sizes=SIZES)
    return stream.getvalue()


def files_of(given: Document) -> Parts:
    """The bytes of every file in the DOCX of a document, in the order of the zip."""
    with zipfile.ZipFile(io.BytesIO(written(given))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parts_of(given: Document) -> Parts:
    """The bytes of every part that is XML."""
    return {name: data for name, data in files_of(given).items() if not name.startswith("word/media/")}


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
