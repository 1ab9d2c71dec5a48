"""The check list of attachments: what is there, what is owed, what never will be, and the totals."""

from __future__ import annotations

from forms.tiny_packs import at, tiny_session

from app.forms.attachments import State, attachment, attachments
from app.forms.session import FormSession

PAGES = """
- id: a
  number: "1.1"
  title: 设备数量
  starred: true
  body: ["数量{total:count}台，协议{protocols:count}种，公开{public:yesno}"]
  evidence:
    - {id: proof, title: 数量截图, proves: [total]}
    - {id: protocol, title: 协议清单, proves: [protocols, public], required: advice}
- {id: b, title: 无附件的一页, body: ["说明{t:text}"]}
- id: c
  title: 其他材料
  clause: 申报要求
  evidence:
    - {id: licence, title: 营业执照}
    - {id: award, title: 获奖证书, required: optional}
    - {id: report, title: 审计报告, when: {field: b.t, is: 有}}
"""


def states(session: FormSession) -> dict[str, State]:
    return {str(one.path): one.state for one in attachments(session).items}


def attach(session: FormSession, item: str, name: str = "一.png", pages: int = 1, proves: str = "数量") -> None:
    cells = {"name": name, "sha256": name.encode().hex(), "size": 1, "pages": pages, "proves": proves or None}
    session.insert_rows(at(item), session.answers.row_count(at(item)), [cells])


def test_nothing_is_filled_yet() -> None:
    session = tiny_session(PAGES)
    assert states(session) == {
        "a.proof": State.LATER,
        "a.protocol": State.LATER,
        "c.licence": State.MISSING,
        "c.award": State.OPTIONAL,
        "c.report": State.NOT_ASKED,
    }
    assert attachments(session).summary == "齐 0 项 / 应附 1 项"


def test_a_figure_makes_its_proof_owed_and_nil_makes_it_pointless() -> None:
    session = tiny_session(PAGES)
    session.answer(at("a.total"), "3")
    session.answer(at("a.protocols"), "5")
    assert (states(session)["a.proof"], states(session)["a.protocol"]) == (State.MISSING, State.ADVISED)
    assert attachments(session).summary == "齐 0 项 / 应附 2 项，另建议提供 1 项"
    session.answer(at("a.total"), "无")
    session.answer(at("a.protocols"), "无")
    assert (states(session)["a.proof"], states(session)["a.protocol"]) == (State.NOT_ASKED, State.LATER)
    session.answer(at("a.public"), "否")
    assert states(session)["a.protocol"] is State.NOT_ASKED
    session.answer(at("b.t"), "有")
    assert states(session)["c.report"] is State.MISSING


def test_what_is_attached_is_counted_page_by_page() -> None:
    session = tiny_session(PAGES)
    session.answer(at("a.total"), "3")
    attach(session, "a.proof", "一.png", 1, "设备数量")
    attach(session, "a.proof", "二.pdf", 12, "")
    attach(session, "a.proof", "三.xlsx", 0, "设备清单")
    found = attachment(session, at("a.proof"))
    assert (found.state, len(found.files), found.pages) == (State.DONE, 3, 13)
    assert [(file.name, file.pages, file.proves) for file in found.files] == [
        ("一.png", 1, "设备数量"),
        ("二.pdf", 12, ""),
        ("三.xlsx", 0, "设备清单"),
    ]
    assert found.proves == ("设备数量", "设备清单")
    assert [problem.code for problem in found.problems] == ["evidence_mute"]
    assert [file.row for file in found.files] == session.answers.rows(at("a.proof"))


def test_each_item_names_the_clause_that_demands_it() -> None:
    session = tiny_session(PAGES)
    assert [one.clause for one in attachments(session).items] == ["说明3", "说明3", "申报要求", "申报要求", "申报要求"]
    [problem] = [one for one in session.problems("c") if one.path == at("c.licence")]
    assert problem.clause == attachment(session, at("c.licence")).clause


def test_the_totals_are_those_of_the_pages_together() -> None:
    session = tiny_session(PAGES)
    session.answer(at("a.total"), "3")
    attach(session, "a.proof")
    attach(session, "c.award")
    every = attachments(session)
    assert [(section.id, own.summary) for section, own in every.sections()] == [
        ("a", "齐 1 项 / 应附 1 项"),
        ("c", "齐 1 项 / 应附 2 项"),
    ]
    assert (every.done, every.owed, every.advised) == (2, 3, 0)
    assert attachments(session, [session.pack.section["b"]]).items == ()
    assert attachments(session, [session.pack.section["c"]]).summary == "齐 1 项 / 应附 2 项"


def test_nothing_is_missing_when_nothing_blocks() -> None:
    session = tiny_session(PAGES)
    for name, text in (("cover.project", "某"), ("a.total", "3"), ("a.protocols", "无"), ("a.public", "否")):
        session.answer(at(name), text)
    session.answer(at("b.t"), "文字")
    attach(session, "a.proof")
    assert not session.checklist().complete
    attach(session, "c.licence", "执照.pdf")
    assert session.checklist().complete
    assert State.MISSING not in states(session).values()


def test_files_of_a_proof_that_is_not_asked_for_any_more_are_told() -> None:
    session = tiny_session(PAGES)
    session.answer(at("b.t"), "有")
    attach(session, "c.report")
    assert states(session)["c.report"] is State.DONE
    assert attachment(session, at("c.report")).left_out == ""
    session.answer(at("b.t"), "无")
    found = attachment(session, at("c.report"))
    assert (found.state, [problem.severity for problem in found.problems]) == (State.NOT_ASKED, ["advice"])
    assert found.left_out == "不适用，所附 1 份不编入书中"
    (told,) = (one.message for one in session.checklist().problems if one.code == "evidence_unasked")
    assert told == ("按现在填写的内容，不需要“审计报告”，这一项附的 1 份材料不编入书中，用不上的请移除。")
    session.remove_rows(at("c.report"), session.answers.rows(at("c.report")))
    assert attachment(session, at("c.report")).problems == ()
