"""Whatever two people did to their copies and however it is decided, what comes of it is a form that can be filled."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from forms.tiny_packs import at
from small_desk import PASSPHRASE, create, install
from two_desks import copied

from app.declaration.declaration import Declaration
from app.declaration.fingerprint import fingerprint
from app.declaration.sharing.merging import merge, plan_merge
from app.declaration.sharing.plan import Choice, Plan
from app.declaration.sharing.report import Telling, plan_json, plan_lines
from app.drafts.store import Draft
from app.forms.paths import ENTRIES, FieldPath, entry_of
from app.forms.session import FormSession

MEETINGS = int(os.environ.get("QIBEI_MEETINGS", "40"))
CONTENTS = """
- id: a
  title: 设备
  body:
    - "名称：{name:text}，数量：{total:count}台"
    - list:
        field: rows
        label: 清单
        columns: [{id: name, label: 名称, type: text}, {id: n, label: 数量, type: count}]
- id: rd
  title: 研发
  repeat: {entry: 项目, number: RD00, named_by: name, blank: 2}
  body:
    - "名称：{name:text}，经费{cost:money}万元"
    - list: {field: staff, label: 人员, columns: [{id: n, label: 姓名, type: text}]}
"""
ROWS, LISTED = at("a.rows"), FieldPath("rd", ENTRIES)


def something(session: FormSession, chance: random.Random) -> None:
    """One thing that a person may do."""
    entries = session.answers.rows(LISTED)
    page = f"rd@{chance.choice(entries)}" if entries else ""
    staff = FieldPath(page, "staff")
    listed = chance.choice([ROWS, *([staff] if page else [])])
    rows = session.answers.rows(listed)
    word = chance.choice("甲乙丙丁")
    column = "name" if listed == ROWS else "n"
    deeds = [
        lambda: session.answer(at("a.name"), word),
        lambda: session.answer(at("a.total"), str(chance.randrange(4))),
        lambda: session.insert_rows(listed, chance.randint(0, len(rows)), [{column: word}]),
        lambda: session.insert_rows(LISTED, chance.randint(0, len(entries)), [{}]),
        session.undo,
    ]
    if rows:
        deeds += [
            lambda: session.answer(listed.at(chance.choice(rows), column), word),
            lambda: session.remove_rows(listed, [chance.choice(rows)]),
            lambda: session.move_row(listed, chance.choice(rows), chance.randrange(len(rows))),
        ]
    else:
        deeds.append(lambda: session.answer(listed, "无"))
    if page:
        deeds += [
            lambda: session.answer(FieldPath(page, "name"), word),
            lambda: session.remove_rows(LISTED, [chance.choice(entries)]),
        ]
    chance.choice(deeds)()


def unsound(session: FormSession) -> list[str]:
    """Cells without their row, pages without their entry, lists that hold rows and are called 无."""
    answers = session.answers
    wrong = []
    for path, value in answers.items():
        entry = entry_of(path.section)
        if (path.row and answers.get(path.at(path.row)) is None) or (entry and answers.get(entry) is None):
            wrong.append(f"{path} stands alone")
        if not path.row and answers.rows(path) and value is not None:
            wrong.append(f"{path} has rows and a word")
    return wrong


def content(declaration: Declaration) -> dict[str, str]:
    """Every answer by its stored path."""
    return {path: text for path, text in declaration.draft.values() if not path.startswith("/")}


def decided(plan: Plan, mine: str) -> dict[str, Choice]:
    """A choice for each conflict that does not depend on whose copy is asked: the person `mine` or the other."""
    sides: dict[str, Choice] = {}
    for unit in plan.conflicts:
        wins = random.Random(unit.path).choice(["one", "other"])
        sides[unit.path] = "ours" if wins == mine else "theirs"
    return sides


def met(ours: Path, theirs: Path, mine: str) -> dict[str, str]:
    """Merge `theirs` into `ours`; what stands there then."""
    with Declaration.open(ours, PASSPHRASE) as declaration, Draft.open(theirs, PASSPHRASE, read_only=True) as other:
        merging = plan_merge(declaration, other)
        telling = Telling(merging.ours, merging.theirs)
        choices = decided(merging.plan, mine)
        assert plan_json(merging.plan, telling) is not None
        assert all(line for line in plan_lines(merging.plan, telling, choices))
        with merge(declaration, merging, choices, why="合并") as result:
            assert unsound(result.session) == []
            assert result.not_carried == ()
            fingerprint(result.session.folded, result.session.answers)
            result.session.checklist()
            return content(result)


@pytest.mark.parametrize("part", range(2))
def test_two_copies_meet_and_what_comes_of_it_is_sound(tmp_path: Path, part: int) -> None:
    install(tmp_path, CONTENTS)
    for meeting in range(part, MEETINGS, 2):
        chance = random.Random(meeting)
        folder = tmp_path / str(meeting)
        folder.mkdir()
        one, other = folder / "甲.qibei", folder / "乙.qibei"
        with create(one) as made:
            for _ in range(8):
                something(made.session, chance)
            copied(made, other)
        for _ in range(2):
            for path in (one, other):
                with Declaration.open(path, PASSPHRASE) as declaration:
                    for _ in range(chance.randrange(7)):
                        something(declaration.session, chance)
            (folder / "甲前.qibei").write_bytes(one.read_bytes())
            here = met(one, other, "one")
            there = met(other, folder / "甲前.qibei", "other")
            assert here == there, meeting
            (folder / "甲前.qibei").unlink()
