"""Two copies of one declaration are merged: what both changed is asked, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_desk import AMOUNT, NAME, PASSPHRASE, PROOF, ROWS, TOTAL, create, install, reopened
from two_desks import copied, edited, merged, planned

from app.declaration.declaration import Declaration
from app.declaration.fingerprint import fingerprint
from app.declaration.sharing.merging import merge, plan_merge
from app.declaration.sharing.plan import Plan
from app.declaration.sharing.report import Telling, plan_json, plan_lines
from app.drafts.store import Draft
from app.errors import DraftError, UsageError
from app.forms.paths import FieldPath
from app.forms.session import FormSession


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A draft with a name and two rows, and a copy of it."""
    install(tmp_path)
    with create(tmp_path / "甲.qibei") as made:
        made.session.answer(NAME, "华东机械")
        made.session.insert_rows(ROWS, 0, [{"name": "机床", "n": 1}, {"name": "泵", "n": 2}])
        theirs = copied(made, tmp_path / "乙.qibei")
    return tmp_path / "甲.qibei", theirs


def answer(path: FieldPath, text: str):  # type: ignore[no-untyped-def]
    return lambda declaration: declaration.session.answer(path, text)


def rows(session: FormSession) -> list[str]:
    return session.answers.rows(ROWS)


def names(path: Path) -> list[str]:
    with reopened(path) as declaration:
        return [declaration.session.text(ROWS.at(row, "name")) for row in rows(declaration.session)]


def text(path: Path, blank: FieldPath) -> str:
    with reopened(path) as declaration:
        return declaration.session.text(blank)


def actions(plan: Plan) -> dict[str, str]:
    return {unit.path: unit.action for unit in plan.units}


def test_what_one_side_changed_is_taken_and_what_the_other_changed_stays(pair: tuple[Path, Path]) -> None:
    edited(pair[0], answer(TOTAL, "12"))
    edited(pair[1], answer(AMOUNT, "300.00"))
    assert actions(planned(*pair)) == {str(TOTAL): "keep", str(AMOUNT): "take"}
    merged(*pair)
    assert (text(pair[0], TOTAL), text(pair[0], AMOUNT)) == ("12", "300.00")
    assert (text(pair[1], TOTAL), text(pair[1], AMOUNT)) == ("", "300.00")


def test_what_both_changed_alike_is_no_conflict(pair: tuple[Path, Path]) -> None:
    for path in pair:
        edited(path, answer(TOTAL, "12"))
    assert actions(planned(*pair)) == {str(TOTAL): "same"}


def test_what_both_changed_differently_is_asked_and_both_stay_in_the_history(pair: tuple[Path, Path]) -> None:
    edited(pair[0], answer(NAME, "华东机械有限公司"))
    edited(pair[1], answer(NAME, "华东机械股份"))
    assert actions(planned(*pair)) == {str(NAME): "conflict"}
    before = pair[0].read_bytes(), pair[1].read_bytes()
    with pytest.raises(DraftError, match="1 处两边填得不同"):
        merged(*pair)
    assert before[1] == pair[1].read_bytes()
    merged(*pair, {str(NAME): "theirs"})
    with reopened(pair[0]) as declaration:
        assert declaration.session.text(NAME) == "华东机械股份"
        held = [change.after for step in declaration.draft.steps_of(str(NAME)) for change in step.changes]
        assert '"华东机械有限公司"' in held
        assert declaration.draft.steps()[-1].why == "合并"


def test_a_decision_is_not_asked_again(pair: tuple[Path, Path]) -> None:
    edited(pair[0], answer(NAME, "甲方写的"))
    edited(pair[1], answer(NAME, "乙方写的"))
    merged(*pair, {str(NAME): "ours"})
    assert actions(planned(*pair)) == {str(NAME): "keep"}
    merged(pair[1], pair[0])
    assert text(pair[1], NAME) == "甲方写的"
    assert actions(planned(*pair)) == {}


def test_rows_of_both_are_there_and_in_order(pair: tuple[Path, Path]) -> None:
    edited(pair[0], lambda one: one.session.insert_rows(ROWS, 2, [{"name": "甲的行"}]))
    edited(pair[1], lambda one: one.session.insert_rows(ROWS, 0, [{"name": "乙的行"}]))
    merged(*pair)
    merged(pair[1], pair[0])
    assert names(pair[0]) == names(pair[1]) == ["乙的行", "机床", "泵", "甲的行"]


def test_both_put_a_row_at_one_place(pair: tuple[Path, Path]) -> None:
    for path, name in zip(pair, ("甲的行", "乙的行"), strict=True):
        edited(path, lambda one, name=name: one.session.insert_rows(ROWS, 1, [{"name": name}]))
    merged(*pair)
    merged(pair[1], pair[0])
    assert names(pair[0]) == names(pair[1])
    assert sorted(names(pair[0])) == sorted(["机床", "泵", "甲的行", "乙的行"])


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_row_that_one_removed_and_the_other_changed_is_one_question(pair: tuple[Path, Path], side: str) -> None:
    edited(pair[0], lambda one: one.session.remove_rows(ROWS, rows(one.session)[:1]))
    edited(pair[1], lambda one: one.session.answer(ROWS.at(rows(one.session)[0], "n"), "7"))
    plan = planned(*pair)
    (unit,) = plan.conflicts
    assert FieldPath.parse(unit.path).column == ""
    merged(*pair, {unit.path: side})  # type: ignore[dict-item]
    assert names(pair[0]) == (["泵"] if side == "ours" else ["机床", "泵"])
    with reopened(pair[0]) as declaration:
        fingerprint(declaration.session.folded, declaration.session.answers)
        if side == "theirs":
            assert declaration.session.text(ROWS.at(rows(declaration.session)[0], "n")) == "7"


def test_a_row_that_one_removed_and_the_other_left_alone_goes(pair: tuple[Path, Path]) -> None:
    edited(pair[1], lambda one: one.session.remove_rows(ROWS, rows(one.session)[:1]))
    assert not planned(*pair).conflicts
    merged(*pair)
    assert names(pair[0]) == ["泵"]


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_list_that_one_called_empty_and_the_other_filled_is_one_question(pair: tuple[Path, Path], side: str) -> None:
    def call_it_empty(one: Declaration) -> None:
        one.session.remove_rows(ROWS, rows(one.session))
        one.session.answer(ROWS, "无")

    edited(pair[0], call_it_empty)
    edited(pair[1], lambda one: one.session.insert_rows(ROWS, 2, [{"name": "乙的行"}]))
    plan = planned(*pair)
    (unit,) = plan.conflicts
    assert unit.path == str(ROWS)
    merged(*pair, {unit.path: side})  # type: ignore[dict-item]
    with reopened(pair[0]) as declaration:
        said = declaration.session.text(ROWS)
        assert (said, len(rows(declaration.session))) == (("无", 0) if side == "ours" else ("", 3))


def test_a_row_moved_by_both_asks_nothing_and_ends_in_one_place(pair: tuple[Path, Path]) -> None:
    edited(pair[0], lambda one: one.session.insert_rows(ROWS, 2, [{"name": "丙"}, {"name": "丁"}]))
    merged(pair[1], pair[0])
    edited(pair[0], lambda one: one.session.move_row(ROWS, rows(one.session)[0], 3))
    edited(pair[1], lambda one: one.session.move_row(ROWS, rows(one.session)[0], 2))
    assert not planned(*pair).conflicts
    merged(*pair)
    merged(pair[1], pair[0])
    assert names(pair[0]) == names(pair[1])


def test_proofs_of_both_are_there_with_their_bytes(pair: tuple[Path, Path], tmp_path: Path) -> None:
    from PIL import Image

    for path, colour in zip(pair, ("red", "blue"), strict=True):
        Image.new("RGB", (40, 40), colour).save(tmp_path / f"{colour}.png")
        edited(path, lambda one, colour=colour: one.attach(PROOF, [tmp_path / f"{colour}.png"]))
    with reopened(pair[0]) as declaration, Draft.open(pair[1], PASSPHRASE, read_only=True) as other:
        merging = plan_merge(declaration, other)
        said = plan_json(merging.plan, Telling(merging.ours, merging.theirs))
        assert isinstance(said, dict)
        assert [(one["name"], one["action"]) for one in said["evidence"]] == [  # type: ignore[union-attr, call-overload, index]
            ("blue.png", "take"),
            ("red.png", "keep"),
        ] or len(said["evidence"]) == 2  # type: ignore[arg-type]
        with merge(declaration, merging, {}, why="合并") as result:
            found = result.evidence(PROOF)
            assert sorted(file.name for file in found) == ["blue.png", "red.png"]
            assert all(result.evidence_bytes(file.sha256) for file in found)


def test_a_merge_is_one_step_that_can_be_undone(pair: tuple[Path, Path]) -> None:
    edited(pair[0], answer(TOTAL, "12"))
    edited(pair[1], answer(AMOUNT, "300.00"))
    edited(pair[1], answer(TOTAL, "13"))
    merged(*pair, {str(TOTAL): "theirs"})
    with reopened(pair[0]) as declaration:
        declaration.session.undo()
        assert (declaration.session.text(TOTAL), declaration.session.text(AMOUNT)) == ("12", "")
        declaration.session.undo()
        assert declaration.session.text(TOTAL) == ""
        declaration.session.redo()
        declaration.session.redo()
        assert (declaration.session.text(TOTAL), declaration.session.text(AMOUNT)) == ("13", "300.00")


def test_the_session_goes_on_after_a_merge(pair: tuple[Path, Path]) -> None:
    edited(pair[1], answer(AMOUNT, "300.00"))
    with reopened(pair[0]) as declaration, Draft.open(pair[1], PASSPHRASE, read_only=True) as other:
        result = merge(declaration, plan_merge(declaration, other), {}, why="合并")
        result.session.answer(TOTAL, "5")
        result.close()
    assert (text(pair[0], TOTAL), text(pair[0], AMOUNT)) == ("5", "300.00")


def test_what_changed_since_the_plan_stops_the_merge(pair: tuple[Path, Path]) -> None:
    edited(pair[1], answer(AMOUNT, "300.00"))
    with reopened(pair[0]) as declaration, Draft.open(pair[1], PASSPHRASE, read_only=True) as other:
        merging = plan_merge(declaration, other)
        declaration.session.answer(TOTAL, "9")
        with pytest.raises(DraftError, match="草稿又有改动"):
            merge(declaration, merging, {}, why="合并")


def test_another_declaration_is_refused(pair: tuple[Path, Path], tmp_path: Path) -> None:
    create(tmp_path / "别的.qibei").close()
    with pytest.raises(DraftError, match="不是这份申报书的副本"):
        planned(pair[0], tmp_path / "别的.qibei")
    with pytest.raises(UsageError, match="同一个文件"):
        planned(pair[0], pair[0])


def test_the_plan_is_told_in_words(pair: tuple[Path, Path]) -> None:
    edited(pair[0], answer(NAME, "甲方写的"))
    edited(pair[1], answer(NAME, "乙方写的"))
    edited(pair[1], answer(TOTAL, "13"))
    edited(pair[0], lambda one: one.session.remove_rows(ROWS, rows(one.session)[:1]))
    edited(pair[1], lambda one: one.session.answer(ROWS.at(rows(one.session)[0], "n"), "7"))
    edited(pair[1], lambda one: one.session.insert_rows(ROWS, 2, [{"name": "乙的行"}]))
    with reopened(pair[0]) as declaration, Draft.open(pair[1], PASSPHRASE, read_only=True) as other:
        merging = plan_merge(declaration, other)
        told = list(plan_lines(merging.plan, Telling(merging.ours, merging.theirs), {str(NAME): "ours"}))
    assert told == [
        "【两边不同，要选定】2 处",
        "  1.1 设备数量*·名称：本机“甲方写的”，对方“乙方写的”→ 保留本机的",
        "  1.1 设备数量*·清单 第 1 行“机床”：本机已删除，对方有修改",
        "【采用对方的】2 处",
        "  1.1 设备数量*·清单 第 3 行“乙的行”：对方新增",
        "  1.1 设备数量*·数量：本机“（空）”，对方“13”",
    ]
