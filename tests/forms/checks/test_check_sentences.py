"""What checks say: each names what it is about, so that no two of a form ever speak with the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from forms.tiny_packs import at, tiny_session
from hypothesis import given
from hypothesis import strategies as st

from app.forms.answers.answers import Answers
from app.forms.answers.conditions import Circumstances
from app.forms.checks.breaches import breaches
from app.forms.checks.operands import Operand
from app.forms.checks.problems import MESSAGES
from app.forms.pack.agreement.names import resolve
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Pack
from app.forms.pack.rules import (
    Above,
    Advise,
    AtLeast,
    ListTotal,
    Must,
    NotAfter,
    NotBefore,
    Order,
    Rule,
    Sum,
    fields_of,
)
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Month, Value

FORMS = sorted((Path(__file__).resolve().parents[3] / "resources" / "forms").glob("*.yaml"))
FAR = 10**9  # beyond every figure that a check names


def rules_of(pack: Pack) -> list[tuple[Section | None, Rule]]:
    of_pages: list[tuple[Section | None, Rule]] = [(page, rule) for page in pack.sections for rule in page.checks]
    return [*of_pages, *((None, rule) for rule in pack.checks)]


def broken_by(rule: Rule, place: int, kind: str) -> Value:
    """An answer that, at this place among those a rule reads, breaks it."""
    if isinstance(rule, Order):
        return Month(2030 - place, 1)
    if isinstance(rule, NotBefore | NotAfter):
        return Month(1900 if isinstance(rule, NotBefore) else 2100, 1)
    if isinstance(rule, Must):
        return rule.is_ != "是" if kind == "yesno" else "别的"
    if isinstance(rule, AtLeast | Above):
        return Decimal(place - FAR)
    return Decimal(1 if isinstance(rule, Sum | ListTotal) else FAR - place)


def shown(message: str, params: Mapping[str, object]) -> str:
    """The message with its parameters; a blank that it names otherwise stays as it is written."""
    return re.sub(r"\{([\w.]+)\}", lambda name: str(params.get(name[1], name[0])), message)


def said_by(pack: Pack, section: Section | None, rule: Rule) -> list[str]:
    """Every sentence of a rule that everything breaks, behind the list that it is told of."""
    operands, answers = [], Answers()
    for place, name in enumerate(fields_of(rule)):
        path = resolve(pack, name, section)
        field = pack.field_at(path) if path is not None else None
        assert path is not None
        assert field is not None
        table = pack.section[path.section].asked[path.field].label if path.row else ""
        page = pack.section[path.section].plain_name
        if isinstance(rule, ListTotal) and place == 1:
            session = FormSession(pack, answers)
            for row in session.insert_rows(path.whole, 0, [{}, {}]):
                if path.row:
                    session.set({FieldPath(path.section, path.field, row, path.column): Decimal(1)})
        operands.append(Operand(path, field, broken_by(rule, place, field.type), table, page))
    found = list(breaches(rule, operands, answers, Circumstances(pack, answers)))
    assert found, rule
    lists = [next((one.table for one in operands if one.path == breach.path), "") for breach in found]
    return [
        shown(f"{table}：{rule.message or MESSAGES[breach.code]}", breach.params)
        for table, breach in zip(lists, found, strict=True)
    ]


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_no_two_checks_of_a_form_speak_with_the_same_words(file: Path) -> None:
    pack = load_pack(file)
    said = Counter(words for section, rule in rules_of(pack) for words in said_by(pack, section, rule))
    assert [words for words, times in said.items() if times > 1] == []
    assert sum(said.values()) >= len([rule for _, rule in rules_of(pack) if not isinstance(rule, Advise)])


PARTS = """
- id: a
  title: 甲页
  fields: {c: {when: {field: has, is: 是}}}
  body:
    - "总数{t:count}台，甲{a:count}台，乙{b:count}台，有丙{has:yesno}，丙{c:count}台"
    - "自有{own:count}台，租用{rent:count}台"
  checks:
    - sum: {parts: [a, b, c], total: t}
    - sum: {parts: [own, rent], total: t}
"""


def said(session: FormSession, section: str = "a") -> list[str]:
    return [problem.message for problem in session.problems(section) if not problem.missing]


def filled(session: FormSession, **answers: str) -> FormSession:
    for name, text in answers.items():
        session.answer(at(f"a.{name}"), text)
    return session


def test_two_sums_of_one_total_each_name_their_parts() -> None:
    session = filled(tiny_session(PARTS), t="9", a="1", b="1", has="是", c="1", own="1", rent="1")
    assert said(session) == [
        "“总数”为 9台，而“甲”“乙”“丙”之和为 3台，两者应相等。",
        "“总数”为 9台，而“自有”“租用”之和为 2台，两者应相等。",
    ]


def test_a_part_that_does_not_apply_is_nothing_and_the_sum_still_runs() -> None:
    session = filled(tiny_session(PARTS), t="9", a="1", b="1", has="否")
    assert said(session) == ["“总数”为 9台，而“甲”“乙”之和为 2台，两者应相等。"]
    filled(session, b="8")
    assert said(session) == []


def test_a_part_that_applies_and_is_not_answered_stops_the_sum() -> None:
    assert said(filled(tiny_session(PARTS), t="9", a="1", b="1", has="是")) == []
    assert said(filled(tiny_session(PARTS), t="9", a="1", has="否")) == []
    assert said(filled(tiny_session(PARTS), a="1", b="1", has="否")) == []


UNITS = """
- id: a
  title: 甲页
  body:
    - "合计{t:money}万元，甲{a:money}元，乙{b:money}亿元"
    - list: {field: rows, label: 清单, required: optional, columns: [{id: m, label: 金额, type: money, unit: 元}]}
  checks:
    - sum: {parts: [a, b], total: t}
    - at_most: {fields: [a, b, t]}
    - list_total: {list: rows, column: m, total: t}
"""


def test_alike_units_are_converted_before_they_are_added_or_compared() -> None:
    session = filled(tiny_session(UNITS), t="10001", a="10000", b="1")
    assert said(session) == []
    filled(session, t="9000.5")
    (row,) = session.insert_rows(at("a.rows"), 0, [{}])
    session.answer(at("a.rows").at(row, "m"), "5000")
    assert said(session) == [
        "“合计”为 9000.5万元，而“甲”“乙”之和为 10001万元，两者应相等。",
        "“乙”为 1亿元，大于“合计”的 9000.5万元。",
        "“合计”为 9000.5万元，而“清单”中“金额”之和为 0.5万元，两者不一致。",
    ]


def test_a_column_that_does_not_apply_is_not_added_up() -> None:
    session = tiny_session("""
    - id: a
      title: 甲页
      body:
        - "合计{t:count}台，登记{u:yesno}"
        - list:
            {field: r, label: 清单, columns: [{id: n, label: 数量, type: count, unit: 台, when: {field: u, is: 是}}]}
      checks: [{list_total: {list: r, column: n, total: t}}]
    """)
    (row,) = session.insert_rows(at("a.r"), 0, [{}])
    session.answer(at("a.r").at(row, "n"), "3")
    assert said(filled(session, t="5", u="否")) == []
    assert said(filled(session, u="是")) == ["“合计”为 5台，而“清单”中“数量”之和为 3台，两者不一致。"]


@pytest.mark.parametrize(
    ("check", "a", "b", "message"),
    [
        ("at_most: {fields: [a, b]}", "3", "2", "“甲”为 3%，大于“乙”的 2%。"),
        ("at_least: {fields: [a, b]}", "1", "2", "“甲”为 1%，小于“乙”的 2%。"),
        ("below: {fields: [a, b]}", "2", "2", "“甲”为 2%，应小于“乙”的 2%。"),
        ("above: {fields: [a, b]}", "2", "2", "“甲”为 2%，应大于“乙”的 2%。"),
        ("at_most: {fields: [a, 5]}", "6", "", "“甲”为 6%，大于 5%。"),
        ("at_least: {fields: [a, 5]}", "4.5", "", "“甲”为 4.5%，小于 5%。"),
        ("at_least: {fields: [a, 5]}", "无", "", "“甲”为 无，小于 5%。"),
        ("below: {fields: [a, 5]}", "5", "", "“甲”为 5%，应小于 5%。"),
        ("above: {fields: [a, 0]}", "0", "", "“甲”为 0%，应大于 0%。"),
        ("at_most: {fields: [1, a, 5]}", "0.5", "", "“甲”为 0.5%，小于 1%。"),
        ("at_most: {fields: [a, c, b]}", "3", "2", "“甲”为 3%，大于“乙”的 2%。"),
    ],
)
def test_a_chain_says_which_link_does_not_keep_to_the_next(check: str, a: str, b: str, message: str) -> None:
    session = tiny_session(f"""
    - id: a
      title: 甲页
      body: ["甲{{a:percent}}%，乙{{b:percent}}%，丙{{c:percent}}%"]
      checks: [{{{check}}}]
    """)
    assert said(filled(session, a=a, b=b)) == [message]


def test_a_chain_that_is_kept_or_not_answered_says_nothing() -> None:
    session = tiny_session("""
    - id: a
      title: 甲页
      body: ["甲{a:percent}%，乙{b:percent}%"]
      checks: [{at_most: {fields: [1, a, b, 9]}}, {above: {fields: [b, a]}}]
    """)
    assert said(session) == []
    assert said(filled(session, a="1")) == []
    assert said(filled(session, b="9")) == []


def test_the_packs_own_message_shows_the_values() -> None:
    session = tiny_session("""
    - id: a
      title: 甲页
      body: ["收入{income:money}万元，研发费用{costs:money}万元，占比{share:percent}%"]
      fields: {share: {computed: {ratio: [costs, income]}, places: 1}}
      checks:
        - at_least: {fields: [share, 5], severity: advice, message: "{label}{value}，低于5%（收入{{含税}}）。"}
        - advise:
            field: income
            when: {all: [{field: income, below: costs}, {field: share, above: 100}]}
            message: "收入{income}少于研发费用{costs}，占比{share}。"
    """)
    assert said(filled(session, income="100", costs="4.96")) == []
    assert said(filled(session, costs="4.94")) == ["占比4.9%，低于5%（收入{含税}）。"]
    assert said(filled(session, costs="150")) == ["收入100万元少于研发费用150万元，占比150.0%。"]


def test_another_page_is_named() -> None:
    session = tiny_session(
        """
        - {id: a, title: 甲页, body: ["总数{t:count}台"]}
        - {id: b, title: 乙页, number: "1.2", body: ["总数{t:count}台"]}
        """,
        "checks: [{at_most: {fields: [a.t, b.t]}}]",
    )
    session.answer(at("b.t"), "2")
    assert said(filled(session, t="3")) == ["“总数”为 3台，大于“1.2 乙页”的“总数”的 2台。"]


YUAN = st.integers(0, 10**12)


@given(YUAN, YUAN, st.integers(-3, 3))
def test_a_sum_over_mixed_units_is_kept_exactly_when_it_is_right(one: int, other: int, off: int) -> None:
    session = filled(tiny_session(UNITS.replace("    - at_most: {fields: [a, b, t]}\n", "")))
    total = Decimal(one) + Decimal(other).scaleb(4)  # 乙 is typed in 亿元, with its 万元 behind the point
    filled(session, a=f"{one}", b=f"{Decimal(other).scaleb(-4):f}", t=f"{(total + off).scaleb(-4):f}")
    assert bool(said(session)) == bool(off)
