"""The history of a declaration: who changed what, when, from what to what, also across a merge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_desk import AMOUNT, NAME, PASSPHRASE, ROWS, TOTAL, create, install, reopened

from app.declaration.declaration import Declaration
from app.declaration.history import EVERYTHING, Record, past, record_json, record_lines, records, scope_of
from app.declaration.history.words import change_words
from app.declaration.remarks.making import remark
from app.declaration.sharing.merging import merge, plan_merge
from app.declaration.sharing.report import Telling
from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import UsageError


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft in which a name was given, changed and changed back, and two rows were made."""
    install(tmp_path)
    with create(tmp_path / "甲.qibei") as made:
        for name in ("华东机械", "华东机械有限公司"):
            made.session.answer(NAME, name)
            made.session.history.end_burst()
        made.session.undo()
        made.session.insert_rows(ROWS, 0, [{"name": "机床", "n": 1}, {"name": "泵", "n": 2}])
    return tmp_path / "甲.qibei"


def found(declaration: Declaration, part: str = "") -> list[Record]:
    scope = scope_of(declaration.session, part) if part else EVERYTHING
    return list(records(declaration.draft, past(declaration.draft, scope), scope))


def document(record: Record) -> dict[str, Any]:
    said: Any = record_json(record)
    return dict(said)


def lines(declaration: Declaration, part: str = "") -> list[str]:
    telling = Telling(declaration.session, declaration.session)
    return [line for record in found(declaration, part) for line in record_lines(record, telling)]


def test_each_step_tells_its_author_its_kind_and_what_became_of_the_blank(draft: Path) -> None:
    with reopened(draft) as declaration:
        steps = found(declaration, "a.name")
        assert [document(one)["kind"] for one in steps] == ["do", "do", "undo"]
        assert [(one.changes[0].before, one.changes[0].after) for one in steps] == [
            (None, '"华东机械"'),
            ('"华东机械"', '"华东机械有限公司"'),
            ('"华东机械有限公司"', '"华东机械"'),
        ]
        assert {one.step.by for one in steps} == {declaration.user}
        assert any("：（空） → “华东机械”" in line for line in lines(declaration, "a.name"))
        assert "撤销" in lines(declaration, "a.name")[-2]


def test_a_row_is_told_as_made_and_removed_and_never_by_its_rank(draft: Path) -> None:
    with reopened(draft) as declaration:
        row = declaration.session.answers.rows(ROWS)[1]
        declaration.session.remove_rows(ROWS, [row])
        declaration.flush()
        made, gone = (document(one) for one in found(declaration, str(ROWS.at(row))))
        assert {"path": str(ROWS.at(row)), "from": None, "to": True} in made["changes"]
        assert {"path": str(ROWS.at(row)), "from": True, "to": None} in gone["changes"]
        assert any(line.endswith("：删除") for line in lines(declaration, str(ROWS.at(row))))


def test_a_row_is_found_by_its_place_and_by_its_id(draft: Path) -> None:
    with reopened(draft) as declaration:
        row = declaration.session.answers.rows(ROWS)[1]
        assert scope_of(declaration.session, "a.rows[1].n") == scope_of(declaration.session, str(ROWS.at(row, "n")))
        assert [one.changes[0].after for one in found(declaration, "a.rows[1].n")] == ["2"]
        with pytest.raises(UsageError, match="没有第 3 行"):
            scope_of(declaration.session, "a.rows[2]")
        with pytest.raises(UsageError, match="不是页面或空格"):
            scope_of(declaration.session, "不是路径")


def test_a_blank_is_not_mistaken_for_one_whose_name_begins_alike(draft: Path) -> None:
    with reopened(draft) as declaration:
        scope = scope_of(declaration.session, "a.name")
        assert scope.holds("a.name")
        assert not scope.holds("a.names")
        page = scope_of(declaration.session, "a")
        assert (page.holds("a@k3f.name"), page.holds("a.rows[k3f].n"), page.holds("ab.name")) == (True, True, False)


def test_what_a_merge_brought_keeps_its_author_and_tells_only_what_it_became(draft: Path, tmp_path: Path) -> None:
    with reopened(draft) as ours:
        ours.draft.copy_to(tmp_path / "乙.qibei", PASSPHRASE)
    with Draft.open(tmp_path / "乙.qibei", PASSPHRASE) as other:
        other.write([Change(str(TOTAL), None, "12")], by="乙同事")
    with reopened(draft) as declaration, Draft.open(tmp_path / "乙.qibei", PASSPHRASE, read_only=True) as other:
        declaration.session.answer(AMOUNT, "300.00")
        merged = merge(declaration, plan_merge(declaration, other), {}, why="合并同事的副本")
        last = [step for step in found(merged) if step.step.by == "乙同事" or step.step.brought]
        brought, merging = last
        assert (brought.merge, brought.step.by) == (merging.step.number, "乙同事")
        assert document(brought)["changes"] == [{"path": str(TOTAL), "from": None, "to": 12}]
        assert document(brought)["merged"] == merging.step.number
        assert document(merging)["kind"] == "merge"
        said = "\n".join(lines(merged))
        assert f"乙同事　填写　由第 {merging.step.number} 步合并带来" in said
        assert "合并（合并同事的副本）" in said
        assert "改为“12”" in said
        merged.close()


def test_the_programs_own_notes_are_told_as_events_and_never_raw(draft: Path) -> None:
    notes = {
        "/frozen/" + "0" * 32: {"number": 2, "secret": "指纹"},
        "/lent/" + "0" * 32: {"to": "李四", "outcome": ""},
        "/other/x": "乱写",
        "/remark/" + "0" * 32: {"text": "请核对"},
        "/remark/" + "0" * 32 + "/answer/" + "1" * 32: {"text": "已核对"},
        "/remark/" + "0" * 32 + "/settled": {"by": "甲"},
    }
    with reopened(draft) as declaration:
        declaration.keep([Change(path, None, json.dumps(note)) for path, note in notes.items()])
        said = document(found(declaration)[-1])
        assert said["events"] == ["定稿（第 2 版）", "借出（李四）", "程序的记录", "批注", "答复批注", "批注标为已处理"]
        assert said["changes"] == []
        assert "/frozen/" not in str(said)
        assert "指纹" not in str(said)
        assert found(declaration, "a")[-1].notes == ()


def test_a_step_past_a_page_of_steps_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path)
    monkeypatch.setattr("app.declaration.history.reading.PAGE", 3)
    with create(tmp_path / "甲.qibei") as declaration:
        for number in range(10):
            declaration.draft.write([Change(str(TOTAL), None, str(number))], by="甲")
        assert [one.step.number for one in found(declaration)] == list(range(1, 11))


def test_a_stranger_in_the_history_cannot_break_the_lines(draft: Path) -> None:
    with reopened(draft) as declaration:
        declaration.draft.write([Change("不是路径", None, '"甲\\n第 99 步"')], by="甲\n第 98 步\x1b[2J", why="乙\n丙")
        said = lines(declaration)
        assert len([line for line in said if line.startswith("第 ")]) == len(found(declaration))
        assert "\x1b" not in "".join(said)


def test_of_two_values_that_met_in_a_merge_the_chosen_one_is_told(draft: Path) -> None:
    with reopened(draft) as declaration:
        telling = Telling(declaration.session, declaration.session)
        words = change_words(Change(str(NAME), '"华东机械"', '"华东机械"'), telling)
        assert words.endswith("：选定“华东机械”")


def test_a_step_that_only_notes_something_is_called_so(draft: Path) -> None:
    with reopened(draft) as declaration:
        remark(declaration, "a", "请核对")
        assert lines(declaration)[-2].endswith("记录（加批注）")
