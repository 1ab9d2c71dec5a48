"""Ctrl+F finds words of every kind as one types, leads there with the words selected, and gives the cursor back."""

from __future__ import annotations

import pytest
from proof_files import attach, write_pdf
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui.person import User, path

from app.declaration.finding.places import Found
from app.ui.editors.prose import ProseEditor
from app.ui.finding.view import FindView
from app.ui.form.side_panel import NOTICE
from app.ui.form.view import FormView
from app.ui.widgets.rows import Row

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def finder(form: FormView, user: User) -> FindView:
    """The search, begun from the blank of the name."""
    form.desk.session.answer(path("applicant.name"), "Cloud Works")
    form.desk.session.answer(path("applicant.profile"), "our cloud, a Cloud of clouds")
    form.desk.session.insert_rows(path("rows.devices"), 0, [{"name": "cloud gateway"}, {"name": "lathe"}])
    form.desk.settle()
    user.line("cover.project").setFocus()
    user.press(Qt.Key.Key_F, CTRL)
    return form.tree.finder


def look(finder: FindView, user: User, words: str) -> list[Row]:
    """Type the words, and wait until everything was looked through."""
    finder.box.selectAll()
    if words.isascii():
        user.bot.keyClicks(finder.box, words)
    else:
        finder.box.insert(words)
    user.bot.waitUntil(lambda: bool(finder.results.rows) and not finder.hunt.busy and not finder._pause.isActive())
    return finder.results.rows


def test_what_is_found_stands_by_kind_with_its_page_and_the_words_around(finder: FindView, user: User) -> None:
    rows = look(finder, user, "cloud")
    assert [(row.text, row.note) for row in rows if row.level] == [("填写内容", "4 处"), ("清单", "1 处")]
    assert (rows[1].text, rows[1].detail) == ("名称", "企业信息\nCloud Works")
    assert (rows[-1].text, rows[-1].detail) == ("设备清单 第 1 行 · 名称", "设备清单\ncloud gateway")


def test_enter_goes_there_and_selects_the_words_and_f3_goes_on(finder: FindView, form: FormView, user: User) -> None:
    look(finder, user, "cloud")
    user.press(Qt.Key.Key_Return)
    name = user.line("applicant.name")
    assert (name.hasFocus(), name.selectedText(), name.selectionStart()) == (True, "Cloud", 0)
    profile = user.blank("applicant.profile")
    assert isinstance(profile, ProseEditor)
    seen = []
    for _ in range(3):
        user.press(Qt.Key.Key_F3)
        assert profile.hasFocus()
        seen.append((profile.textCursor().selectionStart(), profile.textCursor().selectedText()))
    assert seen == [(4, "cloud"), (13, "Cloud"), (22, "cloud")]
    user.press(Qt.Key.Key_F3)
    table = form.page("rows").views[0].table  # type: ignore[attr-defined]
    assert table.hasFocus()
    user.press(Qt.Key.Key_F3)
    assert name.hasFocus()
    user.press(Qt.Key.Key_F3, SHIFT)
    assert table.hasFocus()


def test_esc_leads_from_the_place_to_the_list_and_from_there_to_where_the_cursor_was(
    finder: FindView, form: FormView, user: User
) -> None:
    look(finder, user, "lathe")
    user.press(Qt.Key.Key_Return)
    assert form.section == "rows"
    user.press(Qt.Key.Key_Escape)
    assert finder.results.hasFocus()
    user.press(Qt.Key.Key_Escape)
    assert user.line("cover.project").hasFocus()
    assert finder.results.isHidden()
    assert form.tree.view.isVisible()


def test_esc_in_the_box_gives_the_cursor_back(finder: FindView, form: FormView, user: User) -> None:
    look(finder, user, "lathe")
    user.press(Qt.Key.Key_Escape)
    assert (form.section, user.line("cover.project").hasFocus()) == ("cover", True)
    assert finder.box.text() == ""


def test_down_goes_into_the_list_and_enter_to_its_row(finder: FindView, form: FormView, user: User) -> None:
    look(finder, user, "cloud")
    user.press(Qt.Key.Key_Down)
    assert finder.results.hasFocus()
    user.press(Qt.Key.Key_Down)
    user.press(Qt.Key.Key_Return)
    assert isinstance(finder.current, Found)
    assert user.blank("applicant.profile").hasFocus()


def test_the_words_of_the_notice_lead_to_them_beside_the_page(finder: FindView, form: FormView, user: User) -> None:
    form.panel.tabs.setCurrentIndex(2)
    rows = look(finder, user, "据实")
    assert [row.text for row in rows] == ["通知原文", "说明3"]
    user.press(Qt.Key.Key_Return)
    assert (form.section, form.panel.tabs.currentIndex()) == ("equipment", NOTICE)


def test_a_proof_leads_to_its_card(
    finder: FindView, form: FormView, qtbot: QtBot, user: User, tmp_path: object
) -> None:
    attach(form, qtbot, write_pdf(tmp_path / "ledger.pdf"))  # type: ignore[operator]
    finder.start()
    rows = look(finder, user, "ledger.pdf")
    assert [row.text for row in rows][:2] == ["证明材料", "设备数量证明材料 · 文件名"]
    user.press(Qt.Key.Key_Return)
    card = form.panel.evidence.item("proof")
    assert card is not None
    assert card.isVisible()


def test_what_is_found_follows_what_is_changed(finder: FindView, form: FormView, user: User) -> None:
    look(finder, user, "lathe")
    form.desk.do(lambda: form.desk.session.answer(path("applicant.name"), "Lathe Works"))
    user.bot.waitUntil(lambda: [row.note for row in finder.results.rows if row.level] == ["1 处", "1 处"])


def test_f3_goes_on_from_its_place_after_the_words_there_were_changed(
    finder: FindView, form: FormView, user: User
) -> None:
    look(finder, user, "cloud")
    user.press(Qt.Key.Key_Return)
    user.press(Qt.Key.Key_F3)
    user.press(Qt.Key.Key_F3)
    profile = user.blank("applicant.profile")
    assert isinstance(profile, ProseEditor)
    user.bot.keyClicks(profile, "sky")
    user.press(Qt.Key.Key_F3)
    assert profile.hasFocus()
    assert profile.toPlainText() == "our cloud, a sky of clouds"
    user.bot.waitUntil(lambda: not finder.hunt.busy and not finder._pause.isActive())
    user.press(Qt.Key.Key_F3)
    assert form.section == "rows"


def test_many_places_are_listed_in_parts(finder: FindView, form: FormView, user: User) -> None:
    form.desk.session.insert_rows(path("rows.devices"), 0, [{"name": f"pump {n}"} for n in range(500)])
    rows = look(finder, user, "pump")
    assert (rows[0].note, len(rows)) == ("500 处", 62)
    finder.results.mark(rows[-1].target)
    finder.results.choose_first()
    assert len(finder.results.rows) == 362


def test_what_is_nowhere_is_said(finder: FindView, user: User) -> None:
    assert [row.text for row in look(finder, user, "zzz")] == ["没有找到“zzz”"]
