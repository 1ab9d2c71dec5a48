"""A damaged draft in the window: the damage is told, what is whole is saved as a new one and opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, path

from app.declaration.declaration import Declaration
from app.ui.dialogs import rescuing
from app.ui.dialogs.rescuing import RescueDialog
from app.ui.main_window import MainWindow
from app.ui.start.passphrase import PassphraseDialog
from app.ui.widgets.choices import ChoiceDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


@pytest.fixture
def damaged(declaration: Declaration) -> Path:
    """A draft with one answer, and many bytes of it turned."""
    declaration.session.answer(path("cover.project"), "智能工厂")
    declaration.close()
    data = bytearray(declaration.path.read_bytes())
    start = len(data) // 2
    data[start : start + 9000] = bytes(byte ^ 0x5A for byte in data[start : start + 9000])
    declaration.path.write_bytes(data)
    return declaration.path


def test_what_is_whole_is_saved_told_and_opened(
    qtbot: QtBot, empty_window: MainWindow, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = damaged.read_bytes()
    target = damaged.with_name("抢救.qibei")
    monkeypatch.setattr(rescuing, "ask_save", lambda *_asked, **_how: str(target))
    empty_window.open_draft(damaged)
    qtbot.waitUntil(lambda: bool(empty_window.findChildren(PassphraseDialog)), timeout=20_000)
    (dialog,) = empty_window.findChildren(PassphraseDialog)
    dialog.passphrase.edit.setText(PASSPHRASE)
    dialog.ok.click()
    qtbot.waitUntil(lambda: bool(empty_window.findChildren(ChoiceDialog)), timeout=20_000)
    assert not dialog.isVisible()
    (ask,) = empty_window.findChildren(ChoiceDialog)
    assert "已损坏" in ask.words.text()
    assert "qibei" not in ask.words.text().replace(damaged.name, "")
    ask.buttons["rescue"].click()
    (saving,) = empty_window.findChildren(RescueDialog)
    qtbot.waitUntil(lambda: saving.ok.isVisible(), timeout=20_000)
    assert "已另存为“抢救.qibei”" in saving.summary.text()
    saving.ok.click()
    qtbot.waitUntil(lambda: empty_window.form is not None, timeout=20_000)
    assert empty_window.form is not None
    assert empty_window.form.desk.declaration.path == target
    assert damaged.read_bytes() == before


def test_a_wrong_passphrase_offers_no_rescue(qtbot: QtBot, empty_window: MainWindow, declaration: Declaration) -> None:
    declaration.close()
    dialog = PassphraseDialog(declaration.path, empty_window)
    dialog.open()
    dialog.passphrase.edit.setText("不是这一句")
    told: list[object] = []
    dialog.damaged.connect(lambda *said: told.append(said))
    dialog.ok.click()
    qtbot.waitUntil(lambda: not dialog.failure.isHidden(), timeout=20_000)
    assert not told
    dialog.reject()
