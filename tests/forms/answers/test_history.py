"""Steps and bursts: what one gesture changed is taken back as one, and nothing else."""

from __future__ import annotations

from decimal import Decimal

from app.forms.answers.answers import Edit
from app.forms.answers.history import BURST_SECONDS, History, Step
from app.forms.paths import FieldPath

NAME, OTHER = FieldPath("a", "name"), FieldPath("a", "other")


def step(before: str | None, after: str | None, path: FieldPath = NAME) -> Step:
    return Step((Edit(path, before, after),))


def undone(history: History) -> list[Step]:
    """Every step that can be taken back, newest first, as it would be applied."""
    steps = []
    while history.can_undo:
        steps.append(history.undo())
    return steps


def test_typing_without_a_pause_is_one_step() -> None:
    history = History()
    joined = [
        history.did(step(None, "四"), 0),
        history.did(step("四", "四川"), 1),
        history.did(step("四川", "四"), 2.5),
    ]
    assert joined == [False, True, True]
    assert undone(history) == [step("四", None)]


def test_a_pause_begins_a_new_step() -> None:
    history = History()
    history.did(step(None, "四"), 0)
    assert not history.did(step("四", "四川"), BURST_SECONDS)
    assert undone(history) == [step("四川", "四"), step("四", None)]


def test_another_blank_begins_a_new_step() -> None:
    history = History()
    history.did(step(None, "四"), 0)
    assert not history.did(step(None, "甲", OTHER), 0.1)
    assert not history.did(step("四", "四川"), 0.2)
    assert len(undone(history)) == 3


def test_what_is_not_typing_joins_nothing() -> None:
    history = History()
    history.did(step(None, "四"), 0)
    assert not history.did(step("四", "五"))
    assert not history.did(step("五", "六"), 0.1)
    assert len(undone(history)) == 3


def test_typing_after_an_undo_does_not_join_what_was_typed_before_it() -> None:
    history = History()
    history.did(step(None, "四"), 0)
    history.did(step("四", "甲", OTHER), 0.1)
    history.undo()
    assert not history.did(step("四", "四川"), 0.2)
    assert not history.can_redo


def test_a_burst_that_comes_back_to_its_beginning_leaves_no_step() -> None:
    history = History()
    history.did(step(None, "甲", OTHER), 0)
    history.did(step(None, "四"), 1)
    assert history.did(step("四", None), 2)
    assert not history.did(step(None, "五"), 2.5)
    assert undone(history) == [step("五", None), step("甲", None, OTHER)]


def test_decimals_alone_are_a_step() -> None:
    one = Step((Edit(NAME, Decimal("1.0"), Decimal("1.00")),))
    history = History()
    history.did(one)
    assert undone(history) == [one.reversed]


def test_undo_and_redo_walk_the_same_steps() -> None:
    history = History()
    for value in ("一", "二", "三"):
        history.did(step(None, value))
    assert undone(history) == [step(value, None) for value in ("三", "二", "一")]
    assert [history.redo() for _ in range(3)] == [step(None, value) for value in ("一", "二", "三")]
    assert not history.can_redo


def test_an_earlier_session_is_taken_up_as_it_ended() -> None:
    history = History()
    first, second = step(None, "一"), step("一", "二")
    for kind, one in (("do", first), ("do", second), ("undo", second.reversed), ("undo", first.reversed)):
        history.replay(kind, one)  # type: ignore[arg-type]  # the kinds are those of StepKind
    history.replay("redo", first)
    assert (history.redo(), history.can_redo) == (second, False)
    assert undone(history) == [second.reversed, first.reversed]


def test_steps_older_than_what_is_known_are_still_redone_right() -> None:
    history = History()
    old, known = step(None, "旧", OTHER), step(None, "新")
    history.replay("do", known)
    history.replay("undo", known.reversed)
    history.replay("undo", old.reversed)
    history.replay("redo", old)
    assert history.redo() == known
    assert undone(history) == [known.reversed, old.reversed]


def test_a_stored_burst_that_changed_nothing_is_not_taken_up() -> None:
    history = History()
    history.replay("do", step("一", "一"))
    assert not history.can_undo


def test_a_row_made_by_typing_and_what_is_typed_on_in_it_are_one_step() -> None:
    row = FieldPath("a", "rows", "1")
    cell = row.at("1", "name")
    history = History()
    made = Step((Edit(row, None, "V"), Edit(cell, None, "R")))
    assert not history.did(made, 0)
    assert history.did(step("R", "Ro", cell), 0.5)
    assert history.did(step("Ro", "Rob", cell), 1)
    assert undone(history) == [Step((Edit(row, None, "V"), Edit(cell, None, "Rob"))).reversed]
