"""Whoever wishes for one thing and quickly for another gets the last, and nothing stays open behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, path

from app.declaration.declaration import Declaration
from app.errors import NoSpace
from app.forms.pack.pack import Pack
from app.ui.main_window import MainWindow
from app.ui.start.passphrase import PassphraseDialog
from app.ui.widgets.choices import ChoiceDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the plugin without a display says of every dialog


@pytest.fixture
def other(pack: Pack, tmp_path: Path) -> Declaration:
    """Another declaration, that is open."""
    return Declaration.create(pack, tmp_path / "另一份.qibei", PASSPHRASE)


def questions() -> list[PassphraseDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, PassphraseDialog) and one.isVisible()]


def test_a_second_click_on_a_draft_asks_for_its_passphrase_once(
    qtbot: QtBot, empty_window: MainWindow, declaration: Declaration
) -> None:
    declaration.close()
    for _ in range(2):
        empty_window.start.file_wanted.emit(declaration.path)
    qtbot.waitUntil(lambda: bool(questions()))
    qtbot.wait(200)
    assert len(questions()) == 1
    questions()[0].reject()
    empty_window.start.file_wanted.emit(declaration.path)
    qtbot.waitUntil(lambda: bool(questions()))
    questions()[0].reject()


def test_of_two_drafts_the_last_is_asked_for(
    qtbot: QtBot, empty_window: MainWindow, declaration: Declaration, other: Declaration
) -> None:
    for one in (declaration, other):
        one.close()
        empty_window.start.file_wanted.emit(one.path)
    qtbot.waitUntil(lambda: bool(questions()))
    qtbot.wait(200)
    assert [one._path for one in questions()] == [other.path]
    questions()[0].reject()


def test_a_draft_that_comes_when_a_new_one_is_begun_is_closed_again(
    qtbot: QtBot, empty_window: MainWindow, declaration: Declaration
) -> None:
    come = list[Declaration]()

    def remembered(_read_only: bool, _take_over: bool) -> Declaration:
        come.append(Declaration.open(declaration.path, PASSPHRASE))
        return come[0]

    declaration.close()
    empty_window.opening._attempt(declaration.path, remembered)
    empty_window.actions_["new"].trigger()
    qtbot.waitUntil(lambda: bool(come), timeout=20_000)
    qtbot.wait(200)
    assert empty_window.form is None
    assert empty_window.pages.currentWidget() is empty_window._new
    Declaration.open(declaration.path, PASSPHRASE).close()  # nobody holds it


def test_a_declaration_that_comes_late_takes_the_place_of_what_is_open_which_is_saved(
    window: MainWindow, declaration: Declaration, other: Declaration
) -> None:
    assert window.form is not None
    window.form.desk.typed(path("cover.project"), "写了一半")
    window._show_new(other)
    assert window.form.desk.declaration is other
    again = Declaration.open(declaration.path, PASSPHRASE)  # nobody holds it
    assert again.session.text(path("cover.project")) == "写了一半"
    again.close()


def test_what_cannot_be_saved_is_asked_about_before_another_takes_its_place(
    window: MainWindow, declaration: Declaration, other: Declaration, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.form is not None
    window.form.desk.typed(path("cover.project"), "写了一半")
    with monkeypatch.context() as full:
        full.setattr(declaration, "flush", lambda: (_ for _ in ()).throw(NoSpace(declaration.path)))
        window._show_new(other)
        assert window.form.desk.declaration is declaration
        asked = next(one for one in window.findChildren(ChoiceDialog) if one.isVisible())
    asked.buttons["retry"].click()
    assert window.form.desk.declaration is other


def test_whoever_wishes_for_a_new_one_twice_keeps_what_was_chosen_and_typed(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    empty_window.actions_["new"].trigger()
    view = empty_window._new
    assert view is not None
    qtbot.waitUntil(lambda: len(view.cards) > 1, timeout=20_000)
    view.choose(view.cards[1])
    view.file.setText(str(tmp_path / "我的.qibei"))
    empty_window.actions_["new"].trigger()
    qtbot.wait(500)
    assert [card.is_chosen for card in view.cards].index(True) == 1
    assert view.file.text() == str(tmp_path / "我的.qibei")
