"""Comparisons in conditions: figures, days and counts, against a number or a blank; only what is certain is true."""

from __future__ import annotations

from decimal import Decimal

import pytest
from forms.tiny_packs import at, tiny_pack, tiny_session
from hypothesis import given
from hypothesis import strategies as st

from app.forms.answers.answers import Answers
from app.forms.pack.conditions import Condition
from app.forms.session import FormSession
from app.forms.values import NIL

PAGES = """
- id: a
  title: 甲页
  fields:
    areas: {options: [研发, 生产, 销售]}
    mode: {options: [自建, 合作]}
    hidden: {when: {field: union, is: 是}}
  body:
    - "收入{revenue:money}万元，成本{cost:money}元，占比{share:percent}%，数量{number:count}台，限额{bound:count}台"
    - "领域{areas:choices}，方式{mode:choice}，联合体{union:yesno}，上市{listed:yesno}，另有{hidden:count}台"
    - "建设时间{started:month}，完成时间{done:date}，年份{year:year}"
    - list: {field: rows, label: 清单, columns: [{id: name, label: 名称, type: text}]}
"""
PACK = tiny_pack(PAGES)


def holds(session: FormSession, condition: object) -> bool:
    """Whether the condition is true on page a."""
    return session.holds(Condition.model_validate(condition), session.pack.section["a"])


def answered(**answers: str) -> FormSession:
    session = FormSession(PACK, Answers(), lambda: 0.0)
    for name, text in answers.items():
        session.answer(at(f"a.{name}"), text)
    return session


@pytest.mark.parametrize(
    ("test", "true", "false"),
    [
        ({"at_least": "100"}, ["100", "100.5"], ["99.99", "无", ""]),
        ({"at_most": "100"}, ["100", "无", "0"], ["100.01", ""]),
        ({"above": "0"}, ["0.01"], ["0", "无", ""]),
        ({"below": "100"}, ["99.99", "无"], ["100", "", "约90"]),
        ({"between": ["5", "10"]}, ["5", "7", "10"], ["4.99", "10.01", "无", ""]),
        ({"above": "-1.5"}, ["0", "无"], ["-2", ""]),
    ],
)
def test_a_figure_is_compared_with_a_number(test: dict[str, object], true: list[str], false: list[str]) -> None:
    condition = {"field": "revenue", **test}
    assert [text for text in (*true, *false) if holds(answered(revenue=text), condition)] == true


def test_a_figure_is_compared_with_another_blank_across_alike_units() -> None:
    condition = {"field": "revenue", "above": "cost"}
    assert holds(answered(revenue="1.5", cost="14999"), condition)
    assert not holds(answered(revenue="1.5", cost="15000"), condition)
    assert holds(answered(revenue="1.5", cost="无"), condition)
    assert not holds(answered(revenue="1.5"), condition)


def test_what_is_not_asked_compares_with_nothing() -> None:
    condition = {"field": "hidden", "at_least": "1"}
    assert holds(answered(union="是", hidden="3"), condition)
    assert not holds(answered(union="否", hidden="3"), condition)
    assert not holds(answered(union="否", hidden="3"), {"field": "hidden", "below": "9"})


@pytest.mark.parametrize(
    ("condition", "answers", "true"),
    [
        ({"field": "started", "at_least": "2020-01-01"}, {"started": "2020-01"}, True),
        ({"field": "started", "at_least": "2020-01-15"}, {"started": "2020-01"}, False),
        ({"field": "started", "above": "2020"}, {"started": "2021-01"}, True),
        ({"field": "started", "above": "2020"}, {"started": "2020-12"}, False),
        ({"field": "done", "between": ["2020-01", "2022"]}, {"done": "2022-12-31"}, True),
        ({"field": "done", "between": ["2020-01", "2022"]}, {"done": "2023-01-01"}, False),
        ({"field": "year", "at_least": "2020"}, {"year": "2020"}, True),
        ({"field": "year", "below": "2020"}, {"year": "2020"}, False),
        ({"field": "started", "at_most": "done"}, {"started": "2021-05", "done": "2021-06-01"}, True),
        ({"field": "started", "at_most": "done"}, {"started": "2021-05"}, False),
    ],
)
def test_days_months_and_years_are_compared(condition: object, answers: dict[str, str], true: bool) -> None:
    assert holds(answered(**answers), condition) is true


@pytest.mark.parametrize(
    ("condition", "answers", "true"),
    [
        ({"count": "areas", "at_least": "2"}, {"areas": "研发、销售"}, True),
        ({"count": "areas", "at_least": "2"}, {"areas": "研发"}, False),
        ({"count": "areas", "below": "2"}, {"areas": "无"}, True),
        ({"count": "areas", "below": "2"}, {}, False),
        ({"count": ["union", "listed"], "at_least": "1"}, {"union": "是"}, True),
        ({"count": ["union", "listed"], "below": "2"}, {"union": "否"}, True),
        ({"count": ["union", "listed"], "below": "1"}, {"union": "否"}, False),
        ({"count": ["union", "mode"], "between": ["1", "1"]}, {"union": "否", "mode": "自建"}, True),
        ({"count": "areas", "at_least": "bound"}, {"areas": "研发、生产", "bound": "2"}, True),
    ],
)  # fmt: skip
def test_what_is_chosen_is_counted_as_far_as_it_is_known(
    condition: object, answers: dict[str, str], true: bool
) -> None:
    assert holds(answered(**answers), condition) is true


def test_the_rows_of_a_list_are_counted() -> None:
    session = answered()
    assert not holds(session, {"count": "rows", "at_most": "2"})
    session.insert_rows(at("a.rows"), 0, [{"name": "甲"}, {"name": "乙"}])
    assert holds(session, {"count": "rows", "at_most": "2"})
    assert not holds(session, {"count": "rows", "above": "2"})
    empty = answered()
    empty.set({at("a.rows"): NIL})
    assert holds(empty, {"count": "rows", "below": "1"})


def test_a_page_comes_and_goes_with_a_computed_figure() -> None:
    session = tiny_session("""
    - id: a
      title: 甲页
      fields: {growth: {label: 增长率, computed: {growth: [before, after]}}}
      body: ["上年{before:money}万元，本年{after:money}万元，增长{growth:percent}%"]
    - {id: b, title: 乙页, when: {field: a.growth, at_least: 10}, body: ["说明{words:text}"]}
    """)
    page = session.pack.section["b"]
    session.answer(at("a.before"), "100")
    assert not session.applies(page)
    changes = session.answer(at("a.after"), "110")
    assert changes is not None
    assert "b" in changes.sections
    assert session.applies(page)
    session.answer(at("a.after"), "109.99")
    assert not session.applies(page)


NUMBERS = st.one_of(st.none(), st.decimals(min_value=0, max_value=1000, places=2))
BOUNDS = st.decimals(min_value=0, max_value=1000, places=2)
TESTS = st.sampled_from(["at_least", "at_most", "above", "below"])
LEAVES = st.builds(
    lambda field, test, bound: {"field": field, test: f"{bound:f}"},
    st.sampled_from(["revenue", "share"]),
    TESTS,
    BOUNDS,
)


@given(NUMBERS, BOUNDS, BOUNDS)
def test_comparisons_agree_with_one_another(number: Decimal | None, low: Decimal, high: Decimal) -> None:
    session = answered(revenue="" if number is None else f"{number:f}")

    def true(test: str, bound: Decimal) -> bool:
        return holds(session, {"field": "revenue", test: f"{bound:f}"})

    assert true("at_least", low) == (number is not None and not true("below", low))
    assert true("at_most", low) == (number is not None and not true("above", low))
    low, high = min(low, high), max(low, high)
    between = holds(session, {"field": "revenue", "between": [f"{low:f}", f"{high:f}"]})
    assert between == (true("at_least", low) and true("at_most", high))


@given(NUMBERS, NUMBERS, st.lists(LEAVES, min_size=1, max_size=4))
def test_all_any_and_not_obey_the_laws_of_logic(
    revenue: Decimal | None, share: Decimal | None, leaves: list[dict[str, str]]
) -> None:
    known = {"revenue": revenue, "share": share}
    session = answered(**{name: f"{number:f}" for name, number in known.items() if number is not None})
    each = [holds(session, leaf) for leaf in leaves]
    assert holds(session, {"all": leaves}) == all(each)
    assert holds(session, {"any": leaves}) == any(each)
    assert holds(session, {"not": {"all": leaves}}) == holds(session, {"any": [{"not": leaf} for leaf in leaves]})
