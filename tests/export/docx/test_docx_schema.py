"""The parts are what Word expects: children in the order of the schema, closed widths, unique marks."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from itertools import pairwise

import pytest
from docx_samples import Parts, W, find, value, written
from lxml import etree

from app.export.document import Document

# ISO/IEC 29500-1, Annex A (transitional): the order of the children that are written, not all there are.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl tabs kinsoku overflowPunct autoSpaceDE "
    "autoSpaceDN adjustRightInd snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b bCs sz szCs u vertAlign lang",
    "tblPr": "tblW tblInd tblBorders tblLayout tblCellMar",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders tcMar vAlign",
    "docPartPr": "name category types behaviors guid",
    "sectPr": "footerReference footerReference footnotePr type pgSz pgMar pgNumType cols docGrid",
    "sdtPr": "rPr alias tag id placeholder showingPlcHdr docPartObj",
    "sdt": "sdtPr sdtContent",
    "tbl": "tblPr tblGrid tr",
    "style": "name next uiPriority semiHidden qFormat pPr rPr tblPr",
    "styles": "docDefaults style",
    "settings": "zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr compat "
    "decimalSymbol listSeparator",
    "compat": "balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn "
    "doNotUseHTMLParagraphAutoSpacing useFELayout compatSetting",
    "font": "altName panose1 charset family pitch",
}


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def test_every_part_is_well_formed(tiny_parts: Parts) -> None:
    assert {local(etree.fromstring(xml)) for xml in tiny_parts.values()} >= {"document", "styles", "settings", "ftr"}


@pytest.mark.parametrize("name", sorted(ORDER))
def test_children_follow_the_order_of_the_schema(tiny_parts: Parts, name: str) -> None:
    order = ORDER[name].split()
    found = [e for xml in tiny_parts.values() for e in etree.fromstring(xml).iter(f"{W}{name}")]
    assert found
    for element in found:
        places = [order.index(local(child)) for child in element]
        assert places == sorted(places), etree.tostring(element)


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(tiny_parts: Parts, tiny_files: Parts) -> None:
    types = etree.fromstring(tiny_parts["[Content_Types].xml"])
    named = {e.get("PartName") for e in types if e.get("PartName")}
    assert named == {f"/{name}" for name in tiny_parts if not name.endswith(".rels") and name[0] != "["}
    folders = ("", "word/", "word/glossary/")
    for folder in folders:
        rels = f"{folder}_rels/{'document.xml' if folder else ''}.rels"
        assert {folder + (e.get("Target") or "") for e in etree.fromstring(tiny_parts[rels])} <= set(tiny_files)


def test_every_footer_reference_is_a_relation(tiny_parts: Parts, tiny_body: etree._Element) -> None:
    relations = {e.get("Id") for e in etree.fromstring(tiny_parts["word/_rels/document.xml.rels"])}
    used = {e.get(k) for e in tiny_body.iter(f"{W}footerReference") for k in e.attrib if k.endswith("}id")}
    assert used
    assert used <= relations


def test_every_style_in_use_is_defined(tiny_parts: Parts, tiny_body: etree._Element) -> None:
    styles = etree.fromstring(tiny_parts["word/styles.xml"])
    defined = {value(e, "styleId") for e in find(styles, "w:style")}
    assert {value(e) for e in tiny_body.iter(f"{W}pStyle")} <= defined


def test_every_cell_ends_with_a_paragraph_and_no_two_tables_touch(tiny_body: etree._Element) -> None:
    assert {local(tc[-1]) for tc in tiny_body.iter(f"{W}tc")} == {"p"}
    assert ("tbl", "tbl") not in {(local(a), local(b)) for a, b in pairwise(tiny_body)}
    assert [local(e) for e in tiny_body[-2:]] == ["p", "sectPr"]


def test_fields_begin_separate_and_end_in_runs_of_their_own(tiny_parts: Parts) -> None:
    for name, xml in tiny_parts.items():
        marks = list(etree.fromstring(xml).iter(f"{W}fldChar"))
        assert all(len([c for c in mark.getparent() if local(c) != "rPr"]) == 1 for mark in marks), name
        depth = 0
        for mark in marks:
            depth += {"begin": 1, "separate": 0, "end": -1}[value(mark, "fldCharType") or ""]
            assert depth >= 0
        assert depth == 0


def test_no_theme_is_mentioned_anywhere(tiny_parts: Parts) -> None:
    assert not [name for name, xml in tiny_parts.items() if re.search(rb"theme", xml, re.IGNORECASE)]


def test_nothing_tells_of_the_library(tiny_parts: Parts) -> None:
    assert not [name for name, xml in tiny_parts.items() if b"python" in xml.lower()]


def test_the_same_document_gives_the_same_bytes(tiny: Document) -> None:
    assert len({hashlib.sha256(written(tiny)).hexdigest() for _ in range(2)}) == 1


def test_parts_lie_in_order_then_pictures_then_the_relations_that_name_them(tiny_files: Parts) -> None:
    pictures = ["word/media/proof-1.jpeg", "word/media/proof-2.png"]
    *parts, relations = [name for name in tiny_files if name not in pictures]
    assert parts == sorted(parts)
    assert parts[0] == "[Content_Types].xml"
    assert relations == "word/_rels/document.xml.rels"
    assert list(tiny_files) == [*parts, *pictures, relations]


def test_every_file_bears_one_fixed_date(tiny: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(written(tiny))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
