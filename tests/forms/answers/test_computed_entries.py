"""Computed figures and the entries of repeated pages: in each of them, and over all of them."""

from __future__ import annotations

import pytest
from forms.tiny_packs import at, tiny_pack, tiny_session

from app.declaration.filling import fill
from app.errors import PackError, UsageError
from app.forms.answers.serial import answers_to_json, computed_to_json
from app.forms.session import FormSession

PROJECTS = """
- id: project
  title: 研发项目
  repeat: {entry: 研发项目, number: RD00}
  fields:
    total: {label: 合计, computed: {sum: [inside, outside]}}
    share: {label: 占比, computed: {ratio: [total, {sum: project.entries.total}]}}
  body: ["内部{inside:money}万元，外部{outside:money}万元，合计{total:money}万元，占全部的{share:percent}%"]
- id: all
  title: 汇总
  fields:
    cost: {label: 研发费用, computed: {sum: project.entries.total}}
    number: {label: 项目数, computed: {count: project.entries}}
  body: ["共{number:count}项，研发费用{cost:money}元，审计{audited:money}元"]
  checks: [{list_total: {list: project.entries, column: total, total: audited}}]
"""


def two(session: FormSession) -> list[str]:
    """The pages of two entries, filled."""
    rows = session.insert_rows(at("project.entries"), 0, [{}, {}])
    pages = [f"project@{row}" for row in rows]
    for page, (inside, outside) in zip(pages, (("1", "2"), ("4", "5")), strict=True):
        session.answer(at(f"{page}.inside"), inside)
        session.answer(at(f"{page}.outside"), outside)
    return pages


def test_each_entry_has_its_own_and_all_of_them_have_one() -> None:
    session = tiny_session(PROJECTS)
    one, other = two(session)
    assert [session.text(at(f"{page}.total")) for page in (one, other)] == ["3", "9"]
    assert [session.text(at(f"{page}.share")) for page in (one, other)] == ["25.00", "75.00"]
    assert (session.text(at("all.cost")), session.text(at("all.number"))) == ("120000", "2")
    changes = session.answer(at(f"{one}.inside"), "2")
    assert changes is not None
    assert {"all", other} <= changes.sections
    assert session.text(at("all.cost")) == "130000"
    session.answer(at("all.audited"), "100000")
    (problem,) = session.problems("all")
    assert problem.message == "“审计”为 100000元，而“研发项目”中“合计”之和为 130000元，两者不一致。"
    session.remove_rows(at("project.entries"), [other.partition("@")[2]])
    assert session.text(at("all.cost")) == "40000"


def test_what_is_computed_in_entries_is_given_out_apart_and_not_taken_in() -> None:
    session = tiny_session(PROJECTS)
    one, _ = two(session)
    given = answers_to_json(session.pack, session.answers)
    assert given["project.entries"] == [{"inside": "1", "outside": "2"}, {"inside": "4", "outside": "5"}]
    assert computed_to_json(session.pack, session.answers)["all.cost"] == "120000"
    with pytest.raises(UsageError, match="由程序计算"):
        fill(session, {"answers": {"project.entries": [{"total": "1"}]}})
    with pytest.raises(UsageError, match="由程序计算"):
        session.answer(at(f"{one}.total"), "1")


def test_a_circle_over_entries_is_refused() -> None:
    with pytest.raises(PackError, match="computed 绕回了自己"):
        tiny_pack(PROJECTS.replace("sum: [inside, outside]", "sum: [inside, all.cost]"))
