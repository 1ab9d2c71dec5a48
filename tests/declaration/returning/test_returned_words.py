"""A filled file comes back: blank by blank, three ways, in one step."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from small_desk import state
from word_files import (
    AMOUNT,
    AREAS,
    CLOUD,
    DAY,
    HOW,
    NAME,
    ROWS,
    TOTAL,
    WORDS,
    copied,
    edited,
    sent,
    w,
)

from app.declaration.declaration import Declaration
from app.declaration.returning.plan import ReturnPlan
from app.declaration.returning.planning import plan_returning
from app.declaration.returning.taking import take_chosen, take_returned
from app.errors import DraftError
from app.forms.paths import FieldPath
from app.forms.values import NIL, Unparsed, Value


def told(plan: ReturnPlan) -> dict[str, str]:
    """The action of each difference by its path."""
    return {str(one.path): one.action for one in plan.differences}


def quiet(plan: ReturnPlan) -> bool:
    """Whether the plan says nothing besides its differences."""
    return not (plan.unread or plan.missing or plan.comments or plan.notes)


def rows(declaration: Declaration) -> list[tuple[Value | None, ...]]:
    """The cells of the list."""
    names = ("name", "n", "kind")
    session = declaration.session
    return [tuple(session.value(ROWS.at(row, name)) for name in names) for row in session.answers.rows(ROWS)]


def test_an_untouched_file_changes_nothing(desk: Declaration, tmp_path: Path) -> None:
    plan = plan_returning(desk, sent(desk, tmp_path, "a", "b", "cover").file)
    assert plan.differences == ()
    assert quiet(plan)


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        (NAME, "滚珠丝杠", "滚珠丝杠"),
        (NAME, "１２３　号", "１２３　号"),
        (NAME, "", None),
        (NAME, "无", NIL),
        (AMOUNT, "12,000.00 万元", Decimal("12000.00")),
        (AMOUNT, "１２．５", Decimal("12.5")),
        (AMOUNT, "大约十二万", Unparsed("大约十二万")),
        (TOTAL, "８台", 8),
        (DAY, "2023年1月5日", "2023-01-05"),
        (DAY, "2023.1.5", "2023-01-05"),
        (DAY, "二〇二三年一月五日", "2023-01-05"),
        (DAY, "二○二三年十二月三十一日", "2023-12-31"),
        (HOW, "租用", "租用"),
        (HOW, "☑租用 □自建", "租用"),
        (HOW, "√租用", "租用"),
        (HOW, "【请选择】", None),
        (CLOUD, "否", False),
        (WORDS, "甲\n\n乙\t丙", "甲\n\n乙\t丙"),
    ],
    ids=str,
)
def test_what_was_typed_in_word_is_taken(
    desk: Declaration, tmp_path: Path, path: FieldPath, typed: str, value: Any
) -> None:
    plan = plan_returning(desk, edited(sent(desk, tmp_path), {str(path): typed}))
    assert told(plan) == {str(path): "take"}
    assert quiet(plan)
    assert take_returned(desk, plan) == 1
    found = desk.session.value(path)
    assert (found.isoformat() if path == DAY and found is not None else found) == value  # type: ignore[union-attr]


def test_boxes_are_ticked_and_unticked(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.write("a.areas", "□")
    word.write("a.areas#2", "√")
    plan = plan_returning(desk, word.save())
    take_returned(desk, plan)
    assert desk.session.value(AREAS) == ("齿轮", "电机")
    assert told(plan) == {"a.areas": "take"}


@pytest.mark.parametrize("sign", ["☑", "☒", "■", "✓", "√"])
def test_any_sign_in_a_box_is_a_tick(desk: Declaration, tmp_path: Path, sign: str) -> None:
    word = sent(desk, tmp_path)
    word.write("a.areas#2", sign)
    take_returned(desk, plan_returning(desk, word.save()))
    assert desk.session.value(AREAS) == ("轴承", "齿轮", "电机")


def test_no_box_and_the_box_of_none(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    for tag, sign in (("a.areas", "□"), ("a.areas#3", "□"), ("a.areas#4", "☑")):
        word.write(tag, sign)
    take_returned(desk, plan_returning(desk, word.save()))
    assert desk.session.value(AREAS) is NIL


def test_changes_here_there_and_in_both(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    file = edited(word, {"a.name": "丝杠", "a.total": "4", "a.amount": "9"})
    desk.session.answer(TOTAL, "5")
    desk.session.answer(AMOUNT, "9")
    desk.session.answer(WORDS, "草稿里改的")
    plan = plan_returning(desk, file)
    assert told(plan) == {"a.name": "take", "a.amount": "same", "a.total": "conflict", "a.words": "keep"}
    conflict = plan.of("conflict")[0]
    assert (conflict.ours, conflict.theirs) == (5, 4)
    take_returned(desk, plan)
    assert [desk.session.value(path) for path in (NAME, TOTAL, WORDS)] == ["丝杠", 5, "草稿里改的"]


def test_a_conflict_goes_the_way_that_is_chosen(desk: Declaration, tmp_path: Path) -> None:
    file = edited(sent(desk, tmp_path), {"a.total": "4", "a.name": "丝杠"})
    desk.session.answer(TOTAL, "5")
    desk.session.answer(NAME, "导轨")
    take_chosen(desk, plan_returning(desk, file), frozenset({TOTAL}))
    assert (desk.session.value(TOTAL), desk.session.value(NAME)) == (4, "导轨")


def test_all_that_is_taken_is_one_step(desk: Declaration, tmp_path: Path) -> None:
    before = state(desk.session)
    word = sent(desk, tmp_path)
    row = desk.session.answers.rows(ROWS)[1]
    for tag, text in (("a.name", "丝杠"), (f"a.rows[{row}].n", "6"), ("a.rows[N1].name", "镗床")):
        word.write(tag, text)
    assert take_returned(desk, plan_returning(desk, word.save())) == 3
    assert state(desk.session) != before
    desk.session.undo()
    assert {path: value for path, value in state(desk.session)[0].items() if value is not None} == before[0]
    assert state(desk.session)[1] == before[1]


def test_the_same_file_twice_brings_nothing_new(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.write("a.name", "丝杠")
    word.write("a.rows[N1].name", "镗床")
    file = word.save()
    take_returned(desk, plan_returning(desk, file))
    again = plan_returning(desk, file)
    assert {one.action for one in again.differences} == {"same"}
    assert take_returned(desk, again) == 0
    assert len(rows(desk)) == 4


def test_what_was_answered_since_the_plan_stays(desk: Declaration, tmp_path: Path) -> None:
    plan = plan_returning(desk, edited(sent(desk, tmp_path), {"a.name": "丝杠"}))
    desk.session.answer(NAME, "刚刚改的")
    assert take_returned(desk, plan) == 0
    assert desk.session.value(NAME) == "刚刚改的"


def test_a_draft_that_can_only_be_read_is_left_alone(desk: Declaration, tmp_path: Path) -> None:
    plan = plan_returning(desk, edited(sent(desk, tmp_path), {"a.name": "丝杠"}))
    desk.close()
    with Declaration.open(desk.path, "申报 2026", read_only=True) as reader, pytest.raises(DraftError, match="只读"):
        take_returned(reader, plan)


# -- the rows of lists -------------------------------------------------------------------------


def test_spare_rows_that_were_filled_are_new_rows(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    for tag, text in (("a.rows[N1].name", "镗床"), ("a.rows[N1].kind", "自研"), ("a.rows[N3].n", "9")):
        word.write(tag, text)
    take_returned(desk, plan_returning(desk, word.save()))
    assert rows(desk)[3:] == [("镗床", None, "自研"), (None, 9, None)]


def test_copied_and_inserted_rows_are_new_rows_where_they_stand(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    first, second, _ = desk.session.answers.rows(ROWS)
    row = word.row(f"a.rows[{first}].name")
    twin = copied(row)
    row.addnext(twin)
    texts = [one for one in twin.iter(w("t")) if one.text in ("车床", "2")]
    texts[0].text, texts[-1].text = "镗床", "8"
    bare = copied(word.row(f"a.rows[{second}].name"))
    for control in list(bare.iter(w("sdt"))):
        words = "".join(control.itertext())
        parent = control.getparent()
        parent.replace(control, copied(run_of(words.replace("铣床", "刨床"))))
    for mark in [*bare.iter(w("bookmarkStart")), *bare.iter(w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    word.row(f"a.rows[{second}].name").addnext(bare)
    take_returned(desk, plan_returning(desk, word.save()))
    assert [one[0] for one in rows(desk)] == ["车床", "镗床", "铣床", "刨床", "磨床"]
    assert rows(desk)[1] == ("镗床", 2, "自研") or rows(desk)[1] == ("镗床", 8, "自研")


def run_of(text: str) -> Any:
    """A run of words."""
    from word_files import run

    return run(text)


def test_a_row_that_is_gone_is_taken_out(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    second = desk.session.answers.rows(ROWS)[1]
    row = word.row(f"a.rows[{second}].name")
    row.getparent().remove(row)
    plan = plan_returning(desk, word.save())
    assert told(plan) == {f"a.rows[{second}]": "take"}
    take_returned(desk, plan)
    assert [one[0] for one in rows(desk)] == ["车床", "磨床"]


def test_a_row_that_is_gone_there_and_changed_here_is_a_conflict(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    second = desk.session.answers.rows(ROWS)[1]
    row = word.row(f"a.rows[{second}].name")
    row.getparent().remove(row)
    desk.session.answer(ROWS.at(second, "n"), "50")
    plan = plan_returning(desk, word.save())
    assert told(plan) == {f"a.rows[{second}]": "conflict"}
    take_returned(desk, plan, conflicts=True)
    assert len(rows(desk)) == 2


@pytest.mark.parametrize(("typed", "action"), [("", "keep"), ("8", "conflict")])
def test_a_row_that_the_draft_has_no_more(desk: Declaration, tmp_path: Path, typed: str, action: str) -> None:
    word = sent(desk, tmp_path)
    second = desk.session.answers.rows(ROWS)[1]
    if typed:
        word.write(f"a.rows[{second}].n", typed)
    desk.session.remove_rows(ROWS, [second])
    plan = plan_returning(desk, word.save())
    assert told(plan) == {f"a.rows[{second}]": action}
    take_returned(desk, plan, conflicts=True)
    assert ("铣床", 8, "外购") in rows(desk) or action == "keep"


def test_rows_in_another_order_keep_their_cells(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    first, _, third = desk.session.answers.rows(ROWS)
    word.row(f"a.rows[{third}].name").addnext(word.row(f"a.rows[{first}].name"))
    word.write(f"a.rows[{first}].n", "22")
    plan = plan_returning(desk, word.save())
    assert told(plan) == {f"a.rows[{first}].n": "take"}
    assert "顺序" in plan.notes[0]
    take_returned(desk, plan)
    assert [one[:2] for one in rows(desk)] == [("车床", 22), ("铣床", 5), ("磨床", 7)]


def test_none_said_of_an_empty_list(desk: Declaration, tmp_path: Path) -> None:
    desk.session.remove_rows(ROWS, desk.session.answers.rows(ROWS))
    take_returned(desk, plan_returning(desk, edited(sent(desk, tmp_path), {"a.rows": "无"})))
    assert desk.session.value(ROWS) is NIL


def test_a_renamed_file_is_the_same_file(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.write("a.name", "丝杠")
    plan = plan_returning(desk, word.save(tmp_path / "申报书(1) - 副本 最终版.docx"))
    assert told(plan) == {"a.name": "take"}


def test_who_saved_it_and_when_is_told(desk: Declaration, tmp_path: Path) -> None:
    word = sent(desk, tmp_path)
    word.write("a.name", "丝杠")
    core = word.parts["docProps/core.xml"].decode()
    said = "<cp:lastModifiedBy>李四</cp:lastModifiedBy></cp:coreProperties>"
    word.parts["docProps/core.xml"] = core.replace("</cp:coreProperties>", said).encode()
    untouched = plan_returning(desk, word.save())
    assert (untouched.by, untouched.at) == ("李四", "")
    core = word.parts["docProps/core.xml"].decode()
    word.parts["docProps/core.xml"] = core.replace("2000-01-01T", "2026-11-28T").encode()
    assert plan_returning(desk, word.save()).at == "2026-11-28T00:00:00Z"
