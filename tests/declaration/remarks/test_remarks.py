"""Remarks: made, answered, ticked off and taken up again; they travel, and touch neither paper nor answers."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from declaration.sharing.two_desks import copied, edited, merged
from small_desk import NAME, ROWS, create, install, reopened

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.remarks.making import answer, remark, reopen, settle
from app.declaration.remarks.remarks import TEXT_LIMIT, Remark, named, remarks
from app.declaration.remarks.telling import is_there, open_words, remark_json, stored_path, where
from app.declaration.versions.freezing import freeze
from app.drafts.model import Change
from app.errors import DraftError, UsageError


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft with a name and two rows."""
    install(tmp_path)
    with create(tmp_path / "甲.qibei") as made:
        made.session.answer(NAME, "华东机械")
        made.session.insert_rows(ROWS, 0, [{"name": "机床", "n": 1}, {"name": "泵", "n": 2}])
    return tmp_path / "甲.qibei"


@pytest.fixture
def desk(draft: Path) -> Iterator[Declaration]:
    """It, open."""
    with reopened(draft) as declaration:
        yield declaration


def only(declaration: Declaration) -> Remark:
    (one,) = remarks(declaration).found
    return one


def texts(path: Path) -> list[str]:
    with reopened(path, read_only=True) as declaration:
        return sorted(one.text for one in remarks(declaration).found)


def test_a_remark_is_answered_ticked_off_and_taken_up_again_and_is_there_after_reopening(draft: Path) -> None:
    with reopened(draft) as desk:
        name = remark(desk, "a.name", "  请写全称\x00 ")
        answer(desk, only(desk), "已改")
        settle(desk, only(desk))
    with reopened(draft) as desk:
        one = only(desk)
        assert (one.id, one.path, one.text) == (name, "a.name", "请写全称")
        assert [own.text for own in one.answers] == ["已改"]
        assert one.settled is not None
        assert one.settled.by == desk.user
        assert not remarks(desk).open
        reopen(desk, one)
        assert only(desk).settled is None
        assert open_words(desk) == "还有 1 条批注未处理。"


def test_undo_and_redo_pass_over_remarks(desk: Declaration) -> None:
    desk.session.answer(NAME, "甲")
    remark(desk, "a.name", "请核对")
    answer(desk, only(desk), "好")
    settle(desk, only(desk))
    kept = only(desk)
    while desk.session.undo() is not None:
        desk.flush()
        assert only(desk) == kept
    assert desk.session.value(NAME) is None
    desk.session.redo()
    desk.flush()
    assert only(desk) == kept


def test_remarks_change_neither_the_fingerprint_nor_any_printed_page(desk: Declaration, tmp_path: Path) -> None:
    before, first = desk.fingerprint(), freeze(desk)
    remark(desk, "a", "整页请核对")
    remark(desk, "a.name", "独一无二的话")
    assert desk.fingerprint() == before
    again = freeze(desk)
    assert not again.new
    assert again.version == first.version
    report = export_book(desk, tmp_path / "out", ["docx"])
    assert any("还有 2 条批注未处理" in note for note in report.notes)
    for file in report.files:
        if file.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(file) as parts:
                assert not any(
                    "独一无二的话" in parts.read(name).decode("utf-8", "ignore") for name in parts.namelist()
                )


def test_a_remark_whose_row_is_gone_stays_and_says_so(desk: Declaration) -> None:
    path = stored_path(desk.session, "a.rows[1].name")
    remark(desk, path, "型号不对")
    assert "第 2 行" in where(desk.session, only(desk))
    said = remark_json(desk.session, only(desk))
    assert isinstance(said, dict)
    assert said["path"] == "a.rows[1].name"
    assert "gone" not in said
    desk.session.apply(desk.session.removal(ROWS, desk.session.answers.rows(ROWS)[1]))
    one = only(desk)
    assert not is_there(desk.session, one)
    said = remark_json(desk.session, one)
    assert isinstance(said, dict)
    assert (said["path"], said["gone"]) == (path, True)


def test_a_remark_on_a_page_of_another_edition_is_told_by_its_path(desk: Declaration) -> None:
    remark(desk, "zz.old", "旧版的栏目")
    assert not is_there(desk.session, only(desk))
    assert where(desk.session, only(desk)) == "zz.old"


@pytest.mark.parametrize(
    "given", ["", "b", "a.nothing", "a.rows[2]", "a.rows[0].none", "a.rows[*]", "/lent/x", "a.b.c"]
)
def test_a_place_that_there_is_not_is_refused(desk: Declaration, given: str) -> None:
    with pytest.raises(UsageError, match="没有加上"):
        stored_path(desk.session, given)


def test_rows_are_named_by_their_place_or_as_stored(desk: Declaration) -> None:
    row = desk.session.answers.rows(ROWS)[0]
    assert stored_path(desk.session, "a.rows[0]") == stored_path(desk.session, f"a.rows[{row}]") == f"a.rows[{row}]"
    assert stored_path(desk.session, "a") == "a"


def test_remarks_of_two_copies_merge_to_all_of_them(draft: Path, tmp_path: Path) -> None:
    with reopened(draft) as desk:
        remark(desk, "a", "共同的")
        theirs = copied(desk, tmp_path / "乙.qibei")
    edited(draft, lambda desk: (answer(desk, only(desk), "甲答"), remark(desk, "a.name", "甲说")))
    edited(
        theirs,
        lambda desk: (answer(desk, only(desk), "乙答"), settle(desk, only(desk)), remark(desk, "a.name", "乙说")),
    )
    merged(draft, theirs)
    merged(theirs, draft)
    assert texts(draft) == texts(theirs) == sorted(["共同的", "甲说", "乙说"])
    for path in (draft, theirs):
        with reopened(path, read_only=True) as desk:
            (shared,) = (one for one in remarks(desk).found if one.text == "共同的")
            assert sorted(own.text for own in shared.answers) == sorted(["甲答", "乙答"])
            assert shared.settled is not None


def test_one_that_is_taken_up_again_in_a_copy_is_open_after_the_merge(draft: Path, tmp_path: Path) -> None:
    with reopened(draft) as desk:
        remark(desk, "a", "共同的")
        settle(desk, only(desk))
        theirs = copied(desk, tmp_path / "乙.qibei")
    edited(theirs, lambda desk: reopen(desk, only(desk)))
    merged(draft, theirs)
    with reopened(draft, read_only=True) as desk:
        assert only(desk).settled is None


GOOD = {"path": "a", "text": "话", "by": "某人", "at": "2026-11-28T00:00:00Z"}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/remark/" + "b" * 32, "{"),
        ("/remark/" + "b" * 32, "[]"),
        ("/remark/" + "b" * 32, json.dumps({**GOOD, "more": "x"})),
        ("/remark/" + "b" * 32, json.dumps({**GOOD, "text": 5})),
        ("/remark/" + "b" * 32, json.dumps({**GOOD, "text": "长" * (TEXT_LIMIT + 1)})),
        ("/remark/" + "b" * 32, json.dumps({**GOOD, "path": "/lent/x"})),
        ("/remark/nothing", json.dumps(GOOD)),
        ("/remark/" + "b" * 32 + "/answer/" + "c" * 32, json.dumps({"text": "孤", "by": "", "at": ""})),
        ("/remark/" + "b" * 32 + "/settled", json.dumps({"by": "", "at": ""})),
        ("/remark/" + "b" * 32 + "/later", json.dumps({"by": "", "at": ""})),
    ],
)
def test_a_record_that_cannot_be_read_is_told_and_hides_no_other(desk: Declaration, path: str, text: str) -> None:
    remark(desk, "a", "看得到")
    desk.keep([Change(path, None, text)])
    kept = remarks(desk)
    assert [one.text for one in kept.found] == ["看得到"]
    assert kept.unreadable == 1
    assert "1 条批注记录无法识别" in open_words(desk)
    assert dict(desk.kept(path))[path] == text


def test_a_read_only_declaration_shows_them_and_refuses_in_words(draft: Path) -> None:
    edited(draft, lambda desk: remark(desk, "a", "请看"))
    with reopened(draft, read_only=True) as desk:
        one = only(desk)
        for work in (
            lambda: remark(desk, "a", "再"),
            lambda: answer(desk, one, "答"),
            lambda: settle(desk, one),
            lambda: reopen(desk, one),
        ):
            with pytest.raises(DraftError, match="只读方式"):
                work()
        assert only(desk) == one


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "长" * (TEXT_LIMIT + 1)])
def test_a_remark_without_words_or_with_too_many_is_refused(desk: Declaration, text: str) -> None:
    with pytest.raises(UsageError, match="批注没有加上"):
        remark(desk, "a", text)
    assert not remarks(desk).found


def test_a_remark_is_named_by_the_beginning_of_its_id(desk: Declaration) -> None:
    for name in ("a" * 32, "a" * 31 + "b"):
        desk.keep([Change("/remark/" + name, None, json.dumps(GOOD))])
    kept = remarks(desk)
    assert named(kept, "A" * 31 + "B").id == "a" * 31 + "b"
    for given in ("aaaaaa", "bbbbbb", "a", ""):
        with pytest.raises(UsageError):
            named(kept, given)
