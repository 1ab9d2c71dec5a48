"""Computed figures: what comes of the answers, exactly, in whose unit, rounded how, and when nothing comes of them."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from forms.tiny_packs import at, tiny_session
from hypothesis import given
from hypothesis import strategies as st

from app.errors import PackError, UsageError
from app.forms.answers.computing import rounded
from app.forms.session import FormSession
from app.forms.values import NIL, Value

PAGE = """
- id: p
  title: 数据
  fields:
    x: {label: 结果, computed: COMPUTED}
    c: {when: {field: has, is: 是}}
    tech: {options: [5G, 大数据, 人工智能]}
  body:
    - "甲{a:money}万元；乙{b:money}万元；有丙{has:yesno}；丙{c:money}元；比例{s:percent}%；人数{n:count}人"
    - "技术{tech:choices}；上市{listed:yesno}"
    - list:
        field: rows
        label: 清单
        columns: [{id: amount, label: 金额, type: money, unit: 万元}, {id: note, label: 备注, type: text}]
    - "结果{x:KIND}UNIT"
"""


def page(computed: str, kind: str = "money", unit: str = "万元", more: str = "") -> FormSession:
    """The page with a computed blank x of this type, in front of this unit."""
    return tiny_session(PAGE.replace("COMPUTED", computed + more).replace("KIND", kind).replace("UNIT", unit))


def shown(session: FormSession, rows: tuple[str, ...] = (), **answers: str) -> str:
    """What stands in x once this is answered."""
    for name, text in answers.items():
        session.answer(at(f"p.{name}"), text)
    if rows:
        ids = session.insert_rows(at("p.rows"), 0, [{"note": "行"} for _ in rows])
        for row, text in zip(ids, rows, strict=True):
            session.answer(at("p.rows").at(row, "amount"), text)
    return session.text(at("p.x"))


# -- what comes of figures ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("computed", "kind", "unit", "answers", "result"),
    [
        ("{sum: [a, b]}", "money", "万元", {"a": "1.50", "b": "2.25"}, "3.75"),
        ("{sum: [a, b]}", "money", "万元", {"a": "1.5", "b": "无"}, "1.5"),
        ("{difference: [a, b]}", "money", "万元", {"a": "1", "b": "2.25"}, "-1.25"),
        ("{difference: [100, s]}", "percent", "%", {"s": "12.5"}, "87.5"),
        ("{product: [a, s]}", "money", "万元", {"a": "200", "s": "12.5"}, "25"),
        ("{product: [a, 3]}", "money", "万元", {"a": "1.1"}, "3.3"),
        ("{ratio: [a, b]}", "percent", "%", {"a": "1", "b": "3"}, "33.33"),
        ("{ratio: [a, b]}", "decimal", "倍", {"a": "1", "b": "3"}, "0.33"),
        ("{ratio: [a, n]}", "money", "万元", {"a": "1000", "n": "30"}, "33.33"),
        ("{ratio: [a, n]}", "money", "元/人", {"a": "3", "n": "20"}, "1500.00"),
        ("{growth: [a, b]}", "percent", "%", {"a": "13", "b": "15"}, "15.38"),
        ("{growth: [a, b]}", "percent", "%", {"a": "13", "b": "10"}, "-23.08"),
        ("{average: [a, b]}", "money", "万元", {"a": "1", "b": "2"}, "1.50"),
        ("{average: [{growth: [a, b]}, s]}", "percent", "%", {"a": "10", "b": "11", "s": "20"}, "15.00"),
        ("{ratio: [{difference: [a, b]}, a]}", "percent", "%", {"a": "8", "b": "6"}, "25.00"),
    ],
)
def test_each_operation_gives_what_an_accountant_gets(
    computed: str, kind: str, unit: str, answers: dict[str, str], result: str
) -> None:
    assert shown(page(computed, kind, unit), **answers) == result


def test_a_column_stands_for_each_of_its_cells() -> None:
    assert shown(page("{sum: rows.amount}"), ("1.5", "2")) == "3.5"
    assert shown(page("{average: [rows.amount]}"), ("1.5", "2")) == "1.75"
    assert shown(page("{ratio: [{sum: [rows.amount]}, a]}", "percent", "%"), ("1", "2"), a="12") == "25.00"
    assert shown(page("{sum: rows.amount}"), ("1.5", "无")) == "1.5"


def test_rows_chosen_options_and_yes_are_counted() -> None:
    assert shown(page("{count: rows}", "count", "行"), ("1", "2")) == "2"
    assert shown(page("{count: tech}", "count", "项"), tech="5G、大数据") == "2"
    assert shown(page("{count: [tech, listed]}", "count", "项"), tech="5G", listed="是") == "2"
    assert shown(page("{count: listed}", "count", "项"), listed="否") == "0"
    session = page("{count: rows}", "count", "行")
    session.set({at("p.rows"): NIL})
    assert session.text(at("p.x")) == "0"


def test_alike_units_are_converted_into_that_of_the_result() -> None:
    assert shown(page("{sum: [a, c]}"), has="是", a="1.5", c="2500") == "1.75"
    assert shown(page("{sum: [a, b]}", unit="亿元"), a="10000", b="1") == "1.0001"
    assert shown(page("{ratio: [c, a]}", "percent", "%"), has="是", a="2", c="5000") == "25.00"


def test_a_computed_figure_may_be_computed_from_another() -> None:
    session = tiny_session("""
    - id: p
      title: 数据
      fields:
        total: {label: 合计, computed: {sum: [a, b]}}
        share: {label: 占比, computed: {ratio: [a, total]}, places: 1}
      body: ["甲{a:count}台，乙{b:count}台，合计{total:count}台，占比{share:percent}%"]
    """)
    session.answer(at("p.a"), "1")
    session.answer(at("p.b"), "2")
    assert (session.value(at("p.total")), session.text(at("p.share"))) == (3, "33.3")


# -- when nothing comes of them ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("computed", "answers"),
    [
        ("{sum: [a, b]}", {}),
        ("{sum: [a, b]}", {"a": "1"}),
        ("{sum: [a, b]}", {"a": "1", "b": "约300"}),
        ("{ratio: [a, b]}", {"a": "1", "b": "0"}),
        ("{ratio: [a, b]}", {"a": "1", "b": "无"}),
        ("{growth: [a, b]}", {"a": "0", "b": "5"}),
        ("{growth: [a, b]}", {"a": "-1", "b": "5"}),
        ("{sum: rows.amount}", {}),
        ("{product: [a, b, b]}", {"a": "999999999999", "b": "999999999999"}),
    ],
)
def test_a_missing_operand_and_a_division_by_zero_leave_it_empty(computed: str, answers: dict[str, str]) -> None:
    session = page(computed, "decimal", "")
    assert shown(session, **answers) == ""
    assert [problem.path for problem in session.problems("p") if problem.path == at("p.x")] == []


def test_what_does_not_apply_is_nothing() -> None:
    assert shown(page("{sum: [a, c]}"), has="否", a="1.5") == "1.5"
    assert shown(page("{average: [a, c]}"), has="否", a="1.5") == "1.50"
    assert shown(page("{difference: [a, c]}"), has="否", a="1.5") == "1.5"
    assert shown(page("{product: [a, c]}", "decimal", ""), has="否", a="1.5") == ""
    assert shown(page("{sum: c}"), has="否") == ""


def test_the_same_is_computed_from_an_answer_that_hid_and_came_back() -> None:
    session = page("{sum: [a, c]}")
    assert shown(session, has="是", a="1", c="10000") == "2"
    assert shown(session, has="否") == "1"
    assert shown(session, has="是") == "2"


# -- decimals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "kind", "a", "b", "result"),
    [
        ("", "decimal", "1", "8", "0.13"),
        (", places: 0", "decimal", "1", "2", "1"),
        (", places: 3", "decimal", "1", "8", "0.125"),
        (", places: 4", "decimal", "1", "8", "0.1250"),
        (", places: 2", "decimal", "-1", "8", "-0.13"),
        ("", "count", "5", "2", "3"),
    ],
)
def test_a_half_is_rounded_up(more: str, kind: str, a: str, b: str, result: str) -> None:
    assert shown(page("{ratio: [a, b]}", kind, "", more), a=a, b=b) == result


@given(st.fractions(min_value=-(10**9), max_value=10**9), st.integers(0, 8))
def test_rounding_is_that_of_decimal_numbers_half_up(number: Fraction, places: int) -> None:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    if Fraction(exact) == number:
        assert rounded(number, places) == exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert abs(Fraction(rounded(number, places)) - number) <= Fraction(1, 2 * 10**places)
    assert rounded(-number, places) == -rounded(number, places)


MONEY = st.decimals(min_value=0, max_value=10**8, places=2)


@given(st.lists(st.tuples(MONEY, st.sampled_from(["元", "万元", "亿元"])), min_size=1, max_size=5))
def test_a_sum_of_parts_in_mixed_units_is_the_sum_in_yuan(parts: list[tuple[Decimal, str]]) -> None:
    words = "；".join(f"项{place}{{m{place}:money}}{unit}" for place, (_, unit) in enumerate(parts))
    names = ", ".join(f"m{place}" for place in range(len(parts)))
    session = tiny_session(f"""
    - id: p
      title: 数据
      fields: {{x: {{label: 合计, computed: {{sum: [{names}]}}}}}}
      body: ["{words}；合计{{x:money}}元"]
    """)
    for place, (number, _) in enumerate(parts):
        session.answer(at(f"p.m{place}"), f"{number:f}")
    powers = {"元": 0, "万元": 4, "亿元": 8}
    total: Value | None = session.value(at("p.x"))
    assert total == sum(number.scaleb(powers[unit]) for number, unit in parts)


# -- never typed -------------------------------------------------------------------------------


def test_a_computed_blank_is_never_written_to() -> None:
    session = page("{sum: [a, b]}")
    with pytest.raises(UsageError, match="“结果”由程序计算，不能填写，没有改动"):
        session.answer(at("p.x"), "5")
    with pytest.raises(UsageError):
        session.set({at("p.x"): 5, at("p.a"): 5})
    assert list(session.answers.items()) == []


def test_undo_needs_nothing_of_its_own() -> None:
    session = page("{sum: [a, b]}")
    assert shown(session, a="1", b="2") == "3"
    session.undo()
    assert session.text(at("p.x")) == ""
    session.redo()
    assert session.text(at("p.x")) == "3"
    assert {str(path) for path, _ in session.answers.items()} == {"p.a", "p.b"}


def test_it_is_told_in_words_what_it_is_computed_from() -> None:
    words = page("{ratio: [{sum: [rows.amount]}, {difference: [a, b]}]}", "percent", "%").computed_from(at("p.x"))
    assert words == "由程序计算：“清单”中“金额”之和 ÷ （“甲” − “乙”）"
    assert page("{growth: [a, b]}", "percent", "%").computed_from(at("p.x")) == "由程序计算：（“乙” − “甲”）÷ “甲”"
    assert page("{count: rows}", "count", "").computed_from(at("p.x")) == "由程序计算：“清单”的行数"
    assert page("{sum: [a, b]}").computed_from(at("p.a")) == ""


NAMES = st.sampled_from(["a", "b", "c", "s", "n", "u", "rows.amount", "2", "0.5", "-3"])
TREES = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.builds(
            lambda name, operands: {name: operands},
            st.sampled_from(["sum", "difference", "product", "ratio", "growth", "average"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        st.just({"count": ["rows"]}),
        st.just({"count": ["tech", "listed"]}),
    ),
    max_leaves=6,
)
FIGURES = st.one_of(st.just("无"), st.decimals(-1000, 1000, places=2).map(lambda number: f"{number:f}"))


@given(
    TREES,
    st.sampled_from([("money", "万元"), ("percent", "%"), ("decimal", ""), ("count", "台"), ("money", "万元/人")]),
    st.dictionaries(st.sampled_from(["a", "b", "c", "s", "n", "u"]), FIGURES),
    st.lists(FIGURES, max_size=3),
)
def test_whatever_is_taken_can_be_computed(
    tree: object, target: tuple[str, str], answers: dict[str, str], rows: list[str]
) -> None:
    text = PAGE.replace("人数{n:count}人", "人数{n:count}人；系数{u:decimal}").replace("COMPUTED", json.dumps(tree))
    try:
        session = tiny_session(text.replace("KIND", target[0]).replace("UNIT", target[1]))
    except PackError:
        return
    found = shown(session, tuple(rows), has="是", **answers)
    value = session.value(at("p.x"))
    assert isinstance(value, int | Decimal | None)
    assert found == "" or len(found.lstrip("-").partition(".")[0]) <= 18
    assert session.computed_from(at("p.x")).startswith("由程序计算：")
    assert all(problem.path != at("p.x") for problem in session.problems("p"))
