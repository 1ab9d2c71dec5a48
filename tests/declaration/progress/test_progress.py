"""How much of each page is done, item by item, and of what each colleague has."""

from __future__ import annotations

from datetime import date

import pytest
from forms.tiny_packs import at, tiny_session

from app.declaration.progress.pages import Amount, PageProgress, finished, parts, progress, total
from app.declaration.sharing.loans import new_loan
from app.forms.session import FormSession

PAGES = """
- id: a
  number: "1.1"
  title: 设备数量
  starred: true
  fields: {note: {required: optional}, twice: {computed: {sum: [n, n]}}}
  body:
    - "数量{n:count}台，协议{m:count}种，备注{note:text}，两倍{twice:count}"
- id: rows
  title: 清单
  body:
    - list:
        field: list
        label: 清单
        columns: [{id: name, label: 名称, type: text, required: blocking}, {id: n, label: 数量, type: count}]
- {id: b, title: 只有文字, body: [只有文字的一页]}
- {id: c, title: 联合体, when: {field: a.n, is: "9"}, body: ["单位{who:text}"]}
"""


@pytest.fixture
def session() -> FormSession:
    return tiny_session(PAGES)


def page(session: FormSession, name: str) -> PageProgress:
    return next(one for one in progress(session) if one.section.id == name)


def test_what_is_owed_is_counted_by_items_and_what_is_optional_or_computed_is_none(session: FormSession) -> None:
    assert page(session, "a").amount == Amount(asked=2)
    session.answer(at("a.note"), "备注")
    assert page(session, "a").amount == Amount(asked=2)


def test_a_proof_counts_once_there_is_something_to_prove(session: FormSession) -> None:
    session.answer(at("a.n"), "5")
    assert (page(session, "a").amount, page(session, "a").proofs) == (Amount(3, 1), Amount(1, 0))
    session.insert_rows(at("a.evidence"), 0, [{"name": "a.pdf", "proves": "数量"}])
    assert (page(session, "a").amount, page(session, "a").proofs) == (Amount(3, 2), Amount(1, 1))
    session.answer(at("a.m"), "无")
    assert page(session, "a").amount.percent == 100


def test_what_is_given_but_wrong_is_told_apart_from_what_is_owed(session: FormSession) -> None:
    session.answer(at("a.n"), "约3")
    amount = page(session, "a").amount
    assert (amount.wrong, amount.done) == (1, 0)


def test_a_list_with_a_hole_is_one_item_to_mend(session: FormSession) -> None:
    assert page(session, "rows").amount == Amount(asked=1)
    session.insert_rows(at("rows.list"), 0, [{"name": "甲"}, {"n": 2}])
    assert page(session, "rows").amount == Amount(asked=1, wrong=1)
    session.answer(at("rows.list").at(session.answers.rows(at("rows.list"))[1], "name"), "乙")
    assert page(session, "rows").amount == Amount(asked=1, done=1)


def test_a_page_that_asks_nothing_is_done_and_one_that_does_not_apply_is_not_counted(session: FormSession) -> None:
    assert page(session, "b").amount.percent == 100
    assert [one.section.id for one in progress(session)] == ["cover", "a", "rows", "b"]
    assert finished(progress(session)) == 1


def test_the_whole_is_the_sum_of_its_pages_and_100_percent_only_when_all_is_done(session: FormSession) -> None:
    session.answer(at("cover.project"), "甲")
    assert total(progress(session)) == Amount(asked=4, done=1)
    assert Amount(1000, 999).percent == 99
    assert (Amount(1200, 1100).words, Amount().percent) == ("1,100 / 1,200 项", 100)


def test_each_colleague_has_the_pages_of_a_loan_and_the_rest_is_nobody_elses(session: FormSession) -> None:
    late = new_loan("李工", ["a"], "王", "2026-11-01T08:00:00Z", "2026-11-10")
    open_ = new_loan("赵工", ["rows"], "王", "2026-11-01T08:00:00Z", "")
    session.answer(at("a.n"), "无")
    found = parts(progress(session), {"a": late, "rows": open_})
    assert [part.loan.to if part.loan else "" for part in found] == ["", "李工", "赵工"]
    assert [part.amount for part in found] == [Amount(1), Amount(2, 1), Amount(1)]
    today = date(2026, 11, 20)
    assert [part.late(today) for part in found] == [False, True, False]
