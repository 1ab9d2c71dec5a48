"""设置: the keyring is named, what it holds can be forgotten; colleagues and one's own key are entered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import keyring.backends.fail
import pytest
from drafts.keyring.rings import Ring, in_place
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.declaration.address_book import AddressBook
from app.declaration.declaration import Declaration
from app.drafts.keyring import remembered
from app.drafts.sealing import identities
from app.ui.dialogs.settings.colleagues_page import ColleaguesPage
from app.ui.dialogs.settings.dialog import SettingsDialog
from app.ui.dialogs.settings.keyring_page import KeyringPage
from app.ui.dialogs.settings.page import SettingsPage
from app.ui.main_window import MainWindow

Page = TypeVar("Page", bound=SettingsPage)
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


@pytest.fixture
def ring() -> Iterator[Ring]:
    """A keyring that behaves until it is told otherwise."""
    with in_place(ring := Ring()):
        yield ring


@pytest.fixture(autouse=True)
def _closed_in_the_end(empty_window: MainWindow) -> Iterator[None]:
    yield
    for dialog in empty_window.findChildren(SettingsDialog):
        dialog.accept()


def opened(window: MainWindow) -> SettingsDialog:
    """The dialog, from its menu."""
    window.actions_["settings"].trigger()
    return window.findChildren(SettingsDialog)[-1]


def turned(window: MainWindow, kind: type[Page]) -> Page:
    """The page of that kind, in front."""
    dialog = opened(window)
    (row,) = [row for row, page in enumerate(dialog.pages) if isinstance(page, kind)]
    dialog.list.setCurrentRow(row)
    page = dialog.pages[row]
    assert isinstance(page, kind)
    return page


def keyring_page(qtbot: QtBot, window: MainWindow) -> KeyringPage:
    """本机密码, once the keyring has answered."""
    page = turned(window, KeyringPage)
    qtbot.waitUntil(lambda: not page.busy, timeout=10_000)
    return page


def colleagues_page(window: MainWindow) -> ColleaguesPage:
    """同事与公钥."""
    return turned(window, ColleaguesPage)


def test_what_the_keyring_holds_is_named_and_forgotten_one_by_one(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, ring: Ring
) -> None:
    declaration.remember_key()
    remembered.remember(stranger := "51424402" + "ab" * 12, bytes(32))
    page = keyring_page(qtbot, window)
    assert page.ring.text() == "密码保管程序：其他密码保管程序（Ring）"
    assert page.rows[declaration.file_id].accessibleName() == "忘记 试"
    assert page.rows[stranger].accessibleName() == "忘记 编号 abababab… 的申报书"
    page.rows[stranger].click()
    qtbot.waitUntil(lambda: not page.busy and stranger not in page.rows, timeout=10_000)
    assert "已忘记" in page.words.text()
    assert [name for _service, name in ring.kept] == [declaration.file_id]
    assert ring.askers == {"keyring"}


def test_everything_is_forgotten_at_once(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, ring: Ring
) -> None:
    declaration.remember_key()
    remembered.remember("ab" * 16, bytes(32))
    window.access.refresh()
    page = keyring_page(qtbot, window)
    page.all.click()
    qtbot.waitUntil(lambda: not page.busy and not page.rows, timeout=10_000)
    assert ring.kept == {}
    assert not page.all.isEnabled()
    window.findChildren(SettingsDialog)[-1].accept()
    assert not window.actions_["forget"].isEnabled(), "the menu knows it too"


def test_a_keyring_that_fails_shows_what_may_still_be_there(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, ring: Ring
) -> None:
    declaration.remember_key()
    ring.failure = OSError("locked")
    page = keyring_page(qtbot, window)
    assert list(page.rows) == [declaration.file_id]
    page.all.click()
    qtbot.waitUntil(lambda: "不能确定" in page.words.text() and not page.busy, timeout=10_000)
    assert list(page.rows) == [declaration.file_id], "it is not called forgotten"


def test_no_keyring_is_said_in_words(qtbot: QtBot, empty_window: MainWindow) -> None:
    with in_place(keyring.backends.fail.Keyring()):
        page = keyring_page(qtbot, empty_window)
    assert page.ring.text() == "密码保管程序：本机没有可用的密码保管程序"
    assert not page.rows


def test_a_dialog_that_is_closed_while_the_keyring_is_asked_does_no_harm(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, ring: Ring
) -> None:
    declaration.remember_key()
    ring.wait.clear()
    dialog = opened(window)
    dialog.accept()
    ring.wait.set()
    qtbot.wait(300)


def test_a_colleague_is_entered_and_taken_out(qtbot: QtBot, empty_window: MainWindow, tmp_path: Path) -> None:
    public = identities.new_identity(tmp_path / "李雷.txt")
    page = colleagues_page(empty_window)
    page.name.setText("李雷")
    page.key.setText(f"{public[:-1]}{'q' if public[-1] != 'q' else 'p'}")
    page.add.click()
    assert "校验不符" in page.words.text()
    assert page.key.text(), "what was typed stays, to be mended"
    page.key.setText(public)
    page.add.click()
    assert [one.key for one in AddressBook.load().colleagues] == [public]
    page.removals["李雷"].click()
    assert AddressBook.load().colleagues == []


def test_another_key_in_the_place_of_a_colleagues_is_told(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    page = colleagues_page(empty_window)
    for place, words in (("旧", ""), ("新", "“李工”原来的公钥已换成新的。"), ("新", "")):
        file = tmp_path / f"{place}.txt"
        key = identities.public_keys(file)[0] if file.exists() else identities.new_identity(file)
        page.name.setText("李工")
        page.key.setText(key)
        page.add.click()
        assert page.words.text() == words
    assert [one.key for one in page.book.colleagues] == [key]


def test_a_key_of_ones_own_is_made_once_and_its_public_half_copied(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    page = colleagues_page(empty_window)
    assert not page.copy.isEnabled()
    page.make_identity(file := tmp_path / "我的密钥.txt")
    before = file.read_bytes()
    assert "不要发给任何人" in page.words.text()
    page.copy.click()
    assert [QApplication.clipboard().text()] == identities.public_keys(file)
    page.make_identity(file)
    assert "已存在，没有覆盖" in page.words.text()
    assert file.read_bytes() == before
    assert AddressBook.load().identity == file
    file.unlink()
    page.open()
    assert "无法读取" in page._where.text()
    assert not page.copy.isEnabled()
