"""The files of a book appear together or not at all, and an older book stays whole when a new one cannot be made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from forms.tiny_packs import at, tiny_session

from app.declaration.export.exporting import export_book
from app.declaration.export.placing import UNFINISHED
from app.declaration.steps import ExportCancelled
from app.errors import ExportError
from app.forms.session import FormSession

PAGES = """[{id: a, title: 甲, body: ["名称：{name:text}"]}]"""


@pytest.fixture
def session() -> FormSession:
    session = tiny_session(PAGES)
    session.answer(at("a.name"), "第一版")
    return session


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in the folder and in those below it."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_same_answers_make_the_same_files(session: FormSession, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export_book(session, tmp_path / name)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize("failing", [".pdf", ".docx"])
def test_when_one_file_cannot_be_replaced_none_is(
    session: FormSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    export_book(session, tmp_path)
    before = contents(tmp_path)
    session.answer(at("a.name"), "第二版")
    move = os.replace

    def locked(source: str | Path, target: str | Path) -> None:
        if not str(source).endswith(".kept") and str(target).endswith(failing):
            raise PermissionError(13, "open in another program")
        move(source, target)

    monkeypatch.setattr("os.replace", locked)
    with pytest.raises(ExportError, match=rf"“测试申报书\{failing}”没有写成：没有写入权限"):
        export_book(session, tmp_path)
    assert contents(tmp_path) == before
    assert [file.name for file in tmp_path.rglob("*") if file.is_dir()] == ["电子版"]


def test_a_first_export_that_fails_leaves_an_empty_folder(session: FormSession, tmp_path: Path) -> None:
    (tmp_path / "测试申报书.pdf").mkdir()
    with pytest.raises(ExportError):
        export_book(session, tmp_path)
    assert contents(tmp_path) == {}
    assert [file.name for file in tmp_path.rglob("*")] == ["测试申报书.pdf"]


def test_an_export_can_be_stopped_at_every_step(session: FormSession, tmp_path: Path) -> None:
    steps: list[str] = []
    export_book(session, tmp_path / "whole", progress=lambda words, share: steps.append(words))
    assert steps[-1] == "完成"
    for number in range(len(steps) - 1):
        left = [number]

        def stop(left: list[int] = left) -> bool:
            left[0] -= 1
            return left[0] < 0

        with pytest.raises(ExportCancelled, match="没有生成文件"):
            export_book(session, tmp_path / "stopped", cancelled=stop)
        assert not (tmp_path / "stopped").exists()


WIDE = "[" + ", ".join(f"{{id: c{n}, label: 编号{n}, type: text}}" for n in range(8)) + "]"
LISTED = f"[{{id: a, title: 设备清单, body: [{{list: {{field: rows, label: 设备, columns: {WIDE}}}}}]}}]"


def test_a_table_set_smaller_is_told(tmp_path: Path) -> None:
    session = tiny_session(LISTED)
    session.insert_rows(at("a.rows"), 0, [{f"c{n}": "ABCD-123456" for n in range(8)}])
    (told,) = [note for note in export_book(session, tmp_path).notes if "小五" in note]
    assert told == "“设备清单”的表格内容较宽，文字用小五号，编号、日期等才不拆成两行。"
    assert not [note for note in export_book(tiny_session(LISTED), tmp_path).notes if "小五" in note]


def test_a_cell_longer_than_a_page_is_told(tmp_path: Path) -> None:
    session = tiny_session(LISTED)
    session.insert_rows(at("a.rows"), 0, [{"c0": "说明情况。" * 400}, {"c0": "短"}])
    (told,) = [note for note in export_book(session, tmp_path).notes if "比一页还长" in note]
    assert told.startswith("第 1–")


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no fork")
@pytest.mark.parametrize("moves", [1, 3])
def test_a_run_killed_between_two_moves_leaves_a_note_until_the_next_is_whole(
    session: FormSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    export_book(session, tmp_path)
    assert UNFINISHED not in contents(tmp_path)
    before = contents(tmp_path)
    session.answer(at("a.name"), "第二版")
    left, move = [moves], os.replace

    def killed(source: str | Path, target: str | Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            os._exit(9)
        move(source, target)

    if (child := os.fork()) == 0:
        os.replace = killed
        export_book(session, tmp_path)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    there = contents(tmp_path)
    assert any(there[name] == data for name, data in before.items())
    assert any(there[name] != data for name, data in before.items())
    assert "请在齐备中重新导出" in there[UNFINISHED].decode("utf-8-sig")
    with pytest.raises(ExportCancelled):
        export_book(session, tmp_path, cancelled=lambda: True)
    assert UNFINISHED in contents(tmp_path)
    export_book(session, tmp_path)
    assert not any(name.endswith(UNFINISHED) for name in contents(tmp_path))
