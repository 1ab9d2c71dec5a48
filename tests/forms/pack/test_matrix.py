"""A matrix: rows across columns, what each crossing asks, and lines that are entries."""

from __future__ import annotations

import pytest
from forms.tiny_packs import at, tiny_pack, tiny_session, tiny_yaml
from hypothesis import given
from hypothesis import strategies as st

from app.errors import PackError
from app.export.compose.book import compose
from app.export.document import Table, Text
from app.forms.answers.serial import answers_to_json
from app.forms.pack.blocks import Matrix
from app.forms.pack.loader import parse_pack
from app.forms.pack.matrix_table import column_groups, matrix_table
from app.forms.paths import FieldPath, entry_section
from app.forms.session import FormSession

YEARS = """\
- id: years
  title: 经济效益
  body:
    - matrix:
        corner: 项目
        type: money
        rows:
          - {id: revenue, title: 营业收入（万元）, fact: x.income, nil: false}
          - title: 研发费用
            below:
              - {id: inside, title: 内部}
              - {id: outside, title: 委托外部}
          - {id: rd, title: 小计, computed: {sum: [inside, outside]}}
          - {id: share, title: 占比（%）, type: percent, computed: {ratio: [rd, revenue]}, places: 1}
        columns:
          - {id: y2021, title: 2021年, year: 2021}
          - {id: y2022, title: 2022年, year: 2022}
          - {id: growth, title: 增长率（%）, type: percent, computed: {growth: [y2021, y2022]}}
        skip: [share_growth]
"""
COSTS = """\
- id: rd
  title: 研发活动情况表
  repeat: {entry: 研发项目, number: RD00, named_by: name, least: 0}
  body:
    - "名称：{name:text}，人工{labor:money}万元，材料{material:money}万元，合计{total:money}万元"
  fields: {total: {computed: {sum: [labor, material]}}}
- id: costs
  title: 研发费用结构明细表
  body:
    - matrix:
        corner: [科目, 编号]
        type: money
        rows:
          - {id: labor, title: 人工}
          - {id: material, title: 材料}
          - {id: total, title: 合计}
        columns:
          - {id: rd, each: rd.entries}
          - {id: all, title: 合计, computed: {sum: rd}}
"""


@pytest.fixture
def years() -> FormSession:
    session = tiny_session(YEARS)
    typed = {"revenue_y2021": "1000", "revenue_y2022": "1154", "inside_y2021": "60", "outside_y2021": "20"}
    for name, text in typed.items():
        session.answer(at(f"years.{name}"), text)
    return session


def shown(session: FormSession, page: str = "costs") -> list[list[str]]:
    """The words and answers of the page's matrix, row by row."""
    (matrix,) = session.pack.section[page].matrices
    rows = []
    for row in matrix_table(matrix).rows:
        rows.append([])
        for cell in row:
            paths = [at(blank.id if "." in blank.id else f"{page}.{blank.id}") for blank in cell.sentence.blanks]
            rows[-1].append("".join(map(session.printed, paths)) or cell.sentence.words)
    return rows


def test_each_crossing_is_a_blank_named_and_labelled_by_its_row_and_its_column(years: FormSession) -> None:
    labels = {name: field.label for name, field in years.pack.section["years"].asked.items()}
    assert labels["revenue_y2021"] == "营业收入（2021年）"
    assert labels["inside_y2022"] == "内部（2022年）"
    assert labels["revenue_growth"] == "营业收入（增长率）"
    assert "share_growth" not in labels


def test_rows_are_computed_in_each_column_and_columns_in_each_row(years: FormSession) -> None:
    assert years.printed(at("years.rd_y2021")) == "80"
    assert years.printed(at("years.share_y2021")) == "8.0"
    assert years.printed(at("years.revenue_growth")) == "15.40"


def test_where_a_sum_crosses_a_growth_it_is_the_growth_of_the_sum(years: FormSession) -> None:
    years.answer(at("years.inside_y2022"), "100")
    years.answer(at("years.outside_y2022"), "20")
    assert years.printed(at("years.rd_growth")) == "50.00"


def test_the_unit_comes_from_the_title_of_the_line_that_says_the_type(years: FormSession) -> None:
    asked = years.pack.section["years"].asked
    units = {name: asked[name].unit for name in ("revenue_y2021", "revenue_growth", "share_y2021", "inside_y2021")}
    assert units == {"revenue_y2021": "万元", "revenue_growth": "%", "share_y2021": "%", "inside_y2021": ""}


def test_the_fact_of_a_row_is_completed_by_the_year_of_the_column(years: FormSession) -> None:
    asked = years.pack.section["years"].asked
    facts = [(field.fact.id, field.fact.year) for field in asked.values() if field.fact is not None]
    assert facts == [("x.income", 2021), ("x.income", 2022), ("x.income", None)]


def test_fields_say_more_of_a_single_crossing() -> None:
    pack = tiny_pack(
        YEARS.replace("  title: 经济效益\n", "  title: 经济效益\n  fields: {inside_y2021: {help: 见账簿}}\n")
    )
    inside = pack.section["years"].asked["inside_y2021"]
    assert (inside.help, inside.type, inside.label) == ("见账簿", "money", "内部（2021年）")


def test_it_is_a_table_with_headings_over_rows_and_columns(years: FormSession) -> None:
    assert shown(years, "years") == [
        ["项目", "2021年", "2022年", "增长率（%）"],
        ["营业收入（万元）", "1000", "1154", "15.40"],
        ["研发费用", "内部", "60", "", ""],
        ["委托外部", "20", "", ""],
        ["小计", "80", "", ""],
        ["占比（%）", "8.0", "", "—"],
    ]


def test_entries_are_lines_and_their_blanks_are_shown_and_added_up() -> None:
    session = tiny_session(COSTS)
    assert shown(session)[0] == ["科目／编号", "", "合计"]
    entries = session.insert_rows(at("rd.entries"), 0, [{}, {}])
    for entry, labor in zip(entries, ("10", "20.5"), strict=True):
        session.answer(at(f"rd@{entry}.labor"), labor)
        session.answer(at(f"rd@{entry}.material"), "1")
    assert shown(session) == [
        ["科目／编号", "RD01", "RD02", "合计"],
        ["人工", "10", "20.5", "30.5"],
        ["材料", "1", "1", "2"],
        ["合计", "11", "21.5", "32.5"],
    ]


def test_an_entry_that_moves_goes_and_comes_back_takes_its_line_along() -> None:
    session = tiny_session(COSTS)
    first, second = session.insert_rows(at("rd.entries"), 0, [{}, {}])
    session.answer(at(f"rd@{first}.labor"), "1")
    session.answer(at(f"rd@{second}.labor"), "2")
    session.move_row(at("rd.entries"), second, 0)
    assert shown(session)[1] == ["人工", "2", "1", "3"]
    session.remove_rows(at("rd.entries"), [second])
    assert shown(session)[1] == ["人工", "1", "1"]
    session.undo()
    assert shown(session)[1] == ["人工", "2", "1", "3"]


def test_a_page_that_shows_an_answer_is_looked_at_again_when_it_changes() -> None:
    session = tiny_session(COSTS)
    (entry,) = session.insert_rows(at("rd.entries"), 0, [{}])
    changes = session.answer(at(f"rd@{entry}.labor"), "1")
    assert changes is not None
    assert "costs" in changes.sections


def test_rows_of_a_list_are_lines_too() -> None:
    session = tiny_session("""\
        - id: partners
          title: 合作单位
          body:
            - list:
                field: rows
                label: 合作单位
                columns: [{id: name, label: 名称, type: text}, {id: cash, label: 投入, unit: 万元, type: money}]
            - matrix:
                rows: [{id: name, title: 单位名称, type: text}, {id: cash, title: 投入, type: money, unit: 万元}]
                columns: [{id: unit, each: rows}]
    """)
    session.insert_rows(at("partners.rows"), 0, [{"name": "甲公司"}, {"name": "乙公司"}])
    assert shown(session, "partners") == [["", "1", "2"], ["单位名称", "甲公司", "乙公司"], ["投入", "", ""]]


def test_what_is_typed_in_is_given_out_with_the_entries(years: FormSession) -> None:
    session = tiny_session(COSTS)
    (entry,) = session.insert_rows(at("rd.entries"), 0, [{}])
    session.answer(at(f"rd@{entry}.labor"), "10")
    given = answers_to_json(session.pack, session.answers)
    assert given["rd.entries"] == [{"name": None, "labor": "10", "material": None}]
    assert not any(name.startswith("costs.") for name in given)
    assert answers_to_json(years.pack, years.answers)["years.revenue_y2021"] == "1000"


@pytest.mark.parametrize(
    ("written", "instead", "reason"),
    [
        ("{id: inside, title: 内部}", "{id: revenue, title: 内部}", "id revenue 用了两次"),
        ("[share_growth]", "[share_grown]", "没有 share_grown 这一格"),
        ("sum: [inside, outside]", "sum: [inside, outsid]", "outsid 不存在"),
        ("title: 2021年, year: 2021", "title: 2021年, fact: x.n, year: 2021", "一个写在行上，一个写在列上"),
        ("{id: inside, title: 内部}", "{title: 内部}", "须有 id"),
        ("fact: x.income", "fact: x.incom", "是不是 x.income"),
    ],
)
def test_a_fault_in_a_line_is_told_where_it_stands(written: str, instead: str, reason: str) -> None:
    text = tiny_yaml(YEARS.replace(written, instead, 1))
    with pytest.raises(PackError) as caught:
        parse_pack(text.encode(), "tiny.yaml")
    told = next(fault for fault in caught.value.faults if reason in fault.reason)
    assert told.line == next(number for number, line in enumerate(text.splitlines(), 1) if instead in line)


@pytest.mark.parametrize(
    ("written", "instead", "reason"),
    [
        ("each: rd.entries", "each: rd.name", "不是清单"),
        ("each: rd.entries", "each: rd.entrys", "不是清单"),
        ("{id: labor, title: 人工}", "{id: labour, title: 人工}", "没有空格 labour，是不是 labor"),
        ("{id: rd, each: rd.entries}", "{id: rd, each: rd.entries, title: 项目}", "只写 id、each、width"),
        ("{id: material, title: 材料}", "{id: m, each: rd.entries}", "each 只能用一次"),
    ],
)
def test_lines_that_stand_for_nothing_are_refused(written: str, instead: str, reason: str) -> None:
    with pytest.raises(PackError, match=reason):
        tiny_pack(COSTS.replace(written, instead, 1))


@given(count=st.integers(1, 9), groups=st.integers(1, 9), split=st.integers(0, 9))
def test_columns_in_groups_are_all_there_in_their_order(count: int, groups: int, split: int) -> None:
    lines = [{"id": f"c{n}", "title": f"列{n}"} for n in range(count)]
    over = [{"title": "上", "below": lines[:split]}] if lines[:split] else []
    matrix = Matrix.model_validate({"rows": [{"id": "r", "title": "行"}], "columns": [*over, *lines[split:]]})
    found = column_groups(matrix.columns, min(groups, count))
    names = [[leaf.name for line in group for leaf in line.leaves] for group in found]
    assert all(names)
    assert [name for group in names for name in group] == [f"c{n}" for n in range(count)]


def test_a_matrix_has_as_many_lines_as_there_are_entries_and_all_of_them_are_printed() -> None:
    session = tiny_session(
        "- id: rd\n  title: 研发\n  repeat: {entry: 项, number: RD00}\n  body: ['经费{cost:money}']\n"
        "- id: all\n  title: 汇总\n  body: [{matrix: {rows: [{id: cost, title: 经费}], "
        "columns: [{title: 各项, below: [{id: rd, each: rd.entries}]}, "
        "{id: sum, title: 合计, computed: {sum: rd}}]}}]\n"
    )
    for entry in session.insert_rows(at("rd.entries"), 0, [{}] * 90):
        session.answer(FieldPath(entry_section("rd", entry), "cost"), "1")
    document = compose(session)
    heads = [
        inline.text
        for block in document.parts[-1].blocks
        if isinstance(block, Table)
        for cell in block.rows[1].cells
        for paragraph in cell.blocks
        for inline in paragraph.inlines
        if isinstance(inline, Text)
    ]
    assert [f"RD{number:02}" for number in range(1, 91)] == [head for head in heads if head.startswith("RD")]
    assert session.value(at("all.cost_sum")) == 90


def test_what_cannot_be_read_is_never_left_out_without_a_word() -> None:
    with pytest.raises(PackError, match="不是脚注写法"):
        tiny_session(
            "- id: a\n  title: 甲\n  body: [{matrix: {rows: [{id: x, title: '甲[^甲]'}], "
            "columns: [{id: y, title: 乙}]}}]\n"
        )
