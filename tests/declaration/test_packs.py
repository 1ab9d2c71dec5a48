"""The packs at hand: the program's and the user's; a bad file is listed with its reason and stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_desk import CONTENTS, install
from special_files import link

from app.declaration import packs
from app.declaration.packs import UnusablePack, available_packs, find_pack, install_pack
from app.errors import AppError, PackError, UsageError
from app.forms.pack.pack import Pack


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's packs are kept."""
    monkeypatch.setenv("QIBEI_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "forms"


def usable() -> dict[str, int]:
    return {pack.id: pack.edition for pack in available_packs() if isinstance(pack, Pack)}


def test_a_pack_is_installed_by_its_file_and_replaced_by_a_later_edition(folder: Path, tmp_path: Path) -> None:
    assert "tiny" not in usable()
    install(tmp_path)
    install(tmp_path, edition=2)
    assert usable()["tiny"] == 2
    assert [file.name for file in folder.iterdir()] == ["tiny.yaml"]
    assert find_pack("tiny").edition == 2


def test_of_two_files_of_one_pack_the_later_edition_counts(folder: Path, tmp_path: Path) -> None:
    install(tmp_path, edition=3)
    (folder / "tiny.yaml").rename(folder / "renamed by hand.yaml")
    assert find_pack("tiny").edition == 3
    install(tmp_path, edition=2)
    assert usable()["tiny"] == 3


def test_a_bad_file_is_listed_with_its_reason_and_stops_nothing(folder: Path, tmp_path: Path) -> None:
    install(tmp_path)
    (folder / "bad.yaml").write_text("pack: [", "utf-8")
    link(folder / "gone.yaml", tmp_path / "nowhere")
    unusable = [one for one in available_packs() if isinstance(one, UnusablePack)]
    assert [one.file.name for one in unusable] == ["bad.yaml", "gone.yaml"]
    assert all(one.reason.startswith(f"申报模板 {one.file.name} ") for one in unusable)
    assert find_pack("tiny").id == "tiny"


def test_a_bad_file_is_not_installed(folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("pack: bad\nedition: one", "utf-8")
    with pytest.raises(PackError):
        install_pack(bad)
    assert not folder.exists()


def test_a_folder_that_cannot_be_made_is_told(folder: Path, tmp_path: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("a file in the way")
    with pytest.raises(AppError, match="模板没有安装"):
        install(tmp_path, CONTENTS)


def test_a_pack_nobody_has_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有名为“nobody”的申报模板"):
        find_pack("nobody")


def test_whatever_a_file_does_to_the_reader_the_others_remain(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path)
    (folder / "odd.yaml").write_text("pack: odd", "utf-8")
    read = packs.load_pack

    def stumbling(file: Path) -> Pack:
        if file.name == "odd.yaml":
            raise ZeroDivisionError
        return read(file)

    monkeypatch.setattr(packs, "load_pack", stumbling)
    assert "tiny" in usable()
    assert "程序读不懂这个文件" in next(one for one in available_packs() if isinstance(one, UnusablePack)).reason
