"""Of Shanghai's weighed indicators: how much of each branch's weight is answered."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.declaration.packs import find_pack
from app.declaration.progress.weights import weights
from app.forms.session import FormSession


@pytest.fixture
def session() -> FormSession:
    return FormSession(find_pack("shanghai-2022"))


def test_the_branches_of_the_first_level_are_the_whole(session: FormSession) -> None:
    found = weights(session)
    assert sum(one.weight for one in found if one.level == 1) == 1
    assert {one.answered for one in found} == {Fraction(0)}


def test_each_branch_leads_to_what_is_not_answered_yet_until_all_is(session: FormSession) -> None:
    first = next(one for one in weights(session) if one.level == 2)
    seen = 0
    while (path := next(one for one in weights(session) if one.title == first.title).path) is not None:
        session.answer(path, "无")
        assert session.value(path) is not None
        seen += 1
    done = next(one for one in weights(session) if one.title == first.title)
    assert seen > 0
    assert (done.answered, done.percent) == (done.weight, 100)
    above = next(one for one in weights(session) if one.level == 1)
    assert above.answered == done.weight


def test_a_form_that_weighs_nothing_has_none() -> None:
    assert weights(FormSession(find_pack("sichuan-2022"))) == ()
