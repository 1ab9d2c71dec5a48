"""Facts: what blanks mean the same, and two blanks of one form that state one fact differently."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from forms.tiny_packs import at, blank, codes, tiny_pack, tiny_session, tiny_yaml

from app.errors import PackError
from app.files import resource
from app.forms.answers.facts import agree, stated_before, stated_by, unit_of
from app.forms.pack.agreement.facts import common_facts
from app.forms.pack.agreement.units import power_between
from app.forms.pack.fields import Field
from app.forms.pack.loader import load_pack, parse_pack
from app.forms.pack.pack import Pack
from app.forms.values import NIL, Month, Unparsed, Value

PACKS = sorted(file.stem for file in resource("forms").glob("*.yaml"))


def asked(kind: str, unit: str = "", **known: object) -> Field:
    return blank(kind, unit=unit, fact={"id": "some.fact"}, **known)


@pytest.mark.parametrize(
    ("one", "value", "other", "stated", "agrees"),
    [
        (asked("text"), "某公司", asked("text"), "某公司 ", True),
        (asked("text"), "ＡＢ（甲）", asked("prose"), "AB(甲)", True),
        (asked("text"), "甲", asked("text"), "乙", False),
        (asked("text"), None, asked("text"), "乙", True),
        (asked("text"), NIL, asked("text"), "乙", False),
        (asked("text"), NIL, asked("text"), None, True),
        (asked("text"), NIL, asked("text"), NIL, True),
        (asked("money", "万元"), Decimal("12000"), asked("money", "亿元"), Decimal("1.20"), True),
        (asked("money", "万元"), Decimal("12000"), asked("money", "亿元"), Decimal("1.21"), False),
        (asked("count", "个"), 0, asked("count", "个"), NIL, True),
        (asked("count", "个"), 3, asked("count", "个"), NIL, False),
        (asked("count", "个"), 3, asked("count", "种"), 4, True),
        (asked("count", "个"), 3, asked("decimal", "个"), Decimal("3.0"), True),
        (asked("count", "个"), Unparsed("约3"), asked("count", "个"), 4, True),
        (asked("date"), date(2015, 3, 9), asked("month"), Month(2015, 3), True),
        (asked("year"), 2015, asked("month"), Month(2015, 3), True),
        (asked("date"), date(2015, 3, 9), asked("month"), Month(2015, 4), False),
        (asked("yesno"), True, asked("choice", options=["是", "否"]), "否", False),
        (asked("choice", options=["甲", "乙"]), "甲", asked("choice", options=["甲", "丙"]), "丙", True),
        (asked("choice", options=["甲", "乙"]), "甲", asked("text"), "乙", True),
        (asked("date"), date(2015, 3, 9), asked("text"), "去年", True),
    ],
)
def test_two_answers_agree_unless_both_cannot_be_true(
    one: Field, value: Value | None, other: Field, stated: Value | None, agrees: bool
) -> None:
    assert agree(one, value, other, stated) is agrees
    assert agree(other, stated, one, value) is agrees


def test_a_figure_is_in_the_unit_of_its_fact_or_its_blank_or_its_type() -> None:
    assert unit_of(blank("money", fact={"id": "a.b", "unit": "亿元"})) == "亿元"
    assert unit_of(blank("count", unit="个", fact="a.b")) == "个"
    assert (unit_of(blank("money")), unit_of(blank("percent")), unit_of(blank("count"))) == ("万元", "%", "")


CONTENTS = """
- id: a
  title: 甲
  fields:
    name: {fact: applicant.name}
    income: {fact: {id: applicant.sales, year: 2021, unit: 万元}}
  body: ["企业名称{name:text}，收入{income:money}万元"]
- id: b
  title: 乙
  fields:
    mode: {options: [有, 没有]}
    owner: {fact: applicant.name, when: {field: mode, is: 有}}
    total: {fact: {id: applicant.sales, year: 2021, unit: 亿元}}
    before: {fact: {id: applicant.sales, year: 2020, unit: 亿元}}
  body: ["方式{mode:choice}，建设主体{owner:text}，合计{total:money}亿元，前年{before:money}亿元"]
- id: c
  title: 丙
  fields: {who: {fact: applicant.name}}
  body: ["单位{who:text}"]
"""


def test_one_fact_stated_differently_is_advice_at_the_later_blank() -> None:
    session = tiny_session(CONTENTS)
    session.answer(at("a.name"), "甲公司")
    session.answer(at("c.who"), "乙公司")
    assert ("name", "fact_conflict") not in codes(session, "a")
    (problem,) = session.problems("c")
    assert (problem.path, problem.code, problem.severity) == (at("c.who"), "fact_conflict", "advice")
    assert problem.message == "“企业名称”与“单位”填写不一致：前者为“甲公司”，后者为“乙公司”。"


def test_the_finding_goes_when_either_blank_is_changed() -> None:
    session = tiny_session(CONTENTS)
    session.answer(at("a.name"), "甲公司")
    session.answer(at("c.who"), "乙公司")
    changes = session.answer(at("a.name"), "乙公司")
    assert changes is not None
    assert "c" in changes.sections
    assert codes(session, "c") == []
    session.answer(at("c.who"), "丙公司")
    assert codes(session, "c") == [("who", "fact_conflict")]
    session.answer(at("c.who"), "无")
    assert codes(session, "c") == [("who", "fact_conflict")]
    session.answer(at("c.who"), "")
    assert codes(session, "c") == [("who", "required")]


def test_a_blank_that_is_not_asked_contradicts_nothing() -> None:
    session = tiny_session(CONTENTS)
    session.answer(at("b.mode"), "有")
    session.answer(at("b.owner"), "乙公司")
    session.answer(at("c.who"), "丙公司")
    assert codes(session, "c") == [("who", "fact_conflict")]
    session.answer(at("b.mode"), "没有")
    assert codes(session, "c") == []


def test_figures_are_compared_across_units_and_only_within_one_year() -> None:
    session = tiny_session(CONTENTS)
    session.answer(at("a.income"), "12000")
    session.answer(at("b.before"), "9")
    session.answer(at("b.total"), "1.2")
    assert ("total", "fact_conflict") not in codes(session, "b")
    session.answer(at("b.total"), "1.3")
    (problem,) = [problem for problem in session.problems("b") if problem.code == "fact_conflict"]
    assert problem.path == at("b.total")
    assert "前者为“12000万元”，后者为“1.3亿元”" in problem.message


def test_long_texts_are_shown_by_their_beginning() -> None:
    session = tiny_session(CONTENTS)
    session.answer(at("a.name"), "长" * 200)
    session.answer(at("c.who"), "短")
    (problem,) = session.problems("c")
    assert len(problem.message) < 80


def test_typing_into_a_blank_looks_again_only_at_what_states_the_same_fact() -> None:
    session = tiny_session(CONTENTS)
    changes = session.answer(at("c.who"), "甲")
    assert changes is not None
    assert changes.sections == {"c"}
    changes = session.answer(at("a.income"), "5")
    assert changes is not None
    assert changes.sections == {"a", "b"}


def test_lists_state_facts_but_are_not_held_against_each_other() -> None:
    rows = "- list: {{field: {0}, label: 清单, fact: x.rows, columns: [{{id: n, label: 名, type: text, fact: x.n}}]}}"
    contents = "\n".join(
        f"- id: {name}\n  title: 页\n  body:\n    {rows.format(name + '_rows')}" for name in ("a", "b")
    )
    pack = tiny_pack(contents)
    assert [str(stated.path) for stated in stated_by(pack)] == ["a.a_rows", "b.b_rows"]
    assert stated_before(pack) == {}


def test_a_fact_in_a_larger_unit_than_its_blank_is_refused() -> None:
    with pytest.raises(PackError, match=r"亿元.*万元.*大小不同"):
        tiny_pack(
            "- {id: a, title: 甲, fields: {x: {fact: {id: a.b, unit: 亿元}}}, body: ['收入{x:money}万元']}",
        )


def test_the_common_facts_have_names_and_know_what_changes_every_year() -> None:
    facts = common_facts()
    assert facts["applicant.sales"].yearly
    assert not facts["applicant.name"].yearly
    assert all(fact.name for fact in facts.values())


@pytest.mark.parametrize("name", PACKS)
def test_every_fact_of_a_pack_is_a_common_one_and_its_unit_goes_with_that(name: str) -> None:
    pack, facts = load_pack(resource("forms", f"{name}.yaml")), common_facts()
    stated = list(stated_by(pack))
    assert [str(one.path) for one in stated if one.key.id not in facts] == []
    figures = [one for one in stated if one.field.is_figure and facts[one.key.id].unit]
    strange = [one for one in figures if power_between(unit_of(one.field), facts[one.key.id].unit, one.key.id) is None]
    assert [(str(one.path), unit_of(one.field), facts[one.key.id].unit) for one in strange] == []


def test_a_fact_that_nobody_declared_is_refused_with_the_nearest_known() -> None:
    page = "- {id: a, title: 甲, fields: {x: {fact: applicant.nmae}}, body: ['名称：{x:text}']}"
    with pytest.raises(PackError, match=r"事实 applicant\.nmae 没有登记，是不是 applicant\.name？"):
        tiny_pack(page)


def test_a_pack_may_declare_facts_of_its_own() -> None:
    pack = load_own("rd.projects: {name: 研发项目数, unit: 个, yearly: true}")
    assert pack.facts["rd.projects"].yearly


def load_own(facts: str) -> Pack:
    page = "- {id: a, title: 甲, fields: {x: {fact: {id: rd.projects, year: 2021}}}, body: ['共{x:count}个']}"
    text = re.sub(r"^facts:.*?\n(?=cover)", f"facts: {{{facts}}}\n", tiny_yaml(page), flags=re.S | re.M)
    return parse_pack(text.encode(), "own.yaml")
