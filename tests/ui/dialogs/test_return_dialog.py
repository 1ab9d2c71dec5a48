"""Word files in the window: pages go out to a colleague, and what comes back is looked at before it is taken."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, path
from word_comments import commented

from app.declaration.declaration import Declaration
from app.declaration.filling import fill
from app.declaration.packs import find_pack
from app.ui.dialogs.returning.dialog import ReturnDialog
from app.ui.dialogs.returning.sending import SendDialog
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
TOTAL, OWN, STRANGE = path("models.total"), path("models.simulation"), "请财务核对这个数"


@pytest.fixture
def window(empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window with a declaration that has two answers."""
    declaration = Declaration.create(find_pack("sichuan-2022"), tmp_path / "a.qibei", PASSPHRASE)
    fill(declaration.session, {"answers": {str(TOTAL): 100, str(OWN): 10}})
    empty_window.show_declaration(declaration)
    return empty_window


def sent(qtbot: QtBot, window: MainWindow, folder: Path) -> Path:
    """The file that the window writes for a colleague."""
    window.actions_["send_word"].trigger()
    (dialog,) = window.findChildren(SendDialog)
    assert not dialog.ok.isEnabled()
    rows = [dialog.list.item(row) for row in range(dialog.list.count())]
    next(row for row in rows if "工业模型数量" in row.text()).setCheckState(Qt.CheckState.Checked)
    assert dialog.ok.isEnabled()
    dialog.send(folder)
    qtbot.waitUntil(lambda: bool(list(folder.glob("*.docx"))), timeout=20_000)
    qtbot.waitUntil(lambda: not window.findChildren(SendDialog), timeout=20_000)
    for box in window.findChildren(QMessageBox):
        box.close()
    return next(folder.glob("*.docx"))


def retyped(file: Path, words: dict[str, str]) -> None:
    """The file with other words in its cells."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    for old, new in words.items():
        body, count = re.subn(rf">{old}<", f">{new}<", body, count=1)
        assert count == 1
    parts["word/document.xml"] = body.encode()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def shown(qtbot: QtBot, window: MainWindow, file: Path) -> ReturnDialog:
    """The dialog with what the file brings."""
    window.errands.read_file(file)
    (dialog,) = window.findChildren(ReturnDialog)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    return dialog


def headings(dialog: ReturnDialog) -> list[str]:
    """The first words of the headings."""
    items = (dialog.tree.topLevelItem(place) for place in range(dialog.tree.topLevelItemCount()))
    return [item.text(0).split("　")[0] for item in items if item is not None]


def test_what_came_back_is_looked_at_chosen_and_taken_in_one_step(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = sent(qtbot, window, tmp_path)
    retyped(file, {"100": "120", "10": "11", "工业模型数量（个）": STRANGE})
    assert window.form is not None
    session = window.form.desk.session
    session.answer(TOTAL, "130")
    dialog = shown(qtbot, window, file)
    assert headings(dialog) == ["两边都改过", "只在 Word 中改过", "没有读回的文字"]
    assert dialog.ok.text() == "读回 1 处"
    assert "有 1 处两边都改过" in dialog.summary.text()
    conflict = dialog.tree.topLevelItem(0).child(0)  # type: ignore[union-attr]
    assert [conflict.text(column) for column in (1, 2)] == ["130", "120"]
    conflict.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.ok.text() == "读回 2 处"
    dialog.copy.click()
    assert STRANGE in QGuiApplication.clipboard().text()
    dialog.ok.click()
    assert (session.value(TOTAL), session.value(OWN)) == (120, 11)
    window.actions_["undo"].trigger()
    assert (session.value(TOTAL), session.value(OWN)) == (130, 10)


def test_nothing_is_taken_without_the_button(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    file = sent(qtbot, window, tmp_path)
    retyped(file, {"100": "120"})
    dialog = shown(qtbot, window, file)
    dialog.cancel.click()
    assert window.form is not None
    assert window.form.desk.session.value(TOTAL) == 100


def test_a_file_without_changes_has_nothing_to_take(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dialog = shown(qtbot, window, sent(qtbot, window, tmp_path))
    assert not dialog.ok.isEnabled()
    assert "没有不同" in dialog.summary.text()
    assert dialog.cancel.text() == "关闭"


def test_a_stranger_s_file_is_told_and_another_can_be_chosen(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    stranger = tmp_path / "别的.docx"
    stranger.write_bytes(b"%PDF-1.4")
    dialog = shown(qtbot, window, stranger)
    assert "是 PDF" in dialog.words.text()
    assert dialog.other.isEnabled()
    dialog.read(sent_beside(dialog, tmp_path))
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    assert "没有不同" in dialog.summary.text()


def sent_beside(dialog: ReturnDialog, folder: Path) -> Path:
    """A file of the same declaration."""
    from app.declaration.returning.sending import send_sections

    return send_sections(dialog._declaration, folder, ["models"]).file


def test_a_read_only_declaration_takes_nothing_back(empty_window: MainWindow, tmp_path: Path) -> None:
    Declaration.create(find_pack("sichuan-2022"), tmp_path / "a.qibei", PASSPHRASE).close()
    empty_window.show_declaration(Declaration.open(tmp_path / "a.qibei", PASSPHRASE, read_only=True))
    assert not empty_window.actions_["read_word"].isEnabled()
    assert empty_window.actions_["send_word"].isEnabled()


def test_a_comment_of_word_is_ticked_and_becomes_a_remark(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    file = sent(qtbot, window, tmp_path)
    commented(file, "100", "这个数请财务核对")
    dialog = shown(qtbot, window, file)
    assert headings(dialog) == ["Word 里的批注"]
    assert dialog.ok.text() == "批注 1 条"
    (item,) = list(dialog.tree.rows())
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert not dialog.ok.isEnabled()
    item.setCheckState(0, Qt.CheckState.Checked)
    dialog.ok.click()
    assert window.form is not None
    view = window.form.panel.remarks
    assert "这个数请财务核对" in [row.text for row in view.rows.rows]
    (made,) = window.form.desk.remarks.open
    assert (made.path, made.by) == (str(TOTAL), "李四")
    qtbot.waitUntil(lambda: not window.findChildren(ReturnDialog), timeout=5000)
    again = shown(qtbot, window, file)
    assert "已有这条批注" in next(iter(again.tree.rows())).text(0)
    assert not again.ok.isEnabled()
