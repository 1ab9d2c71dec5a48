"""Copies that answer different editions of a pack are merged by what things are called today."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms.tiny_packs import at
from small_desk import AMOUNT, CONTENTS, NAME, PASSPHRASE, ROWS, TOTAL, create, install, reopened
from two_desks import copied, edited, merged, planned

from app.declaration.sharing.merging import plan_merge
from app.declaration.sharing.plan import Plan
from app.drafts.store import Draft
from app.errors import DraftError

NEXT = (
    CONTENTS.replace("{name:text}", "{full_name:text}")
    .replace("field: rows", "field: devices")
    .replace("{id: n, label", "{id: number, label")
)
RENAMED = "renamed: {a.name: a.full_name, a.rows: a.devices, a.rows.n: a.devices.number}"
FULL_NAME, DEVICES = at("a.full_name"), at("a.devices")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A draft of the first edition with a name and a row, and a copy of it."""
    install(tmp_path)
    with create(tmp_path / "甲.qibei") as made:
        made.session.answer(NAME, "华东机械")
        made.session.insert_rows(ROWS, 0, [{"name": "机床", "n": 1}])
        theirs = copied(made, tmp_path / "乙.qibei")
    return tmp_path / "甲.qibei", theirs


def upgraded(folder: Path) -> None:
    """Install the second edition, which calls some things otherwise."""
    install(folder, NEXT, RENAMED, edition=2)


def actions(plan: Plan) -> dict[str, str]:
    return {unit.path: unit.action for unit in plan.units}


def test_what_was_filled_in_by_the_older_edition_is_taken_under_its_new_name(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    with reopened(pair[1]) as other:
        (row,) = other.session.answers.rows(ROWS)
        other.session.answer(NAME, "华东机械有限公司")
        other.session.answer(ROWS.at(row, "n"), "7")
        other.session.insert_rows(ROWS, 1, [{"name": "泵", "n": 2}])
    before = pair[1].read_bytes()
    upgraded(tmp_path)
    edited(pair[0], lambda one: one.session.answer(AMOUNT, "300"))
    plan = planned(*pair)
    assert {unit.action for unit in plan.units if unit.path != str(AMOUNT)} == {"take"}
    assert actions(plan)[str(AMOUNT)] == "keep"
    merged(*pair)
    with reopened(pair[0]) as result:
        session = result.session
        assert session.text(FULL_NAME) == "华东机械有限公司"
        assert [session.text(DEVICES.at(row, "number")) for row in session.answers.rows(DEVICES)] == ["7", "2"]
        assert result.not_carried == ()
        assert not any(path.startswith(("a.name", "a.rows")) for path, _ in result.draft.values())
    assert pair[1].read_bytes() == before
    assert set(actions(planned(*pair)).values()) == {"same", "keep"}, "nothing is asked or brought again"


def test_what_both_changed_is_asked_under_its_new_name(pair: tuple[Path, Path], tmp_path: Path) -> None:
    edited(pair[1], lambda one: one.session.answer(NAME, "乙方写的"))
    upgraded(tmp_path)
    edited(pair[0], lambda one: one.session.answer(FULL_NAME, "甲方写的"))
    plan = planned(*pair)
    assert actions(plan) == {str(FULL_NAME): "conflict"}
    (entry,) = plan.entries
    assert entry.base == '"华东机械"'
    merged(*pair, {str(FULL_NAME): "theirs"})
    with reopened(pair[0]) as result:
        assert result.session.text(FULL_NAME) == "乙方写的"


def test_a_change_of_names_alone_is_no_change(pair: tuple[Path, Path], tmp_path: Path) -> None:
    edited(pair[1], lambda one: one.session.answer(TOTAL, "3"))
    upgraded(tmp_path)
    edited(pair[0], lambda one: one.session.answer(FULL_NAME, "甲方写的"))
    edited(pair[1], lambda one: one)  # opened once, and so of the second edition, too
    assert actions(planned(*pair)) == {str(FULL_NAME): "keep", str(TOTAL): "take"}
    assert actions(planned(pair[1], pair[0])) == {str(FULL_NAME): "take", str(TOTAL): "keep"}


def test_a_plan_may_be_looked_at_while_both_are_of_the_older_edition(pair: tuple[Path, Path], tmp_path: Path) -> None:
    edited(pair[1], lambda one: one.session.answer(NAME, "乙方写的"))
    upgraded(tmp_path)
    with reopened(pair[0], read_only=True) as ours, Draft.open(pair[1], PASSPHRASE, read_only=True) as theirs:
        assert actions(plan_merge(ours, theirs).plan) == {str(FULL_NAME): "take"}


def test_an_edition_that_is_not_at_hand_is_refused(pair: tuple[Path, Path], tmp_path: Path) -> None:
    upgraded(tmp_path)
    edited(pair[1], lambda one: one.session.answer(FULL_NAME, "乙方写的"))
    install(tmp_path)
    with pytest.raises(DraftError, match="用的申报模板比本机的新，没有合并"):
        planned(*pair)
