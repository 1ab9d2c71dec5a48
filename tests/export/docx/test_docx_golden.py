"""Part by part, the DOCX of the tiny document is what it was when someone last looked at it.

After a change that is meant, write the golden parts anew and read the difference before committing:

    QIBEI_WRITE_GOLDEN=1 pytest tests/export/docx/test_docx_golden.py && git diff tests/export/docx/golden
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from docx_samples import Parts
from lxml import etree

GOLDEN = Path(__file__).with_name("golden")
PARTS = [
    "[Content_Types].xml",
    "docProps/app.xml",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/fontTable.xml",
    "word/footnotes.xml",
    "word/footer-even.xml",
    "word/footer-none.xml",
    "word/footer-odd.xml",
    "word/glossary/_rels/document.xml.rels",
    "word/glossary/document.xml",
    "word/settings.xml",
    "word/styles.xml",
]


def normal(xml: bytes) -> str:
    """The part with one element on a line."""
    tree = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    etree.indent(tree)
    return etree.tostring(tree, encoding="unicode") + "\n"


def golden(part: str) -> Path:
    """Where a part is stored: `word/styles.xml` as `word-styles.xml`."""
    return GOLDEN / (part.strip("[").replace("]", "").replace("/", "-").replace(".rels", "-rels.xml"))


def test_no_part_is_forgotten(tiny_parts: Parts) -> None:
    copies = {f"word/glossary/{name}.xml" for name in ("styles", "settings", "fontTable")}
    assert set(PARTS) | {"_rels/.rels"} | copies == set(tiny_parts)


def test_the_glossary_has_the_documents_own_styles_settings_and_faces(tiny_parts: Parts) -> None:
    for name in ("styles", "settings", "fontTable"):
        assert tiny_parts[f"word/glossary/{name}.xml"] == tiny_parts[f"word/{name}.xml"]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_as_it_was(tiny_parts: Parts, part: str) -> None:
    if os.environ.get("QIBEI_WRITE_GOLDEN"):
        golden(part).write_text(normal(tiny_parts[part]), "utf-8")
    assert normal(tiny_parts[part]) == golden(part).read_text("utf-8")
