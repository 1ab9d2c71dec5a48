"""CSV gives its rows whatever program in China wrote it."""

from __future__ import annotations

import csv
import io

import pytest
from evidence.readers import PLAIN, examine_office, office_content
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import EvidenceRefused
from app.evidence.office import grid as office_grid
from app.evidence.office import proof
from app.evidence.prepared import Grid

CELL = st.text(st.characters(codec="gb18030", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=8)
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=6)


def read(data: bytes) -> tuple[object, ...]:
    assert examine_office("清单.csv", data) == ("csv", 0)
    return office_content("清单.csv", data, "csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_its_encoding_and_delimiter_are_found(encoding: str, delimiter: str, end: str) -> None:
    text = end.join(delimiter.join(row) for row in (["名称", "数量"], ["机床", "3"], ["“齐备”，一套", "1,5"]))
    if delimiter == ",":
        text = text.replace("1,5", '"1,5"')
    assert read(text.encode(encoding)) == (Grid((("名称", "数量"), ("机床", "3"), ("“齐备”，一套", "1,5"))),)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, delimiter=st.sampled_from(",;\t"), encoding=st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]))
def test_what_was_written_is_read(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    even = [[f"甲{cell}" for cell in [*row, "", "", "", ""][:5]] for row in rows]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(even)
    assert read(stream.getvalue().encode(encoding)) == (Grid(tuple(map(tuple, even))),)


def test_rows_of_different_length_are_filled_up_and_the_empty_end_is_cut() -> None:
    assert read("甲,乙,,\n丙\n\n丁,戊\n,,\n\n".encode()) == (Grid((("甲", "乙"), ("丙", ""), ("", ""), ("丁", "戊"))),)


def test_one_column_is_a_table() -> None:
    assert read("甲\n乙\n".encode()) == (Grid((("甲",), ("乙",))),)


def test_a_file_that_holds_nothing_is_no_proof() -> None:
    with pytest.raises(EvidenceRefused, match="文件里没有内容"):
        examine_office("空.csv", b"\n \n,\n")


def test_a_line_break_within_quotes_stays() -> None:
    assert read('甲,"一\r\n二"\r\n'.encode()) == (Grid((("甲", "一\n二"),)),)


@pytest.mark.parametrize("data", [bytes(range(256)), b"\xff\xfea", "甲\0乙".encode(), b"\x81"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(EvidenceRefused, match="CSV 的文字编码无法识别"):
        examine_office("乱.csv", data)


def test_a_cell_without_end_and_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EvidenceRefused, match="有一格的文字过长"):
        examine_office("长.csv", b'"' + b"a" * 200_000)
    monkeypatch.setattr(office_grid, "MAX_ROWS", 3)
    with pytest.raises(EvidenceRefused, match="表格超过 3 行或 40 列"):
        examine_office("长.csv", b"a\n" * 4)


@pytest.mark.parametrize("first", ["sep=;\n", "sep=;\r\n", "SEP=;\r", '"sep=;"\n', "\ufeffsep=;\n"])
def test_the_line_that_tells_the_delimiter_is_none_of_its_rows(first: str) -> None:
    assert read(f"{first}甲;乙,丙,丁\n1;2,3\n".encode()) == (Grid((("甲", "乙,丙,丁"), ("1", "2,3"))),)
    assert read("sep=\t\n甲\t乙\n".encode()) == (Grid((("甲", "乙"),)),)
    assert read("sep=几\n甲几乙\n".encode()) == (Grid((("甲", "乙"),)),)


def test_a_text_that_is_to_stay_one_is_shown_without_its_formula() -> None:
    data = '代码,名\n="00123","=""0,5"""\n="",="a""b"\n\'0456,310101199001011234\n'.encode()
    rows = (("代码", "名"), ("00123", "0,5"), ("", 'a"b'), ("'0456", "310101199001011234"))
    assert read(data) == (Grid(rows),)
    assert proof.examine("清单.csv", data, PLAIN).notes == ()


def test_other_formulas_are_printed_as_they_stand_and_told() -> None:
    data = "甲,乙\n=1+1,=A1\n= ,=\n".encode()
    assert read(data)[0] == Grid((("甲", "乙"), ("=1+1", "=A1"), ("= ", "=")))
    assert proof.examine("清单.csv", data, PLAIN).notes == ("CSV 中有以等号开头的公式，书中按原样印出，没有计算。",)


def test_utf_16_without_its_mark_is_known_by_its_zeros() -> None:
    assert read("name,code\n1,2\n".encode("utf-16-le")) == (Grid((("name", "code"), ("1", "2"))),)


def test_a_row_that_is_too_wide_is_not_called_damage() -> None:
    with pytest.raises(EvidenceRefused, match="表格超过 20000 行或 40 列"):
        examine_office("宽.csv", b"a," * 200_000)
