"""Proofs of lists: owed once there are rows, for each row where the pack says so, and never lost in silence."""

from __future__ import annotations

import pytest
from forms.tiny_packs import at, tiny_pack, tiny_session

from app.errors import PackError
from app.forms.attachments import State, attachment
from app.forms.session import FormSession
from app.forms.values import NIL

PAGE = """
- id: p
  title: 知识产权
  body:
    - list: {field: rows, label: 汇总表, numbered: IP00, required: optional,
             columns: [{id: name, label: 名称, type: text}, {id: day, label: 日期, type: date}]}
  evidence:
    - {id: proof, title: 证书, SAID}
"""
ROWS, PROOF = at("p.rows"), at("p.proof")
EACH = PAGE.replace("SAID", "each: rows")


def listed(page: str, *names: str) -> tuple[FormSession, list[str]]:
    """The list with these rows."""
    session = tiny_session(page)
    return session, session.insert_rows(ROWS, 0, [{"name": name} for name in names])


def attach(session: FormSession, rows: str, name: str = "扫描件.pdf") -> str:
    """A file that is for these rows."""
    cells = {"name": name, "sha256": name, "pages": 1, "proves": "证书", "rows": rows or None}
    return session.insert_rows(PROOF, session.answers.row_count(PROOF), [cells])[0]


def codes(session: FormSession) -> list[str]:
    return [one.code for one in session.problems("p")]


def test_a_list_without_rows_owes_no_proof_and_one_with_rows_does() -> None:
    session = tiny_session(PAGE.replace("SAID", "proves: [rows]"))
    assert (codes(session), attachment(session, PROOF).state) == ([], State.LATER)
    session.set({ROWS: NIL})
    assert (codes(session), attachment(session, PROOF).state) == ([], State.NOT_ASKED)
    session.insert_rows(ROWS, 0, [{"name": "甲"}])
    assert (codes(session), attachment(session, PROOF).state) == (["evidence_item"], State.MISSING)
    attach(session, "")
    assert (codes(session), attachment(session, PROOF).state) == ([], State.DONE)


def test_the_rows_without_a_file_are_named() -> None:
    session, rows = listed(EACH, "夹具", "机床", "软件")
    assert codes(session) == ["evidence_item"]
    attach(session, rows[1])
    (problem,) = session.problems("p")
    assert (problem.severity, problem.message) == ("blocking", "“证书”还缺 2 行的：IP01“夹具”、IP03“软件”。")
    assert attachment(session, PROOF).state is State.MISSING
    attach(session, f"{rows[0]} {rows[2]}", "另一份.pdf")
    assert (codes(session), attachment(session, PROOF).state) == ([], State.DONE)
    assert attachment(session, PROOF).proves == ("IP02“机床”：证书", "IP01“夹具”、IP03“软件”：证书")


def test_many_rows_without_a_file_are_counted() -> None:
    session, rows = listed(EACH, *"甲乙丙丁戊己庚")
    attach(session, rows[0])
    (problem,) = session.problems("p")
    assert problem.message == "“证书”还缺 6 行的：IP02“乙”、IP03“丙”、IP04“丁”、IP05“戊”、IP06“己” 等。"


def test_a_file_of_no_row_is_told() -> None:
    session, rows = listed(EACH, "夹具")
    attach(session, rows[0])
    attach(session, "", "别的.pdf")
    (problem,) = session.problems("p")
    assert (problem.severity, problem.message) == ("advice", "“别的.pdf”没有写明对应“汇总表”的哪一行。")


def test_a_row_that_goes_leaves_its_file_and_says_so_until_it_comes_back() -> None:
    session, rows = listed(EACH, "夹具", "机床")
    attach(session, " ".join(rows))
    session.remove_rows(ROWS, [rows[0]])
    (problem,) = session.problems("p")
    assert problem.message == "“扫描件.pdf”所对应的行已经删除，请改选，或者移除这个文件。"
    assert attachment(session, PROOF).proves == ("IP01“机床”：证书",)
    session.undo()
    assert codes(session) == []


def test_moving_a_row_takes_its_proof_along() -> None:
    session, rows = listed(EACH, "夹具", "机床")
    attach(session, rows[0])
    session.move_row(ROWS, rows[0], 1)
    assert attachment(session, PROOF).proves == ("IP02“夹具”：证书",)
    assert "IP01“机床”" in session.problems("p")[0].message


def test_a_proof_that_is_advised_only_advises() -> None:
    session, rows = listed(PAGE.replace("SAID", "each: rows, required: advice"), "夹具", "机床")
    attach(session, rows[0])
    assert [one.severity for one in session.problems("p")] == ["advice"]
    assert attachment(session, PROOF).state is State.ADVISED


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("each: other", "本页没有清单 other"),
        ("each: rows, proves: [rows]", "不要再写 proves"),
        ("proves: [other]", "本页没有空格 other"),
    ],
)
def test_a_proof_of_rows_that_are_not_there_is_refused(said: str, reason: str) -> None:
    with pytest.raises(PackError, match=reason):
        tiny_pack(PAGE.replace("SAID", said))
