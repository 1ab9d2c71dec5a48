"""The problems of a page: what is owed, what is wrong, each named check, proofs, lists; and how it is said."""

from __future__ import annotations

from typing import Any

import pytest
from forms.field_types.test_codes import credit_code
from forms.tiny_packs import at, codes, tiny_session

from app.forms.checks.problems import MESSAGES, Problem
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL

STARRED = """
- id: a
  number: "1.1"
  title: 设备数量
  starred: true
  fields: {owner: {required: optional}, plan: {required: advice, nil: false}, public: {required: optional}}
  body:
    - "数量{total:count}台，协议{protocols:count}种"
    - "负责人：{owner:text}，计划：{plan:text}，公开：{public:yesno}"
  evidence:
    - {id: proof, title: 数量截图, proves: [total]}
    - {id: open, title: 公开证明, proves: [public], required: advice}
"""


def answered(session: FormSession, **answers: str) -> FormSession:
    """The session with these blanks of page `a` filled."""
    for name, text in answers.items():
        session.answer(FieldPath("a", name), text)
    return session


def attached(session: FormSession, item: str, name: str = "截图.png", proves: str = "数量") -> FormSession:
    """The session with a file below what is attached to an item of page `a`; files of one name are the same."""
    path = FieldPath("a", item)
    file = {"name": name, "sha256": name.encode().hex(), "size": 1, "pages": 1, "proves": proves}
    session.insert_rows(path, session.answers.row_count(path), [file])
    return session


def said(session: FormSession, section: str = "a") -> list[str]:
    return [problem.message for problem in session.problems(section)]


# -- what is owed ------------------------------------------------------------------------------


def test_an_empty_starred_page_owes_its_figures_and_no_proof_yet() -> None:
    session = tiny_session(STARRED)
    assert codes(session, "a") == [
        ("total", "required_starred"),
        ("protocols", "required_starred"),
        ("plan", "required"),
    ]
    assert [p.severity for p in session.problems("a")] == ["blocking", "blocking", "advice"]
    assert said(session)[0] == "带*项目的“数量”未填写；如果没有，请填“无”。"
    assert {p.clause for p in session.problems("a")} == {"说明3"}


def test_a_figure_is_proved_and_nil_is_not() -> None:
    session = answered(tiny_session(STARRED), total="无", protocols="0", plan="有")
    assert codes(session, "a") == []
    answered(session, total="0")
    assert codes(session, "a") == [("proof", "evidence")]
    assert said(session) == ["“数量截图”未提供：已填写的客观指标没有证明材料。"]
    assert codes(attached(session, "proof"), "a") == []
    answered(session, total="无")
    assert codes(session, "a") == [("proof", "evidence_idle")]


def test_a_file_that_is_not_said_to_prove_anything_is_told_by_its_name() -> None:
    session = answered(tiny_session(STARRED), total="3", protocols="0", plan="有")
    attached(attached(session, "proof", proves=" "), "proof", "合同.pdf", "合同金额")
    (row, _) = session.answers.rows(at("a.proof"))
    (problem,) = session.problems("a")
    assert (problem.path, problem.code, problem.severity) == (
        at(f"a.proof[{row}].proves"),
        "evidence_mute",
        "advice",
    )
    assert problem.message == "“截图.png”没有写明证明什么。"
    session.answer(problem.path, "数量")
    assert session.problems("a") == ()


TWO_PAGES = """
- id: a
  number: "1.1"
  title: 设备数量
  body: ["数量{total:count}台"]
  evidence: [{id: proof, title: 数量截图}, {id: more, title: 补充截图, required: optional, when: {field: b.t, is: 有}}]
- {id: b, title: 乙, body: ["说明{t:text}"], evidence: [{id: proof, title: 说明截图}]}
"""


def test_a_file_attached_twice_is_told_where_it_stands_the_second_time() -> None:
    session = answered(tiny_session(TWO_PAGES), total="3")
    session.answer(at("b.t"), "有")
    picture = {"name": "一.png", "sha256": "1" * 64, "size": 1, "pages": 1, "proves": "数量"}
    session.insert_rows(at("b.proof"), 0, [{**picture, "name": "二.png"}])
    assert codes(session, "b") == []
    session.insert_rows(at("a.proof"), 0, [picture])
    assert codes(session, "a") == []
    assert said(session, "b") == ["“二.png”与“1.1 设备数量”处的材料是同一个文件，书中只印一次。"]
    assert [(p.code, p.severity, p.path.column) for p in session.problems("b")] == [("evidence_twice", "advice", "")]
    session.insert_rows(at("a.proof"), 1, [{**picture, "name": "三.png"}])
    assert said(session) == ["“三.png”与“数量截图”处的材料是同一个文件，书中只印一次。"]
    session.undo()
    session.undo()
    assert codes(session, "b") == []


def test_a_copy_that_is_not_asked_for_any_more_is_no_copy() -> None:
    session = answered(tiny_session(TWO_PAGES), total="3")
    session.answer(at("b.t"), "有")
    picture = {"name": "一.png", "sha256": "1" * 64, "size": 1, "pages": 1, "proves": "数量"}
    session.insert_rows(at("a.proof"), 0, [{**picture, "sha256": "2" * 64}])
    session.insert_rows(at("a.more"), 0, [picture])
    session.insert_rows(at("b.proof"), 0, [picture])
    assert codes(session, "b") == [("proof", "evidence_twice")]
    change = session.answer(at("b.t"), "无")
    assert change is not None
    assert "b" in change.sections
    assert codes(session, "b") == []


def test_typing_looks_only_at_what_it_may_change() -> None:
    session = answered(tiny_session(TWO_PAGES), total="3")
    session.insert_rows(at("a.proof"), 0, [{"name": "一.png", "sha256": "1" * 64, "proves": "数量"}])
    session.insert_rows(at("b.proof"), 0, [{"name": "一.png", "sha256": "1" * 64, "proves": "数量"}])
    assert codes(session, "b")[-1] == ("proof", "evidence_twice")
    change = session.answer(at("a.total"), "4")
    assert change is not None
    assert change.sections == {"a"}


def test_no_states_that_there_is_nothing_to_prove() -> None:
    session = answered(tiny_session(STARRED), total="无", protocols="无", plan="有", public="否")
    assert codes(session, "a") == []
    answered(session, public="是")
    assert [(p.code, p.severity) for p in session.problems("a")] == [("evidence", "advice")]


def test_a_starred_page_without_items_of_its_own_has_the_general_one() -> None:
    session = tiny_session("""[{id: a, title: 甲, starred: true, body: ["数量{n:count}，说明{t:text}"]}]""")
    answered(session, n="无", t="文字")
    assert codes(session, "a") == []
    answered(session, n="3")
    assert codes(session, "a") == [("evidence", "evidence")]


def test_a_proof_without_a_star_is_owed_whatever_is_written() -> None:
    session = tiny_session("""
        - id: a
          title: 甲
          body: ["名称{name:text}"]
          evidence:
            - {id: licence, title: 营业执照, clause: 申报要求}
            - {id: award, title: 获奖证书, required: optional}
    """)
    assert codes(session, "a") == [("name", "required"), ("licence", "evidence_item")]
    assert session.problems("a")[1].clause == "申报要求"
    assert said(session) == ["“名称”未填写。", "“营业执照”未提供。"]


def test_a_blank_owed_only_when_asked() -> None:
    session = tiny_session("""
        - id: a
          title: 甲
          fields:
            mode: {options: [自建, {value: 合作, specify: 请注明, field: partner}]}
            why: {when: {field: mode, is: 自建}}
          body: ["方式{mode:choice}，理由{why:text}"]
          evidence: [{id: contract, title: 合作协议, when: {field: mode, is: 合作}}]
    """)
    assert codes(session, "a") == [("mode", "required")]
    assert codes(answered(session, mode="合作"), "a") == [("partner", "required"), ("contract", "evidence_item")]
    assert codes(answered(session, mode="自建"), "a") == [("why", "required")]


def test_a_page_that_does_not_apply_has_no_problems_and_keeps_its_answers() -> None:
    session = tiny_session("""
        - {id: a, title: 甲, body: ["联合体{union:yesno}"]}
        - {id: b, title: 乙, when: {field: a.union, is: 是}, body: ["牵头单位{lead:text}，数量{n:count}"]}
    """)
    answered(session, union="是")
    session.answer(at("b.n"), "很多")
    assert codes(session, "b") == [("lead", "required"), ("n", "unparsed")]
    answered(session, union="否")
    assert codes(session, "b") == []
    assert session.text(at("b.n")) == "很多"
    assert [status.section.id for status in session.checklist().statuses] == ["cover", "a"]


# -- what is wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("blank", "spec", "text", "message"),
    [
        ("{x:count}", "", "约300", "“数量”填写的“约300”读不出确切的整数，请改写。"),
        ("{x:date}", "", "三月", "“数量”填写的“三月”读不出确切的日期，请改写。"),
        ("{x:count}", "nil: false", "无", "“数量”不能填“无”。"),
        ("{x:text}", "limit: 3", "超过三个字", "“数量”已写 5 字，超过限 3 字。"),
        ("{x:count}台", "least: 5", "3", "“数量”为 3台，小于 5台。"),
        ("{x:money}", "{most: 10, unit: 万元}", "10.5", "“数量”为 10.5万元，大于 10万元。"),
        ("{x:date}", "not_before: 2022-03-09", "2022-3-8", "“数量”早于 2022年3月9日。"),
        ("{x:month}", "not_after: 2022-03-09", "2022-4", "“数量”晚于 2022年3月9日。"),
        ("{x:mobile}", "", "138", "“数量”不是 11 位手机号码：138。"),
        (
            "{x:credit_code}",
            "",
            "91110000600037341X",
            "“数量”校验不通过：91110000600037341X 不是有效的统一社会信用代码或组织机构代码。",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(blank: str, spec: str, text: str, message: str) -> None:
    spec = spec if spec.startswith("{") else f"{{{spec}}}"
    session = tiny_session(f"""[{{id: a, title: 甲, fields: {{x: {spec}}}, body: ["数量：{blank}"]}}]""")
    assert said(answered(session, x=text)) == [message]
    assert [problem.severity for problem in session.problems("a")] == ["blocking"]


def test_a_doubtful_code_is_advice() -> None:
    session = tiny_session("""[{id: a, title: 甲, body: ["代码{x:credit_code}"]}]""")
    answered(session, x=credit_code("91110000" + "600037342"))
    assert [(p.code, p.severity) for p in session.problems("a")] == [("credit_code_doubtful", "advice")]


def test_every_message_is_a_sentence_and_takes_answers_literally() -> None:
    assert [words for words in MESSAGES.values() if not words.endswith(("。", "}"))] == []
    odd = Problem(at("a.x"), "blocking", "unparsed", {"label": "{0}", "text": "{label}", "kind": "数字"})
    assert odd.message == "“{0}”填写的“{label}”读不出确切的数字，请改写。"


# -- the named checks --------------------------------------------------------------------------

FIGURES = "总数{t:count}台，甲{a:count}台，乙{b:count}台"
DATES = "开始{t:date}，中期{a:month}，结束{b:year}"

RULES: list[tuple[str, str, dict[str, str], list[str]]] = [
    (FIGURES, "sum: {parts: [a, b], total: t}", {"t": "5", "a": "2", "b": "3"}, []),
    (FIGURES, "sum: {parts: [a, b], total: t}", {"t": "5", "a": "5", "b": "无"}, []),
    (
        FIGURES,
        "sum: {parts: [a, b], total: t}",
        {"t": "5", "a": "2", "b": "2"},
        ["“总数”为 5台，而“甲”“乙”之和为 4台，两者应相等。"],
    ),
    (
        FIGURES,
        "sum: {parts: [a, b], total: t}",
        {"t": "无", "a": "2", "b": "2"},
        ["“总数”为 无，而“甲”“乙”之和为 4台，两者应相等。"],
    ),
    (FIGURES, "at_most: {fields: [a, b, t]}", {"t": "5", "a": "5", "b": "5"}, []),
    (
        FIGURES,
        "at_most: {fields: [a, b, t]}",
        {"t": "5", "a": "7", "b": "6"},
        ["“甲”为 7台，大于“乙”的 6台。", "“乙”为 6台，大于“总数”的 5台。"],
    ),
    (DATES, "order: {fields: [t, a, b]}", {"t": "2022-03-21", "a": "2022-03", "b": "2022"}, []),
    (DATES, "order: {fields: [t, a, b]}", {"t": "2022-04-01", "a": "2022-03", "b": "2022"}, ["“开始”晚于“中期”。"]),
    (DATES, "not_before: {fields: [t, a], day: 2022-03-31}", {"t": "2022-03-31", "a": "2022-03", "b": "2022"}, []),
    (
        DATES,
        "not_before: {fields: [t, a, b], day: 2022-03-09}",
        {"t": "2022-03-08", "a": "2022-02", "b": "2022"},
        ["“开始”早于 2022年3月9日。", "“中期”早于 2022年3月9日。"],
    ),
    (
        DATES,
        "not_after: {fields: [b], day: 2022-03-09}",
        {"t": "2022-03-08", "a": "2022-02", "b": "2023"},
        ["“结束”晚于 2022年3月9日。"],
    ),
    (
        FIGURES,
        "advise: {field: t, when: {field: a, answered: true}, message: 请核对甲。}",
        {"t": "1", "a": "1", "b": "1"},
        ["请核对甲。"],
    ),
]


@pytest.mark.parametrize(("words", "rule", "answers", "messages"), RULES)
def test_a_named_check_says_what_does_not_agree(
    words: str, rule: str, answers: dict[str, str], messages: list[str]
) -> None:
    session = tiny_session(f"""
        - id: a
          title: 甲
          body: ["{words}"]
          checks: [{rule}]
    """)
    assert said(answered(session, **answers)) == messages


def test_a_check_waits_for_the_figures_it_needs() -> None:
    session = tiny_session(f"""
        - {{id: a, title: 甲, body: ["{FIGURES}"], checks: [sum: {{parts: [a, b], total: t}}]}}
    """)
    for known in ({"t": "5"}, {"a": "9"}, {"b": "约3"}):
        answered(session, **known)
        assert "sum" not in [problem.code for problem in session.problems("a")]


def test_a_check_has_its_own_words_weight_clause_and_condition() -> None:
    session = tiny_session(f"""
        - id: a
          title: 甲
          body: ["{FIGURES}", "联合体{{union:yesno}}"]
          checks:
            - at_most:
                fields: [a, t]
                severity: advice
                clause: 申报要求
                message: 请核对总数。
                when: {{field: union, is: 否}}
    """)
    answered(session, t="1", a="2", b="0", union="是")
    assert session.problems("a") == ()
    answered(session, union="否")
    (found,) = session.problems("a")
    assert (found.message, found.severity, found.clause) == ("请核对总数。", "advice", "申报要求")


def test_a_blank_that_is_not_asked_breaks_no_check() -> None:
    session = tiny_session(f"""
        - id: a
          title: 甲
          fields: {{a: {{when: {{field: union, is: 是}}}}}}
          body: ["{FIGURES}", "联合体{{union:yesno}}"]
          checks:
            - at_most: {{fields: [a, t]}}
            - advise: {{field: a, when: {{field: t, answered: true}}, message: 请核对甲。}}
    """)
    answered(session, t="1", a="2", b="0", union="是")
    assert said(session) == ["“甲”为 2台，大于“总数”的 1台。", "请核对甲。"]
    answered(session, union="否")
    assert said(session) == []


def test_a_condition_of_a_check_is_read_on_the_page_that_states_it() -> None:
    session = tiny_session("""
        - {id: a, title: 甲, body: ["总数{total:count}，类别{kind:text}"]}
        - id: b
          title: 乙
          body:
            - "类别{kind:text}"
            - list: {field: rows, label: 清单, columns: [{id: name, label: 名称, type: text}]}
          checks: [list_total: {list: rows, total: a.total, when: {field: kind, is: 全部}}]
    """)
    session.insert_rows(at("b.rows"), 0, [{"name": "甲"}])
    answered(session, total="2", kind="全部")
    assert said(session) == []
    session.answer(at("b.kind"), "全部")
    assert said(session) == ["“总数”为 2，而“清单”的行数为 1，两者不一致。"]


# -- lists -------------------------------------------------------------------------------------

LIST = """
- id: a
  title: 清单页
  body:
    - "下限{low:count}，总数{total:count}"
    - list:
        field: rows
        label: 设备清单
        electronic: true
        columns:
          - {id: name, label: 名称, type: text, required: blocking}
          - {id: quantity, label: 数量, type: count}
          - id: cloud
            label: 接入方式
            type: choice
            options: [公有云, 私有云]
            when: {field: low, answered: true}
            required: advice
  checks:
    - list_total: {list: rows, column: quantity, total: total, severity: advice}
    - at_most: {fields: [low, rows.quantity]}
"""
ROWS = at("a.rows")


def list_session(*rows: dict[str, Any]) -> FormSession:
    session = answered(tiny_session(LIST), low="无", total="无")
    session.set({at("a.low"): None, at("a.total"): None})
    session.insert_rows(ROWS, 0, rows)
    return session


def of_list(session: FormSession) -> list[tuple[str, str]]:
    return [found for found in codes(session, "a") if found[0].startswith("rows")]


def test_a_list_owes_a_row_or_says_why_not() -> None:
    session = list_session()
    assert of_list(session) == [("rows", "required_list")]
    session.set({ROWS: NIL})
    assert of_list(session) == []
    session.set({ROWS: None, at("a.rows_electronic"): True})
    assert of_list(session) == []


def test_a_row_owes_its_required_columns_and_is_not_empty() -> None:
    session = list_session({"quantity": 3}, {}, {"name": "机床", "quantity": 1})
    assert of_list(session) == [("rows.name", "required"), ("rows", "row_empty")]
    assert [p.severity for p in session.problems("a") if p.path.field == "rows"] == ["blocking", "advice"]


def test_a_total_is_compared_once_every_row_has_its_figure() -> None:
    session = list_session({"name": "甲", "quantity": 3}, {"name": "乙"})
    answered(session, total="5")
    assert "list_total" not in dict(codes(session, "a")).values()
    session.answer(ROWS.at(session.answers.rows(ROWS)[1], "quantity"), "约2")
    assert ("total", "list_total") not in codes(session, "a")
    session.answer(ROWS.at(session.answers.rows(ROWS)[1], "quantity"), "1")
    assert "“总数”为 5，而“设备清单”中“数量”之和为 4，两者不一致。" in said(session)
    answered(session, total="4")
    assert ("total", "list_total") not in codes(session, "a")


def test_a_check_between_a_blank_and_a_column_shows_in_each_row() -> None:
    session = answered(list_session({"name": "甲", "quantity": 3}, {"name": "乙", "quantity": 9}), low="5")
    first = session.answers.rows(ROWS)[0]
    assert [p.path for p in session.problems("a") if p.code == "at_most"] == [ROWS.at(first, "quantity")]
    answered(session, low="2")
    assert ("rows.quantity", "at_most") not in codes(session, "a")


def test_a_column_is_owed_only_when_asked() -> None:
    session = list_session({"name": "甲", "quantity": 3})
    assert of_list(session) == []
    answered(session, low="1")
    assert of_list(session) == [("rows.cloud", "required")]
