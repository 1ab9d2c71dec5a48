"""XLS and ET workbooks, and what goes by their name, give the same tables as XLSX does."""

from __future__ import annotations

import struct
import time
from contextlib import suppress

import pytest
from evidence.office.excel.biff import Xls, drawn, formula, header, note, record, stream, xls
from evidence.readers import PLAIN, office_content
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import EvidenceRefused
from app.evidence.office import proof
from app.evidence.prepared import Examined, Grid, Span
from app.evidence.recognition.telling import family_of


def read(data: bytes, name: str = "清单.xls") -> tuple[object, ...]:
    assert family_of(name, data) == "office"
    return office_content(name, data)


def told(data: bytes, name: str = "清单.xls") -> Examined:
    return proof.examine(name, data, PLAIN)


def refusal(data: bytes, name: str = "清单.xls") -> tuple[str, str]:
    with pytest.raises(EvidenceRefused) as refused:
        proof.examine(name, data, PLAIN)
    return refused.value.reason, refused.value.hint


@pytest.mark.parametrize("name", ["清单.xls", "清单.et", "清单.xlt"])
def test_cells_are_shown_as_their_formats_say(name: str) -> None:
    rows = [["名称", 45356.0, 1234.5, 13800138000.0, True, 0.125], ["甲\n乙", -3.0, 12.0]]
    formats = {
        (0, 1): 'yyyy"年"m"月"d"日"',
        (0, 2): "#,##0.00",
        (0, 3): "000-0000-0000",
        (0, 5): "0.0%",
        (1, 1): "0_);(0)",
        (1, 2): "[DBNum2]General",
    }
    data = xls(Xls("清单", rows, formats))
    assert told(data, name).kind == "xls"
    assert read(data, name) == (
        Grid(
            (
                ("名称", "2024年3月5日", "1,234.50", "138-0013-8000", "TRUE", "12.5%"),
                ("甲\n乙", "(3)", "壹拾贰", "", "", ""),
            ),
            "清单",
        ),
    )


def test_days_may_be_counted_from_1904_and_older_streams_are_called_book() -> None:
    sheet = Xls(rows=[[43894.0]], formats={(0, 0): "yyyy-mm-dd"})
    assert read(xls(sheet, date_1904=True))[0] == Grid((("2024-03-05",),), "表1")
    assert read(xls(sheet, name="Book"))[0] == Grid((("2020-03-04",),), "表1")


def test_the_bare_records_are_read_as_well() -> None:
    assert read(stream(Xls(rows=[["甲"]])))[0] == Grid((("甲",),), "表1")


def test_hidden_rows_columns_and_sheets_are_left_out_and_told() -> None:
    rows = [["名", "工资", "岗"], ["甲", 1.0, "a"], ["乙", 2.0, "b"]]
    data = xls(Xls("全", rows, hidden_rows=[1], hidden_columns=[1]), Xls("藏", [["密"]], state=1), Xls("空", state=2))
    assert read(data) == (Grid((("名", "岗"), ("乙", "b")), "全"),)
    assert told(data).removed == ("隐藏或被筛选掉的行", "隐藏的列", "隐藏的工作表")


def test_hidden_rows_and_sheets_without_words_are_not_told() -> None:
    data = xls(Xls("全", [["名"], [None], ["乙"]], hidden_rows=[1]), Xls("空", state=1))
    assert told(data).removed == ()


def test_merged_cells_are_told() -> None:
    data = xls(Xls(rows=[["标题", None, "右"], ["甲", "乙", "丙"]], merged=[(0, 0, 0, 1)]))
    assert read(data) == (Grid((("标题", "", "右"), ("甲", "乙", "丙")), "表1", (Span(0, 0, 1, 2),)),)


OBJECTS = [
    (drawn(0x05), "图表"),
    (drawn(0x06), "文本框"),
    (drawn(0x08), "图片"),
    (drawn(0x08, struct.pack("<HH", 9, 4), bytes(4)), "嵌入的对象"),
    (drawn(0x02), "图形"),
    (drawn(0x0B), "表单控件"),
    (drawn(0x14), "表单控件"),
    (note(0, 0) + drawn(0x19), "批注"),
    (header("&C某某公司"), "页眉"),
    (header("&L机密", 0x0015), "页脚"),
    (record(0x00E9, bytes(8)), "背景图片"),
]


@pytest.mark.parametrize(("more", "noun"), OBJECTS)
def test_what_stands_beside_the_cells_is_named(more: bytes, noun: str) -> None:
    assert told(xls(Xls(rows=[["甲"]], more=more))).removed == (noun,)


@pytest.mark.parametrize(
    "more", [header("&C第 &P 页，共 &N 页"), header('&"宋体,常规"&10&P'), record(0x009D, bytes(2)) + drawn(0x14)]
)
def test_page_numbers_and_the_arrows_of_a_filter_are_not_named(more: bytes) -> None:
    assert told(xls(Xls(rows=[["甲"]], more=more))).removed == ()


def test_a_sheet_that_is_a_chart_is_named_and_one_of_macros_too() -> None:
    data = xls(Xls(rows=[["甲"]]), Xls("图", kind=2), Xls("宏", kind=1))
    assert told(data).removed == ("图表", "宏")
    assert refusal(xls(Xls("空"), Xls("图", kind=2)))[0] == "工作簿中只有图表，没有数据"


def test_numbers_longer_than_a_workbook_keeps_are_told() -> None:
    data = xls(Xls("清单", [[310101199001011234.0], [2.0]], {(0, 0): "0", (1, 0): "0"}))
    assert read(data)[0] == Grid((("310101199001011000",), ("2",)), "清单")
    assert told(data).notes == ("工作表“清单”的 A1 是超过 15 位的数字，Excel 只能保存前 15 位，请核对。",)


def test_formulas_that_nothing_computed_are_told() -> None:
    nothing = bytes([3, 0, 0, 0, 0, 0, 255, 255])
    data = xls(Xls("清单", [["甲"]], more=formula(1, 0, nothing) + formula(2, 1, nothing)))
    assert told(data).notes == (
        "工作表“清单”的 A2 等 2 格的公式没有存下结果，书中为空白；"
        "如在 Excel 或 WPS 中能看到结果，请打开并保存一次后重新加入。",
    )
    computed = xls(Xls("清单", [["甲"]], more=formula(1, 0, nothing) + formula(2, 1, struct.pack("<d", 5))))
    assert told(computed).notes == ()
    assert read(computed)[0].rows[2] == ("", "5")  # type: ignore[attr-defined]


def test_a_locked_workbook_is_refused_with_advice() -> None:
    assert refusal(xls(Xls(rows=[["甲"]]), locked=True)) == (
        "工作簿有打开密码",
        "请在 Excel 或 WPS 中去掉密码后另存，再加入。",
    )


# -- what goes by the name of XLS ------------------------------------------------------------------

_SML = """<?xml version="1.0" encoding="{encoding}"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Styles>
  <Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style>
  <Style ss:ID="p"><NumberFormat ss:Format="Percent"/><Font ss:StrikeThrough="1"/></Style>
 </Styles>
 <Worksheet ss:Name="清单"><Table>
  <Column ss:Index="3" ss:Hidden="1"/>
  <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell></Row>
  <Row ss:Index="3"><Cell><Data ss:Type="String">甲</Data></Cell>
   <Cell ss:StyleID="d"><Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data></Cell>
   <Cell><Data ss:Type="Number">9</Data></Cell>
   <Cell ss:StyleID="p"><Data ss:Type="Number">0.125</Data><Comment><ss:Data>批</ss:Data></Comment></Cell></Row>
  <Row ss:Hidden="1"><Cell><Data ss:Type="String">密</Data></Cell></Row>
  <Row><Cell ss:Index="2"><Data ss:Type="Boolean">1</Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="String">密</Data></Cell></Row></Table>
  <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
 </Worksheet>
</Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_of_2003_is_read_as_a_workbook(encoding: str) -> None:
    data = _SML.format(encoding=encoding).encode(encoding)
    rows = (("标题", "", ""), ("", "", ""), ("甲", "2024年3月", "12.50%"), ("", "TRUE", ""))
    assert read(data) == (Grid(rows, "清单", (Span(0, 0, 1, 2),)),)
    examined = told(data)
    assert (examined.kind, examined.removed) == ("xls", ("批注", "隐藏或被筛选掉的行", "隐藏的列", "隐藏的工作表"))
    assert examined.notes == ("工作表“清单”的 R3C4 带有删除线，书中不显示删除线，请核对。",)


@pytest.mark.parametrize(
    ("iso", "code", "text"),
    [
        ("1899-12-31T09:30:00.000", "Short Time", "9:30"),
        ("1900-01-01T00:00:00.000", "yyyy-mm-dd", "1900-01-01"),
        ("2024-03-05T09:30:15.250", "h:mm:ss.00", "9:30:15.25"),
        ("2024-03-05T09:30:00.000", "General", "2024/3/5 9:30"),
        ("2024-03-05T00:00:00.000", "Short Date", "2024/3/5"),
    ],
)
def test_a_moment_in_xml_is_written_by_its_format(iso: str, code: str, text: str) -> None:
    data = _SML.format(encoding="utf-8").replace("2024-03-05T00:00:00.000", iso)
    data = data.replace("yyyy&quot;年&quot;m&quot;月&quot;", code)
    assert read(data.encode())[0].rows[2][1] == text  # type: ignore[attr-defined]


def test_xml_that_defines_entities_or_is_cut_off_is_refused() -> None:
    data = _SML.format(encoding="utf-8")
    bomb = data.replace("<Workbook", '<!DOCTYPE w [<!ENTITY a "aa">]><Workbook', 1)
    assert refusal(bomb.encode())[0] == "文件里有不安全的 XML 定义"
    assert refusal(data[:-20].encode())[0] == "文件已损坏"
    assert refusal(data.replace('ss:Index="3"><Cell>', 'ss:Index="99999999"><Cell>').encode())[0] == "文件已损坏"


def test_plain_text_by_the_name_of_a_workbook_is_its_table() -> None:
    data = "名称\t代码\n甲\t310101199001011234\n".encode("gb18030")
    assert read(data) == (Grid((("名称", "代码"), ("甲", "310101199001011234"))),)
    assert told(data).kind == "xls"


# -- hostile files ---------------------------------------------------------------------------------

WHOLE = xls(Xls("清单", [["甲", 1.0, True]] * 40, {(0, 1): "0.00"}, merged=[(0, 3, 0, 1)], more=note(0, 0)))


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6, 0.9])
def test_a_workbook_that_was_cut_off_is_refused(part: float) -> None:
    with pytest.raises(EvidenceRefused):
        proof.examine("清单.xls", WHOLE[: int(len(WHOLE) * part)], PLAIN)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_workbook_with_other_bytes_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    with suppress(EvidenceRefused):
        assert proof.examine("清单.xls", bytes(data), PLAIN).kind == "xls"


def test_a_chain_of_sectors_without_end_is_refused() -> None:
    data = bytearray(WHOLE)
    fat = 512
    for place in range(fat + 8, fat + 8 + 4 * 8, 4):
        data[place : place + 4] = struct.pack("<L", 2)
    started = time.perf_counter()
    assert refusal(bytes(data))[0] == "文件已损坏"
    assert time.perf_counter() - started < 5


def test_absurd_places_and_merged_cells_cost_nothing() -> None:
    far = record(0x0204, struct.pack("<HHH", 65535, 255, 1), struct.pack("<H", 1) + b"\1" + "末".encode("utf-16-le"))
    areas = [(0, 65535, 0, 255)] * 1000
    started = time.perf_counter()
    assert refusal(xls(Xls(rows=[["甲"]], more=far)))[0] == "表格超过 20000 行或 40 列"
    merged = xls(Xls(rows=[["甲", "乙"]] * 50, merged=areas))
    assert told(merged).kind == "xls"
    assert time.perf_counter() - started < 5


def test_many_rows_are_read_in_time() -> None:
    rows = [["设备", float(at), 45356.0 + at, f"代码{at}"] for at in range(20_000)]
    data = xls(Xls("清单", rows))
    started = time.perf_counter()
    assert len(read(data)[0].rows) == 20_000  # type: ignore[attr-defined]
    assert time.perf_counter() - started < 9
