"""A document as DOCX, translated block by block; see `app.export.document` for what blocks mean.

What a word processor cannot do as the book does is done by the nearest means: a filling space puts
what follows it into a frame at the foot of the type area (tables excepted), and `min_lines`
outside a table is room after the paragraph, reckoned in 字.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import IO

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from app.export.document import Document, Table
from app.export.docx.body import body_xml
from app.export.docx.controls import gaps_of
from app.export.docx.elements import BOXES_TOO, DECLARATION, NAMESPACES
from app.export.docx.footnotes import FOOTNOTES, Notes
from app.export.docx.glossary import glossary_parts
from app.export.docx.package import DOCUMENT, Part, custom_part, properties_parts, write_package
from app.export.docx.pictures import Gallery
from app.export.docx.sections import FOOTERS, footer_content
from app.export.docx.settings import fonts_xml, settings_xml
from app.export.docx.styles import styles_xml
from app.export.plates import Plates, PlateSize

PROGRAM = "齐备"
_NO_PLATES = Plates()
_NO_PROPERTIES: Mapping[str, str] = MappingProxyType({})


def write_docx(
    document: Document,
    stream: IO[bytes],
    *,
    pages: Mapping[str, str],
    plates: Plates = _NO_PLATES,
    sizes: Mapping[tuple[str, int], PlateSize] | None = None,
    properties: Mapping[str, str] = _NO_PROPERTIES,
) -> None:
    """Write `document` to a seekable binary stream; the same document, pages and pictures give the same bytes.

    `pages` maps the anchor of every heading and every page reference to the label our layout
    prints ("57", "III"); they stand in the file as cached results, right until someone updates
    the fields.  KeyError when one is missing.  `sizes` are those of the plates in the book, by source
    and page; each picture is asked of `plates` once, and written before the next one is.  `properties` are what the
    program tells itself, should the file come back.
    """
    gallery, notes = Gallery(plates, sizes or {}, document.style.page), Notes()
    parts = [_document_part(document, pages, gallery, notes), *_parts_of_document(document)]
    parts.append(Part(FOOTNOTES, CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, "rIdFootnotes", notes.xml()))
    parts += properties_parts(document.title, document.author, document.fingerprint, PROGRAM)
    if properties:
        parts.append(custom_part(properties))
    write_package(parts, stream, gallery.media)


def _document_part(document: Document, pages: Mapping[str, str], gallery: Gallery, notes: Notes) -> Part:
    xml = _document_xml(document, pages, gallery, notes, BOXES_TOO if document.fillable else NAMESPACES)
    return Part(DOCUMENT, CONTENT_TYPE.WML_DOCUMENT_MAIN, RELATIONSHIP_TYPE.OFFICE_DOCUMENT, "rIdDocument", xml)


def _document_xml(
    document: Document, pages: Mapping[str, str], gallery: Gallery, notes: Notes, namespaces: str
) -> Iterator[str]:
    yield f"{DECLARATION}<w:document {namespaces}><w:body>"
    yield from body_xml(document, pages, gallery, notes)
    yield "</w:body></w:document>"


def _parts_of_document(document: Document) -> Iterator[Part]:
    style, types, relations = document.style, CONTENT_TYPE, RELATIONSHIP_TYPE
    styles = styles_xml(style, _sizes_of_tables(document))
    yield from glossary_parts(gaps_of(document), styles)
    yield Part("word/styles.xml", types.WML_STYLES, relations.STYLES, "rIdStyles", [styles])
    yield Part("word/settings.xml", types.WML_SETTINGS, relations.SETTINGS, "rIdSettings", [settings_xml()])
    yield Part("word/fontTable.xml", types.WML_FONT_TABLE, relations.FONT_TABLE, "rIdFonts", [fonts_xml()])
    for side, identity in FOOTERS.items():
        xml = f"{DECLARATION}<w:ftr {NAMESPACES}>{footer_content(side, style)}</w:ftr>"
        yield Part(f"word/footer-{side}.xml", types.WML_FOOTER, relations.FOOTER, identity, [xml])


def _sizes_of_tables(document: Document) -> list[float]:
    """The sizes of the tables that are set smaller, the largest first."""
    tables = (block for block in document.opened if isinstance(block, Table))
    return sorted({table.size for table in tables if table.size is not None}, reverse=True)
