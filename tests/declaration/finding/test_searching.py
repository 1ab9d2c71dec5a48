"""Words are found wherever a person could look for them, in either width and in capitals or not."""

from __future__ import annotations

import pytest
from forms.tiny_packs import at, tiny_session

from app.declaration.finding.matching import Wanted, plain
from app.declaration.finding.places import Found, Kind
from app.declaration.finding.searching import search
from app.declaration.remarks.remarks import Answer, Remark
from app.forms.session import FormSession

PAGES = """
- id: a
  number: "1.1"
  title: 设备数量
  starred: true
  help: 由设备科填写
  fields: {total: {help: 以台账为准}}
  body:
    - "数量{total:count}台，名称{name:text}，日期{day:date}"
    - note: 不含外协设备
    - prose: {field: words, label: 说明}
    - list:
        field: rows
        label: 清单
        columns: [{id: what, label: 设备名称, type: text}, {id: n, label: 台数, type: count}]
  evidence: [{id: proof, title: 截图}]
- {id: b, title: 另一页, starred: true, body: ["甲{x:text}"]}
"""


@pytest.fixture
def session() -> FormSession:
    return tiny_session(PAGES)


def found(session: FormSession, words: str, *remarks: Remark) -> list[Found]:
    return [one for one in search(session, remarks, words) if one is not None]


def told(session: FormSession, words: str, *remarks: Remark) -> list[tuple[Kind, str, str]]:
    return [(one.kind, str(one.path), one.title) for one in found(session, words, *remarks)]


def test_pages_blanks_and_columns_are_found_by_their_names(session: FormSession) -> None:
    assert told(session, "设备") == [
        (Kind.LABEL, "a.", "1.1 设备数量*"),
        (Kind.LABEL, "a.rows", "清单 · 设备名称"),
        (Kind.NOTICE, "a.", "填写说明"),
        (Kind.NOTICE, "a.", "页面文字"),
    ]


def test_every_time_that_an_answer_holds_the_words_is_a_place(session: FormSession) -> None:
    session.answer(at("a.words"), "云平台连接云端，云上运行")
    places = [one for one in found(session, "云") if one.kind is Kind.ANSWER]
    assert [(one.start, one.nth) for one in places] == [(0, 0), (5, 1), (8, 2)]


def test_answers_that_are_no_text_are_found_as_they_are_typed(session: FormSession) -> None:
    session.answer(at("a.total"), "1204")
    session.answer(at("a.day"), "2026-3-1")
    assert [path for _, path, _ in told(session, "1204")] == ["a.total"]
    assert [path for _, path, _ in told(session, "2026")] == ["a.day"]


def test_cells_are_told_with_their_row(session: FormSession) -> None:
    (row,) = session.insert_rows(at("a.rows"), 0, [{"what": "数控机床", "n": 3}])
    assert told(session, "机床") == [(Kind.CELL, f"a.rows[{row}].what", "清单 第 1 行 · 设备名称")]


def test_wide_and_narrow_letters_and_capitals_are_the_same(session: FormSession) -> None:
    session.answer(at("a.name"), "ＡＰＰ（Ｂ2）Cloud")
    for words in ("app", "Ａｐｐ", "(b2)", "（Ｂ２）", "cloud"):
        assert [path for _, path, _ in told(session, words)] == ["a.name"], words


def test_what_is_compared_is_as_long_as_what_is_written() -> None:
    for text in ("İstanbul ﬁx ㎡", "ＡＢ　Ｃ", "ẞ"):
        assert len(plain(text)) == len(text)
    assert list(Wanted("c").places("ＡＢ　Ｃc")) == [3, 4]


def test_proofs_are_found_by_name_and_claim_and_never_by_their_password(session: FormSession) -> None:
    cells = {"name": "合同.pdf", "proves": "采购设备", "password": "geheim", "sha256": "ab12"}
    session.insert_rows(at("a.proof"), 0, [cells])
    assert [title for kind, _, title in told(session, "合同") if kind is Kind.PROOF] == ["截图 · 文件名"]
    assert [title for kind, _, title in told(session, "采购") if kind is Kind.PROOF] == ["截图：合同.pdf"]
    assert told(session, "geheim") == told(session, "ab12") == []


def test_a_clause_that_holds_for_several_pages_is_found_once(session: FormSession) -> None:
    assert told(session, "没有可填") == [(Kind.NOTICE, "a.", "说明3")]
    assert told(session, "台账") == [(Kind.NOTICE, "a.", "数量填写说明")]


def test_remarks_and_what_was_answered_to_them_are_found(session: FormSession) -> None:
    remark = Remark("f" * 32, "a.name", "请核对全称", "李", "2026-11-01", (Answer("1", "已核对", "王", "2026-11-02"),))
    places = found(session, "核对", remark)
    assert [(one.kind, str(one.path), one.text, one.remark) for one in places] == [
        (Kind.REMARK, "a.name", "请核对全称", "f" * 32),
        (Kind.REMARK, "a.name", "已核对", "f" * 32),
    ]


def test_what_stands_around_the_words_is_shown_on_one_line(session: FormSession) -> None:
    session.answer(at("a.words"), "前" * 40 + "\n目标\n" + "后" * 80)
    (one,) = found(session, "目标")
    assert one.context == "…" + "前" * 13 + " 目标 " + "后" * 39 + "…"


def test_nothing_is_found_for_nothing(session: FormSession) -> None:
    assert found(session, "  ") == []


def test_a_long_list_lets_its_reader_breathe(session: FormSession) -> None:
    session.insert_rows(at("a.rows"), 0, [{"what": "甲"} for _ in range(1000)])
    breaths, run, longest = 0, 0, 0
    for one in search(session, (), "乙"):
        breaths += one is None
        run = 0 if one is None else run + 1
        longest = max(longest, run)
    assert breaths >= 20
    assert longest < 5
