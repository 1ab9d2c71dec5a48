"""The check list: marks, what is missing in words, what only people can check."""

from __future__ import annotations

from forms.tiny_packs import at, tiny_session

from app.forms.checks.checklist import Mark
from app.forms.session import FormSession

PAGES = """
- id: a
  number: "1.1"
  title: 设备数量
  starred: true
  fields: {note: {required: advice}}
  body: ["数量{n:count}台，协议{m:count}种，备注{note:text}"]
- {id: b, title: 说明, body: [只有文字的一页]}
- id: c
  title: 承诺
  body:
    - "单位：{who:text}"
    - seal: {words: 公章：, what: seal, who: 申报单位}
    - seal: {words: "　年　月　日", what: date, who: 申报单位}
    - seal: {words: 签字：, what: signature}
"""


def marks(session: FormSession) -> dict[str, Mark]:
    return {status.section.id: status.mark for status in session.checklist().statuses}


def summary(session: FormSession, section: str) -> str:
    return session.status(session.pack.section[section]).summary


def test_a_page_never_touched_is_not_started_and_not_wrong() -> None:
    session = tiny_session(PAGES)
    assert marks(session) == {"cover": Mark.UNTOUCHED, "a": Mark.UNTOUCHED, "b": Mark.DONE, "c": Mark.UNTOUCHED}
    assert summary(session, "a") == "缺 2 项内容；1 处提示"


def test_the_mark_follows_what_is_typed() -> None:
    session = tiny_session(PAGES)
    session.answer(at("a.n"), "约3")
    assert (marks(session)["a"], summary(session, "a")) == (
        Mark.FAULTY,
        "缺 1 项内容、1 项证明材料；1 处待修正；1 处提示",
    )
    session.answer(at("a.n"), "3")
    assert (marks(session)["a"], summary(session, "a")) == (Mark.PARTIAL, "缺 1 项内容、1 项证明材料；1 处提示")
    session.answer(at("a.m"), "无")
    session.insert_rows(at("a.evidence"), 0, [{"name": "截图.png", "proves": "数量"}])
    assert (marks(session)["a"], summary(session, "a")) == (Mark.DONE, "1 处提示")
    session.answer(at("a.note"), "齐")
    assert summary(session, "a") == "已完成"
    while session.undo():
        pass
    assert marks(session)["a"] is Mark.UNTOUCHED


def test_it_is_complete_when_nothing_blocks() -> None:
    session = tiny_session(PAGES)
    for name in ("cover.project", "a.n", "a.m", "c.who"):
        session.answer(at(name), "无")
    checklist = session.checklist()
    assert checklist.complete
    assert checklist.done == 4
    assert [problem.code for problem in checklist.problems] == ["required"]


def test_what_no_program_can_check_is_listed() -> None:
    session = tiny_session(PAGES, "submission: {printing: [请双面打印并胶装]}")
    assert session.checklist().by_hand == (
        "填写内容与证明材料一致、真实，复印件清晰可辨",
        "印章、签字是否齐全、正确：承诺：公章（申报单位）",
        "印章、签字是否齐全、正确：承诺：签字",
        "请双面打印并胶装",
    )
