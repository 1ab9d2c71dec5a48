"""Filling from JSON: what `answers` gives, `fill` takes; what is refused leaves everything as it was."""

from __future__ import annotations

from typing import Any

import pytest
from forms.tiny_packs import at, tiny_session
from hypothesis import given, settings
from hypothesis import strategies as st
from small_desk import AMOUNT, CONTENTS, NAME, ROWS, TOTAL

from app.declaration.filling import fill
from app.errors import UsageError
from app.forms.answers.serial import answers_to_json
from app.forms.session import FormSession
from app.forms.values import NIL, Json

TEXT = st.text(max_size=8)
ROW = st.fixed_dictionaries({}, optional={"name": TEXT, "n": st.one_of(st.none(), st.integers(0, 99), TEXT)})
DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "a.name": st.one_of(st.none(), TEXT),
        "a.amount": st.one_of(st.none(), st.sampled_from(["1.0", "1.00", "约3", "无", "-2"])),
        "a.total": st.one_of(st.none(), st.integers(0, 10**12)),
        "a.day": st.sampled_from([None, "2022-03-21", "20220321", "三月"]),
        "a.words": TEXT,
        "a.rows": st.one_of(st.none(), st.just("无"), st.lists(ROW, max_size=4)),
    },
)


def given_out(session: FormSession) -> dict[str, Json]:
    return answers_to_json(session.pack, session.answers)


@settings(max_examples=80)
@given(DOCUMENTS, DOCUMENTS)
def test_what_is_given_out_can_be_taken_in(first: dict[str, Any], second: dict[str, Any]) -> None:
    one, other = tiny_session(CONTENTS), tiny_session(CONTENTS)
    for answers in (first, second):
        fill(one, {"answers": answers})
    fill(other, {"answers": second})
    fill(other, {"pack": "tiny", "answers": given_out(one), "evidence": {}})
    assert given_out(other) == given_out(one)
    assert fill(one, {"answers": given_out(one)}) == 0


def test_it_is_one_step_and_counts_what_changed() -> None:
    session = tiny_session(CONTENTS)
    assert fill(session, {"answers": {"a.name": "甲", "a.total": 3, "a.rows": [{"name": "机床", "n": 1}, {}]}}) == 4
    assert session.answers.row_count(ROWS) == 2
    session.undo()
    assert dict(session.answers.items()) == {}


def test_null_empties_and_nil_takes_the_place_of_rows() -> None:
    session = tiny_session(CONTENTS)
    fill(session, {"answers": {"a.name": "甲", "a.rows": [{"name": "机床"}]}})
    fill(session, {"answers": {"a.name": None, "a.rows": "无"}})
    assert session.value(NAME) is None
    assert (session.value(ROWS), session.answers.row_count(ROWS)) == (NIL, 0)
    fill(session, {"answers": {"a.rows": [{"name": "机床"}]}})
    assert (session.value(ROWS), session.answers.row_count(ROWS)) == (None, 1)
    fill(session, {"answers": {"a.rows": None}})
    assert session.answers.row_count(ROWS) == 0


def test_rows_that_stay_the_same_keep_their_identity() -> None:
    session = tiny_session(CONTENTS)
    fill(session, {"answers": {"a.rows": [{"name": "机床", "n": 1}]}})
    (row,) = session.answers.rows(ROWS)
    fill(session, {"answers": {"a.rows": [{"n": 1, "name": "机床"}], "a.total": "约3"}})
    assert session.answers.rows(ROWS) == [row]
    assert session.text(TOTAL) == "约3"


def test_decimals_are_kept_as_written() -> None:
    session = tiny_session(CONTENTS)
    fill(session, {"answers": {"a.amount": "12.0"}})
    assert fill(session, {"answers": {"a.amount": "12.00"}}) == 1
    assert session.text(AMOUNT) == "12.00"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], r"须是 \{\"answers\""),
        ({"a.name": "甲"}, r"须是 \{\"answers\""),
        ({"answers": []}, r"须是 \{\"answers\""),
        ({"pack": "别的", "answers": {}}, "属于模板“别的”"),
        ({"answers": {"a.nothing": "甲"}}, "没有“a.nothing”这一项"),
        ({"answers": {"不是路径": "甲"}}, "没有“不是路径”这一项"),
        ({"answers": {"a.proof": []}}, "没有“a.proof”这一项"),
        ({"answers": {"a.rows[0].name": "甲"}}, r"没有“a.rows\[0\].name”这一项"),
        ({"answers": {"a.name": ["甲"]}}, "“a.name”的值形式不对"),
        ({"answers": {"a.total": True}}, "“a.total”的值形式不对"),
        ({"answers": {"a.rows": "很多"}}, "“a.rows”的值形式不对"),
        ({"answers": {"a.rows": 3}}, "“a.rows”的值形式不对"),
        ({"answers": {"a.rows": ["甲"]}}, "“a.rows”第 1 行须是"),
        ({"answers": {"a.rows": [{"色": "红"}]}}, "“a.rows”没有“色”这一列"),
        ({"answers": {"a.rows": [{"n": 1}, {"n": [1]}]}}, r"“a.rows\[2\].n”的值形式不对"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_set(document: Any, message: str) -> None:
    session = tiny_session(CONTENTS)
    session.answer(at("cover.project"), "原来的")
    if isinstance(document, dict) and isinstance(document.get("answers"), dict):
        document = {**document, "answers": {"cover.project": "新的", **document["answers"]}}
    with pytest.raises(UsageError, match=message):
        fill(session, document)
    assert session.text(at("cover.project")) == "原来的"
