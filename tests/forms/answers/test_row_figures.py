"""Columns that are computed in each row: what comes of the row, where it is read, and what a pack cannot say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from forms.tiny_packs import at, tiny_pack, tiny_session

from app.declaration.filling import fill
from app.errors import PackError, UsageError
from app.forms.answers.answers import Answers
from app.forms.answers.serial import answers_to_json, computed_to_json
from app.forms.carrying.holdings import Rows
from app.forms.carrying.planning import plan_carry_over
from app.forms.session import FormSession
from app.forms.values import NIL

PAGE = """
- id: p
  title: 设备
  fields:
    all: {label: 总价, computed: {sum: rows.total}}
  body:
    - "折扣{rate:percent}%"
    - list:
        field: rows
        label: 设备清单
        columns:
          - {id: name, label: 名称, type: text}
          - {id: price, label: 单价, type: money, unit: 万元}
          - {id: count, label: 数量, type: count, unit: 台}
          - {id: free, label: 赠送, type: yesno}
          - {id: total, label: 金额, type: money, unit: 万元, computed: {product: [price, count, rate]}, places: 2,
             when: {not: {field: free, is: 是}}}
          - {id: share, label: 占比, type: percent, computed: {ratio: [total, {sum: rows.total}]}, places: 1}
    - "总价{all:money}万元"
  checks:
    - list_total: {list: rows, column: total, total: all}
    - below: {fields: [rows.share, 60], message: "{label}太高：{value}"}
"""
ROWS = at("p.rows")


def filled(*rows: tuple[str, int]) -> FormSession:
    """The list with these prices and counts, at half the price."""
    session = tiny_session(PAGE)
    session.answer(at("p.rate"), "50")
    cells = [{"name": "甲", "price": Decimal(price), "count": count} for price, count in rows]
    session.insert_rows(ROWS, 0, cells)
    return session


def column(session: FormSession, name: str) -> list[str]:
    """What stands in each row of a column."""
    return [session.text(ROWS.at(row, name)) for row in session.answers.rows(ROWS)]


def test_a_row_computes_from_its_own_cells_other_blanks_and_the_whole_column() -> None:
    session = filled(("1.5", 2), ("3", 3))
    assert column(session, "total") == ["1.50", "4.50"]
    assert column(session, "share") == ["25.0", "75.0"]
    assert session.text(at("p.all")) == "6"


def test_what_it_rests_on_is_followed_at_once() -> None:
    session = filled(("1.5", 2), ("3", 3))
    assert column(session, "share") == ["25.0", "75.0"]
    session.answer(at("p.rate"), "100")
    assert column(session, "total") == ["3.00", "9.00"]
    first = session.answers.rows(ROWS)[0]
    session.answer(ROWS.at(first, "count"), "6")
    assert column(session, "share") == ["50.0", "50.0"]
    session.remove_rows(ROWS, [first])
    assert session.text(at("p.all")) == "9"
    session.undo()
    assert session.text(at("p.all")) == "18"


def test_a_cell_without_its_parts_is_empty_and_so_is_what_adds_it_up() -> None:
    session = filled(("1.5", 2))
    session.insert_rows(ROWS, 1, [{"name": "乙"}])
    assert column(session, "total") == ["1.50", ""]
    assert session.value(at("p.all")) is None


def test_a_cell_that_is_not_asked_in_its_row_adds_nothing() -> None:
    session = filled(("1.5", 2), ("3", 3))
    session.answer(ROWS.at(session.answers.rows(ROWS)[1], "free"), "是")
    assert session.printed(ROWS.at(session.answers.rows(ROWS)[1], "total")) == ""
    assert session.text(at("p.all")) == "1.5"


def test_a_list_said_to_be_empty_adds_up_to_nothing() -> None:
    session = tiny_session(PAGE)
    session.set({ROWS: NIL})
    assert session.text(at("p.all")) == "0"


def test_a_check_of_rows_reads_computed_cells_and_hears_of_other_rows() -> None:
    session = filled(("1", 2), ("1", 2))
    assert [one.code for one in session.problems("p")] == []
    session.answer(ROWS.at(session.answers.rows(ROWS)[1], "count"), "6")
    (problem,) = session.problems("p")
    assert problem.path == ROWS.at(session.answers.rows(ROWS)[1], "share")
    assert problem.message == "占比太高：75.0"
    session.answer(ROWS.at(session.answers.rows(ROWS)[0], "count"), "6")
    assert session.problems("p") == ()


def test_nobody_types_into_a_computed_cell() -> None:
    session = filled(("1.5", 2))
    with pytest.raises(UsageError, match="“金额”由程序计算"):
        session.answer(ROWS.at(session.answers.rows(ROWS)[0], "total"), "3")


def test_json_has_computed_cells_apart_and_refuses_to_fill_them() -> None:
    session = filled(("1.5", 2))
    document = answers_to_json(session.pack, session.answers)
    assert document["p.rows"] == [{"name": "甲", "price": "1.5", "count": 2, "free": None}]
    assert computed_to_json(session.pack, session.answers)["p.rows"] == [{"total": "1.50", "share": "100.0"}]
    assert fill(session, {"answers": document}) == 0
    with pytest.raises(UsageError, match=r"p\.rows\[1\]\.total”由程序计算"):
        fill(session, {"answers": {"p.rows": [{"total": "3"}]}})


def test_the_formula_is_told() -> None:
    session = filled(("1.5", 2))
    cell = ROWS.at(session.answers.rows(ROWS)[0], "share")
    assert session.computed_from(cell) == "由程序计算：“金额” ÷ “设备清单”中“金额”之和"


COLUMNS = """
- id: p
  title: 设备
  body:
    - list:
        field: rows
        label: 清单
        columns:
          - {id: a, label: 甲, type: money, unit: 万元}
          - {id: n, label: 数, type: count, unit: 台}
          - {id: x, label: 乙, type: KIND, COMPUTED}
"""


@pytest.mark.parametrize(
    ("kind", "computed", "reason"),
    [
        ("money", "computed: {sum: [a, b]}", "b 不存在"),
        ("money", "computed: {sum: [a, n]}", "不能相加减"),
        ("count, unit: 台", "computed: {product: [a, 2]}", "这一列的单位是“台”"),
        ("money", "computed: {sum: [a, x]}", "绕回了自己"),
        ("money", "computed: {difference: [a, {sum: rows.x}]}", "绕回了自己"),
        ("money", "computed: {product: [a, rows.n]}", "rows.n 是清单的列"),
        ("text", "computed: {count: rows}", "text 不能有 computed"),
        ("money", "computed: {sum: [a, a]}, required: blocking", "不用写 required"),
    ],
)
def test_a_column_that_cannot_be_computed_is_refused(kind: str, computed: str, reason: str) -> None:
    with pytest.raises(PackError) as failure:
        tiny_pack(COLUMNS.replace("KIND", kind).replace("COMPUTED", computed))
    assert reason in str(failure.value)


def test_a_threshold_judges_computed_cells() -> None:
    threshold = (
        '    - threshold: {each: rows.total, least: bound, label: 每台金额, type: money, unit: 万元}\n    - "总价{all'
    )
    session = tiny_session(PAGE.replace('    - "总价{all', threshold))
    session.answer(at("p.rate"), "100")
    session.answer(at("p.bound"), "3")
    session.insert_rows(ROWS, 0, [{"price": Decimal(2), "count": 2}, {"price": Decimal(2), "count": 1}])
    (problem,) = [one for one in session.problems("p") if one.code == "below_threshold"]
    assert session.row_number(problem.path) == 2


def test_a_column_that_is_computed_is_carried_into_one_that_is_typed_and_never_the_other_way() -> None:
    old = filled(("1.5", 2))
    plan = plan_carry_over(old.pack, old.answers, old.pack, Answers())
    (arrival,) = [one for one in plan.arrivals() if one.path == ROWS]
    assert isinstance(arrival.content, Rows)
    assert arrival.content.rows == ({"name": "甲", "price": Decimal("1.5"), "count": 2},)
    typed = tiny_pack(PAGE.replace(", computed: {product: [price, count, rate]}, places: 2", ""))
    plan = plan_carry_over(old.pack, old.answers, typed, Answers())
    (arrival,) = [one for one in plan.arrivals() if one.path == ROWS]
    assert isinstance(arrival.content, Rows)
    assert arrival.content.rows[0]["total"] == Decimal("1.50")
