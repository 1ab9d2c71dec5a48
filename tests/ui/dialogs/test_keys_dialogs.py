"""更改密码, 恢复单, 加密副本 and 打开加密副本: what is asked, what becomes of it, and what is said when it fails."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from drafts.keyring.rings import Forgetful, Ring, in_place
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE

from app.declaration.address_book import AddressBook
from app.declaration.declaration import Declaration
from app.drafts.sealing import envelope, identities
from app.drafts.store import Draft
from app.errors import DraftError
from app.forms.paths import FieldPath
from app.settings import Settings
from app.ui.dialogs.busy import BusyDialog
from app.ui.dialogs.keys.changing import ChangePassphraseDialog
from app.ui.dialogs.keys.recovery import RecoveryDialog
from app.ui.dialogs.keys.sealing import SEEN, SealDialog
from app.ui.dialogs.keys.unsealing import UnsealDialog
from app.ui.dialogs.printer import bound_printer
from app.ui.main_window import MainWindow
from app.ui.start.passphrase import PassphraseDialog
from app.ui.widgets.passphrase_box import PassphraseBox

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
NEW = "去年台风把伞吹走了"

Kind = TypeVar("Kind", bound=QDialog)


@pytest.fixture
def ring() -> Iterator[Ring]:
    """A keyring that behaves until it is told otherwise."""
    with in_place(ring := Ring()):
        yield ring


def opened(window: MainWindow, action: str, kind: type[Kind]) -> Kind:
    """The dialog that an action opens."""
    window.actions_[action].trigger()
    return window.findChildren(kind)[-1]


def settled(qtbot: QtBot, dialog: BusyDialog) -> str:
    """What the dialog says when its work has ended."""
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    return dialog.words.text()


def type_new(qtbot: QtBot, first: PassphraseBox, second: PassphraseBox, words: str) -> None:
    """Give a new passphrase, twice."""
    for box in (first, second):
        box.edit.clear()
        box.edit.insert(words)


def opens(path: Path, passphrase: str) -> bool:
    """Whether the draft at `path` opens, while another has it open too."""
    try:
        Draft.open(path, passphrase, read_only=True).close()
    except DraftError:
        return False
    return True


# -- 更改密码 ------------------------------------------------------------------------------------------------------


def test_the_passphrase_is_changed_and_typing_goes_on(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, ring: Ring
) -> None:
    dialog = opened(window, "passphrase", ChangePassphraseDialog)
    assert dialog.old.isVisible()
    assert not dialog.ok.isEnabled()
    dialog.old.edit.insert(PASSPHRASE)
    type_new(qtbot, dialog.first, dialog.second, NEW)
    dialog.ok.click()
    assert "密码已更改" in settled(qtbot, dialog)
    assert (opens(declaration.path, NEW), opens(declaration.path, PASSPHRASE)) == (True, False)
    assert dialog.old.text() == dialog.first.text() == dialog.second.text() == "", "nothing of it stays in the window"
    assert ring.kept == {}
    dialog.reject()
    assert not window.form.desk.read_only if window.form else False


def test_a_wrong_old_passphrase_changes_nothing(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, ring: Ring
) -> None:
    dialog = opened(window, "passphrase", ChangePassphraseDialog)
    dialog.old.edit.insert("猜的")
    type_new(qtbot, dialog.first, dialog.second, NEW)
    dialog.ok.click()
    assert "原密码不正确，密码没有更改" in settled(qtbot, dialog)
    assert opens(declaration.path, PASSPHRASE)
    assert dialog.ok.isEnabled(), "to be tried again"


def test_what_this_computer_remembers_stands_for_the_old_passphrase_and_is_renewed(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, ring: Ring
) -> None:
    assert declaration.remember_key()
    dialog = opened(window, "passphrase", ChangePassphraseDialog)
    settled(qtbot, dialog)
    assert not dialog.old.isVisible()
    type_new(qtbot, dialog.first, dialog.second, NEW)
    dialog.ok.click()
    assert "密码已更改" in settled(qtbot, dialog)
    assert [name for _service, name in ring.kept] == [declaration.file_id]
    assert window.actions_["forget"].isEnabled()


def test_an_entry_that_is_noted_and_gone_asks_for_the_old_passphrase(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, ring: Ring
) -> None:
    assert declaration.remember_key()
    ring.kept.clear()
    dialog = opened(window, "passphrase", ChangePassphraseDialog)
    settled(qtbot, dialog)
    assert dialog.old.isVisible()


def test_a_keyring_that_does_not_keep_the_new_key_is_said_to(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, ring: Ring
) -> None:
    assert declaration.remember_key()
    dialog = opened(window, "passphrase", ChangePassphraseDialog)
    settled(qtbot, dialog)
    type_new(qtbot, dialog.first, dialog.second, NEW)
    with in_place(Forgetful()):
        dialog.ok.click()
        assert "没有记住新密码" in settled(qtbot, dialog)
    assert opens(declaration.path, NEW)


def test_a_change_that_fails_leaves_file_and_passphrase(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    before = declaration.path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("app.drafts.opening.copying.os.replace", full)
        dialog = opened(window, "passphrase", ChangePassphraseDialog)
        dialog.old.edit.insert(PASSPHRASE)
        type_new(qtbot, dialog.first, dialog.second, NEW)
        dialog.ok.click()
        assert settled(qtbot, dialog)
        assert "已更改" not in dialog.words.text()
    assert declaration.path.read_bytes() == before
    assert declaration.accepts(PASSPHRASE)


def test_weak_is_warned_of_and_blank_refused(qtbot: QtBot, window: MainWindow, ring: Ring) -> None:
    dialog = opened(window, "passphrase", ChangePassphraseDialog)
    dialog.old.edit.insert(PASSPHRASE)
    type_new(qtbot, dialog.first, dialog.second, "   ")
    assert not dialog.ok.isEnabled()
    type_new(qtbot, dialog.first, dialog.second, "abc")
    assert dialog.ok.isEnabled()
    assert "太弱" in dialog.new.hint.text()


def test_a_draft_that_is_only_read_keeps_its_passphrase(
    qtbot: QtBot, empty_window: MainWindow, declaration: Declaration
) -> None:
    with Declaration.open(declaration.path, PASSPHRASE, read_only=True) as second:
        empty_window.show_declaration(second)
        assert not empty_window.actions_["passphrase"].isEnabled()
        empty_window.close_form()


# -- 恢复单 -------------------------------------------------------------------------------------------------------


def test_a_new_declaration_is_offered_its_recovery_sheet(
    qtbot: QtBot, empty_window: MainWindow, declaration: Declaration
) -> None:
    empty_window._show_new(declaration)
    assert empty_window.form is not None
    banner = empty_window.form.banner
    qtbot.waitUntil(banner.isVisible)
    banner.pressed.emit()
    assert not banner.isVisible()
    assert empty_window.findChildren(RecoveryDialog)


def test_the_offer_stays_while_one_fills_in_and_what_else_is_told_leads_elsewhere(
    qtbot: QtBot, empty_window: MainWindow, declaration: Declaration
) -> None:
    empty_window._show_new(declaration)
    form = empty_window.form
    assert form is not None
    qtbot.waitUntil(form.banner.isVisible)
    form.desk.do(lambda: declaration.session.answer(FieldPath.parse("cover.project"), "平台"))
    declaration.flush()
    qtbot.wait(100)
    assert "恢复单" in form.banner._words.text()
    form.notices.say("已把 3 处替换。")
    assert "恢复单" not in form.banner._words.text()
    form.banner._button.click()
    assert not empty_window.findChildren(RecoveryDialog)
    assert "恢复单" in form.banner._words.text()
    form.banner._close.click()
    assert form.banner.isHidden()
    form.desk.do(lambda: declaration.session.answer(FieldPath.parse("cover.project"), "平台二"))
    assert form.banner.isHidden()


def test_a_sheet_is_saved_with_the_passphrase_only_when_it_is_right(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    dialog = opened(window, "recovery", RecoveryDialog)
    assert dialog.by_hand.isChecked()
    dialog.save_to(by_hand := tmp_path / "手写.pdf")
    assert "已存为“手写.pdf”" in settled(qtbot, dialog)
    dialog.printed.setChecked(True)
    assert dialog._open.isVisible(), "the danger is told before it is done"
    assert not dialog.save.isEnabled()
    dialog.passphrase.edit.insert("猜的")
    dialog.save_to(printed := tmp_path / "印.pdf")
    assert "密码不正确，恢复单没有生成" in settled(qtbot, dialog)
    assert not printed.exists()
    dialog.passphrase.edit.setText(PASSPHRASE)
    dialog.save_to(printed)
    assert "请删除这个文件" in settled(qtbot, dialog)
    texts = [pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range() for file in (by_hand, printed)]
    assert ["只" in text and "己" in text for text in texts] == [False, True] or "校验" in texts[1]


def test_a_sheet_is_printed(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dialog = opened(window, "recovery", RecoveryDialog)
    printer = bound_printer(1, "恢复单")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(paper := tmp_path / "纸.pdf"))
    dialog.print_on(printer)
    assert "已送往打印机" in settled(qtbot, dialog)
    (page,) = pypdfium2.PdfDocument(paper)
    grey = page.render(scale=0.5).to_pil().convert("L")
    assert min(grey.tobytes()) < 128, "something is on it"


def test_the_eye_shows_the_checks_of_the_sheet(qtbot: QtBot, window: MainWindow) -> None:
    from app.drafts.spelling import groups

    box = opened(window, "passphrase", ChangePassphraseDialog).first
    box.edit.insert("vK9#tq2L")
    assert not box.checks.isVisible()
    box.eye.click()
    first, second = groups("vK9#tq2L")
    assert box.checks.text() == f"恢复单校验：1 组 {first.check}　2 组 {second.check}"
    box.eye.click()
    assert not box.checks.isVisible()
    assert box.checks.text() == ""


# -- 加密副本 ------------------------------------------------------------------------------------------------------


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """李雷's identity file; he is in the address book."""
    public = identities.new_identity(file := tmp_path / "李雷.txt")
    book = AddressBook.load()
    book.add("李雷", public)
    book.add("韩梅", identities.new_identity(tmp_path / "韩梅.txt"))
    book.identity = file
    book.save()
    return file


def test_a_copy_is_sealed_for_a_colleague_of_the_book_and_opened_again(
    qtbot: QtBot, window: MainWindow, identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(window, "seal", SealDialog)
    type_new(qtbot, dialog.first, dialog.second, NEW)
    assert not dialog.ok.isEnabled(), "for nobody"
    dialog.people.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.file.setText(str(tmp_path / "副本"))
    dialog.ok.click()
    assert "已生成“副本.qibei.age”，1 位收件人" in settled(qtbot, dialog)
    dialog.reject()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "passing"))  # the folder of the test lasts
    taking = opened(window, "unseal", UnsealDialog)
    taking.sealed.setText(str(tmp_path / "副本.qibei.age"))
    assert taking.identity.text() == str(identity)
    assert taking.target.text() == str(tmp_path / "副本.qibei")
    taking.ok.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(PassphraseDialog)), timeout=20_000)
    window.findChildren(PassphraseDialog)[-1].reject()
    assert opens(tmp_path / "副本.qibei", NEW)


def test_a_mistyped_key_makes_no_copy(qtbot: QtBot, window: MainWindow, identity: Path, tmp_path: Path) -> None:
    dialog = opened(window, "seal", SealDialog)
    type_new(qtbot, dialog.first, dialog.second, NEW)
    dialog.more.setText("age1rvl85qjpshu65rktx7c38p8hx0fxe88w7vk9zy5wq94wzyz3pa3qanynfq")
    dialog.file.setText(str(tmp_path / "副本"))
    dialog.ok.click()
    assert "校验不符" in settled(qtbot, dialog)
    assert not list(tmp_path.glob("*.age"))
    assert dialog.ok.isEnabled(), "what was typed stays, to be mended"


def test_a_copy_for_somebody_else_says_so(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, identity: Path, tmp_path: Path
) -> None:
    declaration.copy_to(copy := tmp_path / "copy.qibei", NEW)
    envelope.seal(copy, sealed := tmp_path / "别人的.qibei.age", identities.public_keys(tmp_path / "韩梅.txt"))
    dialog = opened(window, "unseal", UnsealDialog)
    dialog.sealed.setText(str(sealed))
    dialog.ok.click()
    assert "副本不是加密给它的" in settled(qtbot, dialog)
    assert not (tmp_path / "别人的.qibei").exists()
    assert window.form is not None, "what is open stays open"


@pytest.mark.parametrize("percent", [100, 200])
def test_of_many_colleagues_some_are_seen_whole_and_the_list_is_scrolled(
    qtbot: QtBot, window: MainWindow, settings: Settings, tmp_path: Path, percent: int
) -> None:
    book, key = AddressBook.load(), identities.new_identity(tmp_path / "钥匙.txt")
    for number in range(9):
        book.add(f"同事{number}", key)
    book.save()
    settings.text_size = percent
    window.looks.follow()
    try:
        dialog = opened(window, "seal", SealDialog)
        qtbot.waitUntil(dialog.isVisible)
        rows = [dialog.people.visualItemRect(dialog.people.item(row)) for row in range(SEEN)]
        assert rows[-1].bottom() <= dialog.people.viewport().height()
        assert dialog.people.verticalScrollBar().maximum() > 0
        dialog.reject()
    finally:
        settings.text_size = 100
        window.looks.follow()
