"""The book itself comes back from Word: blanks in their sentences, boxes in a row, long texts in paragraphs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from word_files import AREAS, DAY, HOW, NAME, ROWS, TOTAL, WordFile, paragraph, w

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.returning.plan import ReturnPlan
from app.declaration.returning.planning import plan_returning
from app.declaration.returning.taking import take_returned


@pytest.fixture
def book(desk: Declaration, tmp_path: Path) -> WordFile:
    """The book of the small draft."""
    (file,) = export_book(desk, tmp_path, ["docx"], companions=False).files
    return WordFile(file)


def retyped(book: WordFile, old: str, new: str) -> None:
    """Other words in the place of these."""
    next(one for one in book.all("t") if one.text == old).text = new


def brought(desk: Declaration, book: WordFile) -> dict[str, Any]:
    """What the file would bring; nothing else is said of it."""
    plan = plan_returning(desk, book.save())
    assert (plan.unread, plan.missing, plan.notes) == ((), (), ())
    return {str(one.path): one.theirs for one in plan.differences if one.action == "take"}


def test_an_untouched_book_changes_nothing(desk: Declaration, book: WordFile) -> None:
    assert brought(desk, book) == {}


@pytest.mark.parametrize(
    ("old", "new", "path", "value"),
    [
        ("主轴轴承", "丝杠", NAME, "丝杠"),
        ("3", "8", TOTAL, 8),
        ("2022年3月21日", "2023.1.5", DAY, "2023-01-05"),
    ],
    ids=str,
)
def test_what_was_typed_into_a_sentence_is_taken(
    desk: Declaration, book: WordFile, old: str, new: str, path: Any, value: Any
) -> None:
    retyped(book, old, new)
    found = brought(desk, book)
    assert {name: getattr(one, "isoformat", lambda one=one: one)() for name, one in found.items()} == {str(path): value}


def test_boxes_in_a_row_are_ticked_and_unticked(desk: Declaration, book: WordFile) -> None:
    for control, sign in zip(book.controls(str(AREAS)), "□☑☑", strict=True):
        control.find(f".//{w('t')}").text = sign
    for control, sign in zip(book.controls(str(HOW)), "□√", strict=True):
        control.find(f".//{w('t')}").text = sign
    assert brought(desk, book) == {str(AREAS): ("齿轮", "电机"), str(HOW): "租用"}


def test_a_long_text_and_a_cell_are_taken(desk: Declaration, book: WordFile) -> None:
    row = desk.session.answers.rows(ROWS)[1]
    retyped(book, "第一段。", "改过的第一段。")
    retyped(book, "铣床", "刨床")
    found = brought(desk, book)
    assert found.pop(f"a.rows[{row}].name") == "刨床"
    assert found == {"a.words": "改过的第一段。\n第二段，有“引号”和  空格。"}


def test_a_change_in_the_draft_is_kept_and_one_in_both_is_a_conflict(desk: Declaration, book: WordFile) -> None:
    retyped(book, "3", "8")
    file = book.save()
    desk.session.answer(NAME, "导轨")
    desk.session.answer(TOTAL, "9")
    plan = plan_returning(desk, file)
    assert {str(one.path): one.action for one in plan.differences} == {"a.name": "keep", "a.total": "conflict"}


def test_words_beside_the_blanks_are_named(desk: Declaration, book: WordFile) -> None:
    book.all("tbl")[-1].addprevious(paragraph("这一段是新写的"))
    plan: ReturnPlan = plan_returning(desk, book.save())
    assert [one.text for one in plan.unread] == ["这一段是新写的"]


def test_what_is_taken_is_one_step(desk: Declaration, book: WordFile) -> None:
    retyped(book, "主轴轴承", "丝杠")
    retyped(book, "3", "8")
    assert take_returned(desk, plan_returning(desk, book.save())) == 2
    desk.session.undo()
    assert (desk.session.value(NAME), desk.session.value(TOTAL)) == ("主轴轴承", 3)
