"""Columns take their widths from what is in them: nothing whole is parted where there is room, nothing is wasted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from declaration.filled import sample_session
from forms.tiny_packs import at, tiny_session
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.prepared import Grid
from app.export.compose.book import compose
from app.export.compose.ems import ems, widest_line, widest_runs
from app.export.compose.tables.columns import SMALLEST_LIST, Need, fit, number_need, points, shared, text_need
from app.export.compose.tables.grids import grid_blocks
from app.export.document import Blank, Cell, Document, Table, Text
from app.export.fonts.faces import Faces
from app.export.layout.lines.paragraph import Setter
from app.export.layout.tables.cells import measure_table
from app.export.style import DocumentStyle
from app.forms.session import FormSession
from app.forms.values import NIL

PAPER = DocumentStyle().page.text_width
CODE, MAIL = "91510100MAYYYY008J", "zhang.wei@platform-sichuan.example.com"
WHOLE = re.compile(
    r"[\w.+-]+@[\w.-]+|\d{4}-\d{1,2}-\d{1,2}|[0-9A-Z]{18}|(?=\S*\d)[A-Za-z0-9]+(?:[-/._][A-Za-z0-9]+)+|\d+"
)
DAY = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")


# -- how wide words are ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "widest"),
    [
        ("边缘网关", ""),
        ("支持OPC UA协议", "OPC"),
        ("2022-03-18接入", "2022-03-18"),
        ("2022年3月18日接入", "2022年3月18日"),
        (f"代码{CODE}", CODE),
        (f"联系：{MAIL}。", f"{MAIL}。"),
        ("见https://www.example.com/a/industrial-internet.html", "https://www."),
        ("共1200台套", "1200台套"),
        ("约2.5 GHz", "2.5 GHz"),
    ],
)
def test_the_widest_run_is_what_a_line_must_not_part(text: str, widest: str) -> None:
    assert max(widest_runs([text, "甲"])) == pytest.approx(max(ems(widest), ems("industrial-") * ("https" in text)))


def test_latin_words_are_as_wide_as_their_face_makes_them(faces: Faces) -> None:
    widths = faces.role("fangsong").widths
    for char in "".join(map(chr, range(32, 127))):
        assert ems(char) == pytest.approx(widths[char], abs=0.02), char


def test_a_line_is_as_wide_as_the_longest_of_its_cell() -> None:
    assert widest_line(["甲\n乙丙丁", "戊"]) == 3
    assert widest_line([]) == 0


# -- sharing -----------------------------------------------------------------------------------

SIZES = st.floats(8, 200)
COLUMNS = st.lists(st.tuples(SIZES, SIZES, st.floats(0.5, 9)), min_size=1, max_size=12)


def of(columns: list[tuple[float, float, float]]) -> tuple[list[float], list[float], list[float]]:
    return [one[0] for one in columns], [one[0] + one[1] for one in columns], [one[2] for one in columns]


@given(COLUMNS, st.floats(0, 800), st.booleans())
def test_the_widths_make_the_whole_and_hold_what_is_asked(
    columns: list[tuple[float, float, float]], spare: float, prefers: bool
) -> None:
    least, most, shares = of(columns)
    whole = sum(least) + spare
    widths = shared(whole, least, most, shares if prefers else [0.0] * len(shares))
    assert sum(widths) == pytest.approx(whole)
    assert all(width >= low - 0.001 for width, low in zip(widths, least, strict=True))


@given(COLUMNS, st.floats(0, 800), st.floats(0, 200), st.booleans())
def test_wider_paper_makes_no_column_narrower(
    columns: list[tuple[float, float, float]], spare: float, more: float, prefers: bool
) -> None:
    least, most, shares = of(columns)
    preferred = shares if prefers else [0.0] * len(shares)
    narrow = shared(sum(least) + spare, least, most, preferred)
    wide = shared(sum(least) + spare + more, least, most, preferred)
    assert all(after >= before - 0.001 for before, after in zip(narrow, wide, strict=True))


@given(COLUMNS, st.floats(0.3, 0.99))
def test_where_there_is_too_little_the_widest_give_way(columns: list[tuple[float, float, float]], part: float) -> None:
    least, most, shares = of(columns)
    widths = shared(sum(least) * part, least, most, shares)
    assert sum(widths) == pytest.approx(sum(least) * part)
    given_way = [low for width, low in zip(widths, least, strict=True) if width < low - 0.001]
    kept = [low for width, low in zip(widths, least, strict=True) if width >= low - 0.001]
    assert not kept or min(given_way) >= max(kept) - 0.001


# -- lists -------------------------------------------------------------------------------------


def fitted(*needs: Need, shares: tuple[float, ...] = ()) -> tuple[tuple[float, ...], float | None]:
    return fit(needs, shares or (1.0,) * len(needs), PAPER, 10.5, SMALLEST_LIST)


def test_the_packs_widths_are_kept_where_the_words_allow() -> None:
    words = ["很长的名称" * 20]
    widths, size = fitted(text_need(0, "甲", words), text_need(1, "乙", words), shares=(2, 1))
    assert widths == pytest.approx((PAPER * 2 / 3, PAPER / 3))
    assert size is None


def test_serial_numbers_take_what_they_need_and_no_more() -> None:
    widths, _ = fitted(number_need(0, 12345), text_need(1, "名称", ["机床"]), shares=(0, 1))
    assert widths[0] == pytest.approx(points(2.5, 10.5))
    assert sum(widths) == pytest.approx(PAPER)


def test_a_head_wraps_and_does_not_drive_its_column() -> None:
    widths, _ = fitted(
        text_need(0, "日均调用次数与月均活跃用户数合计", ["3"]), text_need(1, "说明", ["很长的说明" * 30])
    )
    assert widths[0] < PAPER / 2


def test_words_get_smaller_before_any_is_parted() -> None:
    codes = [text_need(place, "代码", [CODE]) for place in range(4)]
    assert fitted(*codes[:3])[1] is None
    widths, size = fitted(*codes, number_need(4, 9))
    assert size == 9
    assert all(width >= points(ems(CODE), 9) - 0.01 for width in widths[:4])


def test_a_smaller_face_comes_before_columns_too_narrow_to_read() -> None:
    codes = [text_need(place, "代码", [CODE]) for place in range(3)]
    assert fitted(*codes, text_need(3, "说明", ["很短"]))[1] is None
    widths, size = fitted(*codes, text_need(3, "说明", ["很长的说明" * 20]))
    assert size == 9
    assert widths[3] > points(8, 9) - 0.01


def test_what_no_size_can_hold_is_parted_at_the_usual_size_and_the_others_are_spared() -> None:
    mail = text_need(0, "邮箱", ["long-name" * 12 + "@example.com", MAIL])
    widths, size = fitted(mail, text_need(1, "代码", [CODE]), text_need(2, "单位", ["四川某公司"]))
    assert size is None
    assert widths[1] >= points(ems(CODE), 10.5) - 0.01
    assert widths[0] >= points(ems(MAIL), 10.5) - 0.01


# -- on paper ----------------------------------------------------------------------------------


def tables(document: Document) -> Iterator[Table]:
    for part in document.parts:
        yield from (block for block in part.opened if isinstance(block, Table))


def broken(table: Table, style: DocumentStyle, faces: Faces) -> Iterator[str]:
    """The codes, dates and addresses of a table that do not stand on one line, as the layout sets it."""
    box = measure_table(table, Setter(style, faces), style.page.text_width)
    for row, measured in zip(table.rows, box.rows, strict=True):
        for cell, content in zip(row.cells, measured.cells, strict=True):
            lines = ["".join(glyphs.text for glyphs in line.glyphs) for line in content.content.lines]
            for word in whole_words(cell):
                if not any(word in line for line in lines):
                    yield word


def whole_words(cell: Cell) -> Iterator[str]:
    for paragraph in cell.blocks:
        text = "".join(inline.text for inline in paragraph.inlines if isinstance(inline, Text | Blank))
        if len(text) < 200:
            yield from (word for word in WHOLE.findall(text) if "://" not in text)
            yield from (word for word in DAY.findall(text) if word == text)


@pytest.mark.parametrize("pack", ["sichuan-2022", "miit-2018", "miit-2023", "shanghai-2022", "region-guide"])
def test_no_code_date_or_address_is_broken_in_a_sample(pack: str, faces: Faces) -> None:
    document = compose(sample_session(pack))
    found = [word for table in tables(document) for word in broken(table, document.style, faces)]
    assert found == []
    assert sum(1 for _ in tables(document)) > 1


HARD = """
- id: a
  title: 甲
  body:
    - list:
        field: rows
        label: 清单
        columns:
          - {id: name, label: 企业名称, type: text, width: 4}
          - {id: code, label: 统一社会信用代码, type: credit_code, width: 1}
          - {id: mail, label: 邮箱, type: email, width: 1}
          - {id: since, label: 接入时间, type: date, width: 1}
          - {id: money, label: 金额, unit: 万元, type: money, width: 1}
"""


def hard_list(count: int = 30) -> FormSession:
    session = tiny_session(HARD)
    row = {"name": "四川某某工业互联网科技有限责任公司", "code": CODE, "mail": "wei.zhang@example.com"}
    rows = [{**row, "since": date(2022, 11, 18), "money": Decimal(f"{place}234.5")} for place in range(1, count)]
    session.insert_rows(at("a.rows"), 0, [*rows, {"name": "甲", "money": NIL}])
    return session


def test_a_hard_list_breaks_nothing_and_sets_its_figures_alike(faces: Faces) -> None:
    document = compose(hard_list())
    (table,) = tables(document)
    assert list(broken(table, document.style, faces)) == []
    assert {row.cells[-1].blocks[0].style for row in table.rows[1:]} == {"list_figure"}
    assert {row.cells[0].blocks[0].style for row in table.rows[1:]} == {"list_number"}
    assert (document.style["list_figure"].align, document.style["list_number"].align) == ("right", "center")


def test_a_wide_sheet_keeps_its_codes_whole(faces: Faces) -> None:
    head = ("序号", "统一社会信用代码", "身份证号", "工号", "日期", "百分比", "金额", "电话", "时间", "换行")
    row = (
        "1",
        CODE,
        "310101199001011234",
        "00042",
        "2024-03-05",
        "12.34%",
        "1,234,567.80",
        "13800138000",
        "9:30",
        "甲",
    )
    style = DocumentStyle()
    parts = [one for one in grid_blocks(Grid((head, row, row)), style) if isinstance(one, Table)]
    assert [word for part in parts for word in broken(part, style, faces)] == []
    styles = [cell.blocks[0].style for part in parts for cell in part.rows[1].cells]
    assert styles.count("list_figure") == 2
    assert len({part.size for part in parts}) == 1


FORM = """
- id: a
  title: 甲
  body:
    - grid:
        widths: [4, 4, 4, 4]
        rows:
          - [代码, "{code:text}", 邮箱, "{mail:text}"]
          - [地址, {text: "{place:text}", columns: 3}]
"""


def test_a_form_keeps_the_notices_widths_unless_a_word_asks_for_more(faces: Faces) -> None:
    session = tiny_session(FORM)
    session.answer(at("a.place"), "成都市高新区某路88号")
    (table,) = tables(compose(session))
    assert table.widths == pytest.approx([PAPER / 4] * 4)
    session.answer(at("a.code"), CODE + "AB")
    session.answer(at("a.mail"), "zhang.wei@example.com")
    document = compose(session)
    (table,) = tables(document)
    assert list(broken(table, document.style, faces)) == []
    assert sum(table.widths) == pytest.approx(PAPER)
    assert table.size is None
    assert min(table.widths) > points(2, 12)
