"""说明 3 item by item: whatever a starred item demands is missed at once, by name, and no more once it is back.

Every test takes one thing out of the complete sample, looks at the check list, and undoes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.files import resource
from app.forms.checks.problems import Problem
from app.forms.pack.fields import Field
from app.forms.pack.loader import load_pack
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL

PACK = load_pack(resource("forms", "sichuan-2022.yaml"))
STARRED = [section for section in PACK.sections if section.starred]
NUMBERS = {
    "1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.3", "3.2", "3.3", "3.4", "3.5", "4.1", "4.5", "5.1", "5.2",
}  # fmt: skip


def blanks(section: Section) -> list[Field]:
    """What the section asks to be written, without its lists and proofs."""
    return [field for field in section.asked.values() if field.type not in ("list", "evidence")]


def cases(*, figures: bool | None = None, required: str = "blocking") -> list[FieldPath]:
    """The blanks of all starred items, only figures or only others when `figures` says so."""
    return [
        FieldPath(section.id, field.id)
        for section in STARRED
        for field in blanks(section)
        if field.required == required and figures in (None, field.is_figure)
    ]


def proofs() -> list[FieldPath]:
    """Every proof that a starred item demands."""
    return [
        FieldPath(section.id, item.id)
        for section in STARRED
        for item in section.evidence_items.values()
        if item.required == "blocking"
    ]


@contextmanager
def taken_back(session: FormSession, steps: int = 1) -> Iterator[None]:
    """Undo `steps` after the block, and see that the declaration is as complete as it was."""
    yield
    for _ in range(steps):
        session.undo()
    checklist = session.checklist()
    assert (checklist.complete, checklist.problems) == (True, ())


def the_one_that_blocks(session: FormSession) -> Problem:
    """The only thing that keeps the declaration from being complete."""
    checklist = session.checklist()
    assert not checklist.complete
    (problem,) = (problem for problem in checklist.problems if problem.severity == "blocking")
    return problem


def test_the_starred_items_are_those_of_the_notice() -> None:
    assert {section.number for section in STARRED} == NUMBERS


@pytest.mark.parametrize("path", cases(figures=True), ids=str)
def test_a_figure_that_is_taken_out_is_missed(complete: FormSession, path: FieldPath) -> None:
    with taken_back(complete):
        complete.set({path: None})
        problem = the_one_that_blocks(complete)
        label = complete.field(path).label
        assert (problem.path, problem.code, problem.clause) == (path, "required_starred", "说明3")
        assert problem.message == f"带*项目的“{label}”未填写；如果没有，请填“无”。"


@pytest.mark.parametrize("path", cases(figures=False), ids=str)
def test_a_statement_that_is_taken_out_is_missed(complete: FormSession, path: FieldPath) -> None:
    with taken_back(complete):
        complete.set({path: None})
        problem = the_one_that_blocks(complete)
        assert (problem.path, problem.code, problem.clause) == (path, "required", "说明3")
        assert problem.message == f"“{complete.field(path).label}”未填写。"


@pytest.mark.parametrize("path", cases(required="advice"), ids=str)
def test_a_description_that_is_taken_out_is_advised_but_blocks_nothing(complete: FormSession, path: FieldPath) -> None:
    with taken_back(complete):
        complete.set({path: None})
        checklist = complete.checklist()
        assert checklist.complete
        (problem,) = checklist.problems
        assert (problem.path, problem.severity, problem.code) == (path, "advice", "required")


@pytest.mark.parametrize("item", proofs(), ids=str)
def test_a_proof_that_is_taken_out_is_missed(complete: FormSession, item: FieldPath) -> None:
    with taken_back(complete):
        complete.remove_rows(item, complete.answers.rows(item))
        problem = the_one_that_blocks(complete)
        title = PACK.section[item.section].evidence_items[item.field].title
        assert (problem.path, problem.code, problem.clause) == (item, "evidence", "说明3")
        assert problem.message.startswith(f"“{title}”未提供")


@pytest.mark.parametrize("section", STARRED, ids=lambda section: section.number)
def test_where_there_is_nothing_无_completes_the_item_and_owes_no_proof(
    complete: FormSession, section: Section
) -> None:
    items = [FieldPath(section.id, name) for name in section.evidence_items]
    with taken_back(complete, steps=1 + len(items)):
        stated = [FieldPath(section.id, field.id) for field in blanks(section) if field.nil]
        complete.set(dict.fromkeys(stated, NIL))
        for item in items:
            complete.remove_rows(item, complete.answers.rows(item))
        assert complete.checklist().complete


@pytest.mark.parametrize("section", STARRED, ids=lambda section: section.number)
def test_无_with_a_proof_beside_it_is_pointed_out(complete: FormSession, section: Section) -> None:
    nil = {field.id for field in blanks(section) if field.is_figure or field.type == "prose"}
    with taken_back(complete):
        complete.set({FieldPath(section.id, name): NIL for name in nil})
        idle = [problem.path.field for problem in complete.problems(section.id) if problem.code == "evidence_idle"]
        items = section.evidence_items.values()
        assert idle == [item.id for item in items if {field.id for field in section.proved_by(item)} <= nil]


def everything_required() -> list[FieldPath]:
    """Every blank of every page that blocks stamping while it is empty."""
    return [
        FieldPath(section.id, field.id)
        for section in PACK.sections
        if not section.starred
        for field in blanks(section)
        if field.required == "blocking"
    ]


@pytest.mark.parametrize("path", everything_required(), ids=str)
def test_whatever_else_is_required_is_missed_too(complete: FormSession, path: FieldPath) -> None:
    with taken_back(complete):
        complete.set({path: None})
        problem = the_one_that_blocks(complete)
        assert (problem.path, problem.code) == (path, "required")
        assert problem.message == f"“{complete.field(path).label}”未填写。"
        assert problem.clause


@pytest.mark.parametrize("name", ["equipment_list", "model_list", "app_list", "enterprise_list", "solution_list"])
def test_an_annex_without_rows_is_missed_until_it_is_said_to_be_electronic(complete: FormSession, name: str) -> None:
    rows, electronic = FieldPath(name, "rows"), FieldPath(name, "rows_electronic")
    with taken_back(complete, steps=3):
        complete.set({electronic: None})
        complete.remove_rows(rows, complete.answers.rows(rows))
        problem = the_one_that_blocks(complete)
        assert (problem.path, problem.code, problem.clause) == (rows, "required_list", "说明3")
        assert complete.field(rows).label in problem.message
        complete.set({electronic: True})
        assert complete.checklist().complete


def test_the_financial_statements_are_demanded(complete: FormSession) -> None:
    item = FieldPath("proofs", "accounts")
    with taken_back(complete):
        complete.remove_rows(item, complete.answers.rows(item))
        problem = the_one_that_blocks(complete)
        assert (problem.path, problem.clause, problem.params["label"]) == (item, "材料清单注", "财务报表")
