"""Word files give their words and tables in order, as Word prints them; what is not printed is named."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from evidence.readers import examine_office, office_content
from evidence.word_files import NAMES, cell, lines, paragraph, prepared, word

from app.errors import EvidenceRefused
from app.evidence.kinds import FORMATS, format_named
from app.evidence.prepared import Grid, Passage, Piece, Span


def read(body: str) -> tuple[Piece, ...]:
    return prepared(word(body)).content


def said(run: str) -> str:
    """The text of one paragraph of one run."""
    return "".join(lines(read(f"<w:p><w:r>{run}</w:r></w:p>")))


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
        Passage("一、概况", bold=True),
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
        ('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见</w:t>', "看得见"),
        ('<w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t>', "☑是"),
        ('<w:sym w:font="Wingdings" w:char="00A8"/><w:t>否</w:t>', "□否"),
        ("<w:t>\uf0fe是</w:t>", "☑是"),
        (
            "<w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby>",
            "汉（hàn）",
        ),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
        ('<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>þ</w:t>', "☑"),
        ("<w:rPr><w:caps/></w:rPr><w:t>iso</w:t>", "ISO"),
        ("<w:rPr><w:strike/></w:rPr><w:t>旧价</w:t>", "〔划去：旧价〕"),
        ('<w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>-3</w:t>', "10⁻³"),
        ('<w:t>CO</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t>', "CO₂"),
        ('<w:t>2</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>k</w:t>', "2^k"),
        ('<w:t>见</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>note</w:t>', "见note"),
        ('<w:t>据</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>[1]</w:t>', "据[1]"),
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
    (grid,) = read(f"<w:tbl>{rows}</w:tbl>")
    assert isinstance(grid, Grid)
    assert grid.rows == (("甲", "", "乙"), ("丙", "丁", ""), ("", "戊", ""))


def test_a_table_within_a_cell_becomes_lines_of_the_cell() -> None:
    inner = f"<w:tbl><w:tr>{cell('1')}{cell('2')}</w:tr><w:tr>{cell('3')}{cell('4')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('数')}{inner}{paragraph('')}</w:tc>{cell('右')}</w:tr></w:tbl>"
    assert read(outer) == (Grid((("数\n1 2\n3 4", "右"),)),)


def test_neighbouring_words_that_are_struck_out_are_one() -> None:
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>{}</w:t></w:r>"
    assert read(f"<w:p>{struck.format('旧')}{struck.format('价')}</w:p>") == (Passage("〔划去：旧价〕"),)


def test_hidden_words_are_named_and_not_printed() -> None:
    styles = '<w:styles><w:style w:type="character" w:styleId="S"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    for look in ("<w:vanish/>", '<w:rStyle w:val="S"/>'):
        body = f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>看不见</w:t></w:r><w:r><w:t>看得见</w:t></w:r></w:p>"
        ready = prepared(word(body, {"styles.xml": styles}))
        assert (lines(ready.content), ready.removed) == (["看得见"], ("隐藏文字",))


def test_a_symbol_of_an_unknown_font_leaves_a_mark_and_is_named() -> None:
    ready = prepared(word('<w:p><w:r><w:sym w:font="Unheard" w:char="F030"/><w:t>项</w:t></w:r></w:p>'))
    assert (lines(ready.content), ready.removed) == (["〓项"], ("特殊符号（以〓代替）",))


@pytest.mark.parametrize(
    ("content", "noun"),
    [
        ("<w:r><w:pict/><w:object><o:OLEObject/></w:object></w:r>", "嵌入的对象"),
        ("<w:r><w:object><w:control/></w:object></w:r>", "控件"),
        ("<w:r><w:contentPart/></w:r>", "手写墨迹"),
        (
            '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart r:id="x"/></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>",
            "图表",
        ),
    ],
)
@pytest.mark.parametrize("within", ["{}", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"])
def test_what_cannot_be_printed_is_named_there_and_alone_refused(content: str, noun: str, within: str) -> None:
    ready = prepared(word(within.format(f"<w:p><w:r><w:t>见</w:t></w:r>{content}</w:p>")))
    assert (lines(ready.content), ready.removed) == ([f"见〔此处的{noun}未能印出〕"], (noun,))
    with pytest.raises(EvidenceRefused) as refused:
        examine_office("说明.docx", word(f"<w:p>{content}</w:p>"))
    assert refused.value.reason == f"文件中只有{noun}，没有可以印出的内容"
    assert refused.value.hint == "请在 Word 或 WPS 中另存为 PDF 后加入。"


@pytest.mark.parametrize("content", ["<w:altChunk/>", "<w:p><w:subDoc/></w:p>"])
def test_a_document_within_the_document_is_refused(content: str) -> None:
    with pytest.raises(EvidenceRefused, match="文件中有嵌入的另一份文件，不能完整编入书中"):
        examine_office("说明.docx", word(paragraph("甲") + content))


def test_tracked_changes_are_printed_as_accepted_and_told() -> None:
    old = "<w:del><w:r><w:drawing/><w:delText>旧</w:delText></w:r></w:del>"
    changed = f"<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins>{old}</w:p>"
    row = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}</w:tr>"
    for body in (changed, f"<w:tbl><w:tr>{cell('新')}</w:tr>{row}</w:tbl>"):
        ready = prepared(word(body))
        assert (lines(ready.content), ready.notes) == (["新"], ("含修订痕迹，按接受全部修订印出。",))
    assert prepared(word(paragraph("甲"))).notes == ()


def test_comments_are_named() -> None:
    document, stream = docx.Document(), io.BytesIO()
    document.add_comment(document.add_paragraph("正文").runs, "批注")
    document.save(stream)
    ready = prepared(stream.getvalue())
    assert (lines(ready.content), ready.removed) == (["正文"], ("批注",))


def test_a_table_that_only_frames_a_table_is_no_table_itself() -> None:
    inner = f"<w:tbl><w:tr>{cell('1')}{cell('2')}</w:tr></w:tbl>"
    assert read(f"<w:tbl><w:tr><w:tc>{paragraph('数')}{inner}</w:tc></w:tr></w:tbl>") == (
        Passage("数"),
        Grid((("1", "2"),)),
    )


@pytest.mark.parametrize(
    ("properties", "passage"),
    [
        ('<w:jc w:val="center"/>', Passage("题", "center")),
        ('<w:jc w:val="end"/>', Passage("题", "right")),
        ('<w:jc w:val="both"/>', Passage("题")),
        ('<w:pStyle w:val="T"/>', Passage("题", "center", True)),
        ('<w:pStyle w:val="T"/><w:jc w:val="left"/>', Passage("题", "", True)),
    ],
)
def test_titles_stand_in_the_middle_and_signatures_at_the_right(properties: str, passage: Passage) -> None:
    look = '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr>'
    styles = f'<w:styles><w:style w:type="paragraph" w:styleId="T">{look}</w:style></w:styles>'
    assert prepared(word(paragraph("题", properties), {"styles.xml": styles})).content == (passage,)


def test_a_paragraph_stands_out_only_where_all_of_it_does() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>粗</w:t></w:r>"
    assert read(f"<w:p>{bold}{bold}</w:p><w:p>{bold}<w:r><w:t>细</w:t></w:r></w:p>") == (
        Passage("粗粗", bold=True),
        Passage("粗细"),
    )


def merged(*rows: str) -> tuple[Span, ...]:
    (grid,) = read(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    assert isinstance(grid, Grid)
    return grid.spans


def test_merged_cells_are_told() -> None:
    wide, first, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    both = merged(cell("甲", wide + first) + cell("1"), cell("", wide + on) + cell("2"), cell("乙") * 3)
    assert both == (Span(0, 0, 2, 2),)
    high = merged(cell("甲") + cell("乙", first), cell("丙") + cell("", on), cell("丁") + cell("戊", first))
    assert high == (Span(0, 1, 2, 1),)
    assert merged(cell("甲", wide) + cell("乙")) == (Span(0, 0, 1, 2),)
    assert merged(cell("甲") + cell("乙", wide)) == ()  # what lies beyond the last words is no column
    assert merged(cell("", first) + cell("1"), cell("", on) + cell("2")) == (Span(0, 0, 2, 1),)
    assert merged(cell("甲", on) + cell("乙"), cell("丙", wide)) == (Span(1, 0, 1, 2),)
    assert merged(cell("甲", on) + cell("乙"), cell("", on) + cell("丙")) == (Span(0, 0, 2, 1),)


@pytest.mark.parametrize("body", ["word/document2.xml", "word/document.xml"])
def test_the_text_is_where_the_package_says(body: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(body, f"<w:document {NAMES}><w:body>{paragraph('甲')}</w:body></w:document>")
        package.writestr("_rels/.rels", f'<a><b Id="r" Type="x/officeDocument" Target="/{body}"/></a>')
    assert lines(prepared(stream.getvalue()).content) == ["甲"]
    assert [format_named(f"a.{ending}") for ending in ("docm", "dotx", "DOTM")] == [FORMATS["docx"]] * 3


@pytest.mark.parametrize("body", ["", "<w:p/>", "<w:p><w:r><w:t>  </w:t></w:r></w:p>"])
def test_a_file_without_words_is_no_proof(body: str) -> None:
    with pytest.raises(EvidenceRefused, match="文件里没有内容"):
        examine_office("空.docx", word(body))
