"""Nothing is left unsaved in silence: full disks, files taken away, disks pulled out, and 另存为."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, User, path

from app.declaration import saver
from app.declaration.declaration import Declaration
from app.drafts.away import leftovers, publisher
from app.forms.pack.pack import Pack
from app.ui.dialogs.saving_as import SaveAsDialog
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.widgets.choices import ChoiceDialog

NAME = path("cover.project")
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the plugin without a display says of every dialog


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saver, "RETRY", 0.1)
    monkeypatch.setattr(publisher, "PAUSE", 0.1)
    monkeypatch.setattr(publisher, "RETRY", 0.1)


@pytest.fixture
def away(pack: Pack, empty_window: MainWindow, tmp_path: Path) -> Iterator[Path]:
    """A declaration in a sync folder, open in the window."""
    place = tmp_path / "OneDrive" / "申报.qibei"
    place.parent.mkdir()
    declaration = Declaration.create(pack, place, PASSPHRASE)
    empty_window.show_declaration(declaration)
    yield place
    if empty_window.form is not None:
        declaration.saver.abandon()
        declaration.close(leave=True)
        empty_window.form.close_down()
        empty_window.form = None


def asked(qtbot: QtBot, window: MainWindow) -> ChoiceDialog:
    """The question that the window asks."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ChoiceDialog)), timeout=20_000)
    return next(one for one in window.findChildren(ChoiceDialog) if one.isVisible())


def save_elsewhere(qtbot: QtBot, window: MainWindow, place: Path, passphrase: str = PASSPHRASE) -> None:
    """Fill in the dialog of 另存为 and wait until it is done."""
    dialog = next(one for one in window.findChildren(SaveAsDialog) if one.isVisible())
    dialog.file.show_path(place)
    if passphrase != PASSPHRASE:
        dialog.other.setChecked(True)
        for box in (dialog.new.first, dialog.new.second):
            box.edit.setText(passphrase)
    dialog.known.edit.setText(passphrase)
    with qtbot.waitSignal(dialog.saved, timeout=20_000):
        dialog.ok.click()


def strip(form: FormView) -> str:
    return form.status.saved.text()


def form_of(window: MainWindow) -> FormView:
    assert window.form is not None
    return window.form


def test_a_full_disk_is_shown_and_closing_asks_with_what_would_be_lost(
    qtbot: QtBot, user: User, form: FormView, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise apsw.FullError("full")

    with monkeypatch.context() as disk:
        disk.setattr("app.drafts.opening.committing.ledger.write", full)
        user.type("cover.project", "full disk")
        qtbot.waitUntil(lambda: strip(form) == "尚未存盘，内容仍在，正在重试", timeout=10_000)
        assert "磁盘空间已满" in form.status.saved.toolTip()
        assert not window.close_form()
        dialog = asked(qtbot, window)
        assert "full disk" in "".join(label.text() for label in dialog.findChildren(type(dialog.words)))
        dialog.reject()
        assert form_of(window).desk.session.text(NAME) == "full disk"
    qtbot.waitUntil(lambda: strip(form).startswith("已保存"), timeout=10_000)
    assert window.close_form()


def test_what_is_unsaved_can_be_given_up_knowingly(
    qtbot: QtBot, user: User, declaration: Declaration, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise apsw.FullError("full")

    with monkeypatch.context() as patch:
        patch.setattr("app.drafts.opening.committing.ledger.write", full)
        user.type("cover.project", "unwanted")
        window.close_form()
        asked(qtbot, window).buttons["abandon"].click()
        assert window.form is None
    with Declaration.open(declaration.path, PASSPHRASE) as again:
        assert again.session.text(NAME) == ""


def test_a_file_that_was_taken_away_is_saved_elsewhere_from_the_line_above_the_page(
    qtbot: QtBot, user: User, form: FormView, window: MainWindow, declaration: Declaration, tmp_path: Path
) -> None:
    user.type("cover.project", "before")
    declaration.flush()
    declaration.path.unlink()
    user.type("cover.project", "after it went")
    qtbot.waitUntil(lambda: "已不在原处" in form.banner._words.text(), timeout=10_000)
    form.banner.pressed.emit()
    save_elsewhere(qtbot, window, tmp_path / "新的.qibei", "另一句更长的话")
    qtbot.waitUntil(lambda: not form.banner.isVisible())
    assert window.windowTitle() == "新的 — 齐备"
    assert window.settings.recent[0].path == tmp_path / "新的.qibei"
    user.type("cover.project", "going on")
    for box in window.findChildren(QMessageBox):
        box.accept()
    assert window.close_form()
    with Declaration.open(tmp_path / "新的.qibei", "另一句更长的话") as again:
        assert again.session.text(NAME) == "going on"
        assert again.session.history.can_undo


def test_saving_as_asks_for_the_passphrase_it_goes_on_with(
    qtbot: QtBot, form: FormView, window: MainWindow, tmp_path: Path
) -> None:
    window.actions_["save_as"].trigger()
    dialog = next(one for one in window.findChildren(SaveAsDialog) if one.isVisible())
    assert dialog.file.path == tmp_path / "试-另存.qibei"
    assert not dialog.ok.isEnabled()
    dialog.known.edit.setText("错的")
    dialog.ok.click()
    qtbot.waitUntil(lambda: "这不是这份申报书的密码" in dialog.words.text(), timeout=10_000)
    qtbot.waitUntil(lambda: not dialog.busy)
    dialog.go_on.setChecked(False)
    save_elsewhere(qtbot, window, tmp_path / "副本.qibei")
    assert window.windowTitle() == "试 — 齐备"
    Declaration.open(tmp_path / "副本.qibei", PASSPHRASE).close()
    for box in window.findChildren(QMessageBox):
        box.accept()


def test_the_foot_tells_where_what_was_typed_is(qtbot: QtBot, empty_window: MainWindow, away: Path) -> None:
    form = form_of(empty_window)
    user = User(qtbot, form)
    user.type("cover.project", "one")
    qtbot.waitUntil(lambda: strip(form).endswith("已写回同步文件夹（OneDrive）"), timeout=10_000)
    away.parent.rename(away.parent.with_name("断开"))
    user.type("cover.project", "two")
    qtbot.waitUntil(lambda: "不在，恢复连接后自动写回" in strip(form), timeout=10_000)
    assert strip(form).startswith("已存在本机 ")
    away.parent.with_name("断开").rename(away.parent)
    qtbot.waitUntil(lambda: strip(form).endswith("已写回同步文件夹（OneDrive）"), timeout=10_000)


def test_closing_without_the_disk_asks_and_leaves_the_changes_here(
    qtbot: QtBot, empty_window: MainWindow, away: Path
) -> None:
    user = User(qtbot, form_of(empty_window))
    away.parent.rename(away.parent.with_name("拔掉"))
    user.type("cover.project", "not back yet")
    assert not empty_window.close()
    dialog = asked(qtbot, empty_window)
    assert "修改已存在本机，没有丢失" in dialog.words.text()
    dialog.buttons["leave"].click()
    assert empty_window.form is None
    assert not empty_window.isVisible()
    assert leftovers.unpublished()[0].record.original == away


def test_a_draft_that_was_changed_at_its_place_is_not_overwritten_but_saved_elsewhere(
    qtbot: QtBot, empty_window: MainWindow, away: Path, tmp_path: Path
) -> None:
    form = form_of(empty_window)
    user = User(qtbot, form)
    qtbot.waitUntil(lambda: strip(form).endswith("已写回同步文件夹（OneDrive）"), timeout=10_000)
    with Declaration.open(Path(shutil.copy(away, tmp_path / "同事.qibei")), PASSPHRASE) as other:
        other.session.answer(NAME, "同事的")
    os.replace(tmp_path / "同事.qibei", away)
    user.type("cover.project", "mine")
    qtbot.waitUntil(lambda: "没有覆盖它" in form.banner._words.text(), timeout=10_000)
    empty_window.actions_["save_as"].trigger()
    save_elsewhere(qtbot, empty_window, tmp_path / "我的.qibei")
    qtbot.waitUntil(lambda: not form.banner.isVisible())
    for box in empty_window.findChildren(QMessageBox):
        box.accept()
    assert empty_window.close_form()
    with Declaration.open(away, PASSPHRASE, read_only=True) as theirs:
        assert theirs.session.text(NAME) == "同事的"
    with Declaration.open(tmp_path / "我的.qibei", PASSPHRASE) as mine:
        assert mine.session.text(NAME) == "mine"


def test_closing_while_it_is_diverged_saves_elsewhere_and_then_closes(
    qtbot: QtBot, empty_window: MainWindow, away: Path, tmp_path: Path
) -> None:
    user = User(qtbot, form_of(empty_window))
    away.rename(away.with_name("改名.qibei"))
    user.type("cover.project", "mine")
    assert not empty_window.close_form()
    asked(qtbot, empty_window).buttons["save_as"].click()
    save_elsewhere(qtbot, empty_window, tmp_path / "我的.qibei")
    qtbot.waitUntil(lambda: empty_window.form is None)
    assert leftovers.unpublished() == []
    with Declaration.open(tmp_path / "我的.qibei", PASSPHRASE) as mine:
        assert mine.session.text(NAME) == "mine"


@pytest.mark.parametrize("key", ["Ctrl+E", "Ctrl+H", "Ctrl+Shift+S", "F9"])
def test_while_a_declaration_is_written_back_to_be_closed_no_key_begins_anything_on_it(
    qtbot: QtBot, empty_window: MainWindow, away: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    declaration = form_of(empty_window).desk.declaration
    assert declaration.publisher is not None
    publish, pressed = declaration.publisher.publish, list[str]()

    def slowly() -> None:
        time.sleep(0.2)
        publish()

    def press() -> None:
        combination = QKeySequence(key)[0]
        pressed.append(key)
        QTest.keyClick(empty_window.windowHandle(), combination.key(), combination.keyboardModifiers())

    monkeypatch.setattr(publisher, "PAUSE", 60.0)
    User(qtbot, form_of(empty_window)).type("cover.project", "x")
    declaration.flush()
    monkeypatch.setattr(declaration.publisher, "publish", slowly)
    QTimer.singleShot(50, empty_window, press)
    assert empty_window.close_form()
    assert pressed == [key]
    assert QApplication.activeModalWidget() is None
    assert empty_window.form is None


def test_a_window_that_is_closed_while_its_declaration_is_written_back_closes_after_it(
    qtbot: QtBot, empty_window: MainWindow, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declaration = form_of(empty_window).desk.declaration
    assert declaration.publisher is not None
    publish = declaration.publisher.publish

    def slowly() -> None:
        time.sleep(0.2)
        publish()

    monkeypatch.setattr(publisher, "PAUSE", 60.0)
    User(qtbot, form_of(empty_window)).type("cover.project", "x")
    declaration.flush()
    monkeypatch.setattr(declaration.publisher, "publish", slowly)
    QTimer.singleShot(50, empty_window, empty_window.close)
    assert empty_window.close_form(), "its user went back to the first screen, and then closed the window"
    qtbot.waitUntil(empty_window.isHidden)
    assert leftovers.unpublished() == []
