"""Files are replaced whole, and stay private unless they are made to be handed on."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from special_files import TOO_LONG, link

from app.errors import AppError
from app.files import file_name, free_path, patiently, replacing


def mode(file: Path) -> int:
    """Who may do what with a file."""
    return stat.S_IMODE(file.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists, not in a mode")
def test_what_is_handed_on_may_be_read_by_whom_the_system_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.files.writing._UMASK", 0o027)
    with replacing(tmp_path / "书.pdf", shared=True) as stream:
        stream.write(b"1")
    with replacing(tmp_path / "设置.json") as stream:
        stream.write(b"1")
    assert mode(tmp_path / "书.pdf") == 0o640
    assert mode(tmp_path / "设置.json") == 0o600


def test_a_block_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    (file := tmp_path / "书.pdf").write_bytes(b"old")

    def fail() -> None:
        with replacing(file, shared=True) as stream:
            stream.write(b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2022年申报书", "2022年申报书"),
        ("甲/乙：丙?", "甲乙：丙"),
        ("附件1　清单. ", "附件1　清单"),
        ("<>:|", "未命名"),
        ("CON", "_CON"),
        ("com1.甲", "_com1.甲"),
    ],
)
def test_a_title_becomes_the_name_of_a_file_on_every_system(title: str, name: str) -> None:
    assert file_name(title) == name


def test_a_link_to_nothing_takes_a_name(tmp_path: Path) -> None:
    link(tmp_path / "书.pdf", tmp_path / "没有")
    assert free_path(tmp_path / "书.pdf").name == "书（2）.pdf"
    (tmp_path / "申报.qibei.age").touch()
    assert free_path(tmp_path / "申报.qibei.age").name == "申报（2）.qibei.age"


@pytest.mark.parametrize("name", [TOO_LONG, "a\0b", "no/folder", "file/below"])
def test_what_cannot_be_written_is_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AppError, match="没有写成") as failure, replacing(tmp_path / name) as stream:
        stream.write(b"1")
    assert len(str(failure.value)) < 200
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_a_long_title_leaves_room_for_what_stands_behind_it(tmp_path: Path) -> None:
    name = f"{file_name('申' * 300)}（盖章清单）.docx"
    assert len(name.encode()) <= 255
    (tmp_path / name).touch()


def test_a_file_that_a_scanner_holds_for_a_moment_is_moved_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "new").write_bytes(b"new")
    held = [32, 5]

    def move(source: Path, target: Path) -> None:
        if held:
            failure = PermissionError(errno.EACCES, "held")
            failure.winerror = held.pop()  # type: ignore[attr-defined]  # a field of OSError only on Windows
            raise failure
        os.replace(source, target)

    patiently(move, tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_bytes() == b"new"


def test_what_may_not_be_moved_is_not_tried_for_long(tmp_path: Path) -> None:
    tries: list[Path] = []

    def move(source: Path, _target: Path) -> None:
        tries.append(source)
        raise PermissionError(errno.EACCES, "no")

    with pytest.raises(PermissionError):
        patiently(move, tmp_path / "new", tmp_path / "old")
    assert len(tries) == 1
