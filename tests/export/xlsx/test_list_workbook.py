"""A list as a workbook: figures are numbers without losing a digit, everything else is text as printed."""

from __future__ import annotations

import io
from decimal import Decimal
from zipfile import ZipFile

import openpyxl
import pytest
from forms.tiny_packs import at, tiny_session
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import ExportError
from app.export.xlsx.lists import LONGEST_TEXT, is_number, number_format, sheet_name, write_list
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL, Month, Unparsed, Value

COLUMNS = """
- id: a
  title: 清单
  body:
    - list:
        field: rows
        label: "设备[清单]/2021"
        {more}
        columns:
          - {{id: words, label: 名称, type: text}}
          - {{id: amount, label: 金额, type: money, unit: 万元, suffix: 万元}}
          - {{id: month, label: 月份, type: month}}
          - {{id: year, label: 年份, type: year}}
          - {{id: yes, label: 是否, type: yesno}}
"""
ROWS = at("a.rows")


def workbook(session: FormSession, path: FieldPath = ROWS) -> bytes:
    stream = io.BytesIO()
    write_list(session, path, stream)
    return stream.getvalue()


def sheet_of(rows: list[dict[str, Value]], more: str = "") -> Worksheet:
    session = tiny_session(COLUMNS.format(more=more))
    session.insert_rows(ROWS, 0, rows)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(session))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_each_type_as_it_is_meant() -> None:
    sheet = sheet_of([{"words": "甲", "amount": Decimal("12.50"), "month": Month(2021, 6), "year": 2021, "yes": True}])
    assert [cell.value for cell in sheet[2]] == [1, "甲", 12.5, "2021年6月", 2021, "是"]
    assert [cell.number_format for cell in sheet[2]][2:5] == ['0.00"万元"', "@", "0"]


def test_a_list_without_numbers_has_no_column_for_them() -> None:
    sheet = sheet_of([{"words": "甲"}], "numbered: false")
    assert sheet["A1"].value == "名称"


def test_nothing_typed_becomes_a_formula_or_a_link() -> None:
    hostile = ["=HYPERLINK(1)", "+1", "@SUM(A1)", "http://example.com", "007", "-2+3", "{=1}"]
    sheet = sheet_of([{"words": words} for words in hostile])
    column = [sheet.cell(row, 2) for row in range(2, 2 + len(hostile))]
    assert [cell.value for cell in column] == hostile
    assert {cell.data_type for cell in column} == {"s"}
    assert not any(cell.hyperlink for cell in column)


def test_none_and_what_cannot_be_read_stand_as_written() -> None:
    sheet = sheet_of([{"words": "甲", "amount": NIL}, {"words": "乙", "amount": Unparsed("约三百")}])
    assert [sheet["C2"].value, sheet["C3"].value] == ["无", "约三百"]


def test_the_same_list_gives_the_same_bytes() -> None:
    session = tiny_session(COLUMNS.format(more=""))
    session.insert_rows(ROWS, 0, [{"words": "甲", "amount": Decimal(3)}])
    assert workbook(session) == workbook(session)


def test_a_workbook_does_not_tell_the_system_that_made_it() -> None:
    session = tiny_session(COLUMNS.format(more=""))
    session.insert_rows(ROWS, 0, [{"words": "甲"}])
    with ZipFile(io.BytesIO(workbook(session))) as archive:
        assert {part.create_system for part in archive.infolist()} == {0}
        assert archive.testzip() is None


def test_the_head_stays_in_sight_and_columns_are_as_wide_as_their_words() -> None:
    sheet = sheet_of([{"words": "很长的设备名称" * 4}, {"words": "字" * 400}])
    assert sheet.freeze_panes == "A2"
    assert 40 < sheet.column_dimensions["B"].width <= 50
    assert sheet.column_dimensions["A"].width < 10


def test_a_text_that_no_cell_holds_is_refused() -> None:
    with pytest.raises(ExportError, match="第 2 行的“名称”有 32768 字"):
        sheet_of([{"words": "字" * LONGEST_TEXT}, {"words": "字" * (LONGEST_TEXT + 1)}])


@pytest.mark.parametrize(
    ("label", "name"), [("设备[清单]/2021", "设备清单2021"), ("'?'", "清单"), ("长" * 40, "长" * 31)]
)
def test_a_sheet_is_called_what_excel_allows(label: str, name: str) -> None:
    assert sheet_name(label) == name


@settings(max_examples=30, deadline=None)
@given(some.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**17), max_value=10**17))
def test_a_figure_is_a_number_only_where_no_digit_is_lost(number: Decimal) -> None:
    assert not is_number(number) or Decimal(repr(float(number))) == number


@pytest.mark.parametrize(
    ("value", "words", "look"),
    [
        (Decimal("12.50"), "12.50", "0.00"),
        (1200, "1200台", '0"台"'),
        (Decimal("-0.5"), "-0.5%", '0.0"%"'),
        (Decimal("1E+3"), "1000", "0"),
    ],
)
def test_a_number_looks_as_the_book_prints_it(value: int | Decimal, words: str, look: str) -> None:
    assert number_format(value, words) == look


@pytest.mark.parametrize("value", [True, None, NIL, "12", 10**15, Decimal("1234567890.1234567")])
def test_what_is_no_number_or_has_too_many_digits_stays_text(value: Value | None) -> None:
    assert not is_number(value)


def test_numbers_of_a_pattern_are_words_and_computed_cells_are_figures() -> None:
    page = COLUMNS.format(more="numbered: IP00").replace(
        "- {id: month,",
        "- {id: twice, label: 两倍, type: money, computed: {product: [amount, 2]}}\n          - {id: month,",
    )
    session = tiny_session(page)
    session.insert_rows(ROWS, 0, [{"words": "甲", "amount": Decimal("1.5")}])
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(session))).active
    assert isinstance(sheet, Worksheet)
    assert [sheet.cell(1, 1).value, sheet.cell(2, 1).value, sheet.cell(2, 4).value] == ["编号", "IP01", 3]
