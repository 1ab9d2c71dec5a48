"""齐备检查 as a reviewer's form: by clause, to the blank and back, from problem to problem, and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui.person import User, path

from app.declaration.sharing.loans import new_loan
from app.ui.checks.checklist import OWN, PAGE, WHOLE, ChecklistView
from app.ui.checks.lines import Fold, Further
from app.ui.dialogs.checking import CheckPaperDialog
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.widgets.rows import Row

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
SHIFT = Qt.KeyboardModifier.ShiftModifier
LIST = path("rows.devices")


@pytest.fixture
def view(form: FormView) -> ChecklistView:
    """The check list of a declaration with a list of 300 rows that have no name."""
    form.desk.session.insert_rows(LIST, 0, [{"quantity": place} for place in range(300)])
    form.check()
    return form.asides.checklist


def texts(view: ChecklistView) -> list[str]:
    return [row.text for row in view.rows.rows]


def line(view: ChecklistView, words: str) -> Row:
    return next(row for row in view.rows.rows if words in row.text)


def choose(view: ChecklistView, user: User, words: str) -> None:
    """Put the cursor on a row and press Enter."""
    view.rows.mark(line(view, words).target)
    user.bot.keyClick(view.rows, Qt.Key.Key_Return)


def test_what_blocks_what_is_advised_and_what_people_check_are_apart_with_their_numbers(view: ChecklistView) -> None:
    parts = [(row.text, row.note) for row in view.rows.rows if row.level == 1]
    blocking = sum(problem.severity == "blocking" for problem in view.listed())
    assert parts == [
        ("必须处理", f"{blocking} 处"),
        ("建议", "没有"),
        ("证明材料", ""),
        ("程序不能代查，请人工核对", "4 项"),
    ]


def test_the_cells_of_a_column_are_one_line_that_opens_to_its_rows(view: ChecklistView, user: User) -> None:
    words = "设备清单 · 名称：300 格未填"
    assert not [text for text in texts(view) if "第 1 行" in text]
    choose(view, user, words)
    assert "第 1 行：“名称”未填写。" in texts(view)
    assert "还有 260 处，再列 200 处" in texts(view)
    choose(view, user, "还有 260 处")
    assert "第 240 行：“名称”未填写。" in texts(view)
    choose(view, user, words)
    assert not [text for text in texts(view) if text.startswith("第 1 行")]
    assert not any(isinstance(row.target, Further) for row in view.rows.rows)


def test_the_arrows_close_and_open_a_clause(view: ChecklistView, user: User) -> None:
    clause = line(view, "说明3")
    assert isinstance(clause.target, Fold)
    view.rows.mark(clause.target)
    user.bot.keyClick(view.rows, Qt.Key.Key_Left)
    assert not [text for text in texts(view) if "连接设备数量" in text]
    current = view.rows.rows[view.rows.currentIndex().row()]
    assert (current.text, "已收起" in current.spoken) == ("说明3", True)
    user.bot.keyClick(view.rows, Qt.Key.Key_Left)
    assert not [text for text in texts(view) if "连接设备数量" in text]
    user.bot.keyClick(view.rows, Qt.Key.Key_Right)
    assert [text for text in texts(view) if "连接设备数量" in text]


def test_enter_leads_to_the_blank_and_esc_back_to_the_same_line(
    view: ChecklistView, form: FormView, user: User
) -> None:
    choose(view, user, "加工设备")
    editor = user.line("equipment.processing")
    assert editor.hasFocus()
    user.bot.keyClick(editor, Qt.Key.Key_Escape)
    assert form.middle.currentWidget() is view
    assert view.rows.hasFocus()
    assert "加工设备" in view.rows.rows[view.rows.currentIndex().row()].text


def test_esc_leads_back_from_a_cell_of_a_list_too(view: ChecklistView, form: FormView, user: User) -> None:
    choose(view, user, "300 格未填")
    choose(view, user, "第 3 行")
    table = form.page("rows").views[0].table  # type: ignore[attr-defined]
    assert table.hasFocus()
    user.bot.keyClick(table, Qt.Key.Key_Escape)
    assert form.middle.currentWidget() is view
    assert view.rows.rows[view.rows.currentIndex().row()].text.startswith("第 3 行")


def test_once_the_line_is_mended_esc_leads_to_the_next_one(view: ChecklistView, form: FormView, user: User) -> None:
    choose(view, user, "连接设备数量")
    editor = user.line("equipment.total")
    user.bot.keyClicks(editor, "5")
    user.bot.keyClick(editor, Qt.Key.Key_Escape)
    assert not [text for text in texts(view) if "“连接设备数量”" in text]
    assert view.rows.currentIndex().isValid()


def test_esc_from_another_page_does_not_lead_back(view: ChecklistView, form: FormView, user: User) -> None:
    choose(view, user, "加工设备")
    form.open("applicant")
    user.line("applicant.name").setFocus()
    user.press(Qt.Key.Key_Escape)
    assert form.middle.currentWidget() is form.page("applicant")


def test_esc_in_the_list_gives_the_cursor_back_to_its_blank(form: FormView, user: User) -> None:
    editor = user.line("applicant.name")
    editor.setFocus()
    user.press(Qt.Key.Key_F5)
    assert form.asides.checklist.isVisible()
    user.press(Qt.Key.Key_Escape)
    assert editor.hasFocus()


def test_one_kind_or_one_page_can_be_looked_at_alone(view: ChecklistView, form: FormView) -> None:
    view.kinds.button(2).click()
    assert [row.text for row in view.rows.rows if row.level == 1] == ["建议"]
    view.kinds.button(0).click()
    view.places.button(PAGE).click()
    assert {problem.path.section for problem in view.listed()} == {form.section}
    assert view.summary.text().startswith("这里还有 1 处必须处理")
    assert view.places.button(OWN).isHidden()


def test_what_is_looked_at_alone_is_shown_from_its_beginning(view: ChecklistView, form: FormView) -> None:
    view.rows.setCurrentIndex(view.rows.model().index(len(view.rows.rows) - 6, 0))
    form.desk.section = "cover"
    view.places.button(PAGE).click()
    assert view.rows.verticalScrollBar().value() == 0
    assert view.current() == view.listed()[0]
    here = view.rows.rows[view.rows.currentIndex().row()].target
    view.places.button(WHOLE).click()
    assert view.rows.rows[view.rows.currentIndex().row()].target == here


def test_who_lent_pages_can_look_at_the_rest_and_who_was_lent_some_at_theirs(
    view: ChecklistView, form: FormView
) -> None:
    loan = new_loan("李工", ["equipment"], "王", "2026-11-01T08:00:00Z", "")
    for lent, own, expected in (({"equipment": loan}, None, False), ({}, loan, True)):
        form.desk.show_loans(lent, own)
        view.refresh()
        assert not view.places.button(OWN).isHidden()
        view.places.button(OWN).click()
        sections = {problem.path.section for problem in view.listed()}
        assert ("equipment" in sections, len(sections) == 1) == (expected, expected)


def test_f8_leads_from_problem_to_problem_and_counts_what_is_left(form: FormView, user: User) -> None:
    tour = form.asides.tour
    user.press(Qt.Key.Key_F8)
    count = len(form.asides.checklist.listed())
    assert (tour.isVisible(), tour.count.text()) == (True, f"第 1 / {count} 项")
    assert user.line("cover.project").hasFocus()
    assert tour.words.text() == "“项 目 名 称”未填写。"
    user.press(Qt.Key.Key_F8)
    assert tour.count.text() == f"第 2 / {count} 项"
    user.press(Qt.Key.Key_F8, SHIFT)
    assert user.line("cover.project").hasFocus()


def test_what_is_mended_on_the_way_is_said(form: FormView, user: User) -> None:
    user.press(Qt.Key.Key_F8)
    count = len(form.asides.checklist.listed())
    user.type("cover.project", "x")
    user.leave()
    tour = form.asides.tour
    assert (tour.words.text(), tour.count.text()) == ("这一项已经处理好了。", f"还有 {count - 1} 项")
    user.press(Qt.Key.Key_F8)
    assert tour.count.text() == f"第 1 / {count - 1} 项"


def test_esc_on_the_way_leads_to_the_list_at_that_line(form: FormView, user: User) -> None:
    user.press(Qt.Key.Key_F8)
    user.press(Qt.Key.Key_F8)
    words = form.asides.tour.words.text()
    user.press(Qt.Key.Key_Escape)
    rows = form.asides.checklist.rows
    assert (rows.hasFocus(), form.asides.tour.isVisible()) == (True, False)
    assert rows.rows[rows.currentIndex().row()].text == words


def test_the_way_can_begin_at_a_line_of_the_list(view: ChecklistView, form: FormView, user: User) -> None:
    view.rows.mark(line(view, "300 格未填").target)
    view.tour.click()
    assert form.asides.tour.words.text() == "设备清单第 1 行：“名称”未填写。"
    form.asides.tour.close_.click()
    assert form.asides.tour.isHidden()


def test_from_the_head_of_the_list_the_way_begins_at_the_first_problem_whatever_page_is_open(
    form: FormView, user: User
) -> None:
    form.open("rows")
    form.desk.session.insert_rows(LIST, 0, [{"quantity": 1}])
    user.press(Qt.Key.Key_F5)
    view, tour = form.asides.checklist, form.asides.tour
    assert isinstance(view.rows.rows[view.rows.currentIndex().row()].target, Fold)
    view.tour.click()
    assert tour.count.text().startswith("第 1 /")
    user.press(Qt.Key.Key_F5)
    view.rows.setCurrentIndex(view.rows.model().index(len(view.rows.rows) - 1, 0))
    view.tour.click()
    assert tour.count.text().startswith("第 1 /")


def test_from_a_clause_the_way_begins_at_its_first_problem(view: ChecklistView, form: FormView) -> None:
    clause = line(view, "说明3")
    view.rows.mark(clause.target)
    first = next(group for group in view.found().groups if clause.target == Fold(group.key)).lines[0].first
    view.tour.click()
    assert form.asides.tour.problem == first


def test_the_attachments_are_one_line_that_leads_to_their_list(view: ChecklistView, user: User) -> None:
    assert line(view, "齐 0 项 / 应附 0 项").note == "附件清单"
    choose(view, user, "齐 0 项 / 应附 0 项")
    assert view.attachments.isVisible()


def test_the_findings_are_saved_as_a_pdf(
    window: MainWindow, view: ChecklistView, form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    view.print.click()
    dialog = window.findChild(CheckPaperDialog)
    assert isinstance(dialog, CheckPaperDialog)
    dialog.save_to(tmp_path / "检查单.pdf")
    qtbot.waitUntil(lambda: dialog.words.text() == "已存为“检查单.pdf”。", timeout=20000)
    said = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(tmp_path / "检查单.pdf"))
    for words in ("说明3", "带*的据实填写", "设备清单·名称：300格未填", "第1行、第2行", "设备数量证明材料", "双面打印"):
        assert words in "".join(said.split())
    dialog.close()
