"""From problem to problem: in order, round at the ends, past what was mended."""

from __future__ import annotations

from forms.tiny_packs import at

from app.forms.checks.problems import Problem
from app.forms.checks.rounds import Round

ONE, TWO, THREE = (Problem(at(f"a.{name}"), "blocking", "required", {"label": name}) for name in ("x", "y", "z"))


def begun(at: Problem | None = None) -> Round:
    tour = Round((ONE, TWO, THREE))
    tour.begin(at)
    return tour


def test_it_goes_in_order_and_round_at_either_end() -> None:
    tour = begun()
    assert [tour.current, tour.step(1), tour.step(1), tour.step(1), tour.step(-1)] == [ONE, TWO, THREE, ONE, THREE]


def test_it_can_begin_anywhere() -> None:
    assert begun(TWO).place == 1


def test_what_is_mended_is_said_and_the_next_step_goes_to_what_followed_it() -> None:
    tour = begun(TWO)
    tour.follow((ONE, THREE))
    assert (tour.mended, tour.current) == (True, TWO)
    assert tour.step(1) == THREE
    assert not tour.mended


def test_back_from_what_is_mended_is_what_came_before_it() -> None:
    tour = begun(TWO)
    tour.follow((ONE, THREE))
    assert tour.step(-1) == ONE


def test_a_problem_that_comes_back_is_the_current_one_again() -> None:
    tour = begun(TWO)
    tour.follow((ONE, THREE))
    tour.follow((ONE, TWO, THREE))
    assert (tour.mended, tour.place) == (False, 1)


def test_new_problems_before_it_move_its_number() -> None:
    tour = Round((TWO, THREE))
    tour.begin(TWO)
    tour.follow((ONE, TWO, THREE))
    assert (tour.place, tour.current) == (1, TWO)


def test_it_ends_when_all_is_mended() -> None:
    tour = begun(THREE)
    tour.follow(())
    assert tour.step(1) is None
    assert tour.current is None
    assert Round(()).begin() is None
