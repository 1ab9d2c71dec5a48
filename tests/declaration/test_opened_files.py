"""Copies for other programs lie in a private folder, bear a proof's name only, and are swept away."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from app.declaration.opened_files import OpenedFiles
from app.errors import EvidenceRefused
from app.files import data_folder, sweep_data_folder

PDF = b"%PDF-1.7 bytes"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path))


def test_a_copy_has_the_bytes_and_the_name_and_nobody_else_reads_it() -> None:
    copies = OpenedFiles()
    file = copies.copy("报告.pdf", PDF)
    assert (file.name, file.read_bytes()) == ("报告.pdf", PDF)
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o400
        assert stat.S_IMODE(file.parent.parent.stat().st_mode) == 0o700
    copies.empty()
    assert list((data_folder() / "opened").iterdir()) == []


def test_two_files_of_one_name_do_not_meet() -> None:
    copies = OpenedFiles()
    first, second = copies.copy("a.pdf", PDF), copies.copy("a.pdf", PDF + b"!")
    assert (first.read_bytes(), second.read_bytes()) == (PDF, PDF + b"!")
    copies.empty()


@pytest.mark.parametrize("name", ["程序.exe", "a.bat", "a.pdf.cmd", "a.html", "无扩展名", "a.xlsx"])
def test_a_name_that_is_no_proof_of_its_kind_is_never_handed_to_the_system(name: str) -> None:
    with pytest.raises(EvidenceRefused, match="没有打开"):
        OpenedFiles().copy(name, PDF)
    assert not (data_folder() / "opened").exists()


def test_what_an_earlier_run_left_is_swept_and_what_a_running_one_shows_is_not() -> None:
    running, dead = OpenedFiles(), OpenedFiles()
    shown, left = running.copy("a.pdf", PDF), dead.copy("b.pdf", PDF)
    assert dead._private._place is not None
    os.close(dead._private._place._handle)  # as the system does when a program dies
    sweep_data_folder()
    assert shown.exists()
    assert not left.exists()
    running.empty()


def test_sweeping_where_nothing_was_ever_opened_is_no_failure() -> None:
    sweep_data_folder()
    assert not (data_folder() / "opened").exists()
