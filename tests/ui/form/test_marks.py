"""What the tree says of pages: never opened, begun, finished; and the counts at the foot of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from ui.form.walking import focused
from ui.person import PASSPHRASE, User, path

from app.declaration.carrying.carry_over import create_carried, plan_for_new
from app.declaration.declaration import Declaration
from app.declaration.keeping.opened_pages import opened_pages
from app.declaration.sharing.loans import new_loan
from app.forms.checks.checklist import Mark
from app.ui.editors.choice import ChoiceEditor
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.message import UNDO


def row(form: FormView, section: str) -> tuple[str, str, str]:
    """The icon, the words and the spoken words of a page in the tree."""
    found = next(row for row in form.tree.view.rows if row.target == section)
    return found.icon, found.note, found.spoken


def test_a_page_never_opened_is_not_started_whatever_it_holds(user: User, form: FormView) -> None:
    form.desk.session.answer(path("bounds.apps"), "many")
    form.desk.settle()
    assert row(form, "bounds")[:2] == ("untouched", "未开始")
    assert "未开始" in row(form, "bounds")[2]
    form.open("bounds")
    user.bot.waitUntil(lambda: row(form, "bounds")[:2] == ("faulty", "1 处待修正"))


def test_what_is_finished_has_a_mark_and_no_words(user: User, form: FormView) -> None:
    user.type("cover.project", "Cloud")
    user.leave()
    icon, note, spoken = row(form, "cover")
    assert (icon, note) == ("done", "")
    assert "已完成" in spoken


def test_what_is_begun_says_how_much_is_owed(user: User, form: FormView) -> None:
    user.type("applicant.name", "ACME")
    user.leave()
    assert row(form, "applicant")[1].startswith("缺 ")


def test_pages_carried_over_are_not_started_until_they_are_opened(
    user: User, form: FormView, window: MainWindow, tmp_path: Path, reopened: Callable[[Declaration], Declaration]
) -> None:
    old = form.desk.declaration
    for name, text in (("cover.project", "Cloud"), ("applicant.name", "ACME"), ("equipment.total", "3")):
        old.session.answer(path(name), text)
    new = create_carried(plan_for_new(old, old.pack), tmp_path / "new.qibei", PASSPHRASE)
    assert opened_pages(new) == set()
    window.close_form()
    window.show_declaration(new)
    assert window.form is not None
    window.form.open("applicant")
    again = User(user.bot, window.form)
    again.type("applicant.name", "ACME 2")
    window.close_form()
    with reopened(new) as later:
        assert opened_pages(later) == {"cover", "applicant"}
        window.show_declaration(later)
        assert window.form is not None
        equipment = later.pack.section["equipment"]
        assert window.form.desk.status(equipment).mark is Mark.UNTOUCHED
        window.close_form()


def test_a_page_that_is_only_looked_at_changes_no_draft(form: FormView, window: MainWindow) -> None:
    declaration = form.desk.declaration
    before = declaration.path.read_bytes()
    form.open("equipment")
    declaration.flush()
    form.desk.note_opened()
    assert declaration.path.read_bytes() == before


def test_the_words_are_counted_while_they_are_typed(user: User, form: FormView) -> None:
    user.blank("applicant.profile").take_focus(path("applicant.profile"))
    for typed in ("one", " two", " three"):
        user.bot.keyClicks(focused(), typed)
    assert "正文 3 字" in form.status._words.text()


def test_the_head_of_a_page_stays_in_view_while_the_page_is_scrolled(user: User, form: FormView) -> None:
    form.window().resize(1024, 700)
    user.blank("applicant.profile").take_focus(path("applicant.profile"))
    page = form.page("applicant")
    text = focused()
    assert isinstance(text, QPlainTextEdit)
    text.insertPlainText("a line\n" * 60)
    bar = page.verticalScrollBar()
    user.bot.waitUntil(lambda: bar.maximum() > 400)
    bar.setValue(bar.maximum())
    assert page._slim.isVisible()
    user.leave()
    assert "还缺" in page._slim.owed.toolTip()
    bar.setValue(0)
    assert not page._slim.isVisible()


def test_the_next_page_is_shown_from_its_head_whatever_was_seen_of_it_before(user: User, form: FormView) -> None:
    form.window().resize(1024, 700)
    user.blank("applicant.profile").take_focus(path("applicant.profile"))
    text, bar = focused(), form.page("applicant").verticalScrollBar()
    assert isinstance(text, QPlainTextEdit)
    text.insertPlainText("a line\n" * 60)
    user.bot.waitUntil(lambda: bar.maximum() > 400)
    bar.setValue(bar.maximum())
    form.step(-1)
    form.step(1)
    assert bar.value() == 0


def test_a_blank_grows_with_its_text(user: User, form: FormView) -> None:
    editor = user.line("equipment.total")
    before, line = editor.width(), editor.parentWidget()
    assert line is not None
    user.type("equipment.total", "1234567890123456789012345")
    user.bot.waitUntil(lambda: editor.width() > before)
    assert line.rect().contains(editor.geometry())
    user.type("equipment.total", "1")
    user.bot.waitUntil(lambda: editor.width() == before)


def test_nil_is_at_hand_where_it_may_be_said(user: User, form: FormView) -> None:
    user.line("equipment.total").setFocus()
    assert form.foot.aid.nil.isVisible()
    user.bot.mouseClick(form.foot.aid.nil, Qt.MouseButton.LeftButton)
    assert form.desk.session.text(path("equipment.total")) == "无"
    assert user.line("equipment.total").text() == "无"
    assert not form.foot.aid.nil.isVisible()
    user.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.desk.session.value(path("equipment.total")) is None


def test_nil_in_a_choice_is_shown_and_can_be_taken_back(user: User, form: FormView) -> None:
    mode = user.blank("applicant.mode")
    assert isinstance(mode, ChoiceEditor)
    mode.take_focus(mode.path)
    form.foot.aid.say_nil()
    assert (mode.other.text(), mode.other.isVisible(), mode.other.isChecked()) == ("无", True, True)
    mode.other.click()
    assert form.desk.session.value(mode.path) is None
    assert not mode.other.isVisible()


def test_how_a_pasted_figure_was_understood_is_said_at_the_foot(user: User, form: FormView) -> None:
    capital = user.line("capital.capital")
    capital.setFocus()
    QApplication.clipboard().setText("1204000元")
    user.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "“1204000元”已记为 120.4 万元" in form.foot.aid.words.text()
    user.leave()
    assert "已记为 120.4" in form.foot.aid.words.text()
    assert capital.text() == "120.4"


def test_what_was_understood_is_not_said_to_be_taken_back_when_something_else_would_be(
    user: User, form: FormView
) -> None:
    user.line("capital.capital").setFocus()
    QApplication.clipboard().setText("1204000元")
    user.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert form.foot.aid.words.text().endswith("（Ctrl+Z 撤销）")
    form.desk.do(lambda: form.desk.session.answer(path("cover.project"), "平台"))
    assert form.foot.aid.words.text() == "“1204000元”已记为 120.4 万元"
    form.desk.undo()
    form.desk.undo()
    assert "已记为" not in form.foot.aid.words.text()


def test_a_large_step_is_said_to_be_taken_back_as_long_as_it_is_the_last(form: FormView) -> None:
    banner = form.banner._words
    form.desk.do(lambda: form.desk.session.answer(path("cover.project"), "平台"))
    form.notices.say(f"已把 3 处替换。{UNDO}")
    form.desk.do(lambda: form.desk.session.answer(path("applicant.name"), "企业"))
    assert banner.text() == "已把 3 处替换。"
    form.notices.say(f"已把 3 处替换。{UNDO}")
    form.desk.undo()
    assert form.banner.isHidden()


def test_the_open_page_stays_whole_in_sight_when_more_is_said_of_it(form: FormView, qtbot: QtBot) -> None:
    form.open("rows")
    view = form.tree.view
    view.setFixedHeight(view.visualRect(view.currentIndex()).bottom() + 1)
    qtbot.waitUntil(lambda: view.visualRect(view.currentIndex()).bottom() < view.viewport().height())
    loan = new_loan("李工", ["rows"], "王", "2026-11-01T08:00:00Z", "")
    before = view.visualRect(view.currentIndex()).height()
    form.desk.show_loans({"rows": loan}, None)
    here = view.visualRect(view.currentIndex())
    assert here.height() > before
    assert here.bottom() < view.viewport().height()
