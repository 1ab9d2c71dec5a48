"""Notes, headers and footers of a Word file are printed or named, each once."""

from __future__ import annotations

import io

import docx
import pytest
from evidence.word_files import cell, inline, lines, paragraph, png, prepared, run, text, word

from app.evidence.prepared import Prepared

# -- footnotes and endnotes ------------------------------------------------------------------------


def noted(body: str, settings: str = "") -> list[str]:
    footnotes = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:footnoteRef/></w:r>{text(f" 脚注{at}")}</w:p></w:footnote>'
        for at in range(3)
    )
    parts = {
        "footnotes.xml": f"<w:footnotes>{footnotes}</w:footnotes>",
        "endnotes.xml": f'<w:endnotes><w:endnote w:id="1">{paragraph("出处")}</w:endnote></w:endnotes>',
        "settings.xml": f"<w:settings>{settings}</w:settings>",
    }
    return lines(prepared(word(body, parts)).content)


def called(note: int, kind: str = "footnote", more: str = "") -> str:
    return run(f'<w:{kind}Reference w:id="{note}" {more}/>')


def test_footnotes_stand_behind_their_paragraph_and_endnotes_at_the_end() -> None:
    body = f"<w:p>{text('收入')}{called(1)}{text('增长')}{called(1, 'endnote')}{called(2)}</w:p>" + paragraph("下一段")
    assert noted(body) == ["收入〔注1〕增长〔尾注i〕〔注2〕", "〔注1〕脚注1", "〔注2〕脚注2", "下一段", "〔尾注i〕出处"]


def test_footnotes_of_a_table_stand_behind_it() -> None:
    inside = f"<w:tc><w:p>{text('数')}{called(1)}</w:p></w:tc>"
    assert noted(f"<w:tbl><w:tr>{inside}{cell('乙')}</w:tr></w:tbl>") == ["数〔注1〕|乙", "〔注1〕脚注1"]


def test_marks_of_notes_are_written_as_the_document_asks() -> None:
    settings = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/><w:numStart w:val="3"/></w:footnotePr>'
    assert noted(f"<w:p>{text('数')}{called(1)}</w:p>", settings) == ["数〔注③〕", "〔注③〕脚注1"]
    own = called(1, more='w:customMarkFollows="1"') + text("*")
    assert noted(f"<w:p>{text('数')}{own}</w:p>") == ["数*", "脚注1"]


# -- headers and footers ---------------------------------------------------------------------------


def test_words_of_headers_and_footers_are_printed_once_and_told() -> None:
    document, stream = docx.Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "某某公司"
    document.add_paragraph("正文")
    document.add_section().footer.is_linked_to_previous = False
    document.sections[1].footer.paragraphs[0].text = "内部资料"
    document.save(stream)
    ready = prepared(stream.getvalue())
    assert lines(ready.content) == ["页眉：某某公司", "正文", "页脚：内部资料"]
    assert ready.notes == ("页眉、页脚中的文字只印一次，不逐页重复。",)


def margins(kind: str, content: str, settings: str = "", section: str = "", which: str = "default") -> Prepared:
    """A document with one header or footer, that stands in a part of its own."""
    part = f"{kind}1"
    body = paragraph("正文") + f'<w:sectPr><w:{kind}Reference w:type="{which}" r:id="{part}"/>{section}</w:sectPr>'
    parts = {f"{part}.xml": f"<w:hdr>{content}</w:hdr>", "settings.xml": f"<w:settings>{settings}</w:settings>"}
    return prepared(word(body, {**parts, "media/image1.png": png()}))


PAGE = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'


def test_page_numbers_alone_are_named_and_not_printed() -> None:
    ready = margins("footer", f"<w:p>{text('第 ')}{PAGE}{text(' 页')}</w:p>")
    assert (lines(ready.content), ready.removed, ready.notes) == (["正文"], ("原文件的页码",), ())
    ready = margins("footer", f"<w:p>{text('合同 A-001　第')}{PAGE}{text('页')}</w:p>")
    assert (lines(ready.content), ready.removed) == (["正文", "页脚：合同 A-001"], ("原文件的页码",))


@pytest.mark.parametrize(
    ("which", "settings", "section", "printed"),
    [
        ("first", "", "<w:titlePg/>", True),
        ("first", "", '<w:titlePg w:val="0"/>', False),
        ("even", "<w:evenAndOddHeaders/>", "", True),
        ("even", "", "", False),
    ],
)
def test_headers_of_first_and_even_pages_count_where_they_are_in_effect(
    which: str, settings: str, section: str, printed: bool
) -> None:
    ready = margins("header", paragraph("机密"), settings, section, which)
    assert lines(ready.content) == ["页眉：机密"] * printed + ["正文"]


def test_pictures_and_watermarks_in_headers_are_named() -> None:
    ready = margins("header", f"<w:p><w:r>{inline('nowhere')}</w:r></w:p>")
    assert ready.removed == ("图片",)
    mark = '<v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="机密"/></v:shape>'
    ready = margins("header", f"<w:p><w:r><w:pict>{mark}</w:pict></w:r>{text('公司')}</w:p>")
    assert (lines(ready.content), ready.removed) == (["页眉：公司", "正文"], ("水印“机密”",))


def test_a_picture_of_a_header_is_named() -> None:
    document, stream = docx.Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    document.add_paragraph("正文")
    document.save(stream)
    ready = prepared(stream.getvalue())
    assert (lines(ready.content), ready.removed) == (["正文"], ("页眉中的图片",))


def test_a_note_that_calls_itself_is_printed_once() -> None:
    note = f'<w:footnote w:id="1"><w:p>{text("见")}{called(1)}</w:p></w:footnote>'
    data = word(f"<w:p>{text('甲')}{called(1)}</w:p>", {"footnotes.xml": f"<w:footnotes>{note}</w:footnotes>"})
    assert lines(prepared(data).content) == ["甲〔注1〕", "〔注1〕见〔注1〕"]


def test_macros_and_signatures_are_named() -> None:
    data = word(paragraph("甲"), {"vbaProject.bin": b"x", "../_xmlsignatures/sig1.xml": b"<a/>"})
    data = data.replace(b"word/../_xmlsignatures", b"_xmlsignatures/aaaaaaa")
    assert (prepared(data).removed, prepared(data).signed) == (("数字签名", "宏"), True)
    assert not prepared(word(paragraph("甲"))).signed
