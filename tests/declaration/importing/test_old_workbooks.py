"""Lists filled from workbooks of the old forms: XLS and ET, XML Spreadsheet 2003, and text under their name."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence.office.excel.biff import Xls, header, xls

from app.declaration.importing import report
from app.declaration.importing.plan import ListImport, list_at, planned
from app.declaration.packs import find_pack
from app.errors import UsageError
from app.evidence.apart.worker import Worker
from app.evidence.worksheets import read_worksheets
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Unparsed

DEVICES = FieldPath("equipment_list", "rows")
SPREADSHEET = """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Styles><Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style></Styles>
 <Worksheet ss:Name="设备"><Table>{rows}</Table></Worksheet>
</Workbook>"""


@pytest.fixture
def session() -> FormSession:
    """An empty declaration with lists."""
    return FormSession(find_pack("sichuan-2022"))


@pytest.fixture
def worker() -> Worker:
    """The child that reads."""
    with Worker() as one:
        yield one


def read(session: FormSession, worker: Worker, folder: Path, data: bytes, name: str = "设备.xls") -> ListImport:
    """What the file is taken for."""
    (folder / name).write_bytes(data)
    return planned(DEVICES, list_at(session, DEVICES), read_worksheets(folder / name, worker))


def cell(value: object, style: str = "") -> str:
    kind = "Number" if isinstance(value, int | float) else "DateTime" if style else "String"
    look = f' ss:StyleID="{style}"' if style else ""
    return f'<Cell{look}><Data ss:Type="{kind}">{value}</Data></Cell>'


def row(*values: object, about: str = "") -> str:
    return f"<Row {about}>{''.join(map(cell, values))}</Row>"


@pytest.mark.parametrize("name", ["设备.xls", "设备.et"])
def test_an_old_workbook_is_read_exactly_whatever_its_cells_show(
    session: FormSession, worker: Worker, tmp_path: Path, name: str
) -> None:
    sheet = Xls(
        rows=[
            ["工业设备清单"],
            ["设备名称", "型号", "数量（台/套）", "接入时间"],
            ["数控机床", 100, 1204, 44260],
            ["机器人", "007", 12.6, None],
        ],
        formats={(2, 2): "#,##0", (3, 2): "0", (2, 3): 'yyyy"年"m"月"'},
    )
    plan = read(session, worker, tmp_path, xls(sheet), name)
    first, second = plan.reading().rows
    assert plan.head == 1
    assert (first["name"], first["model"], first["quantity"]) == ("数控机床", "100", 1204)
    assert str(first["since"]) == "Month(year=2021, month=3)"
    assert second["model"] == "007"
    assert second["quantity"] == Unparsed("12.6"), "not 13, as the cell shows it"
    assert [fault.number for fault in plan.reading().faults] == [4]


def test_what_is_hidden_merged_or_beside_the_cells_is_told_and_rows_keep_their_numbers(
    session: FormSession, worker: Worker, tmp_path: Path
) -> None:
    sheet = Xls(
        rows=[["设备名称", "数量"], ["甲", 1], ["藏", 2], ["乙", "约3"], ["丙", 4]],
        hidden_rows=[2],
        merged=[(3, 4, 0, 0)],
        more=header("内部资料"),
    )
    plan = read(session, worker, tmp_path, xls(sheet, Xls("暗表", [["设备名称"], ["丁"]], state=1)))
    reading = plan.reading()
    assert [row["name"] for row in reading.rows] == ["甲", "乙", "丙"]
    assert reading.numbers == [2, 4, 5]
    told = "".join(report.remarks(plan, reading))
    for words in ("隐藏或被筛选掉的行", "隐藏的工作表", "页眉", "合并的单元格", "文件第 4 行"):
        assert words in told


def test_an_xml_spreadsheet_is_read_with_the_numbers_of_its_rows(
    session: FormSession, worker: Worker, tmp_path: Path
) -> None:
    rows = [row("设备名称", "数量", about='ss:Span="2"'), row("甲", 5), row("藏", 6, about='ss:Hidden="1" ss:Span="1"')]
    rows += [row("乙", "约7"), row("丙", 8, about='ss:Index="20"')]
    plan = read(session, worker, tmp_path, SPREADSHEET.format(rows="".join(rows)).encode())
    reading = plan.reading()
    assert [row["name"] for row in reading.rows] == ["甲", "乙", "丙"]
    assert reading.numbers == [4, 7, 20]
    assert reading.faults[0].number == 7


def test_a_day_in_an_xml_spreadsheet_comes_as_a_day(session: FormSession, worker: Worker, tmp_path: Path) -> None:
    rows = row("设备名称", "接入时间") + f"<Row>{cell('甲')}{cell('2021-05-06T00:00:00.000', 'd')}</Row>"
    plan = read(session, worker, tmp_path, SPREADSHEET.format(rows=rows).encode())
    assert str(plan.reading().rows[0]["since"]) == "Month(year=2021, month=5)"


def test_text_under_the_name_of_a_workbook_is_read_as_text(
    session: FormSession, worker: Worker, tmp_path: Path
) -> None:
    plan = read(session, worker, tmp_path, "设备名称\t数量\r\n甲\t5\r\n".encode("gbk"))
    assert plan.reading().rows == [{"name": "甲", "quantity": 5}]


@pytest.mark.parametrize(
    ("data", "why", "hint"),
    [
        (xls(Xls(rows=[["甲"]]), locked=True), "打开密码", "去掉密码"),
        (xls(Xls(rows=[["甲"]]))[:3000], "读不出来", "另存为 .xlsx 或 CSV 后重试"),
        (xls(Xls(rows=[["甲"]], state=1), Xls("空")), "只有隐藏的工作表", "另存为 .xlsx 或 CSV 后重试"),
    ],
)
def test_one_that_cannot_be_read_is_refused_with_what_to_do(
    worker: Worker, tmp_path: Path, data: bytes, why: str, hint: str
) -> None:
    (tmp_path / "设备.xls").write_bytes(data)
    with pytest.raises(UsageError, match=f"没有导入：.*{why}.*草稿未改动") as refusal:
        read_worksheets(tmp_path / "设备.xls", worker)
    assert hint in refusal.value.hint
