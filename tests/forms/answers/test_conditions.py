"""Conditions: each form of the tree, each type of blank, and blanks that are themselves not asked."""

from __future__ import annotations

import pytest
from forms.tiny_packs import at, tiny_session

from app.forms.session import FormSession

PAGES = """
- id: a
  title: 甲页
  fields:
    mode: {options: [自建, {value: 合作共建, specify: 请注明, field: partner}]}
    areas: {options: [研发, 生产]}
    listed: {options: [有, 无]}
  body:
    - "建设方式：{mode:choice}"
    - "领域：{areas:choices}，上市：{listed:choice}，联合体：{union:yesno}"
    - "数量：{number:count}，金额：{amount:money}，建设时间：{started:month}"
- id: b
  title: 乙页
  when: CONDITION
  body: ["说明：{words:text}"]
"""


def session(condition: str) -> FormSession:
    return tiny_session(PAGES.replace("CONDITION", condition))


def applies(session: FormSession) -> bool:
    return session.applies(session.pack.section["b"])


@pytest.mark.parametrize(
    ("condition", "field", "fits", "not_"),
    [
        ("{field: a.mode, is: 自建}", "a.mode", "自建", "合作共建"),
        ("{field: a.areas, is: 生产}", "a.areas", "研发、生产", "研发"),
        ("{field: a.listed, is: 无}", "a.listed", "无", "有"),
        ("{field: a.union, is: 是}", "a.union", "是", "否"),
        ("{field: a.union, is: 否}", "a.union", "否", ""),
        ("{field: a.number, is: 3}", "a.number", "３", "30"),
        ("{field: a.number, is: 无}", "a.number", "无", "0"),
        ("{field: a.amount, is: '1.5'}", "a.amount", "1.50", "15"),
        ("{field: a.started, is: 2022-03}", "a.started", "2022年3月", "2022年4月"),
        ("{field: a.number, answered: true}", "a.number", "无", ""),
        ("{field: a.number, answered: false}", "a.number", "", "0"),
        ("{not: {field: a.union, is: 是}}", "a.union", "否", "是"),
    ],
)
def test_a_condition_reads_what_was_answered(condition: str, field: str, fits: str, not_: str) -> None:
    one = session(condition)
    one.answer(at(field), fits)
    assert applies(one)
    one.answer(at(field), not_)
    assert not applies(one)


def test_all_any_and_not_are_what_they_say() -> None:
    both = session("{all: [{field: a.union, is: 是}, {field: a.number, answered: true}]}")
    either = session("{any: [{field: a.union, is: 是}, {field: a.number, answered: true}]}")
    for one in (both, either):
        one.answer(at("a.union"), "是")
    assert (applies(both), applies(either)) == (False, True)
    both.answer(at("a.number"), "1")
    assert applies(both)


def test_a_blank_that_is_not_asked_counts_as_not_answered() -> None:
    one = session("{field: a.partner, answered: true}")
    one.answer(at("a.mode"), "合作共建")
    one.answer(at("a.partner"), "某大学")
    assert applies(one)
    one.answer(at("a.mode"), "自建")
    assert not applies(one)
    assert one.value(at("a.partner")) == "某大学"
    assert one.printed(at("a.partner")) == ""
    one.answer(at("a.mode"), "合作共建")
    assert (applies(one), one.printed(at("a.partner"))) == (True, "某大学")


def test_blanks_of_a_page_that_does_not_apply_are_not_asked() -> None:
    one = session("{field: a.union, is: 是}")
    assert not one.asked(at("b.words"))
    one.answer(at("a.union"), "是")
    assert one.asked(at("b.words"))


def test_conditions_that_ask_for_each_other_come_to_an_end() -> None:
    one = tiny_session("""
        - id: a
          title: 甲页
          fields: {x: {when: {field: y, answered: true}}, y: {when: {field: x, answered: true}}}
          body: ["甲{x:text}，乙{y:text}"]
    """)
    assert not one.asked(at("a.x"))
    one.answer(at("a.x"), "有")
    one.answer(at("a.y"), "有")
    assert one.asked(at("a.x"))
    assert one.asked(at("a.y"))
