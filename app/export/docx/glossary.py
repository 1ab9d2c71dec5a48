"""The glossary: a document beside the document, whose parts Word puts into controls that are cleared.

Its styles and faces are the document's own, or Word would set the gaps in faces of its choice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from app.export.docx.elements import DECLARATION, NAMESPACES, element, paragraph
from app.export.docx.package import GLOSSARY, Part
from app.export.docx.settings import fonts_xml, settings_xml


def glossary_parts(gaps: Mapping[str, str], styles: str) -> Iterator[Part]:
    """The glossary that holds `gaps` (name → runs), with its own copy of the styles; nothing without gaps."""
    if not gaps:
        return
    types, relations = CONTENT_TYPE, RELATIONSHIP_TYPE
    yield Part(GLOSSARY, types.WML_DOCUMENT_GLOSSARY, relations.GLOSSARY_DOCUMENT, "rIdGlossary", [_glossary(gaps)])
    folder = GLOSSARY.rpartition("/")[0]
    yield Part(f"{folder}/styles.xml", types.WML_STYLES, relations.STYLES, "rIdStyles", [styles])
    yield Part(f"{folder}/settings.xml", types.WML_SETTINGS, relations.SETTINGS, "rIdSettings", [settings_xml()])
    yield Part(f"{folder}/fontTable.xml", types.WML_FONT_TABLE, relations.FONT_TABLE, "rIdFonts", [fonts_xml()])


def _glossary(gaps: Mapping[str, str]) -> str:
    parts = "".join(_part(name, runs) for name, runs in gaps.items())
    return f"{DECLARATION}<w:glossaryDocument {NAMESPACES}><w:docParts>{parts}</w:docParts></w:glossaryDocument>"


def _part(name: str, runs: str) -> str:
    """One placeholder, in the gallery where Word looks for them."""
    properties = element(
        "docPartPr",
        element("name", val=name),
        element("category", element("name", val="General"), element("gallery", val="placeholder")),
        element("types", element("type", val="bbPlcHdr")),
        element("behaviors", element("behavior", val="content")),
        element("guid", val=_guid(name)),
    )
    return element("docPart", properties, element("docPartBody", paragraph(runs)))


def _guid(name: str) -> str:
    """A GUID derived from `name`, so that the same document gives the same bytes."""
    digits = hashlib.sha256(name.encode()).hexdigest().upper()
    return "{" + "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32])) + "}"
