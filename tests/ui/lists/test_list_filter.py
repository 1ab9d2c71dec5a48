"""Finding and filtering in a list: what is hidden is said, and never changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.lists.list_page import CTRL, LIST, SHIFT, cells, here, opened, press

from app.settings import Settings
from app.ui.form.blocks.listing import ListView
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow

Key = Qt.Key
ROWS = tuple((f"{'机床' if n % 3 else '机器人'}{n}", str(n), "加工设备" if n % 2 else "运行设备") for n in range(9))


@pytest.fixture
def view(form: FormView, qtbot: QtBot) -> ListView:
    """The list with nine rows of which three are robots, only these shown."""
    found = opened(form, *ROWS)
    press(found, qtbot, Key.Key_F, CTRL | SHIFT)
    assert found.finder.box.hasFocus()
    found.finder.box.setText("机器人")
    found.finder.only.setChecked(True)
    qtbot.waitUntil(lambda: len(found.model.rows) == 3)
    return found


def test_only_rows_with_it_are_shown_with_their_numbers_and_the_others_are_counted(view: ListView) -> None:
    assert [view.model.index(row, 0).data() for row in range(3)] == ["机器人0", "机器人3", "机器人6"]
    assert [view.model.headerData(row, Qt.Orientation.Vertical) for row in range(3)] == ["1", "4", "7"]
    assert "另有 6 行没有显示" in view.finder.said.text()
    assert view._count.text() == "显示 3 / 9 行"
    view.finder.all.click()
    assert len(view.model.rows) == 9
    assert view._count.text() == "共 9 行"


def test_pasting_over_a_filter_leaves_hidden_rows_alone(view: ListView, form: FormView, qtbot: QtBot) -> None:
    before = cells(form)
    QApplication.clipboard().setText("新0\t10\n新3\t13\n新6\t16\n新9\t19")
    view.table.setFocus()
    view.table.setCurrentIndex(view.model.index(0, 0))
    press(view, qtbot, Key.Key_V, CTRL)
    after = cells(form)
    changed = {0: "新0", 3: "新3", 6: "新6"}
    assert [row[0] for row in after[:9]] == [changed.get(at, row[0]) for at, row in enumerate(before)]
    assert [row[0] for row in after[9:]] == ["新9"]
    assert len(view.model.rows) == 4, "what is new, and what was edited, stays in sight"


def test_clearing_filling_and_removing_over_a_filter_leave_hidden_rows_alone(
    view: ListView, form: FormView, qtbot: QtBot
) -> None:
    hidden = [row for row in cells(form) if not row[0].startswith("机器人")]
    view.table.setFocus()
    view.table.selectAll()
    press(view, qtbot, Key.Key_D, CTRL)
    press(view, qtbot, Key.Key_Delete)
    assert [row for row in cells(form) if row[0]] == hidden
    view.table.selectAll()
    press(view, qtbot, Key.Key_Minus, CTRL)
    assert cells(form) == hidden
    view.finder.show_all()
    assert len(view.model.rows) == 6


def test_sorting_over_a_filter_leaves_hidden_rows_in_their_places(view: ListView, form: FormView) -> None:
    view.work.sort(1, descending=True)
    assert [row[0] for row in cells(form)] == [
        "机器人6", "机床1", "机床2", "机器人3", "机床4", "机床5", "机器人0", "机床7", "机床8",
    ]  # fmt: skip


def test_a_finding_in_a_hidden_row_is_shown_when_one_goes_there(view: ListView, form: FormView) -> None:
    row = form.desk.session.answers.rows(LIST)[4]
    form.desk.go(LIST.at(row, "quantity"))
    assert view.model.index(*here(view)).data() == "4"
    assert len(view.model.rows) == 4


def test_enter_goes_from_hit_to_hit_and_esc_shows_all_again(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    view.finder.start()
    view.finder.box.setText("机器人")
    qtbot.waitUntil(lambda: "找到 3 行" in view.finder.said.text())
    qtbot.keyClick(view.finder.box, Key.Key_Return)
    assert here(view) == (3, 0)
    qtbot.keyClick(view.finder.box, Key.Key_Return, SHIFT)
    assert here(view) == (0, 0)
    qtbot.keyClick(view.finder.box, Key.Key_Escape)
    assert not view.finder.isVisible()
    assert view.table.hasFocus()


def test_esc_in_the_rows_shows_all_again_before_it_leads_back_to_where_one_came_from(
    form: FormView, qtbot: QtBot
) -> None:
    view = opened(form, *ROWS)
    came_back: list[bool] = []
    form.asides.remember_way(lambda: came_back.append(True))
    view.finder.start(0, "机器人", only=True)
    qtbot.waitUntil(lambda: len(view.model.rows) == 3)
    view.table.setFocus()
    press(view, qtbot, Key.Key_Escape)
    assert len(view.model.rows) == len(ROWS)
    assert not view.finder.isVisible()
    assert not came_back
    press(view, qtbot, Key.Key_Escape)
    assert came_back


def test_rows_with_the_same_are_shown_and_rows_with_faults(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS, ("坏", "约5"))
    view.table.setCurrentIndex(view.model.index(1, 2))
    view.work.find_same(2)
    qtbot.waitUntil(lambda: len(view.model.rows) == 4)
    view.finder.show_all()
    view.finder.box.clear()
    view.finder.faulty.setChecked(True)
    qtbot.waitUntil(lambda: [view.model.index(row, 0).data() for row in range(len(view.model.rows))] == ["坏"])


@pytest.mark.parametrize("percent", [100, 200])
def test_what_is_chosen_over_a_list_is_read_whole(
    qtbot: QtBot, window: MainWindow, form: FormView, settings: Settings, percent: int
) -> None:
    settings.text_size = percent
    window.looks.follow()
    try:
        window.resize(1024, 700)
        found = opened(form, *ROWS)
        found.finder.start(0, "机器人", only=True)
        qtbot.waitUntil(found.finder.all.isVisible)
        found.finder.setFixedWidth(560)
        qtbot.wait(20)
        for each in (found.finder.only, found.finder.faulty, found.finder.all):
            assert each.width() >= each.sizeHint().width(), each.text()
    finally:
        settings.text_size = 100
        window.looks.follow()
