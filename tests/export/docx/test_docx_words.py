"""Every kind of block and inline is printed, and no word is lost."""

from __future__ import annotations

import io
from typing import get_args

import docx
import pytest
from docx_samples import PAGES, body_of, document, heading, paragraph, words, written
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.export.document import (
    Blank,
    Block,
    Cell,
    Contents,
    Document,
    Footnote,
    Frame,
    Heading,
    Inline,
    LineBreak,
    PageBreak,
    PageRef,
    Paragraph,
    Plate,
    Row,
    SealPlace,
    Space,
    Table,
    Text,
)
from app.export.docx.inlines import plain_text
from app.export.docx.writer import write_docx

INLINES: dict[type, tuple[Inline, str]] = {
    Text: (Text("正文"), "正文"),
    Blank: (Blank("一百", "a.b"), "一百"),
    PageRef: (PageRef("e1"), "57"),
    SealPlace: (SealPlace("s", "seal", "单位", "（公章）", 2), "（公章）" + "\u00a0" * 8),
    Footnote: (Footnote("①", "脚注", "n"), ""),
    LineBreak: (LineBreak(), ""),
}
BLOCKS: dict[type, tuple[Block, str]] = {
    Paragraph: (paragraph("一段"), "一段"),
    Heading: (heading(2, "标题", "s2"), "标题"),
    Table: (Table((1,), (Row((Cell((paragraph("单元格"),)),)),)), "单元格"),
    Plate: (Plate("screen", 0, 60.0, 80.0, "截图"), ""),
    Contents: (Contents(), ""),
    Space: (Space(2), ""),
    Frame: (
        Frame(((paragraph("内一"), Space(1)), (Table((1.0,), (Row((Cell((paragraph("内二"),)),)),)),))),
        "内一内二",
    ),
    PageBreak: (PageBreak(), ""),
}


def test_every_kind_of_inline_and_block_has_a_case_here() -> None:
    assert set(INLINES) == set(get_args(Inline))
    assert set(BLOCKS) == set(get_args(Block))


@pytest.mark.parametrize("kind", get_args(Inline))
def test_an_inline_prints_its_words(kind: type) -> None:
    inline, printed = INLINES[kind]
    assert words(body_of(paragraph("前", inline, "后"))) == f"前{printed}后"


@pytest.mark.parametrize("kind", get_args(Block))
def test_a_block_prints_its_words(kind: type) -> None:
    block, printed = BLOCKS[kind]
    assert words(body_of(paragraph("前"), block, paragraph("后"))) == f"前{printed}后"


@pytest.mark.parametrize("kind", get_args(Inline))
def test_an_inline_in_a_heading_stands_in_the_contents(kind: type) -> None:
    inline, printed = INLINES[kind]
    entry = plain_text((inline,), PAGES)
    assert entry.strip() == printed.strip()
    assert words(body_of(Contents(), Heading(1, (Text("标题"), inline), "s1"))).startswith(f"标题{entry}1标题")


@given(
    st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"))), max_size=4)
)
@settings(max_examples=40, deadline=None)
def test_whatever_is_typed_comes_out_again(texts: list[str]) -> None:
    printed = words(body_of(*(paragraph(text) for text in texts)))
    assert printed == "".join(texts).replace("\ufffe", "").replace("\uffff", "")


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert words(body_of(paragraph("甲\x00\x0b乙<&>\"'"))) == "甲乙<&>\"'"


def test_lines_and_tabs_inside_words_become_breaks_and_tabs() -> None:
    runs = body_of(paragraph("一\n二\t三"))[0].xpath(".//*[local-name()='r']/*")
    assert [etree.QName(child).localname for child in runs] == ["t", "br", "t", "tab", "t"]


def test_python_docx_reads_back_words_tables_and_properties(tiny: Document) -> None:
    read = docx.Document(io.BytesIO(written(tiny)))
    properties = read.core_properties
    assert (properties.title, properties.author, properties.language) == ("项目申报书", "某某公司", "zh-CN")
    assert properties.identifier == "ab12"
    assert read.paragraphs[0].style.name == "Normal"
    assert [row.cells[0].text for row in read.tables[0].rows][:2] == ["企业基本信息", "联系人"]


def test_an_empty_document_is_still_a_document() -> None:
    stream = io.BytesIO()
    write_docx(Document("空", (), document().style), stream, pages={})
    assert len(docx.Document(stream).sections) == 1


def test_a_heading_on_a_page_without_number_stands_in_the_contents_without_one() -> None:
    stream = io.BytesIO()
    cover = Heading(1, (Text("第二册"),), "volume-2", volume=True)
    write_docx(document(Contents(), cover), stream, pages={"volume-2": ""})
    entry = docx.Document(stream).element.body.xpath(".//w:hyperlink")[0]
    assert words(entry) == "第二册"
    assert not entry.xpath(".//w:tab | .//w:fldChar")
