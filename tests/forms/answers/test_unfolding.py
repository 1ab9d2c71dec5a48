"""A repeated page: one page for each entry, whatever comes, goes and moves."""

from __future__ import annotations

import pytest
from forms.tiny_packs import at, tiny_session
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import PackError
from app.forms.answers.serial import answers_to_json
from app.forms.paths import FieldPath, entry_section
from app.forms.session import Changes, FormSession

PACK = """\
- id: rd
  title: 研发活动情况表
  starred: true
  repeat: {entry: 研发项目, number: RD00, named_by: name, least: 2, most: 4}
  fields: {patent: {when: {field: has_patent, is: 是}}}
  body:
    - "名称：{name:text}，经费{cost:money}万元，其中自筹{own:money}万元"
    - "有无专利：{has_patent:yesno}，专利号{patent:text}"
    - list: {field: staff, label: 人员, columns: [{id: n, label: 姓名, type: text}]}
  checks:
    - at_most: {fields: [own, cost]}
- id: after
  title: 其他
  body: ["其他：{x:text}"]
"""
ENTRIES = at("rd.entries")


@pytest.fixture
def session() -> FormSession:
    return tiny_session(PACK)


def added(session: FormSession, count: int = 1) -> list[str]:
    return session.insert_rows(ENTRIES, session.answers.row_count(ENTRIES), [{}] * count)


def blank(entry: str, name: str) -> FieldPath:
    return FieldPath(entry_section("rd", entry), name)


def pages(session: FormSession) -> list[str]:
    return [session.page_name(page) for page in session.pack.sections]


def messages(session: FormSession, section: str) -> list[str]:
    return [problem.message for problem in session.problems(section)]


def test_without_entries_there_is_the_page_on_which_they_are_added(session: FormSession) -> None:
    assert pages(session) == ["封面", "研发活动情况表", "其他"]
    assert messages(session, "rd") == ["“研发项目”一项都没有添加。"]


def test_each_entry_has_a_page_with_its_number_and_what_names_it(session: FormSession) -> None:
    first, second = added(session, 2)
    session.answer(blank(second, "name"), "智能网关")
    assert pages(session) == ["封面", "研发活动情况表", "RD01 研发活动情况表*", "RD02 智能网关", "其他"]
    session.move_row(ENTRIES, second, 0)
    assert pages(session)[2:4] == ["RD01 智能网关", "RD02 研发活动情况表*"]
    assert session.value(blank(second, "name")) == "智能网关"
    session.remove_rows(ENTRIES, [first])
    assert pages(session)[2:] == ["RD01 智能网关", "其他"]


def test_three_entries_grow_to_twelve_and_undo_takes_it_back(session: FormSession) -> None:
    added(session, 3)
    for _ in range(9):
        added(session)
    assert pages(session)[2:-1] == [f"RD{number:02} 研发活动情况表*" for number in range(1, 13)]
    for _ in range(9):
        session.undo()
    assert len(pages(session)) == 3 + 3
    session.redo()
    assert len(pages(session)) == 3 + 4


def test_an_entry_goes_with_all_its_answers_and_comes_back_with_them(session: FormSession) -> None:
    entry, other = added(session, 2)
    session.answer(blank(entry, "name"), "智能网关")
    session.answer(blank(entry, "cost"), "12.50")
    session.insert_rows(blank(entry, "staff"), 0, [{"n": "甲"}, {"n": "乙"}])
    before = answers_to_json(session.pack, session.answers)
    session.remove_rows(ENTRIES, [entry])
    assert not [path for path, _ in session.answers.items() if path.section == entry_section("rd", entry)]
    assert session.answers.rows(ENTRIES) == [other]
    session.undo()
    assert answers_to_json(session.pack, session.answers) == before
    session.redo()
    assert session.answers.rows(ENTRIES) == [other]


def test_what_is_checked_and_asked_is_checked_and_asked_of_each_entry_by_itself(session: FormSession) -> None:
    one, two = added(session, 2)
    session.answer(blank(one, "cost"), "10")
    session.answer(blank(one, "own"), "20")
    session.answer(blank(two, "cost"), "30")
    session.answer(blank(two, "has_patent"), "是")
    assert "“其中自筹”为 20万元，大于“经费”的 10万元。" in messages(session, entry_section("rd", one))
    assert not [said for said in messages(session, entry_section("rd", two)) if "大于" in said]
    assert session.asked(blank(two, "patent"))
    assert not session.asked(blank(one, "patent"))


def test_too_few_and_too_many_entries_are_told(session: FormSession) -> None:
    added(session)
    assert messages(session, "rd") == ["“研发项目”只有 1 项，至少要有 2 项。"]
    added(session)
    assert messages(session, "rd") == []
    added(session, 3)
    assert messages(session, "rd") == ["“研发项目”有 5 项，最多只能有 4 项。"]


def test_whoever_follows_the_session_learns_that_the_pages_are_others(session: FormSession) -> None:
    told: list[Changes] = []
    session.subscribe(told.append)
    (entry,) = added(session)
    session.answer(blank(entry, "name"), "甲")
    session.remove_rows(ENTRIES, [entry])
    assert [changes.unfolded for changes in told] == [True, False, True]
    assert entry_section("rd", entry) in told[0].sections
    assert entry_section("rd", entry) in told[2].sections


def test_a_snapshot_keeps_the_pages_of_its_moment(session: FormSession) -> None:
    added(session)
    snapshot = session.snapshot()
    added(session)
    assert (len(snapshot.pack.sections), len(session.pack.sections)) == (4, 5)


def test_paths_of_entries_are_read_and_written() -> None:
    path = FieldPath(entry_section("rd", "k3f"), "staff", "a1", "n")
    assert str(path) == "rd@k3f.staff[a1].n"
    assert FieldPath.parse(str(path)) == path
    assert path.folded == FieldPath("rd", "staff", "a1", "n")


@pytest.mark.parametrize(
    ("pattern", "numbers"), [("RD00", "RD01 RD10"), ("0.", "1. 10."), ("（000）", "（001） （010）")]
)
def test_numbers_follow_the_pattern(pattern: str, numbers: str) -> None:
    session = tiny_session(f"- {{id: rd, title: 表, repeat: {{entry: 项目, number: {pattern}}}, body: [字。]}}")
    added(session, 10)
    names = [page.number for page in session.pack.sections[2:]]
    assert f"{names[0]} {names[-1]}" == numbers


def test_a_pack_without_repeated_pages_is_the_pack_itself() -> None:
    session = tiny_session("- {id: a, title: 甲, body: [字。]}")
    assert session.pack is session.folded


@given(st.lists(st.tuples(st.sampled_from(["add", "remove", "move", "undo", "redo"]), st.integers(0, 9)), max_size=25))
@settings(max_examples=60, deadline=None)
def test_pages_always_are_the_entries_in_their_order(steps: list[tuple[str, int]]) -> None:
    session = tiny_session(PACK)
    for step, place in steps:
        rows = session.answers.rows(ENTRIES)
        if step == "add":
            session.insert_rows(ENTRIES, min(place, len(rows)), [{}])
        elif step == "undo" and session.history.can_undo:
            session.undo()
        elif step == "redo" and session.history.can_redo:
            session.redo()
        elif rows and step == "remove":
            session.remove_rows(ENTRIES, [rows[place % len(rows)]])
        elif rows and step == "move":
            session.move_row(ENTRIES, rows[0], place % len(rows))
        there = [entry_section("rd", entry) for entry in session.answers.rows(ENTRIES)]
        assert [page.id for page in session.pack.sections[2:-1]] == there
        assert [page.number for page in session.pack.sections[2:-1]] == [f"RD{n + 1:02}" for n in range(len(there))]
        assert len(session.checklist().statuses) == 3 + len(there)


TOTAL = (
    PACK.replace("- id: after", "- id: total").replace("其他：{x:text}", "经费合计{sum:money}万元，项目{count:count}个")
    + """\
  checks:
    - list_total: {list: rd.entries, column: cost, total: sum}
    - list_total: {list: rd.entries, total: count}
"""
)


def test_the_entries_are_added_up_and_counted() -> None:
    session = tiny_session(TOTAL)
    one, two = added(session, 2)
    session.answer(blank(one, "cost"), "10.5")
    session.answer(blank(two, "cost"), "20")
    session.answer(at("total.sum"), "31")
    session.answer(at("total.count"), "3")
    assert messages(session, "total") == [
        "“经费合计”为 31万元，而“研发项目”中“经费”之和为 30.5万元，两者不一致。",
        "“项目”为 3个，而“研发项目”的项数为 2个，两者不一致。",
    ]
    session.answer(blank(two, "cost"), "20.5")
    added(session)
    assert messages(session, "total") == []


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("named_by: topic}, body: [字。]", "本页没有空格 topic"),
        ("least: 3, most: 2}, body: [字。]", "小于 least"),
        ("least: 0}, gathers_evidence: true, body: [字。]", "不能写 gathers_evidence"),
        ("least: 0}, fields: {x: {fact: applicant.name}}, body: ['名称：{x:text}']", "不能写 fact"),
        ("least: 0}, body: ['一：{entries:text}']", "用了两次"),
    ],
)
def test_what_a_repeated_page_cannot_be_is_refused(page: str, said: str) -> None:
    with pytest.raises(PackError, match=said):
        tiny_session(f"- {{id: a, title: 甲, repeat: {{entry: 项目, number: '00', {page}}}")


def test_a_blank_that_each_entry_has_is_not_read_from_elsewhere() -> None:
    other = '- {id: b, title: 乙, body: [{line: {text: "理由：{y:text}", when: {field: a.x, answered: true}}}]}'
    with pytest.raises(PackError, match=r"条件里的 a\.x 不存在"):
        tiny_session('- {id: a, title: 甲, repeat: {entry: 项目, number: "0"}, body: ["名称：{x:text}"]}\n' + other)
