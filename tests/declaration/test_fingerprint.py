"""The fingerprint says what a declaration holds, and nothing of how it came to hold it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from forms.tiny_packs import at, tiny_session
from hypothesis import given, settings
from hypothesis import strategies as st
from small_desk import AMOUNT, CONTENTS, NAME, PROOF, ROWS, TOTAL, WORDS

from app.declaration.fingerprint import fingerprint, shown
from app.forms.answers.answers import Answers
from app.forms.session import FormSession
from app.forms.values import NIL

WORDS_OF = st.sampled_from(["", "甲", "乙", "无", "12", "12.0", "甲\n乙", "\ud800"])
GESTURES = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from([NAME, AMOUNT, TOTAL, WORDS]), WORDS_OF),
        st.tuples(st.just("insert"), st.integers(0, 3), WORDS_OF),
        st.tuples(st.just("remove"), st.integers(0, 3), st.just("")),
        st.tuples(st.just("move"), st.integers(0, 3), st.integers(0, 3)),
        st.tuples(st.just("attach"), st.integers(0, 2), WORDS_OF),
        st.tuples(st.just("undo"), st.just(0), st.just("")),
        st.tuples(st.just("redo"), st.just(0), st.just("")),
    ),
    max_size=12,
)


def of(session: FormSession) -> str:
    return fingerprint(session.pack, session.answers)


def perform(session: FormSession, kind: str, what: object, how: object) -> None:
    """One gesture of a user; nothing where it has no object."""
    rows = session.answers.rows(ROWS)
    match kind:
        case "answer":
            session.answer(what, str(how))  # type: ignore[arg-type]  # a path, from the strategy above
        case "insert":
            session.insert_rows(ROWS, min(int(str(what)), len(rows)), [{"name": str(how) or None}])
        case "remove" if rows:
            session.remove_rows(ROWS, [rows[int(str(what)) % len(rows)]])
        case "move" if rows:
            session.move_row(ROWS, rows[int(str(what)) % len(rows)], min(int(str(how)), len(rows) - 1))
        case "attach":
            place = min(int(str(what)), session.answers.row_count(PROOF))
            session.insert_rows(PROOF, place, [{"name": "a.pdf", "sha256": "0" * 64, "proves": str(how) or None}])
        case "undo":
            session.undo()
        case "redo":
            session.redo()


def written_anew(session: FormSession) -> FormSession:
    """The same content in another session: the last blank first, every row with a new id."""
    other = tiny_session(CONTENTS)
    rows, blanks = [], []
    for path, value in session.answers.items():
        (rows if path.row else blanks).append((path, value))
    for item in (PROOF, ROWS):
        columns = session.pack.section["a"].column_names(item.field)
        cells = [{name: session.value(item.at(row, name)) for name in columns} for row in session.answers.rows(item)]
        for one in reversed(cells):
            other.insert_rows(item, 0, [one])
    other.set(dict(reversed(blanks)))
    return other


@settings(max_examples=60)
@given(GESTURES)
def test_the_same_content_has_the_same_fingerprint_however_it_came_about(
    gestures: list[tuple[str, object, object]],
) -> None:
    session = tiny_session(CONTENTS)
    for gesture in gestures:
        perform(session, *gesture)
    before = of(session)
    assert of(written_anew(session)) == before
    depth = 0
    while session.undo():
        depth += 1
    for _ in range(depth):
        session.redo()
    assert of(session) == before


@settings(max_examples=60)
@given(GESTURES, GESTURES)
def test_two_contents_have_one_fingerprint_only_when_they_are_one(
    some: list[tuple[str, object, object]], others: list[tuple[str, object, object]]
) -> None:
    one, other = tiny_session(CONTENTS), tiny_session(CONTENTS)
    for session, gestures in ((one, some), (other, others)):
        for gesture in gestures:
            perform(session, *gesture)
    assert (of(one) == of(other)) == (content(one) == content(other))


def content(session: FormSession) -> object:
    """What is answered, with rows as lists of cells."""
    blanks = {str(path): repr(value) for path, value in session.answers.items() if not path.row}
    lists = []
    for path in (ROWS, PROOF):
        columns = session.pack.section["a"].column_names(path.field)
        lists.append(
            [[repr(session.value(path.at(row, name))) for name in columns] for row in session.answers.rows(path)]
        )
    return blanks, lists


@pytest.fixture
def session() -> FormSession:
    made = tiny_session(CONTENTS)
    made.answer(NAME, "某公司")
    made.insert_rows(ROWS, 0, [{"name": "机床"}, {"name": "机器人"}])
    made.insert_rows(PROOF, 0, [{"name": "图.png", "sha256": "1" * 64, "size": 5, "pages": 1, "proves": "数量"}])
    return made


CHANGES: dict[str, Callable[[FormSession], object]] = {
    "another word": lambda s: s.answer(NAME, "某公司 "[:2]),
    "a blank emptied": lambda s: s.answer(NAME, ""),
    "none, said": lambda s: s.answer(WORDS, "无"),
    "an empty row": lambda s: s.insert_rows(ROWS, 2, [{}]),
    "rows in another order": lambda s: s.move_row(ROWS, s.answers.rows(ROWS)[0], 1),
    "a cell": lambda s: s.answer(ROWS.at(s.answers.rows(ROWS)[0], "n"), "3"),
    "a proof's bytes": lambda s: s.set({PROOF.at(s.answers.rows(PROOF)[0], "sha256"): "2" * 64}),
    "a proof's name": lambda s: s.set({PROOF.at(s.answers.rows(PROOF)[0], "name"): "图二.png"}),
    "what it proves": lambda s: s.set({PROOF.at(s.answers.rows(PROOF)[0], "proves"): "金额"}),
    "a proof more": lambda s: s.insert_rows(PROOF, 0, [{"name": "b.png", "sha256": "3" * 64}]),
    "a proof under another item": lambda s: (
        s.remove_rows(PROOF, s.answers.rows(PROOF)),
        s.insert_rows(at("a.more"), 0, [{"name": "图.png", "sha256": "1" * 64, "proves": "数量"}]),
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_gives_another(session: FormSession, change: Callable[[FormSession], object]) -> None:
    before = of(session)
    change(session)
    assert of(session) != before


def test_what_follows_from_a_files_bytes_does_not_count(session: FormSession) -> None:
    before = of(session)
    row = session.answers.rows(PROOF)[0]
    session.set({PROOF.at(row, "size"): 6, PROOF.at(row, "pages"): 2, PROOF.at(row, "removed"): "注释"})
    assert of(session) == before


def test_another_edition_or_another_word_of_the_pack_gives_another() -> None:
    one = tiny_session(CONTENTS)
    again = tiny_session(CONTENTS)
    worded = tiny_session(CONTENTS.replace("label: 说明", "label: 详细说明"))
    nil = tiny_session(CONTENTS)
    nil.set({NAME: NIL})
    assert of(one) == of(again)
    assert len({of(one), of(worded), of(nil)}) == 3
    assert fingerprint(one.pack.model_copy(update={"edition": 2}), Answers()) != of(one)


def test_it_is_shown_in_groups_of_four() -> None:
    assert shown("3f9a2c4177b0e5d2" + "0" * 48) == "3F9A-2C41-77B0-E5D2"
    assert re.fullmatch(r"[0-9a-f]{64}", of(tiny_session(CONTENTS)))


def test_the_rows_that_a_file_is_for_count_by_their_places() -> None:
    page = """
    - id: p
      title: 清单
      body: [{list: {field: rows, label: 清单, columns: [{id: a, label: 甲, type: text}]}}]
      evidence: [{id: proof, title: 证书, each: rows}]
    """

    def attached(place: int) -> str:
        session = tiny_session(page)
        rows = session.insert_rows(at("p.rows"), 0, [{"a": "甲"}, {"a": "乙"}])
        session.insert_rows(at("p.proof"), 0, [{"name": "a.pdf", "sha256": "0" * 64, "rows": rows[place]}])
        return of(session)

    assert attached(0) == attached(0)
    assert attached(0) != attached(1)
