"""Styles: the notice's faces in every style, real names, lines as high as the book's, signs in the Chinese face."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from docx_samples import Parts, W, body_of, document, find, heading, paragraph, parts_of, value, words
from lxml import etree

from app.export.docx.elements import BOX_FACE
from app.export.docx.styles import FACES, STYLES
from app.export.layout.lines.scripts import latin_marks
from app.export.style import DocumentStyle, StyleName


@pytest.fixture(scope="module")
def styles(tiny_parts: Parts) -> dict[str, etree._Element]:
    """The paragraph styles by id."""
    tree = etree.fromstring(tiny_parts["word/styles.xml"])
    return {value(e, "styleId") or "": e for e in find(tree, "w:style") if value(e, "type") == "paragraph"}


@pytest.mark.parametrize("name", get_args(StyleName))
def test_every_style_names_the_notices_face_and_the_latin_one(styles: dict[str, etree._Element], name: str) -> None:
    fonts = find(styles[STYLES[name][0]], "w:rPr/w:rFonts")[0]
    assert value(fonts, "eastAsia") == FACES[DocumentStyle()[name].face]
    assert {value(fonts, "ascii"), value(fonts, "hAnsi")} == {"Times New Roman"}


@pytest.mark.parametrize("name", get_args(StyleName))
def test_every_style_is_off_the_grid_with_kinsoku_and_flush_edges(styles: dict[str, etree._Element], name: str) -> None:
    properties = find(styles[STYLES[name][0]], "w:pPr")[0]
    assert value(find(properties, "w:snapToGrid")[0]) == "0"
    assert value(find(properties, "w:overflowPunct")[0]) == "0"
    assert len(find(properties, "w:kinsoku")) == 1


def test_defaults_are_chinese(tiny_parts: Parts) -> None:
    defaults = find(etree.fromstring(tiny_parts["word/styles.xml"]), "w:docDefaults/w:rPrDefault/w:rPr")[0]
    assert value(find(defaults, "w:lang")[0], "eastAsia") == "zh-CN"
    assert value(find(defaults, "w:rFonts")[0], "eastAsia") == "仿宋"


def test_built_in_names_are_used_where_word_has_them(styles: dict[str, etree._Element]) -> None:
    names = {identity: value(find(e, "w:name")[0]) for identity, e in styles.items()}
    assert names["Normal"] == "Normal"
    assert [names[f"Heading{n}"] for n in (1, 2, 3, 4)] == [f"heading {n}" for n in (1, 2, 3, 4)]
    assert [names[f"TOC{n}"] for n in (1, 2, 3, 4)] == [f"toc {n}" for n in (1, 2, 3, 4)]


def test_headings_have_outline_levels_and_unlisted_ones_none(styles: dict[str, etree._Element]) -> None:
    assert [value(find(styles[f"Heading{n}"], "w:pPr/w:outlineLvl")[0]) for n in (1, 2, 3, 4)] == ["0", "1", "2", "3"]
    assert find(styles["Heading1Unlisted"], "w:pPr/w:outlineLvl") == []
    body = body_of(heading(2, "无", "hidden", in_contents=False))
    assert value(find(body, "w:p/w:pPr/w:pStyle")[0]) == "Heading2Unlisted"


@pytest.mark.parametrize("name", get_args(StyleName))
def test_lines_are_exactly_as_high_as_in_the_book_whatever_face_prints_them(
    styles: dict[str, etree._Element], name: StyleName
) -> None:
    spacing = find(styles[STYLES[name][0]], "w:pPr/w:spacing")[0]
    leading = DocumentStyle()[name].leading
    assert (value(spacing, "line"), value(spacing, "lineRule")) == (str(round(leading * 20)), "exact")


def test_what_word_calls_a_line_is_a_line_of_the_body(tiny_body: etree._Element) -> None:
    grids = [(value(grid, "linePitch"), value(grid, "type")) for grid in tiny_body.iter(f"{W}docGrid")]
    assert set(grids) == {("416", None)}  # 3号 at 单倍行距, and nothing snaps


def test_white_after_and_before_adds_up_as_in_the_book(tiny_parts: Parts) -> None:
    settings = etree.fromstring(tiny_parts["word/settings.xml"])
    assert len(find(settings, "w:compat/w:doNotUseHTMLParagraphAutoSpacing")) == 1


def test_the_first_line_is_indented_by_characters(styles: dict[str, etree._Element]) -> None:
    indent = find(styles["Normal"], "w:pPr/w:ind")[0]
    assert (value(indent, "firstLineChars"), value(indent, "firstLine")) == ("200", "640")


def test_a_notices_own_figures_reach_the_styles() -> None:
    style = DocumentStyle()
    style.styles["body"] = replace(style["body"], face="songti", size=12.0, leading=25.0, bold=True)
    tree = etree.fromstring(parts_of(replace(document(), style=style))["word/styles.xml"])
    body = next(e for e in find(tree, "w:style") if value(e, "styleId") == "Normal")
    assert value(find(body, "w:rPr/w:rFonts")[0], "eastAsia") == "宋体"
    assert (value(find(body, "w:rPr/w:sz")[0]), value(find(body, "w:pPr/w:spacing")[0], "line")) == ("24", "500")
    assert len(find(body, "w:rPr/w:b")) == 1


@pytest.mark.parametrize(
    ("text", "hinted"),
    [
        ("“引号”", 1),
        ("破折——号", 1),
        ("省略……", 1),
        ("3×4", 1),
        ("①", 1),
        ("汉字", 0),
        ("don’t", 0),
        ("‘甲’", 1),
        ("MES", 0),
        ("“5G”应用", 1),
        ("it’s “5G”", 1),
        ("we said “it works” and left", 0),
        ("2019–2021", 0),
    ],
)
def test_signs_of_both_scripts_are_hinted_as_chinese(text: str, hinted: int) -> None:
    hints = [value(e, "hint") for e in find(body_of(paragraph(text)), "w:p/w:r/w:rPr/w:rFonts")]
    assert hints == ["eastAsia"] * hinted


def test_boxes_have_one_face_that_knows_them_all_and_the_words_beside_them_do_not() -> None:
    runs = find(body_of(paragraph("□国有 ☑民营“5G”")), "w:p/w:r")
    faces = [(words(run), [value(e, "eastAsia") for e in find(run, "w:rPr/w:rFonts")]) for run in runs]
    assert faces == [
        ("□", [BOX_FACE]),
        ("国有 ", []),
        ("☑", [BOX_FACE]),
        ("民营“5G”", [None]),
    ]


def test_the_book_and_its_twin_take_the_same_marks_for_latin() -> None:
    text = "他说“Let’s go”，用“5G”；we said “it works” and it’s left – wait … then"
    runs = find(body_of(paragraph(text)), "w:p/w:r")
    hinted = "".join(words(run) for run in runs if find(run, "w:rPr/w:rFonts"))
    plain = "".join(words(run) for run in runs if not find(run, "w:rPr/w:rFonts"))
    latin = {text[at] for at in latin_marks(text)}
    assert "".join(words(run) for run in runs) == text
    assert latin == {"’", "“", "”", "…"}
    assert (hinted.count("“"), plain.count("“")) == (2, 1)
    assert not set("’–…") & set(hinted)
