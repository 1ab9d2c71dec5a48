"""A release is made only of a clean house whose changes are told, and its checksums hold."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from house import HOUSE
from releasing import SUMS, faults, version_of, write_sums

from app.release import VERSION

CHANGES = "# 更新记录\n\n## [1.2.3] - 2026-11-29\n\n- 新的。\n"
BUILT = ("qibei_1.2.3_amd64.deb", "qibei-1.2.3.cdx.json", "windows/qibei-1.2.3-windows-x64.exe")


def git(house: Path, *arguments: str) -> None:
    named = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *named, *arguments], cwd=house, check=True, capture_output=True)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house, everything committed."""
    for name, words in {"app/release.py": 'VERSION = "1.2.3"\n', "docs/CHANGELOG.md": CHANGES}.items():
        (file := tmp_path / name).parent.mkdir()
        file.write_text(words, "utf-8")
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "all")
    return tmp_path


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """What was built of it, and something older."""
    for name in (*BUILT, "qibei_1.2.2_amd64.deb"):
        (file := tmp_path / "dist" / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    return tmp_path / "dist"


def test_a_clean_house_whose_changes_are_told_can_be_released(house: Path) -> None:
    assert faults(house) == []


@pytest.mark.parametrize("name", ["app/new.py", "docs/CHANGELOG.md"])
def test_a_house_with_changes_that_are_not_committed_is_refused(house: Path, name: str) -> None:
    with (house / name).open("a", encoding="utf-8") as file:
        file.write("# x\n")
    (fault,) = faults(house)
    assert name in fault


@pytest.mark.parametrize("words", ["## [1.2.3] - 未定", "## [1.2.4] - 2026-11-29", "## [未发布]"])
def test_a_version_whose_changes_are_not_told_is_refused(house: Path, words: str) -> None:
    (house / "docs" / "CHANGELOG.md").write_text(words, "utf-8")
    git(house, "commit", "-am", "other")
    (fault,) = faults(house)
    assert "## [1.2.3]" in fault


def test_a_version_that_is_no_release_is_refused(house: Path) -> None:
    (house / "app" / "release.py").write_text('VERSION = "1.2.3.dev0"\n', "utf-8")
    assert any("1.2.3.dev0" in fault for fault in faults(house))


def test_the_checksums_are_of_all_that_was_built_for_this_version_and_hold(dist: Path) -> None:
    assert write_sums(dist, "1.2.3") == []
    named = {line.split("  ")[1] for line in (dist / SUMS).read_text("utf-8").splitlines()}
    assert named == set(BUILT)
    assert subprocess.run(["sha256sum", "--check", "--quiet", SUMS], cwd=dist).returncode == 0


@pytest.mark.parametrize("name", BUILT)
def test_without_something_that_belongs_to_a_release_there_are_no_checksums(dist: Path, name: str) -> None:
    (dist / name).unlink()
    assert len(write_sums(dist, "1.2.3")) == 1
    assert not (dist / SUMS).exists()


def test_the_version_of_this_house_is_read_without_importing_it() -> None:
    assert version_of(HOUSE) == VERSION
