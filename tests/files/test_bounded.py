"""What somebody names as a file is read to its end, and never longer than anybody needs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from special_files import pipe

from app.files import NoPlainFile, TooLarge, bounded, read_bounded

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    (file := tmp_path / "a").write_bytes(b"12345")
    assert read_bounded(file, 5) == b"12345"
    with pytest.raises(TooLarge):
        read_bounded(file, 4)


def test_a_file_of_five_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    (file := tmp_path / "a").touch()
    os.truncate(file, 5_000_000_000)
    with pytest.raises(TooLarge):
        read_bounded(file, 1000)


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe(tmp_path / "pipe")
    for thing in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        with pytest.raises(NoPlainFile):
            read_bounded(thing, 1000)
    with pytest.raises(FileNotFoundError):
        read_bounded(Path("a\0b"), 1000)


def test_a_pipe_is_read_to_its_end_however_late_its_words_come() -> None:
    slow = "import time; time.sleep(.2); print('words'); time.sleep(.2); print('more')"
    with subprocess.Popen([sys.executable, "-uc", slow], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert read_bounded(Path(f"/dev/fd/{process.stdout.fileno()}"), 100, pipes=True) == b"words\nmore\n"


def test_a_pipe_that_says_nothing_or_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "PIPE_SECONDS", 0.2)
    pipe(tmp_path / "pipe")
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        read_bounded(tmp_path / "pipe", 1000, pipes=True)
    assert time.monotonic() - begun < 5
    with pytest.raises(TooLarge):
        read_bounded(Path("/dev/zero"), 1000, pipes=True)
    assert read_bounded(Path(os.devnull), 1000, pipes=True) == b""
