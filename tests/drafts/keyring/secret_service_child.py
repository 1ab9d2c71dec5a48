"""One story with a real Secret Service: run inside `dbus-run-session`, told by its name, ends with 0 when it is true.

The daemon is gnome-keyring's, with a login keyring unlocked by the password on its standard input.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import keyring
import secretstorage

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.drafts import keys
from app.drafts.format import header
from app.drafts.keyring import asking, backend, listing, remembered
from app.drafts.model import Change
from app.drafts.store import Draft

PASSPHRASE, NEW = "一句只有自己知道的话", "另一句只有自己知道的话"


def daemon() -> subprocess.Popen[bytes]:
    """The daemon, unlocked."""
    command = ["gnome-keyring-daemon", "--foreground", "--replace", "--unlock", "--components=secrets"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert process.stdin is not None
    process.stdin.write(b"login password")
    process.stdin.close()
    control = Path(os.environ["XDG_RUNTIME_DIR"], "keyring", "control")
    until = time.monotonic() + 20
    while time.monotonic() < until and not control.exists():  # a question before that would start another daemon
        time.sleep(0.02)
    while time.monotonic() < until:
        try:
            with secretstorage.dbus_init() as bus:
                if not secretstorage.get_default_collection(bus).is_locked():
                    return process
        except secretstorage.exceptions.SecretStorageException:
            pass
        time.sleep(0.1)
    raise AssertionError("gnome-keyring-daemon offers no Secret Service")


def remember_and_forget(draft: Path, _daemon: subprocess.Popen[bytes]) -> None:
    assert backend.in_words() == "GNOME 密钥环 (Secret Service)"
    assert Draft.open_remembered(draft) is None
    with Draft.open(draft, PASSPHRASE) as opened:
        assert remembered.remember(opened.file_id, opened.key) == "kept"
        kept = keyring.get_password(remembered.SERVICE, opened.file_id)
        assert kept == opened.key.hex()
        name = opened.file_id
    again = Draft.open_remembered(draft)
    assert again is not None
    assert dict(again.values()) == {"a.b": '"厂"'}
    again.close()
    assert remembered.held() == [remembered.Held(name, sure=True)]
    assert remembered.forget(name)
    assert Draft.open_remembered(draft) is None
    assert keyring.get_password(remembered.SERVICE, name) is None
    assert remembered.held() == []


def change(draft: Path, _daemon: subprocess.Popen[bytes]) -> None:
    declaration, pack = draft.with_name("申报书.qibei"), find_pack("sichuan-2022")
    with Declaration.create(pack, declaration, PASSPHRASE) as opened:
        assert opened.remember_key()
        old = opened.file_id
        assert opened.change_passphrase(NEW)
        new = opened.file_id
    assert keyring.get_password(remembered.SERVICE, old) is None
    assert keyring.get_password(remembered.SERVICE, new) is not None
    again = Draft.open_remembered(declaration)
    assert again is not None
    again.close()
    assert remembered.clear()
    assert keyring.get_password(remembered.SERVICE, new) is None


def locked(draft: Path, _daemon: subprocess.Popen[bytes]) -> None:
    with Draft.open(draft, PASSPHRASE) as opened:
        assert remembered.remember(opened.file_id, opened.key) == "kept"
    with secretstorage.dbus_init() as bus:
        collection = secretstorage.get_default_collection(bus)
        collection.lock()
        assert collection.is_locked()
    begin = time.monotonic()
    assert Draft.open_remembered(draft) is None, "a locked keyring means: ask for the passphrase"
    assert remembered.remember("a" * 32, bytes(32)) in ("failed", "silent")
    assert not remembered.clear(), "what is locked away is not called forgotten"
    assert [one.name for one in remembered.held()] == sorted({header.file_id(draft), "a" * 32})
    assert time.monotonic() - begin < 4 * 4.0 + 2


def killed(draft: Path, process: subprocess.Popen[bytes]) -> None:
    with Draft.open(draft, PASSPHRASE) as opened:
        assert remembered.remember(opened.file_id, opened.key) == "kept"
        process.kill()
        process.wait()
        assert remembered.remember("b" * 32, bytes(32)) in ("failed", "silent")
        assert not remembered.forget(opened.file_id)
    assert Draft.open_remembered(draft) is None
    Draft.open(draft, PASSPHRASE).close()


def hanging(draft: Path, process: subprocess.Popen[bytes]) -> None:
    asking.TIME_LIMIT = 1.0
    with Draft.open(draft, PASSPHRASE) as opened:
        assert remembered.remember(opened.file_id, opened.key) == "kept"
    process.send_signal(signal.SIGSTOP)
    begin = time.monotonic()
    assert Draft.open_remembered(draft) is None
    assert not remembered.clear()
    assert backend.in_words() == backend.SILENT
    assert remembered.remember("a" * 32, bytes(32)) == "silent"
    assert time.monotonic() - begin < 2, "waited for once only"
    process.send_signal(signal.SIGCONT)
    time.sleep(1)
    again = Draft.open_remembered(draft)
    assert again is not None, "it answers once more, and is asked once more"
    again.close()
    process.send_signal(signal.SIGSTOP)
    listing.note("c" * 32)
    asker = threading.Thread(target=remembered.recall, args=["c" * 32])
    asker.start()
    process.kill()
    asker.join(5)
    assert not asker.is_alive()


def window(draft: Path, _daemon: subprocess.Popen[bytes]) -> None:
    from PySide6.QtWidgets import QDialog, QMessageBox

    from app.settings import Settings
    from app.ui.application import make_application
    from app.ui.main_window import MainWindow

    application = make_application(settings := Settings.load())
    shown = MainWindow(settings)
    shown.show()

    def until(what: Callable[[], object]) -> None:
        end = time.monotonic() + 20
        while not what():
            assert time.monotonic() < end
            application.processEvents()
            time.sleep(0.01)

    def told() -> str:
        until(lambda: shown.findChildren(QMessageBox))
        (box,) = shown.findChildren(QMessageBox)
        box.close()
        until(lambda: not shown.findChildren(QMessageBox))
        return box_words.pop()

    box_words: list[str] = []
    real = QMessageBox.setInformativeText
    QMessageBox.setInformativeText = lambda box, hint: (box_words.append(box.text()), real(box, hint))[1]
    declaration, pack = draft.with_name("申报书.qibei"), find_pack("sichuan-2022")
    shown.show_declaration(Declaration.create(pack, declaration, PASSPHRASE))
    shown.actions_["remember"].trigger()
    assert "记住了" in told()
    shown.close_form()
    shown.open_draft(declaration)
    until(lambda: shown.form is not None)
    assert not shown.findChildren(QDialog), "nothing was asked"
    shown.actions_["forget"].trigger()
    assert "不再记住" in told()
    shown.close_form()
    shown.open_draft(declaration)
    until(lambda: shown.findChildren(QDialog))
    assert shown.form is None, "the passphrase is asked for"
    shown.close()


STORIES: dict[str, Callable[[Path, subprocess.Popen[bytes]], None]] = {
    "remember and forget": remember_and_forget,
    "change": change,
    "locked": locked,
    "killed": killed,
    "hanging": hanging,
    "window": window,
}


def main(story: str, place: str) -> None:
    """Tell one story about a draft at `place`."""
    keys.COST = keys.Cost(memory_kib=64, passes=1, lanes=1)
    draft = Path(place)
    with Draft.create(draft, PASSPHRASE, pack="none", edition=1) as made:
        made.write([Change("a.b", None, '"厂"')])
    process = daemon()
    try:
        STORIES[story](draft, process)
    finally:
        process.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
