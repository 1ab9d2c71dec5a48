"""修改历史: the newest step first, narrowed by page, person and text, told in full below."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from ui.person import path

from app.declaration.declaration import Declaration
from app.drafts import keys
from app.drafts.model import Change
from app.ui.history.dialog import HistoryDialog
from app.ui.history.restoring import RestoreDialog
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "COST", keys.Cost(memory_kib=64, passes=1, lanes=1))


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, declaration: Declaration) -> HistoryDialog:
    """The history of a declaration that two people worked on, asked for from the menu."""
    for name in ("智能工厂", "智能工厂二期"):
        declaration.session.answer(path("cover.project"), name)
        declaration.session.history.end_burst()
    declaration.session.undo()
    declaration.flush()
    declaration.draft.write([Change("cover.phone", None, '"028-1234"')], by="李工", why="电话换了")
    window.show_declaration(declaration)
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
