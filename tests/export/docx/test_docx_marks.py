"""Blanks as content controls and headings as bookmarks: three marks each, unique, the same every time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from docx_samples import PAGES, W, body_of, document, find, heading, paragraph, parts_of, value, words
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.export.document import Blank, Contents, PageRef
from app.export.docx import marks
from app.export.docx.marks import Marks, anchor_name, bookmark_name, control_id

NAMES = {"w": W[1:-1]}
PATHS = st.from_regex(r"[a-z][a-z0-9_]{0,30}\.[a-z][a-z0-9_]{0,30}(\[[0-9A-Za-z]{1,8}\]\.[a-z]{1,9})?", fullmatch=True)


def control(blank: Blank) -> etree._Element:
    return find(body_of(paragraph(blank)), "w:p/w:sdt")[0]


def test_a_blank_is_tagged_with_its_path_labelled_numbered_and_bookmarked() -> None:
    sdt = control(Blank("128", "devices.rows[k3f].name", label="名称"))
    shown = {etree.QName(e).localname: value(e) for e in find(sdt, "w:sdtPr/*")}
    assert (shown["tag"], shown["alias"]) == ("devices.rows[k3f].name", "名称")
    assert shown["id"] == str(control_id("devices.rows[k3f].name"))
    start, end = sdt.getprevious(), sdt.getnext()
    assert start is not None
    assert end is not None
    assert value(start, "name") == bookmark_name("b", "devices.rows[k3f].name", "devices.rows[k3f].name")
    assert value(start, "id") == value(end, "id")


def test_an_answer_is_underlined_where_the_notice_underlines() -> None:
    assert find(control(Blank("甲", "a.b")), "w:sdtContent/w:r/w:rPr/w:u")
    assert not list(control(Blank("甲", "a.b", underlined=False)).iter(f"{W}u"))


def test_an_empty_blank_prints_a_line_as_wide_as_its_room_and_is_replaced_by_typing() -> None:
    sdt = control(Blank("", "a.b", room=6))
    assert words(sdt) == "_" * 12
    assert find(sdt, "w:sdtPr/w:showingPlcHdr")
    assert find(sdt, "w:sdtPr/w:rPr/w:u")


def test_an_empty_blank_without_line_keeps_only_room() -> None:
    assert words(control(Blank("", "a.b", room=3, underlined=False))) == "\u3000" * 3


@pytest.mark.parametrize("text", ["", "甲"])
@pytest.mark.parametrize(
    ("blank", "shown"),
    [
        (Blank("", "a.b", room=3), "_" * 6),
        (Blank("", "a.b", room=3, underlined=False), "\u3000" * 3),
        (Blank("", "a.b", room=0, underlined=False), "\u3000"),
        (Blank("", "a.b", room=0), "\u3000"),
        (Blank("", "a.b", ruled=True), ""),
    ],
)
def test_a_blank_that_is_cleared_shows_its_gap_and_no_words_of_the_program(blank: Blank, shown: str, text: str) -> None:
    parts = parts_of(document(paragraph(replace(blank, text=text))))
    (wanted,) = etree.fromstring(parts["word/document.xml"]).iterfind(".//w:placeholder/w:docPart", NAMES)
    (kept,) = find(etree.fromstring(parts["word/glossary/document.xml"]), "w:docParts/w:docPart")
    assert value(wanted) == value(find(kept, "w:docPartPr/w:name")[0])
    assert value(find(kept, "w:docPartPr/w:category/w:gallery")[0]) == "placeholder"
    assert words(kept) == shown


def test_an_empty_blank_and_one_that_was_cleared_look_the_same() -> None:
    parts = parts_of(document(paragraph(Blank("", "a.b", room=5))))
    (empty,) = etree.fromstring(parts["word/document.xml"]).iterfind(".//w:sdtContent", NAMES)
    (kept,) = etree.fromstring(parts["word/glossary/document.xml"]).iterfind(".//w:docPartBody/w:p", NAMES)
    assert [etree.tostring(run) for run in empty] == [etree.tostring(run) for run in kept]


def test_a_document_without_blanks_has_no_glossary() -> None:
    assert not [name for name in parts_of(document(paragraph("甲"))) if "glossary" in name]


def test_an_answered_blank_is_no_placeholder() -> None:
    assert not find(control(Blank("甲", "a.b")), "w:sdtPr/w:showingPlcHdr")


@given(st.lists(PATHS, max_size=40))
@settings(max_examples=40, deadline=None)
def test_marks_are_unique_short_and_repeatable(paths: list[str]) -> None:
    first, again = Marks(), Marks()
    given_marks = [first.blank(path) for path in paths]
    assert given_marks == [again.blank(path) for path in paths]
    for field in range(3):
        assert len({mark[field] for mark in given_marks}) == len(paths)
    assert all(re.fullmatch(r"[A-Za-z][0-9A-Za-z_]{0,39}", mark.name) for mark in given_marks)
    assert all(0 < mark.control < 2**31 for mark in given_marks)


def test_a_path_printed_twice_is_marked_twice() -> None:
    sdts = find(body_of(paragraph(Blank("甲", "a.b"), Blank("甲", "a.b"))), "w:p/w:sdt")
    assert {value(find(e, "w:sdtPr/w:tag")[0]) for e in sdts} == {"a.b"}
    assert len({value(find(e, "w:sdtPr/w:id")[0]) for e in sdts}) == 2


def test_two_paths_whose_numbers_collide_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "control_id", lambda key: 7 if "#" not in key else control_id(key))
    given_marks = Marks()
    assert [given_marks.blank(path).control for path in ("a.a", "a.b")] == [7, control_id("a.b#2")]


def test_a_page_reference_is_a_locked_field_that_leads_there_with_its_number_once() -> None:
    body = body_of(heading(1, "附件", "e1"), paragraph("见第", PageRef("e1"), "页"))
    (link,) = body.iter(f"{W}hyperlink")
    assert [e.text for e in link.iter(f"{W}instrText")] == [" QUOTE ", f" PAGEREF {anchor_name('e1')} "]
    assert value(next(link.iter(f"{W}fldChar")), "fldLock") == "1"
    assert value(link, "anchor") == anchor_name("e1")
    assert words(body) == f"附件见第{PAGES['e1']}页"
    assert anchor_name("e1") in {value(e, "name") for e in body.iter(f"{W}bookmarkStart")}


def test_a_reference_to_what_is_not_in_the_file_is_a_plain_number() -> None:
    body = body_of(paragraph(PageRef("e1")))
    assert not list(body.iter(f"{W}instrText"))
    assert words(body) == PAGES["e1"]


def test_a_missing_page_number_is_an_error_not_a_blank() -> None:
    with pytest.raises(KeyError):
        body_of(paragraph(PageRef("nowhere")))


def test_the_contents_are_a_field_with_entries_numbers_and_links_cached() -> None:
    listed = [
        heading(1, "一、概况", "s1"),
        heading(2, "（一）附件", "e1"),
        heading(2, "略", "hidden", in_contents=False),
    ]
    body = body_of(Contents(4), *listed)
    entries = [p for p in body.iter(f"{W}p") if find(p, "w:hyperlink")]
    assert [words(p) for p in entries] == ["一、概况1", "（一）附件57"]
    assert [value(find(p, "w:pPr/w:pStyle")[0]) for p in entries] == ["TOC1", "TOC2"]
    assert [value(find(p, "w:hyperlink")[0], "anchor") for p in entries] == [anchor_name("s1"), anchor_name("e1")]
    assert next(body.iter(f"{W}instrText")).text == ' TOC \\o "1-4" \\h \\z '


def test_no_number_of_the_contents_changes_before_all_are_unlocked() -> None:
    body = body_of(Contents(4), heading(1, "一", "s1"), heading(2, "二", "s2"))
    begins = [mark for mark in body.iter(f"{W}fldChar") if value(mark, "fldCharType") == "begin"]
    assert [value(mark, "fldLock") for mark in begins] == ["1"] * 3


def test_the_contents_go_no_deeper_than_their_levels() -> None:
    body = body_of(Contents(1), heading(1, "一", "s1"), heading(2, "二", "s2"))
    assert [words(p) for p in body.iter(f"{W}p") if find(p, "w:hyperlink")] == ["一1"]
