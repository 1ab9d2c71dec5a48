"""Ctrl+H shows what would change as one types, and makes it one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from ui.person import User, path

from app.declaration.sharing.loans import new_loan
from app.ui.finding.replace import ReplaceDialog
from app.ui.form.view import FormView

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def filled(form: FormView) -> FormView:
    form.desk.session.answer(path("applicant.name"), "Cloud Works")
    form.desk.session.answer(path("cover.project"), "the cloud")
    form.desk.session.insert_rows(path("rows.devices"), 0, [{"name": f"cloud {n}", "quantity": n} for n in range(300)])
    form.desk.settle()
    return form


def asked(form: FormView, user: User, old: str, new: str) -> ReplaceDialog:
    user.line("cover.project").setFocus()
    user.press(Qt.Key.Key_H, CTRL)
    dialog = form.window().findChild(ReplaceDialog)
    assert isinstance(dialog, ReplaceDialog)
    dialog.new.setText(new)
    dialog.old.setText(old)
    looked(dialog, user)
    return dialog


def looked(dialog: ReplaceDialog, user: User) -> None:
    user.bot.waitUntil(lambda: not dialog.busy and not dialog._pause.isActive() and not dialog._again)


def test_what_would_change_is_listed_and_enter_makes_it_one_step(filled: FormView, user: User) -> None:
    dialog = asked(filled, user, "cloud", "Sky")
    assert dialog.summary.text() == "将替换 302 处，改动 302 个空，作为一步，可以一次撤销。"
    assert (dialog.rows.rows[0].text, dialog.rows.rows[0].detail) == (
        "封面 · 项 目 名 称",
        "原为：the cloud\n改为：the Sky",
    )
    assert dialog.rows.rows[-1].text == "还有 202 处，再列 202 处"
    user.bot.keyClick(dialog.new, Qt.Key.Key_Return)
    assert user.line("cover.project").text() == "the Sky"
    assert filled.banner.isVisible()
    filled.desk.undo()
    session = filled.desk.session
    assert (session.text(path("cover.project")), session.text(path("applicant.name"))) == ("the cloud", "Cloud Works")


def test_more_can_be_listed(filled: FormView, user: User) -> None:
    dialog = asked(filled, user, "cloud", "Sky")
    dialog.rows.mark("more")
    dialog.rows.choose_first()
    assert len(dialog.rows.rows) == 302
    dialog.reject()


def test_one_page_or_the_very_letters_can_be_wished_for(filled: FormView, user: User) -> None:
    dialog = asked(filled, user, "cloud", "Sky")
    dialog.here.setChecked(True)
    looked(dialog, user)
    assert dialog.summary.text().startswith("将替换 1 处")
    dialog.here.setChecked(False)
    dialog.exact.setChecked(True)
    looked(dialog, user)
    assert dialog.summary.text().startswith("将替换 301 处")
    dialog.reject()


def test_pages_that_somebody_else_has_stay(filled: FormView, user: User) -> None:
    loan = new_loan("李工", ["rows"], "王", "2026-11-01T08:00:00Z", "")
    filled.desk.show_loans({"rows": loan}, None)
    dialog = asked(filled, user, "cloud", "Sky")
    assert dialog.summary.text().startswith("将替换 2 处")
    dialog.reject()


def test_nothing_to_replace_is_said_and_figures_are_named(filled: FormView, user: User) -> None:
    dialog = asked(filled, user, "299", "7")
    assert dialog.summary.text().startswith("将替换 1 处，改动 1 个空")
    assert dialog.summary.text().endswith("另有 1 处在数字、日期、选项里，不替换。")
    dialog.old.setText("zzz")
    looked(dialog, user)
    assert dialog.summary.text() == "没有可以替换的内容。"
    assert not dialog.ok.isEnabled()
    dialog.reject()
