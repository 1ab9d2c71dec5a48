"""What is owed only while a condition holds: blanks, long texts, lists, columns and proofs, live."""

from __future__ import annotations

import pytest
from forms.tiny_packs import at, tiny_pack, tiny_session

from app.errors import PackError
from app.forms.attachments import State, attachment
from app.forms.checks.checklist import Mark
from app.forms.session import FormSession

PAGES = """
- id: a
  title: 甲页
  fields: {listed: {required: optional}}
  body: ["是否上市：{listed:yesno}", "收入：{revenue:money}万元"]
- id: b
  title: 乙页
  fields:
    stock: {required: {when: {field: a.listed, is: 是}}}
    code: {required: {when: {field: a.listed, is: 是}, then: advice, else: blocking}}
  body:
    - "股票代码：{stock:text}，登记代码：{code:text}"
    - prose: {field: plan, label: 计划, required: {when: {field: a.revenue, above: 100}, then: blocking, else: advice}}
    - list:
        field: rows
        label: 清单
        required: {when: {field: a.listed, is: 是}}
        columns:
          - {id: name, label: 名称, type: text}
          - {id: since, label: 时间, type: month, required: {when: {field: a.listed, is: 是}, then: advice}}
  evidence:
    - {id: proof, title: 上市证明, required: {when: {field: a.listed, is: 是}}}
"""


def owed(session: FormSession) -> dict[str, str]:
    """What page b owes, by blank, and how much."""
    found = [problem for problem in session.problems("b") if problem.missing]
    return {problem.path.column or problem.path.field: problem.severity for problem in found}


def test_what_is_owed_follows_the_condition_and_changes_with_it() -> None:
    session = tiny_session(PAGES)
    assert owed(session) == {"code": "blocking", "plan": "advice"}
    changes = session.answer(at("a.listed"), "是")
    assert changes is not None
    assert "b" in changes.sections
    assert owed(session) == {
        "stock": "blocking", "code": "advice", "plan": "advice", "rows": "blocking", "proof": "blocking",
    }  # fmt: skip
    session.answer(at("a.revenue"), "100.01")
    assert owed(session)["plan"] == "blocking"
    session.answer(at("a.listed"), "否")
    assert owed(session) == {"code": "blocking", "plan": "blocking"}
    session.undo()
    assert owed(session)["stock"] == "blocking"


def test_a_column_is_owed_in_every_row_while_the_condition_holds() -> None:
    session = tiny_session(PAGES)
    session.insert_rows(at("b.rows"), 0, [{"name": "甲"}])
    assert "since" not in owed(session)
    session.answer(at("a.listed"), "是")
    assert owed(session)["since"] == "advice"
    session.answer(at("a.listed"), "否")
    assert "since" not in owed(session)


def test_the_mark_and_the_list_of_proofs_follow() -> None:
    session = tiny_session(PAGES)
    page = session.pack.section["b"]
    session.answer(at("b.code"), "1")
    assert session.status(page).mark is Mark.DONE
    assert attachment(session, at("b.proof")).state is State.OPTIONAL
    session.answer(at("a.listed"), "是")
    assert session.status(page).mark is Mark.PARTIAL
    assert session.status(page).summary == "缺 2 项内容、1 项证明材料；1 处提示"
    assert attachment(session, at("b.proof")).state is State.MISSING


@pytest.mark.parametrize(
    ("required", "reason"),
    [
        ("{when: {field: gone, is: 是}}", "条件里的 gone 不存在"),
        ("{when: {field: u, is: 也许}}", "只能是 是 或 否"),
        ("{then: blocking}", "缺少这个键"),
        ("{when: {field: u, is: 是}, otherwise: advice}", "不认识这个键"),
        ("{when: {field: u, is: 是}, then: must}", "只能是"),
        ("often", "只能是"),
    ],
)
def test_a_demand_that_means_nothing_is_refused(required: str, reason: str) -> None:
    with pytest.raises(PackError) as caught:
        tiny_pack(f"""
        - {{id: p, title: 甲页, fields: {{x: {{required: {required}}}}}, body: ["上市{{u:yesno}}，代码{{x:text}}"]}}
        """)
    assert reason in caught.value.reason
