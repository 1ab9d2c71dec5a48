"""A draft that somebody else has open, that cannot be written, or of which an earlier run left something."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, path

from app.declaration.declaration import Declaration
from app.declaration.keeping.unfinished import unfinished
from app.drafts.away import leftovers
from app.drafts.format.header import file_id
from app.drafts.opening import lock, seen
from app.drafts.opening.lock import Holder
from app.forms.pack.pack import Pack
from app.settings import Recent, Settings
from app.ui.dialogs.saving_as import SaveAsDialog
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.start.passphrase import PassphraseDialog
from app.ui.widgets.choices import ChoiceDialog

NAME = path("cover.project")
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the plugin without a display says of every dialog


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a draft may be made."""
    return tmp_path / "申报.qibei"


@pytest.fixture
def writer(pack: Pack, place: Path) -> Iterator[Declaration]:
    """The declaration as another program has it open."""
    made = Declaration.create(pack, place, PASSPHRASE)
    yield made
    made.close()


def asked(qtbot: QtBot, window: MainWindow) -> ChoiceDialog:
    """The question that the window asks."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ChoiceDialog)), timeout=20_000)
    return next(one for one in window.findChildren(ChoiceDialog) if one.isVisible())


def give_passphrase(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(PassphraseDialog)), timeout=20_000)
    dialog = next(one for one in window.findChildren(PassphraseDialog) if one.isVisible())
    dialog.passphrase.edit.setText(PASSPHRASE)
    dialog.ok.click()


def form_of(qtbot: QtBot, window: MainWindow) -> FormView:
    qtbot.waitUntil(lambda: window.form is not None, timeout=20_000)
    assert window.form is not None
    return window.form


def banner(form: FormView) -> str:
    return form.banner._words.text()


def read_only(qtbot: QtBot, window: MainWindow, place: Path) -> FormView:
    window.open_draft(place)
    give_passphrase(qtbot, window)
    dialog = asked(qtbot, window)
    assert "由 " in dialog.words.text()
    dialog.buttons["read"].click()
    return form_of(qtbot, window)


def test_the_second_opener_reads_and_is_told_what_becomes_of_it(
    qtbot: QtBot, empty_window: MainWindow, writer: Declaration, place: Path
) -> None:
    form = read_only(qtbot, empty_window, place)
    qtbot.waitUntil(lambda: "正在填写这份草稿" in banner(form))
    writer.session.answer(NAME, "对方写的")
    writer.flush()
    form.notices.look()
    qtbot.waitUntil(lambda: "内容已更新" in banner(form))
    form.open("equipment")
    form.banner.pressed.emit()
    qtbot.waitUntil(lambda: empty_window.form not in (None, form), timeout=20_000)
    again = form_of(qtbot, empty_window)
    assert (again.desk.session.text(NAME), again.section, again.desk.read_only) == ("对方写的", "equipment", True)


def test_when_the_writer_has_gone_the_reader_may_write(
    qtbot: QtBot, empty_window: MainWindow, writer: Declaration, place: Path
) -> None:
    form = read_only(qtbot, empty_window, place)
    writer.close()
    form.notices.look()
    qtbot.waitUntil(lambda: "没有别人在填写" in banner(form))
    form.banner.pressed.emit()
    qtbot.waitUntil(lambda: empty_window.form not in (None, form), timeout=20_000)
    assert not form_of(qtbot, empty_window).desk.read_only


def test_only_another_computers_lock_can_be_taken_over(
    qtbot: QtBot, empty_window: MainWindow, writer: Declaration, place: Path
) -> None:
    empty_window.open_draft(place)
    give_passphrase(qtbot, empty_window)
    here = asked(qtbot, empty_window)
    assert set(here.buttons) == {"read"}
    here.reject()
    writer.close()
    held = lock.LockFile.acquire(place)
    lock._write(held._handle or 0, Holder("王工", "生产部-03", "2026-11-28T01:00:00Z", 7))
    held.abandon()
    next(one for one in empty_window.findChildren(PassphraseDialog) if one.isVisible()).ok.click()
    qtbot.waitUntil(lambda: asked(qtbot, empty_window) is not here)
    there = asked(qtbot, empty_window)
    assert "由 王工（电脑 生产部-03）自 " in there.words.text()
    there.buttons["take_over"].click()
    assert not form_of(qtbot, empty_window).desk.read_only


def test_what_cannot_be_written_is_opened_for_reading_with_the_reason(
    qtbot: QtBot,
    empty_window: MainWindow,
    writer: Declaration,
    place: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writer.close()
    for module in ("app.drafts.away.placing", "app.declaration.keeping.watching"):
        monkeypatch.setattr(f"{module}.why_not_writable", lambda _path: "所在的磁盘有写保护")
    empty_window.open_draft(place)
    give_passphrase(qtbot, empty_window)
    form = form_of(qtbot, empty_window)
    assert form.desk.read_only
    words = "所在的磁盘有写保护，所以这份草稿只能查看、检查和导出；要改动，请另存一份。"
    qtbot.waitUntil(lambda: banner(form) == words)
    monkeypatch.setattr("app.ui.leaving.os.access", lambda *_ignored: False)
    empty_window.leaving.folder = tmp_path / "文档"
    form.banner.pressed.emit()
    dialog = empty_window.findChild(SaveAsDialog)
    assert dialog is not None
    assert dialog.file.path is not None
    assert dialog.file.path.parent == tmp_path / "文档"
    dialog.reject()


@pytest.fixture
def left(pack: Pack, tmp_path: Path) -> Path:
    """A draft in a sync folder of which a killed program left something unpublished."""
    original = tmp_path / "OneDrive" / "申报.qibei"
    original.parent.mkdir()
    declaration = Declaration.create(pack, original, PASSPHRASE)
    publisher = declaration.publisher
    assert publisher is not None
    publisher.publish()
    declaration.session.answer(NAME, "没来得及写回")
    declaration.saver.close()
    publisher.stop()
    declaration.draft.close()
    for held in (publisher.copy._mark, publisher.copy._lock):
        assert held is not None
        held.abandon()
    return original


def test_the_first_screen_tells_what_was_left_and_it_is_taken_up(
    qtbot: QtBot, empty_window: MainWindow, left: Path
) -> None:
    empty_window.look_for_unfinished()
    qtbot.waitUntil(lambda: empty_window.start.banner.isVisible())
    assert "“申报”有修改还没有写回同步文件夹（OneDrive）" in empty_window.start.banner._words.text()
    empty_window.start.banner.pressed.emit()
    dialog = asked(qtbot, empty_window)
    dialog.buttons["resume"].click()
    give_passphrase(qtbot, empty_window)
    form = form_of(qtbot, empty_window)
    assert form.desk.session.text(NAME) == "没来得及写回"
    assert empty_window.close_form()
    assert leftovers.unpublished() == []
    with Declaration.open(left, PASSPHRASE, read_only=True) as there:
        assert there.session.text(NAME) == "没来得及写回"


def test_what_was_left_can_be_put_elsewhere_and_given_up(
    qtbot: QtBot, empty_window: MainWindow, left: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "恢复.qibei"
    monkeypatch.setattr("app.ui.widgets.file_dialog.ask_save", lambda *_: str(target))
    empty_window.open_draft(left)
    asked(qtbot, empty_window).buttons["save_as"].click()
    qtbot.waitUntil(lambda: bool(empty_window.findChildren(QMessageBox)))
    empty_window.findChildren(QMessageBox)[0].accept()
    with Declaration.open(target, PASSPHRASE) as saved:
        assert saved.session.text(NAME) == "没来得及写回"
    assert len(leftovers.unpublished()) == 1
    empty_window.open_draft(left)
    asked(qtbot, empty_window).buttons["discard"].click()
    box = next(one for one in empty_window.findChildren(QMessageBox) if one.isVisible())
    next(one for one in box.buttons() if one.text() == "放弃").click()
    assert leftovers.unpublished() == []
    give_passphrase(qtbot, empty_window)
    assert form_of(qtbot, empty_window).desk.session.text(NAME) == ""


def test_a_program_that_ended_early_is_told_of_calmly(
    qtbot: QtBot, empty_window: MainWindow, settings: Settings, writer: Declaration, place: Path
) -> None:
    writer.session.answer(NAME, "写过的")
    writer.close()
    seen.note_open(file_id(place), place)  # as a killed program leaves it
    settings.opened(Recent(place))
    empty_window.look_for_unfinished()
    qtbot.waitUntil(lambda: empty_window.start.banner.isVisible())
    assert "程序上次没有正常结束；“申报”到 " in empty_window.start.banner._words.text()
    empty_window.start.banner.pressed.emit()
    give_passphrase(qtbot, empty_window)
    form = form_of(qtbot, empty_window)
    assert "为止填写的内容都已保存在这里" in banner(form)
    form.banner.pressed.emit()
    assert not form.banner.isVisible()


def test_an_older_file_is_told_with_its_dates(
    qtbot: QtBot, empty_window: MainWindow, writer: Declaration, place: Path
) -> None:
    writer.close()
    shutil.copy(place, place.with_suffix(".old"))
    with Declaration.open(place, PASSPHRASE) as declaration:
        declaration.session.answer(NAME, "新的")
    os.replace(place.with_suffix(".old"), place)
    empty_window.open_draft(place)
    give_passphrase(qtbot, empty_window)
    words = banner(form_of(qtbot, empty_window))
    assert "这份比您上次在本机打开的旧（上次那份存过 1 次，最后存于 20" in words
    assert "请从“最近打开”里找较新的那份" in words


def test_a_draft_that_is_open_in_a_program_is_not_unfinished(writer: Declaration, place: Path) -> None:
    assert unfinished([place]) == []
