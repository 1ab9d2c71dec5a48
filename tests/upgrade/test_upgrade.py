"""A new version keeps what earlier ones left: settings, installed packs, drafts.

Each folder of `homes/` is what the program of some day left in the user's data folder, with a draft of the installed
pack; no later program can make it, and it stays for ever.  A release whose files differ adds one.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.declaration.declaration import Declaration
from app.declaration.packs import UnusablePack, available_packs, find_pack
from app.forms.paths import FieldPath
from app.settings import FOLDERS, Recent, Settings

HOMES = Path(__file__).parent / "homes"
PASSPHRASE = "齐备-升级"
ANSWERS = {"cover.project": "某平台", "applicant.name": "四川某公司", "equipment.total": 120}
LISTS = {"small": "equipment.rows", "small-window": "rows.devices"}
"""The list of each pack in which two rows were filled."""


@pytest.fixture(autouse=True)
def quick_keys() -> None:
    """The drafts were made at the real cost of a key."""


@pytest.fixture(params=sorted(home.name for home in HOMES.iterdir()))
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder as an earlier version left it."""
    folder = Path(shutil.copytree(HOMES / request.param, tmp_path / "home"))
    monkeypatch.setenv("QIBEI_HOME", str(folder))
    return folder


def stored(home: Path) -> dict[str, Any]:
    """The settings as the file has them."""
    found: dict[str, Any] = json.loads((home / "settings.json").read_text("utf-8"))
    return found


def installed(home: Path) -> str:
    """The id of the pack that was installed."""
    (file,) = (home / "forms").iterdir()
    return file.stem


def test_every_setting_that_was_stored_is_in_force(home: Path) -> None:
    settings, before = Settings.load(), stored(home)
    recent, window = before.pop("recent"), before.pop("window")
    for name in FOLDERS:
        if not Path(before.get(name, "")).is_absolute():  # a folder of another system
            before.pop(name, None)
    assert {name: getattr(settings, name) for name in before} == before
    assert settings.window == tuple(window)
    assert settings.recent == [Recent(Path(one["path"]), one["title"], one["opened"]) for one in recent]
    assert settings.unknown == {}


def test_settings_that_are_stored_again_lose_nothing(home: Path) -> None:
    before = stored(home)
    settings = Settings.load()
    settings.save()
    after = stored(home)
    assert {name: after[name] for name in before if name not in FOLDERS} == {
        name: value for name, value in before.items() if name not in FOLDERS
    }
    assert Settings.load() == settings


def test_the_installed_pack_is_offered_and_nothing_in_it_is_lost(home: Path) -> None:
    name = installed(home)
    assert [pack for pack in available_packs() if isinstance(pack, UnusablePack)] == []
    pack = find_pack(name)
    words = (home / "forms" / f"{name}.yaml").read_text("utf-8")
    assert [section.id for section in pack.sections if f"id: {section.id}\n" not in words] == []


def test_a_draft_of_the_installed_pack_opens_whole_and_takes_more(home: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(home / "draft.qibei", tmp_path / "申报.qibei"))
    with Declaration.open(path, PASSPHRASE) as declaration:
        check_answers(declaration)
        declaration.session.answer(FieldPath.parse("equipment.running"), "80")
    with Declaration.open(path, PASSPHRASE) as declaration:
        check_answers(declaration)
        assert declaration.session.answers.get(FieldPath.parse("equipment.running")) == 80


def test_what_was_done_to_the_draft_can_still_be_taken_back(home: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(home / "draft.qibei", tmp_path / "申报.qibei"))
    with Declaration.open(path, PASSPHRASE) as declaration:
        declaration.session.undo()
        rows = declaration.session.answers.get(FieldPath.parse(LISTS[declaration.pack.id]))
        assert not rows


def check_answers(declaration: Declaration) -> None:
    """What was filled is there."""
    answers = declaration.session.answers
    assert {name: answers.get(FieldPath.parse(name)) for name in ANSWERS} == ANSWERS
    rows = FieldPath.parse(LISTS[declaration.pack.id])
    names = [answers.get(rows.at(row, "name")) for row in answers.rows(rows)]
    assert names == ["空压机", "机床"]
