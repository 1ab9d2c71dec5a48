"""What the program remembers between two starts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.errors import AppError
from app.settings import MOST_BACKUPS, MOST_RECENT, Recent, Settings


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "settings.json")
    settings.appearance, settings.panel, settings.window = "dark", False, (1300, 800)
    settings.opened(Recent(tmp_path / "a.qibei", "申报书", "2022-03-09T14:03"))
    settings.save()
    again = Settings.load(settings.file)
    assert (again.appearance, again.panel, again.window) == ("dark", False, (1300, 800))
    assert again.recent == settings.recent


def test_where_backups_lie_and_how_many_is_remembered(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "settings.json")
    assert (settings.backups, settings.backup_folder) == (7, "")
    settings.backups, settings.backup_folder = 0, str(tmp_path / "备份")
    settings.save()
    again = Settings.load(settings.file)
    assert (again.backups, again.backup_folder) == (0, str(tmp_path / "备份"))


@pytest.mark.parametrize(
    "stored", ['{"backups": 9999, "backup_folder": "哪里"}', '{"backups": true}', '{"backups": "3"}']
)
def test_what_no_setting_of_backups_can_be_is_not_believed(tmp_path: Path, stored: str) -> None:
    (file := tmp_path / "settings.json").write_text(stored, "utf-8")
    settings = Settings.load(file)
    assert settings.backups in (7, MOST_BACKUPS)
    assert settings.backup_folder == ""


def test_keys_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"appearance": "light", "voice": {"speed": 2}}), "utf-8")
    settings = Settings.load(file)
    settings.save()
    assert json.loads(file.read_text("utf-8"))["voice"] == {"speed": 2}


def test_a_damaged_file_gives_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for damage in (b"\xff\xfe", b"[]", b"{", b'{"appearance": "pink", "recent": [1, {"path": 3}], "window": "big"}'):
        file.write_bytes(damage)
        settings = Settings.load(file)
        assert (settings.appearance, settings.panel, settings.recent) == ("system", True, [])


def test_a_draft_opened_again_moves_to_the_front_and_the_list_stays_short(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for number in range(MOST_RECENT + 3):
        settings.opened(Recent(tmp_path / f"{number}.qibei"))
    settings.opened(Recent(tmp_path / "5.qibei"))
    assert settings.recent[0].path.name == "5.qibei"
    assert len(settings.recent) == MOST_RECENT
    settings.forget(tmp_path / "5.qibei")
    assert all(one.path.name != "5.qibei" for one in settings.recent)


def test_a_name_that_is_no_text_is_found_again(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "settings.json")
    settings.opened(Recent(tmp_path / "\udcff.qibei", "申报书"))
    settings.save()
    assert settings.file.read_text("utf-8")  # text all the same
    assert Settings.load(settings.file).recent == settings.recent


def test_a_file_that_is_endless_or_deep_gives_the_defaults(tmp_path: Path) -> None:
    (deep := tmp_path / "deep.json").write_text("[" * 100_000, "utf-8")
    for file in (Path("/dev/zero"), deep):
        assert Settings.load(file).recent == []


def test_where_nothing_can_be_written_it_is_said_what_is_not_remembered() -> None:
    settings = Settings.load(Path("/dev/null/settings.json"))
    with pytest.raises(AppError, match="最近打开的申报书和界面设置没有记下来"):
        settings.save()
