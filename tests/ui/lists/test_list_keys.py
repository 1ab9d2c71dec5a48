"""Keys in a list do what they do in Excel, each deed one step that can be taken back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from ui.lists.list_page import ALT, CTRL, SHIFT, cells, clipboard, editor, here, opened, press, select

from app.ui.form.view import FormView

Key = Qt.Key
ROWS = (("甲", "1", "加工设备"), ("乙", "2", "运行设备"), ("丙", "3", ""))


def test_tab_goes_through_the_cells_and_enter_to_where_it_began(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    view.table.setCurrentIndex(view.model.index(0, 1))
    press(view, qtbot, Key.Key_Tab)
    assert here(view) == (0, 2)
    press(view, qtbot, Key.Key_Return)
    assert here(view) == (1, 1)
    press(view, qtbot, Key.Key_Backtab, SHIFT)
    press(view, qtbot, Key.Key_Backtab, SHIFT)
    assert here(view) == (0, 2)
    press(view, qtbot, Key.Key_Return, SHIFT)
    assert here(view) == (0, 2)


def test_tab_leaves_the_list_behind_its_last_cell_and_before_its_first(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    view.table.setCurrentIndex(view.model.index(3, view.model.columnCount() - 1))
    press(view, qtbot, Key.Key_Tab)
    assert not view.table.hasFocus()
    view.table.setFocus()
    view.table.setCurrentIndex(view.model.index(0, 0))
    press(view, qtbot, Key.Key_Backtab, SHIFT)
    assert not view.table.hasFocus()


def test_ctrl_enter_leaves_the_list_from_a_cell_and_from_its_editor(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    press(view, qtbot, Key.Key_Return, CTRL)
    assert not view.table.hasFocus()
    view.table.setFocus()
    qtbot.keyClicks(view.table, "X")
    line = editor(view)
    qtbot.keyClick(line, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not view.table.hasFocus() and view.table.state() == view.table.State.NoState)
    assert cells(form)[0][0] == "X"


def test_tab_in_an_editor_finishes_the_cell_and_goes_on_beside_it(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    qtbot.keyClicks(view.table, "X")
    qtbot.keyClick(editor(view), Key.Key_Tab)
    qtbot.waitUntil(lambda: here(view) == (0, 1))
    assert view.table.state() == view.table.State.NoState
    assert cells(form)[0] == ["X", "1", "加工设备"]


def test_a_block_is_copied_cut_and_pasted(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    select(view, 0, 0, 1, 1)
    press(view, qtbot, Key.Key_C, CTRL)
    assert clipboard() == "甲\t1\n乙\t2"
    press(view, qtbot, Key.Key_X, CTRL)
    assert cells(form) == [["", "", "加工设备"], ["", "", "运行设备"], ["丙", "3", ""]]
    view.table.setCurrentIndex(view.model.index(2, 0))
    press(view, qtbot, Key.Key_V, CTRL)
    assert cells(form)[2:] == [["甲", "1", ""], ["乙", "2", ""]]
    for _ in range(2):
        form.desk.undo()
    assert cells(form) == [list(row) for row in ROWS]


def test_one_cell_is_pasted_into_all_that_are_selected(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    QApplication.clipboard().setText("运行设备")
    select(view, 0, 2, 2, 2)
    press(view, qtbot, Key.Key_V, CTRL)
    assert [row[2] for row in cells(form)] == ["运行设备"] * 3


def test_what_does_not_fit_is_told(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    QApplication.clipboard().setText("加工设备\t1\t2\t3\t4\t5")
    view.table.setCurrentIndex(view.model.index(0, 2))
    press(view, qtbot, Key.Key_V, CTRL)
    assert "右边多出的" in view._told.text()
    assert "列没有粘贴" in view._told.text()


def test_the_names_of_the_columns_that_were_copied_too_are_no_row(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    before = cells(form)
    QApplication.clipboard().setText("数量（台/套）\t类别\n7\t加工设备\n")
    view.table.setCurrentIndex(view.model.index(0, 1))
    press(view, qtbot, Key.Key_V, CTRL)
    assert cells(form) == [[before[0][0], "7", "加工设备"], *before[1:]]
    assert "已粘贴 1 行" in view._told.text()
    assert "第一行是列名，没有粘贴" in view._told.text()
    QApplication.clipboard().setText("名称")
    view.table.setCurrentIndex(view.model.index(0, 0))
    press(view, qtbot, Key.Key_V, CTRL)
    assert cells(form)[0][0] == "名称"


def test_cells_are_filled_down(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    select(view, 0, 1, 2, 2)
    press(view, qtbot, Key.Key_D, CTRL)
    assert cells(form) == [["甲", "1", "加工设备"], ["乙", "1", "加工设备"], ["丙", "1", "加工设备"]]
    view.table.setCurrentIndex(view.model.index(1, 0))
    press(view, qtbot, Key.Key_D, CTRL)
    assert cells(form)[1][0] == "甲", "of one row, what stands above it"
    form.desk.undo()
    form.desk.undo()
    assert cells(form) == [list(row) for row in ROWS]


def test_rows_are_selected_put_in_doubled_moved_and_taken_out(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    view.table.setCurrentIndex(view.model.index(1, 1))
    press(view, qtbot, Key.Key_Space, SHIFT)
    assert view.table.area() == (range(1, 2), range(view.model.columnCount()))
    press(view, qtbot, Key.Key_D, CTRL | SHIFT)
    assert [row[0] for row in cells(form)] == ["甲", "乙", "乙", "丙"]
    press(view, qtbot, Key.Key_Up, ALT | SHIFT)
    assert [row[0] for row in cells(form)] == ["乙", "甲", "乙", "丙"]
    assert here(view)[0] == 0, "the cursor goes with its row"
    press(view, qtbot, Key.Key_Minus, CTRL)
    assert [row[0] for row in cells(form)] == ["甲", "乙", "丙"]
    press(view, qtbot, Key.Key_Equal, CTRL)
    assert [row[0] for row in cells(form)] == ["", "甲", "乙", "丙"]
    for _ in range(4):
        form.desk.undo()
    assert cells(form) == [list(row) for row in ROWS]


@pytest.mark.qt_log_ignore("propagateSizeHints|raise|keyboard")  # said of every menu without a display
def test_the_menu_on_the_number_of_a_row_is_that_of_the_row(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    numbers = view.table.verticalHeader()
    for wanted in (1, 2):
        numbers.customContextMenuRequested.emit(QPoint(4, numbers.sectionViewportPosition(wanted) + 4))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert view.table.area()[0] == range(wanted, wanted + 1)
        remove = next(action for action in menu.actions() if action.text().startswith("删除选中的行"))
        assert remove.isEnabled()
        menu.close()
    remove.trigger()
    assert [row[0] for row in cells(form)] == [ROWS[0][0], ROWS[1][0]]


def test_the_name_of_a_column_tells_how_it_is_sorted(form: FormView) -> None:
    view = opened(form, *ROWS)
    head = view.model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "点右键排序" in head
    menu = [entry.words for entry in view.work.entries(0) if entry is not None]
    assert any(words.startswith("按“名称”升序排列") for words in menu)


def test_a_row_is_sorted_into_its_place_and_that_is_the_order_of_print(form: FormView) -> None:
    view = opened(form, ("丙", "3"), ("甲", "20"), ("乙", "100"))
    view.work.sort(1, descending=True)
    assert [row[0] for row in cells(form)] == ["乙", "甲", "丙"]
    assert "打印次序" in view._told.text()
    form.desk.undo()
    assert [row[0] for row in cells(form)] == ["丙", "甲", "乙"]


def test_todays_date_goes_where_a_date_is_asked(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    press(view, qtbot, Key.Key_Semicolon, CTRL)
    assert cells(form)[0][0] == "甲", "no date is asked there"
    dated = [place for place, column in enumerate(view.model.columns) if column.type in ("date", "month", "year")]
    for place in dated:
        view.table.setCurrentIndex(view.model.index(0, place))
        press(view, qtbot, Key.Key_Semicolon, CTRL)
        assert view.model.index(0, place).data(Qt.ItemDataRole.EditRole).startswith(str(date.today().year))


@pytest.mark.qt_log_ignore("raise|keyboard")  # said of every list that opens without a display
def test_a_choice_that_could_not_be_read_stays_when_its_editor_is_left(form: FormView, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QComboBox

    view = opened(form, ("甲", "1", "不知道"))
    view.table.setCurrentIndex(view.model.index(0, 2))
    press(view, qtbot, Key.Key_F2)
    box = view.table.viewport().findChild(QComboBox)
    assert box is not None
    assert box.currentText() == "不知道"
    qtbot.waitUntil(lambda: box.view().isVisible())
    box.hidePopup()
    qtbot.keyClick(box, Key.Key_Tab)
    qtbot.waitUntil(lambda: view.table.state() == view.table.State.NoState)
    assert cells(form) == [["甲", "1", "不知道"]]


def test_large_figures_are_grouped_until_they_are_edited(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, ("甲", "109693"))
    assert view.model.index(0, 1).data() == "109,693"
    view.table.setCurrentIndex(view.model.index(0, 1))
    press(view, qtbot, Key.Key_F2)
    line = editor(view)
    assert isinstance(line, QLineEdit)
    assert line.text() == "109693"
    select(view, 0, 1, 0, 1)
    view.table.copy()
    assert clipboard() == "109693"


def test_ctrl_with_an_arrow_goes_to_the_edge_and_with_shift_selects_up_to_it(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    press(view, qtbot, Key.Key_Down, CTRL)
    assert here(view) == (2, 0)
    press(view, qtbot, Key.Key_Down, CTRL)
    assert here(view) == (3, 0)  # the row that waits
    press(view, qtbot, Key.Key_Home, CTRL)
    assert here(view) == (0, 0)
    press(view, qtbot, Key.Key_End, CTRL)
    assert here(view) == (2, view.model.columnCount() - 1)
    press(view, qtbot, Key.Key_Left, CTRL)
    press(view, qtbot, Key.Key_Up)
    press(view, qtbot, Key.Key_Down, CTRL | SHIFT)
    assert view.table.area() == (range(1, 3), range(1))
    press(view, qtbot, Key.Key_Right, CTRL | SHIFT)
    assert view.table.area() == (range(1, 3), range(view.model.columnCount()))
    press(view, qtbot, Key.Key_Up, CTRL | SHIFT)
    assert view.table.area() == (range(2), range(view.model.columnCount()))
    press(view, qtbot, Key.Key_Home, CTRL | SHIFT)
    assert view.table.area() == (range(2), range(1))


@pytest.mark.parametrize("key", [Key.Key_V, Key.Key_D])
def test_what_fills_a_whole_column_makes_no_new_row(form: FormView, qtbot: QtBot, key: Qt.Key) -> None:
    view = opened(form, *ROWS)
    QApplication.clipboard().setText("甲")
    press(view, qtbot, Key.Key_Space, CTRL)
    press(view, qtbot, key, CTRL)
    assert [row[0] for row in cells(form)] == ["甲", "甲", "甲"]


def test_what_is_pasted_into_the_row_that_waits_makes_one(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    QApplication.clipboard().setText("丁")
    view.table.setCurrentIndex(view.model.index(3, 0))
    press(view, qtbot, Key.Key_V, CTRL)
    assert [row[0] for row in cells(form)] == ["甲", "乙", "丙", "丁"]


def test_what_is_said_of_a_step_goes_with_the_next(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, *ROWS)
    QApplication.clipboard().setText("丁")
    press(view, qtbot, Key.Key_V, CTRL)
    assert view._told.isVisible()
    assert "Ctrl+Z 可撤销" in view._told.text()
    form.desk.undo()
    assert not view._told.isVisible()
