"""Words are replaced in the answers as one step that was looked at before, and in nothing else."""

from __future__ import annotations

import pytest
from forms.tiny_packs import at, tiny_session

from app.declaration.finding.replacing import Replacing, plan, replace
from app.forms.session import FormSession
from app.forms.values import NIL

PAGES = """
- id: a
  title: 甲
  fields: {kind: {options: [云端, 本地]}}
  body:
    - "名称{name:text}，数量{n:count}台，方式{kind:choice}"
    - prose: {field: words, label: 说明}
    - list:
        field: rows
        label: 清单
        columns: [{id: what, label: 设备, type: text}, {id: n, label: 台数, type: count}]
- {id: b, title: 乙, body: ["单位{who:text}"]}
"""


@pytest.fixture
def session() -> FormSession:
    session = tiny_session(PAGES)
    said = {"a.name": "云平台", "a.words": "云上的\n云平台 Cloud", "a.kind": "云端", "a.n": "12", "b.who": "白云公司"}
    for name, text in said.items():
        session.answer(at(name), text)
    session.insert_rows(at("a.rows"), 0, [{"what": "云网关", "n": 12}, {"what": "机床"}])
    return session


def planned(session: FormSession, old: str, new: str, **how: object) -> Replacing:
    found = plan(session, old, new, **how)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_what_would_change_is_told_before(session: FormSession) -> None:
    found = planned(session, "云", "智")
    assert [(one.title, one.old, one.new, one.count) for one in found.found] == [
        ("甲 · 名称", "云平台", "智平台", 1),
        ("甲 · 说明", "云上的\n云平台 Cloud", "智上的\n智平台 Cloud", 2),
        ("甲 · 第 1 行 · 设备", "云网关", "智网关", 1),
        ("乙 · 单位", "白云公司", "白智公司", 1),
    ]
    assert (found.count, found.others) == (5, 1)
    assert session.text(at("a.name")) == "云平台"


def test_it_is_made_as_one_step_that_is_taken_back_as_one(session: FormSession) -> None:
    before = dict(session.answers.items())
    changes = replace(session, planned(session, "云", "智").found, "替换")
    assert changes is not None
    assert changes.why == "替换"
    assert session.text(at("b.who")) == "白智公司"
    session.undo()
    assert dict(session.answers.items()) == before


def test_figures_options_and_a_stated_nothing_are_never_changed_in_part(session: FormSession) -> None:
    session.answer(at("b.who"), "无")
    assert session.value(at("b.who")) is NIL
    for words, others in (("1", 2), ("端", 1), ("无", 1)):
        found = planned(session, words, "x")
        assert (found.found, found.others) == ((), others)


def test_capitals_count_only_where_that_is_wished(session: FormSession) -> None:
    assert planned(session, "ｃloud", "云").count == 1
    assert planned(session, "cloud", "云", exact=True).count == 0


def test_some_pages_alone_can_be_looked_at(session: FormSession) -> None:
    assert [one.title for one in planned(session, "云", "", sections=["b"]).found] == ["乙 · 单位"]


def test_an_answer_that_is_taken_away_whole_is_empty_then(session: FormSession) -> None:
    replace(session, planned(session, "云平台", "").found, "")
    assert session.value(at("a.name")) is None


def test_what_was_changed_since_it_was_looked_at_stays(session: FormSession) -> None:
    found = planned(session, "云", "智")
    session.answer(at("a.name"), "云台")
    replace(session, found.found, "")
    assert (session.text(at("a.name")), session.text(at("b.who"))) == ("云台", "白智公司")


def test_it_can_be_stopped_and_nothing_is_found_for_nothing(session: FormSession) -> None:
    assert plan(session, "云", "智", cancelled=lambda: True) is None
    assert planned(session, " ", "智").found == ()
