"""What a killed run leaves is swept by the next one, and nothing else is: not what lives, not what only looks alike."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from special_files import link, pipe

from app.files import Workplace, replacing, sweep, sweep_data_folder, working_in

WORKING = """
import sys, time
from pathlib import Path
from app.files import replacing
with replacing(Path(sys.argv[1])) as stream:
    stream.write(b"half")
    stream.flush()
    print("there", flush=True)
    time.sleep(60)
"""


def working(file: Path) -> subprocess.Popen[str]:
    """A program in the middle of writing `file`."""
    process = subprocess.Popen([sys.executable, "-c", WORKING, str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "there\n"
    return process


def test_what_a_killed_program_left_goes_and_what_a_living_one_writes_stays(tmp_path: Path) -> None:
    with working(tmp_path / "甲.pdf") as dead, working(tmp_path / "乙.pdf") as living:
        assert len(list(tmp_path.iterdir())) == 4
        dead.kill()
        dead.wait()
        with replacing(tmp_path / "丙.pdf") as stream:
            stream.write(b"whole")
        assert len(list(tmp_path.iterdir())) == 3
        living.kill()
    sweep(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["丙.pdf"]


def test_the_data_folder_is_swept_with_all_that_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path))
    for folder in (tmp_path, tmp_path / "opened"):
        folder.mkdir(exist_ok=True)
        (Workplace(folder).path / "明文.pdf").write_bytes(b"plain")
    sweep_data_folder()
    assert len(list(tmp_path.rglob("*.pdf"))) == 2  # this program lives
    with working(tmp_path / "opened" / "甲.pdf") as dead:
        dead.kill()
    sweep_data_folder()
    assert len(list(tmp_path.rglob("*.lock"))) == 2


@pytest.mark.parametrize(
    "name",
    [
        ".qibei-notes",
        ".qibei-ab12cd.work",
        ".qibei-0123456789abcdef.part",
        ".qibei-abcdef-0123456789abcdef.work",
        "a.part",
    ],
)
def test_what_only_looks_alike_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "我的.txt").write_text("mine", "utf-8")
    sweep(tmp_path)
    assert (tmp_path / name / "我的.txt").read_text("utf-8") == "mine"


def test_a_lock_of_other_words_and_a_pipe_and_a_link_of_that_name_stay(tmp_path: Path) -> None:
    with working_in(tmp_path) as place:
        lock = place.with_suffix(".lock").name
    (tmp_path / "mine").write_text("words", "utf-8")
    (tmp_path / lock).write_text("words of somebody", "utf-8")
    (tmp_path / lock.replace("-", "-", 1)[:-6]).mkdir(exist_ok=True)
    sweep(tmp_path)
    assert (tmp_path / lock).exists()
    (tmp_path / lock).unlink()
    link(tmp_path / lock, tmp_path / "mine")
    sweep(tmp_path)
    assert (tmp_path / lock).is_symlink()
    (tmp_path / lock).unlink()
    pipe(tmp_path / lock)
    sweep(tmp_path)
    assert (tmp_path / lock).is_fifo()


def test_work_of_another_computer_is_left_for_a_day(tmp_path: Path) -> None:
    lock = tmp_path / ".qibei-ffffff-0123456789abcdef.lock"
    lock.touch()
    (work := lock.with_suffix(".work")).mkdir()
    sweep(tmp_path)
    assert work.is_dir()
    os.utime(lock, (0, 0))
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_workplace_that_cannot_be_looked_into_is_left_for_a_later_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refused(path: str, flags: int, *more: int, dir_fd: int | None = None) -> int:
        if str(path).endswith(".work"):
            raise OSError(28, "No space left on device")
        return real(path, flags, *more, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refused)
    with replacing(tmp_path / "甲.pdf") as stream:
        stream.write(b"whole")
    assert (tmp_path / "甲.pdf").read_bytes() == b"whole"
