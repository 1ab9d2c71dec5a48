"""Checks and conditions inside a row: run for every row, told at its cell, never across lists."""

from __future__ import annotations

import pytest
from forms.tiny_packs import at, tiny_pack, tiny_session

from app.errors import PackError
from app.forms.session import FormSession

PAGE = """
- id: p
  title: 项目
  body:
    - "最晚{last:date}"
    - list:
        field: rows
        label: 项目清单
        columns:
          - {id: kind, label: 类别, type: choice, options: [自筹, 拨款]}
          - {id: own, label: 自筹, type: count}
          - {id: grant, label: 拨款, type: count, when: {field: kind, is: 拨款}}
          - {id: both, label: 合计, type: count, required: {when: {field: own, above: 10}}}
          - {id: begun, label: 开始, type: date}
          - {id: ended, label: 结束, type: date}
  checks:
    - sum: {parts: [rows.own, rows.grant], total: rows.both}
    - order: {fields: [rows.begun, rows.ended]}
    - at_least:
        fields: [rows.both, 100]
        when: {field: rows.kind, is: 拨款}
        message: "{rows.kind}的{label}只有{value}"
"""
ROWS = at("p.rows")


def rows(*cells: dict[str, str]) -> FormSession:
    """The list with these rows, as typed."""
    session = tiny_session(PAGE)
    session.answer(at("p.last"), "2022-01-01")
    ids = session.insert_rows(ROWS, 0, [{} for _ in cells])
    for row, texts in zip(ids, cells, strict=True):
        for name, text in texts.items():
            session.answer(ROWS.at(row, name), text)
    return session


def found(session: FormSession) -> list[tuple[int, str, str]]:
    """Each problem as its row, its column and its words."""
    return [(session.row_number(one.path), one.path.column, one.message) for one in session.problems("p")]


def test_a_sum_is_checked_in_each_row() -> None:
    session = rows(
        {"kind": "拨款", "own": "1", "grant": "200", "both": "201"},
        {"kind": "自筹", "own": "4", "both": "5"},
        {"kind": "拨款", "own": "4", "both": "105"},
    )
    assert found(session) == [(2, "both", "“合计”为 5，而“自筹”之和为 4，两者应相等。")]


def test_days_are_in_order_in_each_row() -> None:
    session = rows({"begun": "2020-01-01", "ended": "2021-01-01"}, {"begun": "2022-01-01", "ended": "2021-01-01"})
    assert found(session) == [(2, "begun", "“开始”晚于“结束”。")]


def test_a_check_holds_where_its_condition_holds_in_the_row() -> None:
    session = rows({"kind": "拨款", "own": "1", "grant": "2", "both": "3"}, {"kind": "自筹", "own": "3", "both": "3"})
    assert found(session) == [(1, "both", "拨款的合计只有3")]
    session.answer(ROWS.at(session.answers.rows(ROWS)[1], "kind"), "拨款")
    assert [row for row, _, _ in found(session)] == [1, 2]


def test_a_cell_is_owed_as_its_own_row_has_it() -> None:
    session = rows({"own": "10"}, {"own": "11"})
    assert found(session) == [(2, "both", "“合计”未填写。")]
    session.answer(ROWS.at(session.answers.rows(ROWS)[0], "own"), "12")
    assert [row for row, _, _ in found(session)] == [1, 2]


def test_a_cell_that_its_row_does_not_ask_is_kept_but_not_printed() -> None:
    session = rows({"kind": "拨款", "grant": "2"})
    cell = ROWS.at(session.answers.rows(ROWS)[0], "grant")
    session.answer(ROWS.at(cell.row, "kind"), "自筹")
    assert (session.text(cell), session.printed(cell)) == ("2", "")


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        ("sum: {parts: [r.a, r.b], total: t}", "合计 t 也须是这张清单的列"),
        ("at_most: {fields: [r.a, s.c]}", "s.c 与 r 的列不在同一张清单"),
        ("at_most: {fields: [r.a, r.b], when: {field: s.c, above: 1}}", "条件里的 s.c 不存在"),
        ("at_most: {fields: [rd.entries.cost, 5]}", "一项里的检查要写在那一页上"),
    ],
)
def test_a_check_of_rows_that_nobody_could_read_is_refused(check: str, reason: str) -> None:
    with pytest.raises(PackError) as failure:
        tiny_pack(f"""
        - id: rd
          title: 研发
          repeat: {{entry: 项目, number: RD0}}
          body: ["经费{{cost:count}}"]
        - id: p
          title: 数据
          body:
            - "总数{{t:count}}"
            - list:
                {{field: r, label: 甲, columns: [{{id: a, label: 子, type: count}}, {{id: b, label: 丑, type: count}}]}}
            - list: {{field: s, label: 乙, columns: [{{id: c, label: 寅, type: count}}]}}
          checks:
            - {check}
        """)
    assert reason in str(failure.value)
