"""A file whose icon is clicked, or that is dropped on the first screen: each kind leads where it belongs."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from ui.proof_files import drop

from app.declaration.address_book import AddressBook
from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack, install_pack
from app.drafts.sealing import envelope, identities
from app.errors import UsageError
from app.ui.dialogs.keys.unsealing import UnsealDialog
from app.ui.main_window import MainWindow
from app.ui.start.passphrase import PassphraseDialog

HERE = Path(__file__).parent
CHILD = HERE.parent / "clicking_child.py"
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
INSTALL, LEAVE = 0, 1


@pytest.fixture
def pack_file(tmp_path: Path) -> Path:
    """A pack as it is handed on."""
    words = (HERE.parent / "small_pack.yaml").read_text("utf-8").replace("pack: small-window", "pack: brought", 1)
    (file := tmp_path / "某通知.qibei-pack").write_text(words, "utf-8")
    return file


@pytest.fixture
def sealed(declaration: Declaration, tmp_path: Path) -> Path:
    """A copy that a colleague sealed for the user, whose key the address book knows."""
    book = AddressBook.load()
    public = identities.new_identity(tmp_path / "本人.txt")
    book.identity = tmp_path / "本人.txt"
    book.save()
    file = tmp_path / "同事的.qibei.age"
    declaration.copy_to(copy := tmp_path / "copy.qibei", "去年台风把伞吹走了")
    envelope.seal(copy, file, [public])
    return file


@pytest.fixture
def lasting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the test is one where files last."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "passing"))


def answer(window: MainWindow, button: int) -> str:
    """What the question says that is answered so."""
    (box,) = window.findChildren(QMessageBox)
    words = f"{box.text()}{box.informativeText()}"
    box.buttons()[button].click()
    return words


def installed() -> bool:
    """Whether the pack is at hand."""
    try:
        find_pack("brought")
    except UsageError:
        return False
    return True


def test_a_pack_is_installed_once_its_user_agrees(qtbot: QtBot, empty_window: MainWindow, pack_file: Path) -> None:
    empty_window.open_file(pack_file)
    words = answer(empty_window, LEAVE)
    assert "小申报书" in words
    assert pack_file.name in words
    assert not installed()
    qtbot.waitUntil(lambda: not empty_window.findChildren(QMessageBox))
    empty_window.open_file(pack_file)
    answer(empty_window, INSTALL)
    assert installed()


@pytest.mark.parametrize(("edition", "words"), [(2, "换成这份第 2 版"), (3, "换成这份第 3 版"), (1, "一般不用安装")])
def test_the_question_says_what_becomes_of_the_pack_at_hand(
    empty_window: MainWindow, pack_file: Path, edition: int, words: str
) -> None:
    pack = pack_file.read_text("utf-8")
    pack_file.write_text(pack.replace("edition: 1", "edition: 2", 1), "utf-8")
    install_pack(pack_file)
    pack_file.write_text(pack.replace("edition: 1", f"edition: {edition}", 1), "utf-8")
    empty_window.open_file(pack_file)
    assert words in answer(empty_window, LEAVE)


def test_a_pack_that_cannot_be_used_is_refused_before_anything_is_asked(
    empty_window: MainWindow, tmp_path: Path
) -> None:
    (bad := tmp_path / "坏的.qibei-pack").write_text("pack: bad\n", "utf-8")
    empty_window.open_file(bad)
    (box,) = empty_window.findChildren(QMessageBox)
    assert "坏的.qibei-pack" in box.text()


@pytest.mark.usefixtures("lasting")
def test_a_sealed_copy_is_taken_out_beside_itself_and_opened(
    qtbot: QtBot, empty_window: MainWindow, sealed: Path, tmp_path: Path
) -> None:
    empty_window.open_file(sealed)
    (dialog,) = empty_window.findChildren(UnsealDialog)
    assert dialog.sealed.text() == str(sealed)
    assert dialog.target.text() == str(tmp_path / "同事的.qibei")
    dialog.ok.click()
    qtbot.waitUntil(lambda: bool(empty_window.findChildren(PassphraseDialog)), timeout=20_000)
    empty_window.findChildren(PassphraseDialog)[-1].reject()
    assert (tmp_path / "同事的.qibei").is_file()


def test_what_a_mail_program_laid_where_files_do_not_last_is_taken_out_to_the_drafts(
    empty_window: MainWindow, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    empty_window.access.folder = tmp_path / "申报书"
    empty_window.open_file(sealed)
    (dialog,) = empty_window.findChildren(UnsealDialog)
    assert dialog.target.text() == str(tmp_path / "申报书" / "同事的.qibei")


def test_a_draft_asks_for_its_passphrase(qtbot: QtBot, empty_window: MainWindow, declaration: Declaration) -> None:
    declaration.close()
    empty_window.open_file(declaration.path)
    qtbot.waitUntil(lambda: bool(empty_window.findChildren(PassphraseDialog)))
    empty_window.findChildren(PassphraseDialog)[-1].reject()


def test_each_kind_can_be_dropped_on_the_first_screen(
    empty_window: MainWindow, pack_file: Path, sealed: Path, tmp_path: Path
) -> None:
    (other := tmp_path / "合同.pdf").write_bytes(b"%PDF-1.4")
    for file, kind in ((pack_file, QMessageBox), (sealed, UnsealDialog)):
        drop(empty_window.start, other, file)
        (shown,) = (dialog for dialog in empty_window.findChildren(QDialog) if dialog.isVisible())
        assert isinstance(shown, kind)
        shown.reject()


@pytest.mark.parametrize(
    ("name", "words"), [("某通知.qibei-pack", "安装申报模板？"), ("同事的.qibei.age", "打开加密副本")]
)
def test_the_program_started_with_the_file_shows_it(name: str, words: str, pack_file: Path, sealed: Path) -> None:
    command = [sys.executable, str(CHILD), str(pack_file.with_name(name))]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert done.stdout.strip() == words, done.stderr


def test_the_question_for_a_file_offers_each_kind(
    qtbot: QtBot, empty_window: MainWindow, pack_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def pick(dialog: QFileDialog) -> int:
        asked.append(dialog.nameFilters())
        dialog.selectFile(str(pack_file))
        return 1

    monkeypatch.setattr(QFileDialog, "exec", pick)
    empty_window.actions_["open"].trigger()
    assert asked == [["申报书、加密副本、申报模板 (*.qibei *.age *.qibei-pack)"]]
    assert "小申报书" in answer(empty_window, LEAVE)
