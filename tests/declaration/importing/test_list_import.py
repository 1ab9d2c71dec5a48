"""Lists filled from real workbooks and CSV files, looked at first, as one step; and out and back again unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from prepared import PASSPHRASE, Samples

from app.declaration.declaration import Declaration
from app.declaration.importing import report
from app.declaration.importing.plan import ListImport, chosen_columns, list_at, plan_import, planned, sheet_named
from app.declaration.importing.sheets import save_list
from app.declaration.importing.taking import take_import
from app.declaration.packs import find_pack
from app.errors import DraftError, UsageError
from app.evidence.apart.worker import Worker
from app.evidence.worksheets import read_worksheets
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.tables.sheet import ListSheet
from app.forms.values import Unparsed

DEVICES = FieldPath("equipment_list", "rows")
HEADINGS = ["设备名称", "设备类别", "型号", "数量（台/套）", "接入方式", "工业协议", "接入时间"]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One child for all files."""
    with Worker() as one:
        yield one


@pytest.fixture
def session() -> FormSession:
    """An empty declaration with lists."""
    return FormSession(find_pack("sichuan-2022"))


@pytest.fixture
def declaration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Declaration]:
    """The same as a draft."""
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path))
    with Declaration.create(find_pack("sichuan-2022"), tmp_path / "试.qibei", PASSPHRASE) as made:
        yield made


@pytest.fixture
def read(session: FormSession, worker: Worker) -> Callable[[Path], ListImport]:
    """What a file is taken for."""
    return lambda file: planned(DEVICES, list_at(session, DEVICES), read_worksheets(file, worker))


def csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "设备.csv"
    file.write_bytes(text.encode(encoding))
    return file


def texts(session: FormSession, path: FieldPath) -> list[list[str]]:
    """Every cell of a list as it is typed."""
    sheet = ListSheet(session, path)
    return list(sheet.texts(session.answers.rows(path), range(len(sheet.columns))))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_is_read_in_every_encoding_and_with_every_mark(
    tmp_path: Path, read: Callable[[Path], ListImport], encoding: str, mark: str
) -> None:
    lines = [["设备名称", "数量", "接入时间"], ["数控机床", "12", "2021年3月"], ["机器人", "3", "2021-05"]]
    plan = read(csv(tmp_path, "\r\n".join(mark.join(line) for line in lines), encoding))
    assert plan.matches == ("name", "quantity", "since")
    assert [row["quantity"] for row in plan.reading().rows] == [12, 3]


def test_a_workbook_is_read_exactly_whatever_its_cells_show(tmp_path: Path, read: Callable[[Path], ListImport]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["工业设备清单"])
    sheet.append(["序号", *HEADINGS])
    sheet.append([1, "数控机床", "加工设备", 100, 1204, "公有云", "OPC UA", "2021-03"])
    sheet.append([2, "机器人", "加工设备", "007", 12.6, None, None, None])
    sheet["E3"].number_format = "#,##0"
    sheet["E4"].number_format = "0"
    from datetime import date

    sheet["H4"] = date(2021, 5, 6)
    sheet["H4"].number_format = 'yyyy"年"m"月"'
    book.create_sheet("说明").append(["随便写的"])
    book.save(tmp_path / "设备.xlsx")
    plan = read(tmp_path / "设备.xlsx")
    first, second = plan.reading().rows
    assert plan.head == 1
    assert first == {
        "name": "数控机床", "kind": "加工设备", "model": "100", "quantity": 1204,
        "cloud": "公有云", "protocol": "OPC UA", "since": first["since"],
    }  # fmt: skip
    assert second["model"] == "007"
    assert second["quantity"] == Unparsed("12.6"), "not 13, as the cell shows it"
    assert str(second["since"]) == "Month(year=2021, month=5)"
    faults = plan.reading().faults
    assert [(fault.number, fault.heading, fault.text) for fault in faults] == [(4, "数量（台/套）", "12.6")]


def test_what_is_hidden_in_the_file_is_left_out_and_told_and_rows_keep_their_numbers(
    tmp_path: Path, read: Callable[[Path], ListImport]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["设备名称", "数量"], ["甲", 1], ["藏", 2], ["乙", "约3"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "设备.xlsx")
    plan = read(tmp_path / "设备.xlsx")
    reading = plan.reading()
    assert [row["name"] for row in reading.rows] == ["甲", "乙"]
    assert reading.numbers == [2, 4]
    assert "文件第 4 行" in reading.faults[0].words
    assert any("隐藏或被筛选掉的行" in line for line in report.remarks(plan, reading))


def test_the_columns_are_corrected_by_hand(tmp_path: Path, read: Callable[[Path], ListImport]) -> None:
    plan = read(csv(tmp_path, "设备名称,多少,型号\n甲,5,X\n"))
    assert plan.matches == ("name", "", "model")
    plan = chosen_columns(plan, {"多少": "数量", "型号": ""})
    assert plan.reading().rows == [{"name": "甲", "quantity": 5}]
    with pytest.raises(UsageError, match="没有“台数”这一列"):
        chosen_columns(plan, {"台数": "数量"})
    with pytest.raises(UsageError, match="清单里没有“价钱”这一列"):
        chosen_columns(plan, {"多少": "价钱"})
    with pytest.raises(UsageError, match="没有名为“表二”的工作表"):
        sheet_named(plan, "表二")


def test_without_headings_the_columns_go_by_their_order(tmp_path: Path, read: Callable[[Path], ListImport]) -> None:
    plan = read(csv(tmp_path, "1,甲,加工设备,X,5\n2,乙,,,6\n"))
    assert plan.head is None
    assert [row["quantity"] for row in plan.reading().rows] == [5, 6]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("空.csv", b"", "是空的"),
        ("图.png", b"\x89PNG\r\n\x1a\n", "不是 Excel、WPS 表格的工作簿"),
        ("坏.xlsx", b"PK\x03\x04 broken", "已损坏"),
        ("空白.csv", b",,\n,,\n", "没有看得见的数据"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(
    tmp_path: Path, worker: Worker, name: str, data: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError, match=f"没有导入：.*{why}.*草稿未改动"):
        read_worksheets(tmp_path / name, worker)


def test_a_sheet_that_nothing_computed_is_refused(tmp_path: Path, worker: Worker) -> None:
    book = openpyxl.Workbook()
    book.active.append(["=1+1"])
    book.save(tmp_path / "算.xlsx")
    with pytest.raises(UsageError, match="公式还没有算出结果"):
        read_worksheets(tmp_path / "算.xlsx", worker)


def test_an_import_is_one_step_behind_what_is_there_or_in_its_place(declaration: Declaration, tmp_path: Path) -> None:
    session = declaration.session
    session.insert_rows(DEVICES, 0, [{"name": "旧", "quantity": 1}])
    plan = plan_import(declaration, DEVICES, csv(tmp_path, "设备名称,数量\n甲,2\n乙,3\n"))
    assert take_import(declaration, plan, plan.reading()) == 2
    names = lambda: [session.text(DEVICES.at(row, "name")) for row in session.answers.rows(DEVICES)]  # noqa: E731
    assert names() == ["旧", "甲", "乙"]
    session.undo()
    assert names() == ["旧"]
    plan = replace(plan, replacing=True)
    assert "代替“工业设备清单”现有的 1 行" in report.summary(session, plan, plan.reading())
    take_import(declaration, plan, plan.reading())
    assert names() == ["甲", "乙"]
    session.undo()
    assert names() == ["旧"]


def test_nothing_is_imported_where_nothing_can_be(declaration: Declaration, tmp_path: Path) -> None:
    plan = plan_import(declaration, DEVICES, csv(tmp_path, "设备名称,数量\n"))
    with pytest.raises(UsageError, match="没有“工业设备清单”能用的行"):
        take_import(declaration, plan, plan.reading())
    with pytest.raises(UsageError, match=r"没有名为“equipment\.total”的清单"):
        plan_import(declaration, FieldPath("equipment", "total"), tmp_path / "设备.csv")
    declaration.flush()
    declaration.close()
    with Declaration.open(declaration.path, PASSPHRASE, read_only=True) as reading:
        plan = plan_import(reading, DEVICES, csv(tmp_path, "设备名称,数量\n甲,2\n"))
        with pytest.raises(DraftError, match="只读"):
            take_import(reading, plan, plan.reading())


@pytest.mark.parametrize(
    "pack", ["sichuan-2022", "miit-2018", "miit-2023", "shanghai-2022", "region-guide", "sme-2022", "hightech-2016"]
)
def test_every_list_of_every_sample_goes_out_and_comes_back_as_it_is(
    pack: str, samples: Samples, tmp_path: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path))
    with Declaration.open(samples.copy(pack, tmp_path / "样.qibei"), PASSPHRASE) as opened:
        session = opened.session.twin()
    file = tmp_path / "清单.xlsx"
    for section in session.pack.sections:
        for name, table in section.lists.items():
            path = FieldPath(section.id, name)
            save_list(session, path, file, empty=True)
            assert len(read_worksheets(file, worker).sheets[0].lines) == 1 + len(table.preset)
            save_list(session, path, file)
            reading = planned(path, table, read_worksheets(file, worker)).reading()
            assert reading.faults == []
            other = FormSession(session.folded)
            other.insert_rows(path, 0, reading.rows)
            assert texts(other, path) == texts(session, path), table.label


def test_what_looks_like_a_formula_stays_words_on_its_way_out_and_back(
    session: FormSession, tmp_path: Path, worker: Worker
) -> None:
    said = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "http://a.cn", "007", "1e5", "TRUE", '="甲"']
    session.insert_rows(DEVICES, 0, [{"name": one} for one in said])
    save_list(session, DEVICES, tmp_path / "清单.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "清单.xlsx").active
    assert [sheet.cell(row, 1).data_type for row in range(2, 2 + len(said))] == ["s"] * len(said)
    plan = planned(DEVICES, list_at(session, DEVICES), read_worksheets(tmp_path / "清单.xlsx", worker))
    assert [row["name"] for row in plan.reading().rows] == said


def test_figures_keep_their_decimals_and_digits(session: FormSession, tmp_path: Path, worker: Worker) -> None:
    path = FieldPath("killer_apps", "top")
    amounts = [Decimal(one) for one in ("1.50", "0.10", "-3", "123456789012345678.12345678", "1E+3")]
    session.insert_rows(path, 0, [{"name": str(n), "income": amount} for n, amount in enumerate(amounts)])
    save_list(session, path, tmp_path / "清单.xlsx")
    plan = planned(path, list_at(session, path), read_worksheets(tmp_path / "清单.xlsx", worker))
    found = [str(row["income"]) for row in plan.reading().rows]
    assert found == ["1.50", "0.10", "-3", "123456789012345678.12345678", "1000"]


def test_a_percentage_is_read_with_all_its_digits(tmp_path: Path, worker: Worker) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "比例.xlsx"))
    sheet = book.add_worksheet()
    for place, words in enumerate(("主要投资方名称", "投资比例")):
        sheet.write_string(0, place, words)
    sheet.write_string(1, 0, "甲")
    sheet.write_number(1, 1, 0.33335, book.add_format({"num_format": "0%"}))
    book.close()
    session = FormSession(find_pack("shanghai-2022"))
    path = FieldPath("applicant", "investors")
    plan = planned(path, list_at(session, path), read_worksheets(tmp_path / "比例.xlsx", worker))
    assert [str(row["share"]) if "share" in row else str(list(row.values())[-1]) for row in plan.reading().rows] == [
        "33.335"
    ]
