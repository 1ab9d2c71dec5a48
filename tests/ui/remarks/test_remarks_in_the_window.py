"""Remarks in the window: made for the blank with the cursor, answered, ticked off, and found again at their blank."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui.person import PASSPHRASE, User, path

from app.declaration.declaration import Declaration
from app.declaration.remarks.making import remark, settle
from app.declaration.remarks.remarks import remarks
from app.drafts.model import Change
from app.ui.dialogs.versions.freeze import FreezeDialog
from app.ui.form.side_panel import REMARKS
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.remarks.dialog import WordsDialog
from app.ui.remarks.reminder import RemarksReminder
from app.ui.widgets.choices import ChoiceDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


def dialog_of(window: MainWindow) -> WordsDialog:
    (dialog,) = (one for one in window.findChildren(WordsDialog) if one.isVisible())
    return dialog


def listed(form: FormView) -> list[str]:
    return [row.text for row in form.panel.remarks.rows.rows]


def test_the_key_asks_for_a_remark_on_the_blank_with_the_cursor_and_keeps_it(
    qtbot: QtBot, user: User, window: MainWindow, form: FormView
) -> None:
    user.type("applicant.name", "Acme")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(user.line("applicant.name"), Qt.Key.Key_M, both)
    dialog = dialog_of(window)
    assert dialog.place.currentText() == "企业信息·名称"
    assert not dialog.ok.isEnabled()
    dialog.text.setPlainText("请写全称")
    dialog.ok.click()
    (one,) = remarks(form.desk.declaration).found
    assert (one.path, one.text) == ("applicant.name", "请写全称")
    assert form.panel.tabs.tabText(REMARKS) == "批注 1"
    assert "请写全称" in listed(form)
    assert [row.detail for row in form.tree.view.rows if row.target == "applicant"] == ["1 条批注"]
    assert form.desk.session.text(path("applicant.name")) == "Acme"


def test_a_remark_can_be_for_the_whole_page(user: User, window: MainWindow, form: FormView) -> None:
    user.type("applicant.name", "Acme")
    window.actions_["remark"].trigger()
    dialog = dialog_of(window)
    dialog.place.setCurrentIndex(1)
    dialog.text.setPlainText("整页请核对")
    dialog.ok.click()
    assert remarks(form.desk.declaration).found[0].path == "applicant"


def test_it_is_answered_ticked_off_and_taken_up_again(window: MainWindow, form: FormView) -> None:
    view = form.panel.remarks
    name = remark(form.desk.declaration, "applicant.name", "请写全称")
    view.reload()
    assert not view.reply.isEnabled()
    view.rows.mark(name)
    view.reply.click()
    dialog = dialog_of(window)
    assert not dialog.place.isVisible()
    dialog.text.setPlainText("已改")
    dialog.ok.click()
    assert any("答复：已改" in row.detail for row in view.rows.rows)
    view.tick.click()
    assert remarks(form.desk.declaration).found[0].settled is not None
    assert form.panel.tabs.tabText(REMARKS) == "批注"
    assert view.tick.text() == "重新打开"
    view.tick.click()
    assert form.panel.tabs.tabText(REMARKS) == "批注 1"


def test_those_of_the_open_page_come_first_and_open_ones_above_settled(form: FormView) -> None:
    declaration = form.desk.declaration
    remark(declaration, "applicant.name", "处理过的")
    settle(declaration, remarks(declaration).found[0])
    remark(declaration, "applicant", "没处理的")
    remark(declaration, "cover", "封面的")
    form.open("applicant")
    form.panel.remarks.reload()
    assert listed(form) == ["本页", "没处理的", "处理过的", "其他页", "封面的"]
    form.open("cover")
    assert listed(form) == ["本页", "封面的", "其他页", "没处理的", "处理过的"]


def test_a_click_leads_to_the_blank_or_the_page(qtbot: QtBot, user: User, form: FormView) -> None:
    view = form.panel.remarks
    remark(form.desk.declaration, "applicant.name", "请写全称")
    remark(form.desk.declaration, "equipment", "整页请核对")
    remark(form.desk.declaration, "zz.gone", "旧版的")
    view.reload()
    by_words = {row.text: row.target for row in view.rows.rows}
    view.rows.chosen.emit(by_words["整页请核对"])
    assert form.section == "equipment"
    view.rows.chosen.emit(by_words["请写全称"])
    assert form.section == "applicant"
    qtbot.waitUntil(user.line("applicant.name").hasFocus, timeout=2000)
    view.rows.chosen.emit(by_words["旧版的"])
    assert form.section == "applicant"
    assert any("已不在申报书中" in row.detail for row in view.rows.rows)


def test_undo_leaves_remarks_as_they_are(user: User, form: FormView) -> None:
    user.type("applicant.name", "Acme")
    remark(form.desk.declaration, "applicant", "请看")
    form.desk.undo()
    assert form.desk.session.text(path("applicant.name")) == ""
    assert len(remarks(form.desk.declaration).open) == 1


def test_what_cannot_be_read_is_told_above_the_others(form: FormView) -> None:
    remark(form.desk.declaration, "applicant", "请看")
    form.desk.declaration.keep([Change("/remark/" + "b" * 32, None, "{}")])
    form.panel.remarks.reload()
    assert "1 条批注记录无法识别" in form.panel.remarks.trouble.text()
    assert "请看" in listed(form)


def test_the_dialog_of_定稿_says_how_many_are_open(form: FormView, window: MainWindow) -> None:
    remark(form.desk.declaration, "applicant", "请看")
    window.actions_["freeze"].trigger()
    (dialog,) = window.findChildren(FreezeDialog)
    assert "还有 1 条批注未处理" in dialog.warning.text()
    dialog.reject()


def test_whoever_only_reads_sees_them_and_can_change_none(declaration: Declaration, empty_window: MainWindow) -> None:
    name = remark(declaration, "applicant", "请看")
    reader = Declaration.open(declaration.path, PASSPHRASE, read_only=True)
    empty_window.show_declaration(reader)
    form = empty_window.form
    assert form is not None
    form.panel.remarks.rows.mark(name)
    assert "请看" in listed(form)
    assert not empty_window.actions_["remark"].isEnabled()
    buttons = form.panel.remarks
    assert not any(one.isEnabled() for one in (buttons.make, buttons.reply, buttons.tick))


@pytest.mark.parametrize("words", ["长" * 4001])
def test_what_is_refused_stays_in_the_box_with_the_reason(window: MainWindow, form: FormView, words: str) -> None:
    window.actions_["remark"].trigger()
    dialog = dialog_of(window)
    dialog.text.setPlainText(words)
    dialog.ok.click()
    assert dialog.isVisible()
    assert "超过 4000" in dialog.failure.text()
    assert dialog.text.toPlainText() == words
    dialog.reject()
    question(dialog).buttons["drop"].click()
    assert not dialog.isVisible()
    assert not remarks(form.desk.declaration).found


def question(dialog: WordsDialog) -> ChoiceDialog:
    (asked,) = (one for one in dialog.findChildren(ChoiceDialog) if one.isVisible())
    return asked


def test_escape_asks_before_words_are_dropped(qtbot: QtBot, window: MainWindow, form: FormView) -> None:
    window.actions_["remark"].trigger()
    dialog = dialog_of(window)
    dialog.text.setPlainText("写了一半")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Escape)
    question(dialog).reject()
    assert dialog.isVisible()
    assert dialog.text.toPlainText() == "写了一半"
    dialog.close()
    question(dialog).buttons["keep"].click()
    assert [one.text for one in remarks(form.desk.declaration).found] == ["写了一半"]


def test_escape_closes_at_once_where_nothing_was_written(qtbot: QtBot, window: MainWindow, form: FormView) -> None:
    window.actions_["remark"].trigger()
    dialog = dialog_of(window)
    qtbot.keyClick(dialog.text, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_齐备检查_says_how_many_are_open_and_leads_to_the_first(window: MainWindow, form: FormView) -> None:
    form.check()
    (line,) = form.asides.checklist.findChildren(RemarksReminder)
    assert line.isHidden()
    remark(form.desk.declaration, "applicant.name", "请写全称")
    form.panel.remarks.reload()
    assert line.text() == "还有 1 条批注未处理，去看批注"
    form.show_panel(False)
    line.click()
    assert form.section == "applicant"
    assert form.panel.isVisible()
    assert form.panel.tabs.currentIndex() == REMARKS
    assert form.panel.remarks.chosen is not None
