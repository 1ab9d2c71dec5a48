"""A page, a list or a blank is brought back to how it stood, as a new edit that can be undone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image
from small_desk import NAME, PASSPHRASE, PROOF, ROWS, TOTAL, create, install, reopened, state

from app.declaration.declaration import Declaration
from app.declaration.history import EVERYTHING, Scope, plan_restore, restore, restoring_lines
from app.errors import DraftError
from app.forms.session import FormSession


def number(declaration: Declaration) -> int:
    """The newest step."""
    declaration.flush()
    declaration.session.history.end_burst()
    return declaration.draft.step_count


@pytest.fixture
def declaration(tmp_path: Path) -> Declaration:
    """A small declaration with two rows."""
    install(tmp_path)
    made = create(tmp_path / "a.qibei")
    made.session.answer(NAME, "原来的名称")
    made.session.insert_rows(ROWS, 0, [{"name": "机床", "n": 1}, {"name": "泵", "n": 2}])
    return made


def changed(session: FormSession) -> None:
    session.answer(NAME, "改过的名称")
    session.answer(ROWS.at(session.answers.rows(ROWS)[0], "n"), "9")
    session.remove_rows(ROWS, session.answers.rows(ROWS)[1:])
    session.insert_rows(ROWS, 0, [{"name": "新的行"}])
    session.answer(TOTAL, "7")


def test_a_page_stands_again_as_it_stood_and_the_history_says_why(declaration: Declaration) -> None:
    then = number(declaration)
    before = state(declaration.session)
    changed(declaration.session)
    after = state(declaration.session)
    restoring = plan_restore(declaration, Scope(("a",)), then)
    assert set(restoring_lines(restoring)) == {
        "1.1 设备数量*·名称：“改过的名称” → “原来的名称”",
        "1.1 设备数量*·清单 第 2 行“机床”·数量：“9” → “1”",
        "1.1 设备数量*·清单 第 2 行“泵”：找回",
        "1.1 设备数量*·清单 第 1 行“新的行”：去掉",
        "1.1 设备数量*·数量：“7” → “（空）”",
    }
    restore(declaration, restoring)
    assert state(declaration.session) == before
    declaration.session.undo()
    assert state(declaration.session) == after
    declaration.session.redo()
    declaration.flush()
    assert any(step.why.startswith("恢复到 ") for step in declaration.draft.steps())
    declaration.close()
    with reopened(declaration.path) as again:
        assert state(again.session) == before


def test_a_list_alone_is_brought_back(declaration: Declaration) -> None:
    then = number(declaration)
    changed(declaration.session)
    restore(declaration, plan_restore(declaration, Scope((str(ROWS),)), then))
    session = declaration.session
    assert [session.text(ROWS.at(row, "name")) for row in session.answers.rows(ROWS)] == ["机床", "泵"]
    assert session.text(NAME) == "改过的名称"
    declaration.close()


def test_a_proof_that_was_taken_off_comes_back_unless_its_bytes_are_gone(
    declaration: Declaration, tmp_path: Path
) -> None:
    for colour in ("red", "blue"):
        Image.new("RGB", (20, 20), colour).save(tmp_path / f"{colour}.png")
    declaration.attach(PROOF, [tmp_path / "red.png", tmp_path / "blue.png"])
    then = number(declaration)
    red, _ = declaration.evidence(PROOF)
    declaration.session.remove_rows(PROOF, [file.row for file in declaration.evidence(PROOF)])
    declaration.flush()
    declaration.draft.remove_evidence([red.sha256])
    restoring = plan_restore(declaration, Scope(("a",)), then)
    assert "不能恢复：证明材料“red.png”" in list(restoring_lines(restoring))
    restore(declaration, restoring)
    assert [file.name for file in declaration.evidence(PROOF)] == ["blue.png"]
    declaration.close()


def test_who_only_reads_restores_nothing(declaration: Declaration) -> None:
    then = number(declaration)
    changed(declaration.session)
    declaration.close()
    with Declaration.open(declaration.path, PASSPHRASE, read_only=True) as reader:
        restoring = plan_restore(reader, EVERYTHING, then)
        with pytest.raises(DraftError, match="只读"):
            restore(reader, restoring)


def something(session: FormSession, chance: random.Random) -> None:
    """One thing that a person may do."""
    rows, word = session.answers.rows(ROWS), chance.choice("甲乙丙")
    match chance.randrange(5):
        case 0:
            session.answer(NAME, word)
        case 1:
            session.insert_rows(ROWS, 0, [{"name": word}])
        case 2:
            session.remove_rows(ROWS, rows[:1])
        case 3 if rows:
            session.move_row(ROWS, rows[0], len(rows) - 1)
        case _:
            session.answer(TOTAL, str(chance.randrange(5)))


def test_whatever_was_done_every_state_can_be_brought_back(tmp_path: Path) -> None:
    install(tmp_path)
    chance = random.Random(5)
    with create(tmp_path / "b.qibei") as declaration:
        session, stood = declaration.session, {}
        for _ in range(25):
            something(session, chance)
            stood[number(declaration)] = state(session)
        for then in chance.sample(sorted(stood), 8):
            restore(declaration, plan_restore(declaration, EVERYTHING, then))
            assert state(session) == stood[then]
