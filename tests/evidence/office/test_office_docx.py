"""Word files give their words and tables in order, and are refused when they hold what that would lose."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from evidence.readers import examine_office, office_content
from PIL import Image

from app.errors import EvidenceRefused
from app.evidence.prepared import Grid, Passage

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def word(body: str) -> bytes:
    """A DOCX with that body, and nothing that reading does not need."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
    return stream.getvalue()


def read(body: str) -> tuple[Passage | Grid, ...]:
    data = word(body)
    assert examine_office("说明.docx", data) == ("docx", 0)
    return office_content("说明.docx", data, "docx")


def said(run: str) -> str:
    """The text of one paragraph of one run."""
    return "".join(block.text for block in read(f"<w:p><w:r>{run}</w:r></w:p>") if isinstance(block, Passage))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_words_and_tables_stand_in_their_order() -> None:
    document = docx.Document()
    document.add_heading("一、概况", 1)
    table = document.add_table(2, 2)
    for number, one in enumerate(one for row in table.rows for one in row.cells):
        one.text = str(number)
    document.add_paragraph("")
    document.add_paragraph("结论")
    stream = io.BytesIO()
    document.save(stream)
    assert office_content("说明.docx", stream.getvalue(), "docx") == (
        Passage("一、概况"),
        Grid((("0", "1"), ("2", "3"))),
        Passage("结论"),
    )


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t>", "甲\t乙\n丙"),
        ("<w:t>甲</w:t><w:cr/><w:t>乙</w:t>", "甲\n乙"),
        ('<w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t>', "甲乙"),
        ('<w:t xml:space="preserve">甲 </w:t><w:noBreakHyphen/><w:softHyphen/><w:t>乙</w:t>', "甲 -乙"),
        ("<w:t>甲</w:t><w:instrText>PAGE</w:instrText><w:delText>乙</w:delText>", "甲"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t>", ""),
        ('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见</w:t>', "看得见"),
        ('<w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t>', "☑是"),
        ('<w:sym w:font="Wingdings" w:char="00A8"/><w:t>否</w:t>', "□否"),
        ("<w:t>\uf0fe是</w:t>", "☑是"),
        (
            "<w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby>",
            "汉",
        ),
        ("<w:t>甲\x7f\u0085乙</w:t>", "甲乙"),
    ],
)
def test_what_a_run_prints_is_read(run: str, text: str) -> None:
    assert said(run) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "新"),
        ("<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo>", "新处"),
        ("<w:hyperlink><w:r><w:t>网址</w:t></w:r></w:hyperlink>", "网址"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>填的</w:t></w:r></w:sdtContent></w:sdt>", "填的"),
        ('<w:fldSimple w:instr="DATE"><w:r><w:t>今天</w:t></w:r></w:fldSimple>', "今天"),
    ],
)
def test_what_stands_around_a_run_is_seen_through(content: str, text: str) -> None:
    assert read(f"<w:p>{content}</w:p>") == (Passage(text),)


def test_blocks_within_a_content_control_are_read() -> None:
    inside = paragraph("甲") + f"<w:tbl><w:tr>{cell('乙')}</w:tr></w:tbl>"
    assert read(f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>") == (Passage("甲"), Grid((("乙",),)))


def test_merged_cells_hold_their_text_in_the_first() -> None:
    wide, high = cell("甲", '<w:gridSpan w:val="2"/>'), cell("乙", '<w:vMerge w:val="restart"/>')
    rows = (
        f"<w:tr>{wide}{high}</w:tr>"
        f"<w:tr>{cell('丙')}{cell('丁')}{cell('乙', '<w:vMerge/>')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("戊")}</w:tr>'
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}</w:tr>"
    )
    assert read(f"<w:tbl>{rows}</w:tbl>") == (Grid((("甲", "", "乙"), ("丙", "丁", ""), ("", "戊", ""))),)


def test_a_table_within_a_cell_becomes_lines_of_the_cell() -> None:
    inner = f"<w:tbl><w:tr>{cell('1')}{cell('2')}</w:tr><w:tr>{cell('3')}{cell('4')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('数')}{inner}{paragraph('')}</w:tc></w:tr></w:tbl>"
    assert read(outer) == (Grid((("数\n1 2\n3 4",),)),)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("<w:r><w:drawing/></w:r>", "图片、图表或文本框"),
        ("<w:r><w:pict/></w:r>", "图片、图表或文本框"),
        (
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice></mc:AlternateContent></w:r>",
            "图片、图表或文本框",
        ),
        ("<w:r><w:object/></w:r>", "嵌入的对象"),
        ("<m:oMath/>", "公式"),
        ('<w:r><w:footnoteReference w:id="1"/></w:r>', "脚注或尾注"),
        ('<w:r><w:sym w:font="Webdings" w:char="F030"/></w:r>', "特殊符号"),
    ],
)
@pytest.mark.parametrize("within", ["{}", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"])
def test_what_would_be_lost_is_refused(content: str, what: str, within: str) -> None:
    data = word(within.format(f"<w:p>{content}</w:p>"))
    with pytest.raises(EvidenceRefused) as refused:
        examine_office("说明.docx", data)
    assert refused.value.message == f"证明材料“说明.docx”没有加入：文件中有{what}，不能完整编入书中；草稿未改动。"
    assert refused.value.hint == "请在 Word 或 WPS 中另存为 PDF 后加入。"


def test_a_picture_put_in_by_word_is_found() -> None:
    picture, stream = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    document = docx.Document()
    document.add_picture(picture)
    document.save(stream)
    with pytest.raises(EvidenceRefused, match="图片、图表或文本框"):
        examine_office("说明.docx", stream.getvalue())


def test_a_picture_that_was_deleted_is_no_reason_to_refuse() -> None:
    assert read(f"<w:p><w:del><w:r><w:drawing/></w:r></w:del></w:p>{paragraph('甲')}") == (Passage("甲"),)


def test_headers_and_comments_are_left_out() -> None:
    document, stream = docx.Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_comment(document.add_paragraph("正文").runs, "批注")
    document.save(stream)
    assert office_content("说明.docx", stream.getvalue(), "docx") == (Passage("正文"),)
