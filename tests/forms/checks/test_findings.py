"""The findings as a reviewer's form: by severity and clause, a column of bad cells in one line."""

from __future__ import annotations

import pytest
from forms.tiny_packs import at, tiny_session

from app.forms.checks.findings import SEVERITIES, Findings, Line, findings, line_words, place_words
from app.forms.session import FormSession

PAGES = """
- id: a
  number: "1.1"
  title: 设备数量
  starred: true
  fields: {note: {required: advice}}
  body: ["数量{n:count}台，备注{note:text}"]
- id: rows
  title: 设备清单
  clause: 申报要求
  body:
    - list:
        field: list
        label: 设备清单
        columns:
          - {id: name, label: 名称, type: text, required: blocking}
          - {id: count, label: 数量, type: count, required: blocking}
- {id: hand, title: 承诺, body: [{seal: {words: 公章：, what: seal}}]}
"""


@pytest.fixture
def session() -> FormSession:
    session = tiny_session(PAGES)
    rows = [{"name": f"甲{place}"} for place in range(38)]
    session.insert_rows(at("rows.list"), 0, rows)
    return session


def found(session: FormSession, *sections: str) -> Findings:
    return findings(session.pack, session.checklist(), sections or None)


def words(session: FormSession, line: Line) -> str:
    return line_words(session.pack, session.answers, line)


def test_what_blocks_stands_before_what_is_advised_each_clause_by_clause(session: FormSession) -> None:
    groups = found(session).groups
    assert [(group.severity, group.clause) for group in groups] == [
        ("blocking", "申报书封面"),
        ("blocking", "说明3"),
        ("blocking", "申报要求"),
        ("advice", "说明3"),
    ]


def test_a_clause_is_shown_with_its_words_where_the_pack_has_them(session: FormSession) -> None:
    shown = {group.clause: group.words for group in found(session).groups}
    assert shown == {"申报书封面": "", "说明3": "没有可填“无”", "申报要求": "应当真实"}


def test_the_bad_cells_of_one_column_are_one_line_with_their_number(session: FormSession) -> None:
    (line,) = found(session, "rows").groups[0].lines
    assert words(session, line) == "设备清单 · 数量：38 格未填"
    assert place_words(session.pack, session.answers, line.problems[2], alone=False) == "第 3 行：“数量”未填写。"


def test_one_bad_cell_is_told_with_its_row(session: FormSession) -> None:
    session.set({at("rows.list").at(row, "count"): 1 for row in session.answers.rows(at("rows.list"))[1:]})
    (line,) = found(session, "rows").groups[0].lines
    assert words(session, line) == "设备清单第 1 行：“数量”未填写。"


def test_cells_that_are_wrong_in_another_way_are_another_line(session: FormSession) -> None:
    rows = session.answers.rows(at("rows.list"))
    for row in rows[:2]:
        session.answer(at("rows.list").at(row, "count"), "许多")
    lines = found(session, "rows").groups[0].lines
    assert [words(session, line) for line in lines] == [
        "设备清单 · 数量：2 格读不出确切内容",
        "设备清单 · 数量：36 格未填",
    ]
    assert len({line.key for line in lines}) == 2


def test_a_line_keeps_its_key_while_its_cells_are_mended(session: FormSession) -> None:
    before = found(session, "rows").groups[0].lines[0].key
    session.answer(at("rows.list").at(session.answers.rows(at("rows.list"))[0], "count"), "5")
    (line,) = found(session, "rows").groups[0].lines
    assert (line.key, len(line.problems)) == (before, 37)


def test_each_severity_is_counted_by_places(session: FormSession) -> None:
    everything = found(session)
    assert (everything.count("blocking"), everything.count("advice")) == (2 + 38, 1)
    assert len(everything.problems(SEVERITIES)) == 41


def test_every_finding_of_the_check_list_is_in_it_once(session: FormSession) -> None:
    told = found(session).problems(SEVERITIES)
    assert len(set(map(str, told))) == len(told)
    assert sorted(map(str, told)) == sorted(map(str, session.checklist().problems))


def test_some_pages_can_be_looked_at_alone_and_what_no_program_checks_stays(session: FormSession) -> None:
    alone = found(session, "a")
    assert {problem.path.section for problem in alone.problems(SEVERITIES)} == {"a"}
    assert any("公章" in line for line in alone.by_hand)
