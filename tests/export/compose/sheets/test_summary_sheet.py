"""汇总表 on paper and as a worksheet: the words of 附件3, one row for each declaration, never a formula."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.declaration.book.print import Print
from app.export.compose.sheets.summary import compose_summary
from app.export.document import Blank, Document, LineBreak, PageBreak, Paragraph, SealPlace, Table, Text
from app.export.fonts.faces import Faces
from app.export.layout.items import Glyphs, Rule
from app.export.style import MM, SEAL_CIRCLE
from app.export.xlsx.writer import write_xlsx
from app.files import resource
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Summary

# 附件3 of the notice without the line 信息公开选项：主动公开, which says how the notice itself is published.
ATTACHMENT = """2022年跨行业跨领域工业互联网平台推荐信息汇总表
市（州）经济和信息化主管部门（盖章）：
联系人：
联系方式：
序号 工业互联网平台名称 依托企业 联系人 联系方式（手机）
1
2
3"""
ROW = {
    "platform.name": "昇旸SunLink工业互联网平台",
    "applicant.name": "四川昇旸智联科技有限公司",
    "applicant.contact_name": "赵喆",
    "applicant.contact_mobile": "13800138000",
}
HOSTILE = (
    "=1+1",
    "+86 138",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://example.com")',
    "00123",
    "https://example.com",
    "\t=1",
)


@pytest.fixture(scope="module")
def summary() -> Summary:
    found = load_pack(resource("forms", "sichuan-2022.yaml")).summary
    assert found is not None
    return found


def lines(document: Document) -> list[str]:
    found: list[str] = []
    for block in document.parts[0].blocks:
        if isinstance(block, Paragraph):
            found.append(words(block))
        elif isinstance(block, Table):
            found += [" ".join(words(p) for cell in row.cells for p in cell.blocks).rstrip() for row in block.rows]
    return found


def words(paragraph: Paragraph) -> str:
    return "".join(
        one.words if isinstance(one, SealPlace) else one.text
        for one in paragraph.inlines
        if isinstance(one, SealPlace | Text | Blank)
    )


def sheet(document: Document) -> Worksheet:
    stream = io.BytesIO()
    write_xlsx(document, stream)
    found = openpyxl.load_workbook(stream).active
    assert isinstance(found, Worksheet)
    return found


def test_the_empty_table_is_the_attachment_word_for_word(summary: Summary) -> None:
    assert lines(compose_summary(summary, [])) == ATTACHMENT.split("\n")


def test_each_declaration_is_a_row_with_its_number(summary: Summary) -> None:
    table = lines(compose_summary(summary, [ROW, {**ROW, "applicant.contact_name": "王珺"}]))[5:]
    assert [line.split()[0] for line in table] == ["1", "2", "3"]  # as many numbers as the notice prints
    assert table[1] == "2 昇旸SunLink工业互联网平台 四川昇旸智联科技有限公司 王珺 13800138000"


def test_the_seal_has_its_place_and_whoever_stamps_is_named(summary: Summary) -> None:
    document = compose_summary(summary, [], {"市（州）经济和信息化主管部门（盖章）：": "成都市经济和信息化局"})
    inlines = [one for block in document.parts[0].blocks if isinstance(block, Paragraph) for one in block.inlines]
    (seal,) = [one for one in inlines if isinstance(one, SealPlace)]
    assert (seal.kind, seal.who) == ("seal", "市（州）经济和信息化主管部门")
    assert "市（州）经济和信息化主管部门（盖章）：成都市经济和信息化局" in lines(document)


def test_its_seal_has_a_free_circle_and_its_lines_end_alike(summary: Summary, faces: Faces) -> None:
    book = Print.of(compose_summary(summary, []), faces).book
    (spot,) = book.seal_places
    rules = [item for item in book.pages[0].items if isinstance(item, Rule) and item.y0 == item.y1]
    assert len({round(rule.x1, 1) for rule in rules}) == 1
    others = [item.y for item in book.pages[0].items if isinstance(item, Glyphs) and abs(item.y - spot.middle) > 20]
    assert min(abs(y - spot.middle) for y in others) > SEAL_CIRCLE / 2


def test_it_is_one_a4_page_and_a_long_one_repeats_its_head_and_is_numbered(summary: Summary, faces: Faces) -> None:
    short = Print.of(compose_summary(summary, [ROW] * 3), faces)
    assert [(page.label, round(page.height / MM)) for page in short.book.pages] == [("", 297)]
    long = Print.of(compose_summary(summary, [ROW] * 60), faces)
    assert [page.label for page in long.book.pages] == [str(n) for n in range(1, len(long.book.pages) + 1)]
    assert len(long.book.pages) > 1


def test_a_wide_table_lies_across_the_paper(summary: Summary) -> None:
    wide = summary.model_copy(update={"columns": summary.columns + summary.columns[1:3]})
    document = compose_summary(wide, [ROW])
    assert document.style.page.width > document.style.page.height
    assert sheet(document).page_setup.orientation == "landscape"


def test_the_worksheet_has_the_words_of_the_paper(summary: Summary) -> None:
    document = compose_summary(summary, [ROW, ROW], {"联系人：": "李四"})
    rows = [" ".join(cell for cell in row if cell) for row in sheet(document).iter_rows(values_only=True)]
    assert [row for row in rows if row] == lines(document)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_an_applicant_typed_is_text_and_never_a_formula(summary: Summary, text: str) -> None:
    cell = sheet(compose_summary(summary, [{**ROW, "applicant.contact_mobile": text}]))["E7"]
    assert (cell.value, cell.data_type, cell.number_format, cell.hyperlink) == (text, "s", "@", None)


def test_the_worksheet_is_ready_to_print(summary: Summary) -> None:
    page = sheet(compose_summary(summary, [ROW]))
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "portrait")  # A4
    assert page.print_title_rows == "$6:$6"
    assert (page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (0, True)  # one page wide
    assert page["B6"].border.left.style == page["B7"].border.bottom.style == "thin"
    widths = [page.column_dimensions[name].width for name in ("A", "B", "D", "E")]
    assert widths[0] < widths[2] < widths[3] < widths[1]


def test_a_row_is_as_high_as_its_words_need(summary: Summary) -> None:
    page = sheet(compose_summary(summary, [ROW, {**ROW, "applicant.name": "某" * 60}]))
    assert (page.row_dimensions[8].height or 0) > 2 * (page.row_dimensions[7].height or 0)


def test_the_same_table_gives_the_same_bytes(summary: Summary) -> None:
    def made() -> bytes:
        stream = io.BytesIO()
        write_xlsx(compose_summary(summary, [ROW]), stream)
        return stream.getvalue()

    assert made() == made()


def test_merged_cells_line_breaks_and_page_breaks_are_kept() -> None:
    from app.export.compose.sheets.parts import cell, sheet_style
    from app.export.document import Part, Row

    two = (Text("申报"), LineBreak(), Text("材料"))
    table = Table((1, 1, 1), (Row((cell(two, rows=2), cell("甲", columns=2))), Row((cell("乙"), cell("丙")))))
    after = Paragraph((Text("完"),))
    page = sheet(Document("表", (Part((table, PageBreak(), after)),), sheet_style()))
    assert page["A1"].value == "申报\n材料"
    assert {str(one) for one in page.merged_cells.ranges} == {"A1:A2", "B1:C1", "A3:C3"}
    assert (page["B2"].value, page["C2"].value) == ("乙", "丙")
    assert [one.id for one in page.row_breaks.brk] == [2]
