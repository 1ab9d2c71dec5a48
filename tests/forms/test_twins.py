"""A large step is tried on a twin of the session and taken over: the same as if it had been made at once."""

from __future__ import annotations

from forms.tables.list_pack import ROWS, session_of, texts

from app.forms.answers.answers import MANY
from app.forms.paths import FieldPath
from app.forms.session import Changes, FormSession
from app.forms.tables.sheet import ListSheet

BLOCK = [[f"设备{n}", "别的" if n % 3 else "加工设备", f"约{n}" if n % 5 == 0 else str(n)] for n in range(MANY)]


def codes(session: FormSession) -> list[tuple[str, str]]:
    """Where what is found, rows by their numbers."""
    found = session.problems("devices")
    return [(session.row_name(one.path) + one.path.column if one.path.row else "", one.code) for one in found]


def made(session: FormSession) -> Changes:
    changes = session.apply(ListSheet(session, ROWS).pasted([], 0, BLOCK))
    assert changes is not None
    return changes


def test_a_step_of_a_twin_is_the_sessions_own_once_taken_over() -> None:
    at_once, session = session_of(), session_of()
    made(at_once)
    heard: list[Changes] = []
    session.subscribe(heard.append)
    twin = session.twin()
    changes = made(twin)
    assert texts(session) == [], "nothing is seen of it before"
    assert heard == []
    assert session.adopt(twin, changes)
    assert heard == [changes]
    assert texts(session) == texts(at_once)
    assert codes(session) == codes(at_once)
    assert session.history.can_undo
    session.undo()
    assert texts(session) == []
    assert codes(session) == codes(session_of())


def test_undo_can_be_worked_out_on_a_twin() -> None:
    session = session_of()
    made(session)
    twin = session.twin()
    changes = twin.undo()
    assert changes is not None
    assert session.adopt(twin, changes)
    assert texts(session) == []
    assert session.history.next_redo == len(changes.step.edits)
    session.redo()
    assert len(texts(session)) == MANY


def test_a_twin_of_what_was_changed_meanwhile_is_not_taken() -> None:
    session = session_of()
    twin = session.twin()
    changes = made(twin)
    session.answer(FieldPath("sums", "total"), "5")
    assert not session.adopt(twin, changes)
    assert texts(session) == []
    assert session.text(FieldPath("sums", "total")) == "5"


def test_rows_keep_their_order_when_many_come_go_and_move_at_once() -> None:
    session = session_of()
    made(session)
    sheet, every = ListSheet(session, ROWS), session.answers.rows(ROWS)
    session.apply([*sheet.removed(every[::2]), *sheet.moved(every[1::2][::-1], 0)])
    assert session.answers.rows(ROWS) == every[1::2][::-1]
    assert [session.row_number(ROWS.at(row)) for row in session.answers.rows(ROWS)] == list(range(1, MANY // 2 + 1))
    session.undo()
    assert session.answers.rows(ROWS) == every
