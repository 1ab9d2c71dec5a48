"""Whether something stands under a name is answered for every name."""

from __future__ import annotations

from pathlib import Path

import pytest
from special_files import link

from app.files import is_one_file, is_taken, is_there


def test_a_file_and_a_folder_are_there_and_are_one_file_with_themselves(tmp_path: Path) -> None:
    (file := tmp_path / "a").touch()
    (other := tmp_path / "b").touch()
    assert is_there(file)
    assert is_there(tmp_path)
    assert is_taken(file)
    assert is_one_file(file, tmp_path / ".." / tmp_path.name / "a")
    assert not is_one_file(file, other)


@pytest.mark.parametrize("name", ["名" * 100, "/".join(["夹" * 60] * 30), "a\0b", "a/b", "没有", "没有\udcff"])
def test_a_name_that_leads_nowhere_is_no_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").touch()
    assert not is_there(tmp_path / name)
    assert not is_taken(tmp_path / name)
    assert not is_one_file(tmp_path / name, tmp_path / name)


def test_a_link_that_leads_nowhere_takes_its_name(tmp_path: Path) -> None:
    link(tmp_path / "链接", tmp_path / "没有")
    assert is_taken(tmp_path / "链接")
    assert not is_there(tmp_path / "链接")
