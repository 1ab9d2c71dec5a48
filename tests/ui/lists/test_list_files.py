"""A file is looked at before it fills a list, its columns put right by hand; a list goes out and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.lists.list_page import cells, opened
from ui.person import path

from app.ui.form.blocks.listing import ListView
from app.ui.form.view import FormView
from app.ui.lists.importing import NOT_READ, ImportDialog
from app.ui.main_window import MainWindow
from app.ui.theme import measure, scaled
from app.ui.widgets.areas import QuietArea

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|keyboard")  # said of every dialog without a display
WAIT = 20_000


@pytest.fixture
def view(form: FormView) -> ListView:
    """The list with one row."""
    return opened(form, ("旧", "1"))


def looked_at(view: ListView, qtbot: QtBot, file: Path) -> ImportDialog:
    """The dialog with the file read."""
    view.files.read(file)
    dialog = view.files.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.reading is not None and not dialog.busy, timeout=WAIT)
    return dialog


def csv(tmp_path: Path, text: str) -> Path:
    (tmp_path / "设备.csv").write_text(text, "gbk")
    return tmp_path / "设备.csv"


def test_a_file_is_looked_at_put_right_and_taken_as_one_step(
    view: ListView, form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looked_at(view, qtbot, csv(tmp_path, "序号,名称,多少,类别\n1,机床,5,加工设备\n2,车床,约6,不知道\n"))
    assert [box.currentText() for box in dialog.matches.boxes] == ["（序号，不导入）", "名称", NOT_READ, "类别"]
    assert "“多少”没有对应的列" in dialog.remarks.toPlainText()
    dialog.matches.boxes[2].setCurrentText("数量")
    qtbot.waitUntil(lambda: not dialog.busy and dialog.model.columnCount() == 3, timeout=WAIT)
    assert "文件第 3 行“多少”“约6”" in dialog.remarks.toPlainText()
    assert dialog.model.index(1, 1).data() == "⚠ 约6"
    assert dialog.ok.text() == "导入 2 行"
    dialog.ok.click()
    assert cells(form) == [["旧", "1", ""], ["机床", "5", "加工设备"], ["车床", "约6", "不知道"]]
    assert "已导入 2 行" in view._told.text()
    assert view.table.currentIndex().row() == 1, "the first of them is shown"
    form.desk.undo()
    assert cells(form) == [["旧", "1", ""]]


def test_cells_of_one_kind_are_told_in_one_line_and_each_where_it_is_wished_for(
    view: ListView, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = "".join(f"机床,约{number % 5},加工设备,某\n" for number in range(37))
    dialog = looked_at(view, qtbot, csv(tmp_path, f"名称,数量,类别,责任人\n{rows}合计,,,\n车床,3,不知道,某\n"))
    assert dialog.remarks.toPlainText().splitlines() == [
        "文件里的“责任人”没有对应的列，没有读入。",
        "“数量”列有 37 格读不出确切的整数，已照原样填入，请改写。例如第 2 行“约0”、第 3 行“约1”、第 4 行“约2”。",
        "文件第 39 行“合计”是合计行，没有读入。",
        "文件第 40 行“类别”“不知道”不是这一列的选项（运行设备、加工设备），已照原样填入，请改选。",
    ]
    dialog.every.click()
    assert len(dialog.remarks.toPlainText().splitlines()) == 40
    assert "文件第 38 行“数量”“约1”" in dialog.remarks.toPlainText()
    dialog.every.click()
    assert len(dialog.remarks.toPlainText().splitlines()) == 4
    dialog.copy.click()
    assert len(QApplication.clipboard().text().splitlines()) == 40, "what is taken away has each cell"
    dialog.read(csv(tmp_path, "名称,数量\n机床,约5\n"))
    qtbot.waitUntil(lambda: dialog.ok.text() == "导入 1 行", timeout=WAIT)
    assert dialog.every.isHidden()


def test_no_name_of_a_column_is_cut_in_large_text_and_only_the_lists_are_scrolled(
    view: ListView, qtbot: QtBot, tmp_path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _self: QRect(0, 0, 1024, 652))
    settings = window.settings
    settings.text_size = 200
    window.looks.follow()
    try:
        rows = "".join(f"{number},车床,约{number},不知道,二号车间\n" for number in range(30))
        dialog = looked_at(view, qtbot, csv(tmp_path, f"序号,设备的名称（型号）,数量,类别,所在的车间\n{rows}"))
        qtbot.wait(50)
        for box in dialog.matches.boxes:
            room = box.width() - scaled(measure.DROP)
            assert room >= max(box.fontMetrics().horizontalAdvance(box.itemText(one)) for one in range(box.count()))
        (whole, *_) = dialog.findChildren(QuietArea)
        assert whole.verticalScrollBar().maximum() == 0
    finally:
        settings.text_size = 100
        window.looks.follow()


def test_rows_can_take_the_place_of_those_that_are_there(
    view: ListView, form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looked_at(view, qtbot, csv(tmp_path, "名称,数量\n机床,5\n"))
    dialog.replace.click()
    assert "代替“设备清单”现有的 1 行" in dialog.summary.text()
    dialog.ok.click()
    assert cells(form) == [["机床", "5", ""]]


def test_the_line_of_headings_is_chosen_by_hand(view: ListView, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = looked_at(view, qtbot, csv(tmp_path, "名称,数量\n机床,5\n"))
    dialog.heads.setCurrentIndex(0)
    dialog.heads.activated.emit(0)
    qtbot.waitUntil(lambda: not dialog.busy and dialog.model.rowCount() == 2, timeout=WAIT)
    assert dialog.model.index(0, 0).data() == "名称"


def test_a_file_that_cannot_be_read_is_told_and_nothing_can_be_imported(
    view: ListView, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "图.xlsx").write_bytes(b"PK\x03\x04 broken")
    view.files.read(tmp_path / "图.xlsx")
    dialog = view.files.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.busy, timeout=WAIT)
    assert "没有导入" in dialog.words.text()
    assert dialog.summary.text() == "没有读入“图.xlsx”。"
    assert dialog.remarks.placeholderText() == ""
    assert not dialog.ok.isEnabled()


def test_nothing_is_seen_of_the_file_before_when_another_cannot_be_read(
    view: ListView, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looked_at(view, qtbot, csv(tmp_path, "名称,数量\n机床,约5\n"))
    assert dialog.remarks.toPlainText()
    (tmp_path / "图.xlsx").write_bytes(b"PK\x03\x04 broken")
    dialog.read(tmp_path / "图.xlsx")
    qtbot.waitUntil(lambda: not dialog.busy, timeout=WAIT)
    assert dialog.summary.text() == "没有读入“图.xlsx”。"
    assert not dialog.remarks.toPlainText()
    assert (dialog.model.rowCount(), dialog.matches.boxes, dialog.sheets.count()) == (0, [], 0)


def test_a_list_goes_out_empty_or_filled_and_comes_back(
    view: ListView, form: FormView, qtbot: QtBot, tmp_path: Path
) -> None:
    for empty in (True, False):
        file = tmp_path / f"清单{empty}.xlsx"
        view.files.write(file, empty=empty)
        qtbot.waitUntil(file.is_file, timeout=WAIT)
    dialog = looked_at(view, qtbot, tmp_path / "清单True.xlsx")
    assert not dialog.ok.isEnabled()
    dialog.read(tmp_path / "清单False.xlsx")
    qtbot.waitUntil(lambda: dialog.ok.text() == "导入 1 行", timeout=WAIT)
    dialog.replace.click()
    dialog.ok.click()
    assert cells(form) == [["旧", "1", ""]]


def test_the_foot_tells_what_the_form_states_and_leads_there(form: FormView, qtbot: QtBot) -> None:
    view = opened(form, ("甲", "1204"))
    assert view.foot._lines == {}, "the small pack states nothing of its devices"
    view.table.setCurrentIndex(view.model.index(0, 1))
    form.desk.session.answer(path(str(view.model.cell(view.table.currentIndex()))), "约7")
    form.desk.settle()
    assert "约7" in view.foot.cell.text(), "what is found in the current cell is said below the list"
