"""Counted back from the deadline over working days: what must be done by when, and what is late."""

from __future__ import annotations

from datetime import date

import pytest
from forms.tiny_packs import at, tiny_session

from app.declaration.progress.pages import progress
from app.declaration.progress.schedule import Stage, Standing, distance_words, schedule, working_days_before
from app.forms.session import FormSession

PAGES = """
- id: a
  title: 甲
  starred: true
  body: ["数量{n:count}台", {seal: {words: 公章：, what: seal}}]
"""
PAPER = "submission: {deadline: 2022-03-21, deliveries: [{what: 申报书, medium: 纸质, carrier: paper, copies: 3}]}"
MAILED = "submission: {deadline: 2022-03-21, deliveries: [{what: 申报书, medium: 邮件, carrier: mail}]}"
PLAIN = '- {id: a, title: 甲, body: ["数量{n:count}台"]}'


def stages(session: FormSession, today: date) -> dict[Stage, tuple[date, Standing]]:
    return {step.stage: (step.day, step.standing) for step in schedule(session.pack, progress(session), today)}


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2022, 3, 18), 1, date(2022, 3, 17)),
        (date(2022, 3, 21), 1, date(2022, 3, 18)),
        (date(2022, 3, 20), 1, date(2022, 3, 18)),
        (date(2022, 3, 21), 6, date(2022, 3, 11)),
        (date(2022, 3, 21), 0, date(2022, 3, 21)),
    ],
)
def test_weekends_do_not_count(day: date, count: int, before: date) -> None:
    assert working_days_before(day, count) == before


def test_each_stage_has_its_last_day_in_order() -> None:
    found = stages(tiny_session(PAGES, PAPER), date(2022, 3, 1))
    assert {stage: day for stage, (day, _) in found.items()} == {
        Stage.TEXT: date(2022, 3, 10),
        Stage.PROOFS: date(2022, 3, 14),
        Stage.PRINT: date(2022, 3, 15),
        Stage.BIND: date(2022, 3, 16),
        Stage.STAMP: date(2022, 3, 18),
        Stage.SUBMIT: date(2022, 3, 21),
    }


def test_what_a_notice_has_no_use_for_is_left_out() -> None:
    assert list(stages(tiny_session(PLAIN, MAILED), date(2022, 3, 1))) == [Stage.TEXT, Stage.PROOFS, Stage.SUBMIT]
    assert Stage.BIND not in stages(tiny_session(PAGES, MAILED), date(2022, 3, 1))
    assert schedule(tiny_session(PAGES).pack, (), date(2022, 3, 1)) == ()


def test_text_and_proofs_are_done_late_or_under_way_as_the_draft_shows() -> None:
    session = tiny_session(PAGES, PAPER)
    for name in ("cover.project", "a.n"):
        session.answer(at(name), "5")
    early, late = stages(session, date(2022, 3, 1)), stages(session, date(2022, 3, 17))
    assert early[Stage.TEXT][1] is Standing.DONE
    assert (early[Stage.PROOFS][1], late[Stage.PROOFS][1]) == (Standing.NOW, Standing.LATE)
    (proofs,) = (step for step in schedule(session.pack, progress(session), date(2022, 3, 17)) if step.words)
    assert (proofs.stage, proofs.words) == (Stage.PROOFS, "还差 1 项")


def test_nothing_is_late_any_more_once_the_deadline_has_passed() -> None:
    found = stages(tiny_session(PAGES, PAPER), date(2022, 3, 22))
    assert {standing for _, standing in found.values()} == {Standing.PAST, Standing.DONE}


def test_of_what_happens_on_paper_only_the_day_is_known() -> None:
    found = stages(tiny_session(PAGES, PAPER), date(2022, 3, 16))
    assert [found[stage][1] for stage in (Stage.PRINT, Stage.BIND, Stage.STAMP)] == [
        Standing.ASK,
        Standing.AHEAD,
        Standing.AHEAD,
    ]


def test_how_far_off_a_day_is_is_told_in_words() -> None:
    today = date(2022, 3, 21)
    told = [distance_words(date(2022, 3, day), today) for day in (24, 21, 19)]
    assert told == ["还有 3 天", "就是今天", "已过 2 天"]
