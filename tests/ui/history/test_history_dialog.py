"""修改历史: the newest step first, narrowed by page, person and text, told in full below."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from ui.handover.two_copies import agreed, copied, edited, merging
from ui.person import User, path

from app.declaration.declaration import Declaration
from app.drafts.model import Change, StoredStep
from app.ui.form.view import FormView
from app.ui.history.dialog import HistoryDialog
from app.ui.history.restoring import RestoreDialog
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, declaration: Declaration) -> HistoryDialog:
    """The history of a declaration that two people worked on, asked for from the menu."""
    for name in ("智能工厂", "智能工厂二期"):
        declaration.session.answer(path("cover.project"), name)
        declaration.session.history.end_burst()
    declaration.session.undo()
    declaration.flush()
    declaration.draft.write([Change("cover.phone", None, '"028-1234"')], by="李工", why="电话换了")
    window.actions_["history"].trigger()
    shown = window.findChild(HistoryDialog)
    assert shown is not None
    qtbot.waitUntil(lambda: not shown.busy)
    return shown


def column(dialog: HistoryDialog, number: int) -> list[str]:
    return [str(dialog.model.data(dialog.model.index(row, number))) for row in range(dialog.model.rowCount())]


def test_the_newest_step_stands_first_and_is_told_below(dialog: HistoryDialog) -> None:
    assert column(dialog, 1)[0] == "李工"
    assert column(dialog, 2)[:2] == ["填写（电话换了）", "撤销"]
    assert column(dialog, 3)[1].endswith("“智能工厂二期” → “智能工厂”")
    assert "李工" in dialog.whole.toPlainText()
    dialog.table.selectRow(1)
    assert dialog.whole.toPlainText().endswith("“智能工厂二期” → “智能工厂”")


def test_it_is_asked_for_in_the_menu_of_what_is_looked_at(window: MainWindow) -> None:
    menus = window.menuBar().findChildren(QMenu)
    (menu,) = (menu for menu in menus if menu.title().startswith("查看"))
    assert window.actions_["history"] in menu.actions()


def test_a_long_value_is_told_in_full_below(qtbot: QtBot, dialog: HistoryDialog, declaration: Declaration) -> None:
    long = "很长的说明" * 40
    declaration.session.answer(path("cover.project"), long)
    declaration.flush()
    again = HistoryDialog(declaration, dialog)
    qtbot.waitUntil(lambda: not again.busy)
    assert long not in column(again, 3)[0]
    assert long in again.whole.toPlainText()


def test_a_person_and_a_text_narrow_what_is_shown(dialog: HistoryDialog) -> None:
    everything = dialog.model.rowCount()
    dialog.person.setCurrentIndex(dialog.person.findData("李工"))
    assert column(dialog, 1) == ["李工"]
    dialog.person.setCurrentIndex(0)
    assert dialog.model.rowCount() == everything
    dialog.text.setText("二期")
    assert column(dialog, 2) == ["撤销", "填写"]
    dialog.text.setText("没有人写过的字")
    assert dialog.summary.text() == "没有符合条件的修改。"
    assert dialog.whole.toPlainText() == ""


def test_a_page_narrows_what_is_shown(dialog: HistoryDialog) -> None:
    dialog.page.setCurrentIndex(dialog.page.findData("cover"))
    assert dialog.model.rowCount() >= 4
    other = next(n for n in range(1, dialog.page.count()) if dialog.page.itemData(n) != "cover")
    dialog.page.setCurrentIndex(other)
    assert not any("智能工厂" in words for words in column(dialog, 3))


def test_a_page_is_brought_back_once_its_user_has_seen_what_changes(
    qtbot: QtBot, window: MainWindow, dialog: HistoryDialog
) -> None:
    dialog.page.setCurrentIndex(dialog.page.findData("cover"))
    oldest = dialog.model.rowCount() - 1
    dialog.table.selectRow(oldest)
    dialog.back.click()
    qtbot.waitUntil(lambda: not dialog.busy)
    (ask,) = dialog.findChildren(RestoreDialog)
    shown = [ask.lines.item(row).text() for row in range(ask.lines.count())]
    assert shown == ["不能恢复：cover.phone"]
    assert not ask.ok.isEnabled()
    newer = oldest - 1
    ask.reject()
    dialog.table.selectRow(newer)
    dialog.back.click()
    qtbot.waitUntil(lambda: not dialog.busy)
    ask = next(one for one in dialog.findChildren(RestoreDialog) if one.isVisible())
    ask.ok.click()
    assert window.form is not None
    session = window.form.desk.session
    assert session.text(path("cover.project")) == "智能工厂二期"
    window.actions_["undo"].trigger()
    assert session.text(path("cover.project")) == "智能工厂"


def of_blank(qtbot: QtBot, window: MainWindow) -> HistoryDialog:
    """The history of the project's name, asked for while the cursor is there."""
    assert window.form is not None
    window.form.go(path("cover.project"))
    window.form.desk.entering(path("cover.project"))
    window.actions_["blank_history"].trigger()
    shown = window.findChildren(HistoryDialog)[-1]
    qtbot.waitUntil(lambda: not shown.busy)
    return shown


def restored(qtbot: QtBot, dialog: HistoryDialog) -> list[str]:
    """Press 恢复这一空 and agree; what was shown to change."""
    dialog.back.click()
    qtbot.waitUntil(lambda: not dialog.busy)
    ask = next(one for one in dialog.findChildren(RestoreDialog) if one.isVisible())
    lines = [ask.lines.item(row).text() for row in range(ask.lines.count())]
    ask.ok.click()
    return lines


def test_one_blank_has_its_own_history_and_an_earlier_value_comes_back_as_a_new_edit(
    qtbot: QtBot, window: MainWindow, user: User, form: FormView
) -> None:
    for words in ("first", "second"):
        user.type("cover.project", words)
        user.leave()
        form.desk.session.history.end_burst()
    user.type("applicant.name", "Acme")
    user.leave()
    dialog = of_blank(qtbot, window)
    assert dialog.page.currentText() == "这一空"
    assert column(dialog, 3) == ["“first” → “second”", "（空） → “first”"]
    assert dialog.back.text() == "恢复这一空…"
    dialog.table.selectRow(next(row for row, words in enumerate(column(dialog, 3)) if words.endswith("“first”")))
    assert restored(qtbot, dialog) == ["封面·项 目 名 称：“second” → “first”"]
    session = form.desk.session
    assert session.text(path("cover.project")) == "first"
    assert session.text(path("applicant.name")) == "Acme"
    window.actions_["undo"].trigger()
    assert session.text(path("cover.project")) == "second"


def test_a_value_that_lost_in_a_merge_comes_back_too(
    qtbot: QtBot, window: MainWindow, declaration: Declaration, tmp_path: Path
) -> None:
    declaration.session.answer(path("cover.project"), "common")
    declaration.flush()
    theirs = copied(declaration, tmp_path / "李工.qibei")
    edited(theirs, lambda copy: copy.session.answer(path("cover.project"), "of Li"))
    declaration.session.history.end_burst()
    declaration.session.answer(path("cover.project"), "of Wang")
    merge_dialog = merging(qtbot, window, theirs)
    merge_dialog.all_ours.click()
    agreed(qtbot, window, merge_dialog)
    assert window.form is not None
    dialog = of_blank(qtbot, window)
    assert column(dialog, 3)[0].endswith("“of Li” → “of Wang”")
    brought = next(row for row, words in enumerate(column(dialog, 3)) if words.endswith("改为“of Li”"))
    dialog.table.selectRow(brought)
    assert restored(qtbot, dialog) == ["封面·项 目 名 称：“of Wang” → “of Li”"]
    assert window.form.desk.session.text(path("cover.project")) == "of Li"


def test_the_key_asks_for_it(qtbot: QtBot, window: MainWindow, user: User) -> None:
    user.line("cover.project").setFocus()
    user.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    (dialog,) = window.findChildren(HistoryDialog)
    qtbot.waitUntil(lambda: not dialog.busy)
    assert dialog.page.currentData() == "cover.project"


def test_a_blank_that_nobody_filled_in_says_so(qtbot: QtBot, window: MainWindow, form: FormView) -> None:
    dialog = of_blank(qtbot, window)
    assert dialog.summary.text() == "这一空还没有人填写过。"
    assert not dialog.back.isEnabled()
    dialog.page.setCurrentIndex(dialog.page.findData(""))
    assert dialog.back.text() == "恢复到这时的状态…"


@pytest.mark.qt_log_ignore("does not support")
def test_the_menu_of_a_blank_offers_its_history(qtbot: QtBot, user: User) -> None:
    offered: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            offered.extend(one.text() for one in menu.actions())
            menu.close()

    looking = QTimer(interval=20)
    looking.timeout.connect(look)
    looking.start()
    editor = user.line("cover.project")
    editor.setFocus()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), editor.mapToGlobal(QPoint(3, 3)))
    QApplication.sendEvent(editor, asked)
    looking.stop()
    assert offered[-2:] == ["批注…", "这一空的历史…"]


def test_it_closes_at_once_while_it_still_reads(qtbot: QtBot, window: MainWindow, declaration: Declaration) -> None:
    held = threading.Event()
    draft = declaration.draft
    reading = draft.steps_from

    def slow(first: int, count: int) -> list[StoredStep]:
        held.wait(10)
        return reading(first, count)

    draft.steps_from = slow  # type: ignore[method-assign]
    dialog = HistoryDialog(declaration, window)
    dialog.open()
    assert dialog.busy
    assert dialog.close_.isEnabled()
    with qtbot.waitSignal(dialog.destroyed, timeout=5000):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        held.set()
    draft.steps_from = reading  # type: ignore[method-assign]
