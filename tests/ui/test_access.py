"""What this computer remembers of a declaration, from the menu: said as it is, and never asked for in the window."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from drafts.keyring.rings import Forgetful, Ring, in_place
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE

from app.declaration.declaration import Declaration
from app.drafts.keyring import asking
from app.ui.main_window import MainWindow
from app.ui.start.passphrase import PassphraseDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


@pytest.fixture
def ring() -> Iterator[Ring]:
    """A keyring that behaves until it is told otherwise."""
    with in_place(ring := Ring()):
        yield ring


def told(qtbot: QtBot, window: MainWindow) -> str:
    """What the box says that comes next."""
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    words = f"{box.text()}{box.informativeText()}"
    box.close()
    return words


def test_a_password_is_remembered_and_forgotten_from_the_menu(qtbot: QtBot, window: MainWindow, ring: Ring) -> None:
    remember, forget = window.actions_["remember"], window.actions_["forget"]
    assert not forget.isEnabled()
    remember.trigger()
    assert "记住了" in told(qtbot, window)
    assert len(ring.kept) == 1
    assert forget.isEnabled()
    forget.trigger()
    assert "不再记住" in told(qtbot, window)
    assert ring.kept == {}
    assert not forget.isEnabled()
    assert ring.askers == {"keyring"}, "the window's own thread never touches the keyring"


def test_what_is_not_sure_to_be_forgotten_is_not_called_so(qtbot: QtBot, window: MainWindow, ring: Ring) -> None:
    window.actions_["remember"].trigger()
    told(qtbot, window)
    ring.failure = OSError("locked")
    window.actions_["forget"].trigger()
    assert "不能确定" in told(qtbot, window)
    assert window.actions_["forget"].isEnabled(), "to be tried again"


def test_a_keyring_that_stores_nothing_is_said_to(qtbot: QtBot, window: MainWindow) -> None:
    with in_place(Forgetful()):
        window.actions_["remember"].trigger()
        assert "没有真正存下来" in told(qtbot, window)


def test_remembering_at_opening_that_did_not_work_is_said(
    qtbot: QtBot, empty_window: MainWindow, declaration: Declaration
) -> None:
    declaration.close()
    dialog = PassphraseDialog(declaration.path, empty_window)
    dialog.opened.connect(empty_window.show_declaration)
    dialog.passphrase.edit.setText(PASSPHRASE)
    dialog.remember.setChecked(True)
    with in_place(Forgetful()), qtbot.waitSignal(dialog.opened):
        dialog.start()
    assert "没有记住密码" in told(qtbot, empty_window)


def test_a_draft_opens_with_its_passphrase_while_the_keyring_hangs(
    qtbot: QtBot, empty_window: MainWindow, declaration: Declaration, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert declaration.remember_key()
    declaration.close()
    monkeypatch.setattr(asking, "TIME_LIMIT", 0.5)
    ring.wait.clear()
    for waits in (True, False):
        begin = time.monotonic()
        empty_window.open_draft(declaration.path)
        assert time.monotonic() - begin < 0.3, "the window goes on at once"
        qtbot.waitUntil(lambda: any(d.isVisible() for d in empty_window.findChildren(PassphraseDialog)))
        assert (time.monotonic() - begin > 0.4) == waits, "it is waited for once in a run"
        for dialog in empty_window.findChildren(PassphraseDialog):
            dialog.reject()
            dialog.deleteLater()
        qtbot.waitUntil(lambda: not empty_window.findChildren(PassphraseDialog))


def test_a_keyring_that_hangs_holds_up_neither_the_window_nor_its_end(
    qtbot: QtBot, window: MainWindow, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "TIME_LIMIT", 0.3)
    ring.wait.clear()
    begin = time.monotonic()
    window.actions_["remember"].trigger()
    assert time.monotonic() - begin < 0.25, "the window goes on at once"
    assert "没有答复" in told(qtbot, window)
    begin = time.monotonic()
    window.actions_["remember"].trigger()
    assert "没有答复" in told(qtbot, window)
    window.close()
    assert time.monotonic() - begin < 2
    ring.wait.set()
