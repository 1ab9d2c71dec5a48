"""存放位置 in the settings: one switch, which holds from the next opening on."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE

from app.declaration.declaration import Declaration
from app.forms.pack.pack import Pack
from app.settings import Settings
from app.ui.dialogs.settings.dialog import SettingsDialog
from app.ui.dialogs.settings.place_page import PlacePage


def test_a_draft_that_is_away_can_be_edited_in_its_place(
    qtbot: QtBot, settings: Settings, pack: Pack, tmp_path: Path
) -> None:
    (tmp_path / "Dropbox").mkdir()
    with Declaration.create(pack, tmp_path / "Dropbox" / "a.qibei", PASSPHRASE) as made:
        assert made.publisher is not None
    dialog = SettingsDialog(settings, list, None)  # type: ignore[arg-type]  # no window is needed
    qtbot.addWidget(dialog)
    page = next(page for page in dialog.pages if isinstance(page, PlacePage))
    page.in_place.click()
    assert Settings.load().in_place
    with Declaration.open(tmp_path / "Dropbox" / "a.qibei", PASSPHRASE) as there:
        assert there.publisher is None
