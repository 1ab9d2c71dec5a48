"""A draft in a sync folder that another computer put there meanwhile: both are merged and go back to their place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from ui.handover.two_copies import PHONE, PROJECT, agreed, row, tick
from ui.person import PASSPHRASE, User

from app.declaration import saver
from app.declaration.declaration import Declaration
from app.drafts.away import leftovers, publisher
from app.forms.pack.pack import Pack
from app.ui.handover.merging import MergeDialog
from app.ui.handover.plan_tree import OURS
from app.ui.main_window import MainWindow
from app.ui.widgets.choices import ChoiceDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


@pytest.fixture
def place(pack: Pack, empty_window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A draft in a sync folder, open here and changed, where a colleague's has taken its place."""
    monkeypatch.setattr(saver, "RETRY", 0.1)
    monkeypatch.setattr(publisher, "PAUSE", 0.1)
    monkeypatch.setattr(publisher, "RETRY", 0.1)
    file = tmp_path / "OneDrive" / "申报.qibei"
    file.parent.mkdir()
    declaration = Declaration.create(pack, file, PASSPHRASE)
    empty_window.show_declaration(declaration)
    assert declaration.publisher is not None
    declaration.publisher.publish()
    with Declaration.open(Path(shutil.copy(file, tmp_path / "同事.qibei")), PASSPHRASE) as other:
        other.session.answer(PROJECT, "同事的")
        other.session.answer(PHONE, "028-7654321")
    os.replace(tmp_path / "同事.qibei", file)
    form = empty_window.form
    assert form is not None
    User(qtbot, form).type("cover.project", "mine")
    qtbot.waitUntil(lambda: "没有覆盖它" in form.banner._words.text(), timeout=10_000)
    return file


def decided(qtbot: QtBot, window: MainWindow) -> None:
    """Keep what is ours where both differ."""
    (dialog,) = window.findChildren(MergeDialog)
    qtbot.waitUntil(lambda: not dialog.busy and dialog.read is not None, timeout=20_000)
    tick(row(dialog.tree, "项 目 名 称"), OURS)
    agreed(qtbot, window, dialog)


def test_the_line_above_the_page_offers_it_and_the_result_is_put_back(
    qtbot: QtBot, empty_window: MainWindow, place: Path
) -> None:
    assert empty_window.form is not None
    assert empty_window.form.banner._button.text() == "合并…"
    empty_window.form.banner.pressed.emit()
    decided(qtbot, empty_window)
    assert "按 Ctrl+Z 可一次撤销" in empty_window.form.banner._words.text()
    assert empty_window.close_form()
    assert leftovers.unpublished() == []
    with Declaration.open(place, PASSPHRASE, read_only=True) as both:
        assert (both.session.text(PROJECT), both.session.text(PHONE)) == ("mine", "028-7654321")


def test_it_is_offered_at_closing_too(qtbot: QtBot, empty_window: MainWindow, place: Path) -> None:
    assert not empty_window.close_form()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in empty_window.findChildren(ChoiceDialog)), timeout=20_000)
    (question,) = [one for one in empty_window.findChildren(ChoiceDialog) if one.isVisible()]
    question.buttons["merge"].click()
    decided(qtbot, empty_window)
    assert empty_window.close_form()
    with Declaration.open(place, PASSPHRASE, read_only=True) as both:
        assert (both.session.text(PROJECT), both.session.text(PHONE)) == ("mine", "028-7654321")


def test_what_is_put_there_after_the_plan_was_made_is_not_replaced(
    qtbot: QtBot, empty_window: MainWindow, place: Path, tmp_path: Path
) -> None:
    assert empty_window.form is not None
    shutil.copy(place, tmp_path / "再改.qibei")
    empty_window.form.banner.pressed.emit()
    (dialog,) = empty_window.findChildren(MergeDialog)
    qtbot.waitUntil(lambda: not dialog.busy and dialog.read is not None, timeout=20_000)
    with Declaration.open(tmp_path / "再改.qibei", PASSPHRASE) as later:
        later.session.answer(PHONE, "later")
    os.replace(tmp_path / "再改.qibei", place)
    tick(row(dialog.tree, "项 目 名 称"), OURS)
    agreed(qtbot, empty_window, dialog)
    form = empty_window.form
    qtbot.waitUntil(lambda: "没有覆盖它" in form.banner._words.text(), timeout=10_000)
    with Declaration.open(place, PASSPHRASE, read_only=True) as theirs:
        assert theirs.session.text(PHONE) == "later"
    form.banner.pressed.emit()
    dialog = next(one for one in empty_window.findChildren(MergeDialog) if one.isVisible())
    qtbot.waitUntil(lambda: not dialog.busy and dialog.read is not None, timeout=20_000)
    agreed(qtbot, empty_window, dialog)
    assert empty_window.close_form()
    with Declaration.open(place, PASSPHRASE, read_only=True) as both:
        assert (both.session.text(PROJECT), both.session.text(PHONE)) == ("mine", "later")
