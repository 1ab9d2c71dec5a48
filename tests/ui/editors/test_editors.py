"""Typing into the blanks of a page: what is saved, what is shown, and when."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from ui.person import PASSPHRASE, User, path

from app.declaration.declaration import Declaration
from app.forms.values import LONGEST_TEXT, Unparsed
from app.ui.editors.choice import ChoiceEditor
from app.ui.editors.line import STEP
from app.ui.editors.prose import ProseEditor
from app.ui.form.blocks.view import BlockView
from app.ui.form.view import FormView


def shown_words(form: FormView) -> str:
    """All problem words that stand under the blanks of the open page."""
    views = form.page(form.section).views
    return " ".join(view._words.text() for view in views if view._words.isVisible())


def test_what_is_typed_is_in_the_session_and_in_the_draft(user: User, declaration: Declaration) -> None:
    user.type("cover.project", "Cloud 9")
    assert declaration.session.value(path("cover.project")) == "Cloud 9"
    declaration.close()
    with Declaration.open(declaration.path, PASSPHRASE) as again:
        assert again.session.value(path("cover.project")) == "Cloud 9"


def test_a_wrong_figure_is_kept_and_found_fault_with_only_when_it_is_left(user: User, form: FormView) -> None:
    editor = user.type("equipment.total", "about300")
    assert form.desk.session.value(editor.path) == Unparsed("about300")
    assert not editor.property("fault")
    assert shown_words(form) == ""
    user.leave()
    assert editor.property("fault") == "blocking"
    assert "about300" in shown_words(form)


def test_mending_a_fault_takes_the_red_away_when_the_blank_is_left(user: User, form: FormView) -> None:
    editor = user.type("equipment.total", "x")
    user.leave()
    user.type("equipment.total", "12")
    user.leave()
    assert not editor.property("fault")
    assert editor.accessibleDescription() == ""


def test_a_page_never_opened_shows_nothing_red(user: User, form: FormView) -> None:
    form.open("applicant")
    assert shown_words(form) == ""
    assert form.desk.shown("applicant") == {}


def test_passing_through_empty_blanks_shows_nothing_red(user: User, form: FormView) -> None:
    user.line("equipment.total").setFocus()
    user.leave()
    user.leave()
    assert shown_words(form) == ""


def test_a_sum_that_fails_is_told_after_the_last_part_was_left(user: User, form: FormView) -> None:
    for name, text in (("total", "10"), ("running", "4"), ("processing", "5")):
        user.type(f"equipment.{name}", text)
        assert shown_words(form) == ""
    user.leave()
    assert "10" in shown_words(form)
    assert user.line("equipment.total").property("fault") == "blocking"


def test_grouped_digits_are_rewritten_only_after_leaving(user: User, form: FormView) -> None:
    editor = user.line("equipment.total")
    editor.setFocus()
    user.bot.keyClicks(editor, " 1,200")
    assert editor.text() == " 1,200"
    user.leave()
    assert editor.text() == "1,200"
    editor.setFocus()
    assert editor.text() == "1200"


def test_the_box_before_a_line_is_ticked_by_its_answer_but_not_by_nil(user: User, form: FormView) -> None:
    sentence = user.line("equipment.total").parent()
    assert sentence.ticked is False  # type: ignore[union-attr]
    user.type("equipment.total", "1")
    assert sentence.ticked is True  # type: ignore[union-attr]
    form.desk.typed(path("equipment.total"), "无")
    assert sentence.ticked is False  # type: ignore[union-attr]


def test_a_blank_that_is_not_asked_is_grey_and_keeps_its_answer(user: User, form: FormView) -> None:
    mode, partner = user.blank("applicant.mode"), user.line("applicant.partner")
    assert isinstance(mode, ChoiceEditor)
    assert not partner.isEnabled()
    mode.buttons[1].click()
    assert partner.isEnabled()
    user.type("applicant.partner", "ACME")
    mode.buttons[0].click()
    assert not partner.isEnabled()
    assert partner.text() == "ACME"
    assert form.desk.session.value(path("applicant.partner")) == "ACME"


def test_a_box_of_one_choice_can_be_unticked(user: User, form: FormView) -> None:
    mode = user.blank("applicant.mode")
    assert isinstance(mode, ChoiceEditor)
    mode.buttons[0].click()
    assert form.desk.session.value(mode.path) == "自建"
    mode.buttons[0].click()
    assert form.desk.session.value(mode.path) is None


def test_several_boxes_make_one_answer_in_the_order_of_the_notice(user: User, form: FormView) -> None:
    kinds = user.blank("applicant.kinds")
    assert isinstance(kinds, ChoiceEditor)
    kinds.buttons[2].click()
    kinds.buttons[0].click()
    assert form.desk.session.value(kinds.path) == ("5G", "人工智能")


def test_a_long_text_counts_its_words_while_it_is_typed(user: User, form: FormView) -> None:
    editor = user.blank("applicant.profile")
    assert isinstance(editor, ProseEditor)
    editor.setFocus()
    editor.insertPlainText("一二三四五")
    labels = [label.text() for label in editor.parent().findChildren(type(form.status.saved))]  # type: ignore[union-attr]
    assert "5 / 20 字" in labels


def test_a_long_text_is_typed_on_where_it_was_left(user: User, form: FormView) -> None:
    editor = user.blank("applicant.profile")
    assert isinstance(editor, ProseEditor)
    editor.setFocus()
    user.bot.keyClicks(editor, "one")
    user.bot.keyClick(editor, Qt.Key.Key_Return)
    for reason in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MouseFocusReason):
        QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut, reason))
        QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusIn, reason))
    user.bot.keyClicks(editor, "two")
    assert form.desk.session.value(editor.path) == "one\ntwo"


def test_a_long_text_grows_with_what_is_written(user: User) -> None:
    editor = user.blank("applicant.profile")
    assert isinstance(editor, ProseEditor)
    before = editor.height()
    editor.setPlainText("\n".join("行" for _ in range(12)))
    assert editor.height() > before


@pytest.mark.parametrize("name", ["cover.project", "applicant.profile"])
def test_while_an_input_method_composes_nothing_is_taken_or_rewritten(user: User, form: FormView, name: str) -> None:
    editor = user.blank(name)
    assert not isinstance(editor, ChoiceEditor)
    editor.setFocus()
    heard: list[object] = []
    form.desk.changed.connect(heard.append)
    QApplication.sendEvent(editor, QInputMethodEvent("ni hao", []))
    editor.refresh()
    assert heard == []
    assert form.desk.session.value(path(name)) is None
    chosen = QInputMethodEvent("", [])
    chosen.setCommitString("你好")
    QApplication.sendEvent(editor, chosen)
    assert form.desk.session.value(path(name)) == "你好"
    assert len(heard) == 1


def test_enter_goes_to_the_next_blank(user: User) -> None:
    user.type("equipment.running", "1")
    user.press(Qt.Key.Key_Return)
    assert user.line("equipment.processing").hasFocus()


def test_tab_goes_through_the_blanks_in_reading_order(user: User, form: FormView) -> None:
    user.line("equipment.total").setFocus()
    seen = []
    for _ in range(4):
        seen.append(form.focusWidget().accessibleName())
        user.leave()
    assert seen == [
        "连接设备数量（台/套），带星号",
        "运行设备（台/套），带星号",
        "加工设备（台/套），带星号",
        "补充说明",
    ]


def test_the_help_of_a_blank_stands_beside_the_page_when_the_cursor_is_there(user: User, form: FormView) -> None:
    user.line("applicant.phone").setFocus()
    user.bot.waitUntil(lambda: form.panel.notice._help.isVisible())
    assert "固定电话写区号。" in form.panel.notice._help._words.text()


def test_a_threshold_says_whether_it_is_reached_once_its_blanks_are_left(user: User, form: FormView) -> None:
    user.type("bounds.apps_least", "100")
    user.type("bounds.apps", "120")
    verdict = form.page("bounds").views[0]._verdict  # type: ignore[attr-defined]
    assert not verdict.isVisible()
    user.leave()
    assert verdict.text() == "达标"
    user.type("bounds.apps", "90")
    user.leave()
    assert verdict.text() == "未达标"


def test_a_computed_blank_follows_its_operands_and_takes_no_keys(user: User, form: FormView) -> None:
    total = user.line("computed.total")
    assert total.isReadOnly()
    assert total.placeholderText() == "自动计算"
    user.type("computed.one", "3")
    assert total.text() == ""
    user.type("computed.two", "4")
    assert total.text() == "7"
    user.bot.keyClicks(total, "9")
    assert total.text() == "7"
    form.desk.undo()
    assert total.text() == ""


def test_the_cursor_passes_a_computed_blank_by_and_its_tooltip_tells_the_formula(user: User, form: FormView) -> None:
    total = user.line("computed.total")
    user.type("computed.two", "4")
    user.leave()
    assert form.window().focusWidget() is not total
    assert total.toolTip() == "由程序计算：“甲” + “乙”\n两项之和。"
    assert total.accessibleName() == "合计（台），自动计算"


def test_a_text_longer_than_a_draft_holds_is_not_pasted_and_said(
    user: User, form: FormView, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("app.ui.editors.text.show_failure", lambda _parent, failure: told.append(str(failure)))
    prose = next(blank for view in pages(form) for blank in view.blanks if isinstance(blank, ProseEditor))
    prose.setFocus()
    QGuiApplication.clipboard().setText("长" * (LONGEST_TEXT + 1))
    prose.paste()
    assert prose.toPlainText() == ""
    assert "最多放 100 万字" in told[0]
    line = user.line("cover.project")
    QGuiApplication.clipboard().setText("长" * 40_000)
    line.paste()
    assert len(line.text()) == 40_000
    assert len(told) == 1


def pages(form: FormView) -> list[BlockView]:
    """The views of every page."""
    return [view for section in form.desk.pack.sections for view in form.page(section.id).views]


def test_a_blank_grows_a_little_at_a_time(user: User) -> None:
    blank = user.line("equipment.running")
    usual = blank.natural_width
    widths = {usual}
    for count in range(4, 30):
        user.type("equipment.running", "1" * count)
        widths.add(blank.natural_width)
    grown = sorted(widths)
    assert len(grown) > 2
    assert all(wide - narrow == STEP for narrow, wide in itertools.pairwise(grown))
