"""进度 tells in bars and in the same words how far everything is, follows each change, and leads there and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from proof_files import attach, write_pdf
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from ui.person import User, path

from app.declaration.progress.schedule import GUESS
from app.declaration.sharing.loans import new_loan
from app.ui.form.view import FormView
from app.ui.progress.bars import BarRow
from app.ui.progress.view import ProgressView, Tab
from app.ui.theme import colours
from app.ui.widgets.rows import Row


@pytest.fixture
def view(form: FormView, user: User) -> ProgressView:
    user.line("cover.project").setFocus()
    user.press(Qt.Key.Key_F9)
    found = form.asides.progress
    assert found is not None
    assert found.isVisible()
    return found


def row(view: ProgressView, words: str) -> Row:
    return next(one for one in view.rows.rows if one.text.startswith(words))


def shares(found: Row) -> list[float]:
    assert isinstance(found, BarRow)
    return [round(segment.share, 3) for segment in found.segments]


def show(view: ProgressView, tab: Tab, today: date = date(2022, 3, 14)) -> None:
    view.today = today
    view.tabs.setCurrentIndex(tab)
    view.refresh()


def test_the_tabs_begin_where_the_words_around_them_do(view: ProgressView) -> None:
    assert view.tabs.mapTo(view, QPoint()).x() == view.summary.mapTo(view, QPoint()).x()


def test_each_page_has_a_bar_of_what_is_done_wrong_and_owed(view: ProgressView, form: FormView) -> None:
    assert (row(view, "1.1").note, shares(row(view, "1.1"))) == ("0 / 3 项", [0, 0, 1])
    form.desk.do(lambda: form.desk.session.answer(path("equipment.total"), "5"))
    form.desk.do(lambda: form.desk.session.answer(path("equipment.running"), "x"))
    assert (row(view, "1.1").note, shares(row(view, "1.1"))) == ("1 / 4 项", [0.25, 0.25, 0.5])
    assert row(view, "1.1").detail == ""  # as in the tree, a page that was never opened is not started
    form.open("equipment")
    form.asides.show_progress()
    assert row(view, "1.1").detail == "缺 1 项内容、1 项证明材料；1 处待修正"
    assert view.summary.text().startswith("已完成 ")


def test_enter_leads_to_the_page_and_esc_back_to_its_bar(view: ProgressView, form: FormView, user: User) -> None:
    view.rows.mark(row(view, "企业信息").target)
    user.bot.keyClick(view.rows, Qt.Key.Key_Return)
    assert form.section == "applicant"
    assert user.line("applicant.name").hasFocus()
    user.press(Qt.Key.Key_Escape)
    assert view.isVisible()
    assert view.rows.rows[view.rows.currentIndex().row()].text == "企业信息"


def test_esc_and_the_key_give_the_cursor_back(view: ProgressView, user: User) -> None:
    user.press(Qt.Key.Key_Escape)
    assert user.line("cover.project").hasFocus()
    user.press(Qt.Key.Key_F9)
    user.press(Qt.Key.Key_F9)
    assert user.line("cover.project").hasFocus()


def test_the_stages_are_counted_back_from_the_deadline_and_today_is_a_line(view: ProgressView) -> None:
    show(view, Tab.PLAN, date(2022, 3, 10))
    assert view.hint.text() == GUESS
    assert row(view, "倒排日程").note == "截止 3月21日（周一），竖虚线是今天"
    text, proofs = row(view, "填写文字和数据"), row(view, "备齐证明材料")
    assert (text.note, text.tone) == ("3月10日（周四），就是今天", "accent")
    assert (proofs.note, proofs.detail) == ("3月14日（周一），还有 4 天", "已完成")
    assert all(isinstance(one, BarRow) and one.marker for one in (text, proofs))


def test_what_is_late_is_said_with_a_mark_and_words(view: ProgressView) -> None:
    show(view, Tab.PLAN, date(2022, 3, 18))
    text = row(view, "填写文字和数据")
    assert (text.icon, text.tone, text.detail.split("，")[0]) == ("warning", "blocking", "已逾期")
    assert (row(view, "装订").detail, row(view, "签字盖章").detail) == ("应已完成，请核实", "未到")


def test_a_deadline_that_has_passed_is_said_once_and_the_foot_counts_no_days(
    view: ProgressView, form: FormView
) -> None:
    show(view, Tab.PLAN, date(2022, 4, 1))
    assert view.hint.text() == "报送截止日是2022年3月21日，已经过去 11 天；仍然可以填写和导出。"
    assert not [one for one in view.rows.rows if "已过" in one.note or "逾期" in one.detail]
    form.status.show_deadline(date(2022, 4, 1))
    assert form.status._deadline.text() == "报送截止：2022年3月21日（已过）"
    assert form.status._deadline.property("tone") != "advice"


def test_who_has_which_pages_and_how_far_they_are(view: ProgressView, form: FormView) -> None:
    loan = new_loan("李工", ["equipment"], "王", "2022-03-01T08:00:00Z", "2022-03-10")
    form.desk.show_loans({"equipment": loan}, None)
    show(view, Tab.PLAN)
    lent = row(view, "李工")
    assert (lent.note, lent.icon) == ("0 / 3 项", "warning")
    assert lent.detail.splitlines()[1].startswith("约定 03-10 交回，已逾期 4 天。")
    assert row(view, "没有借出的页").detail == "6 页"


def test_where_nothing_is_lent_it_is_said_once(view: ProgressView) -> None:
    show(view, Tab.PLAN)
    assert row(view, "分工").note == "都没有借出"
    assert row(view, "全部页面").detail == "7 页"


def test_lists_are_counted_by_their_options(view: ProgressView, form: FormView) -> None:
    show(view, Tab.LISTS)
    assert view.rows.rows[0].text.startswith("还没有可以统计的清单")
    kinds = ("运行设备", "运行设备", "加工设备", None)
    form.desk.do(lambda: form.desk.session.insert_rows(path("rows.devices"), 0, [{"kind": kind} for kind in kinds]))
    assert [(one.text, one.note) for one in view.rows.rows] == [
        ("设备清单 · 类别", "4 行"),
        ("运行设备", "2 行，50%"),
        ("加工设备", "1 行，25%"),
        ("未填", "1 行，25%"),
    ]


def test_proofs_are_shown_with_their_pages_and_what_they_are_for(
    view: ProgressView, form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    form.desk.do(lambda: form.desk.session.answer(path("equipment.total"), "5"))
    attach(form, qtbot, write_pdf(tmp_path / "清单.pdf", pages=3))
    form.asides.show_progress()
    show(view, Tab.PROOFS)
    proof = row(view, "设备数量证明材料")
    assert (proof.note, proof.detail.split(" · ")[0], shares(proof)) == ("齐", "1 份，3 页", [1.0])
    assert row(view, "1.1").note == "齐 1 / 应附 1，3 页"


def test_the_bar_is_drawn_in_the_colours_of_the_theme(view: ProgressView, form: FormView) -> None:
    form.desk.do(lambda: form.desk.session.answer(path("cover.project"), "x"))
    place = view.rows.rows.index(row(view, "封面"))
    box = view.rows.visualRect(view.rows.model().index(place, 0))
    picture = view.rows.viewport().grab(box).toImage()
    wanted = QColor(colours().done).rgb()
    middle = picture.width() // 2
    assert any(picture.pixel(middle, y) == wanted for y in range(picture.height()))


def test_it_is_reached_from_the_foot_of_the_window(form: FormView, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.status.progress, Qt.MouseButton.LeftButton)
    assert form.asides.progress is not None
    assert form.asides.progress.isVisible()
    assert form.panel.isHidden()
