"""A list that is all its page asks for has the room that there is; its rows grow with the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot
from ui.lists.list_page import opened

from app.settings import Settings
from app.ui import theme
from app.ui.application import make_application
from app.ui.editors.table import KeptColumn
from app.ui.form.view import FormView
from app.ui.main_window import MainWindow
from app.ui.widgets.labels import Elided

ROWS = [(f"设备{number}", str(number), "运行设备") for number in range(1, 31)]


def test_on_the_smallest_window_nine_rows_are_seen(qtbot: QtBot, window: MainWindow, form: FormView) -> None:
    window.resize(1024, 700)
    table = opened(form, *ROWS).table
    qtbot.waitUntil(lambda: table.viewport().height() >= 9 * table.row_height)


def test_a_finished_list_says_so_once_and_what_it_owes_in_full(form: FormView) -> None:
    view = opened(form)
    header = form.page("rows")._header
    assert "还缺" in header._owed.text()
    assert not header._bar.isHidden()
    view.model.make(lambda sheet: sheet.pasted([], 0, ROWS), 0, "填")
    assert header._mark.text() == "已完成"
    assert header._bar.isHidden()


@pytest.mark.parametrize("percent", [100, 200])
def test_a_row_has_room_for_its_line(qtbot: QtBot, form: FormView, settings: Settings, percent: int) -> None:
    view = opened(form, *ROWS)
    settings.text_size = percent
    application = make_application(settings)
    qtbot.wait(10)
    table = view.table
    found = table.rowHeight(0), table.fontMetrics().lineSpacing()
    theme.apply(application, Settings(settings.file))
    assert found[0] > found[1] + 4


def test_the_name_of_a_list_is_read_whole_its_buttons_below_it_where_they_must(
    qtbot: QtBot, window: MainWindow, form: FormView
) -> None:
    window.resize(1024, 700)
    view = opened(form, *ROWS)
    (name,) = [one for one in view.findChildren(Elided) if one.text() == "设备清单"]
    view.setMinimumWidth(0)

    def below() -> bool:
        return view._buttons[0].mapTo(view, QPoint()).y() > name.mapTo(view, QPoint()).y() + 10

    for width in (700, 300):
        view.setFixedWidth(width)
        qtbot.waitUntil(lambda: below() == (width == 300))  # noqa: B023  # asked for while it is so
        assert name.width() >= name.sizeHint().width()
        assert view._buttons[-1].mapTo(view, QPoint(view._buttons[-1].width(), 0)).x() <= width
    assert view._count.width() >= view._count.sizeHint().width()


def test_the_foot_tells_of_the_cell_as_soon_as_the_page_is_opened(qtbot: QtBot, form: FormView) -> None:
    opened(form, *ROWS)
    form.open("cover")
    form.open("rows")
    form.page("rows").begin()
    qtbot.waitUntil(lambda: form.foot.aid.words.text().startswith("名称"))


def test_a_list_that_is_scrolled_sideways_keeps_its_first_column_in_sight(
    qtbot: QtBot, window: MainWindow, form: FormView
) -> None:
    window.resize(1024, 700)
    table = opened(form, *ROWS).table
    assert table.findChild(KeptColumn) is None
    for column in range(table.model().columnCount()):
        table.setColumnWidth(column, 400)
    table.setColumnWidth(0, 120)
    bar = table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    kept = table.findChild(KeptColumn)
    assert kept is not None
    assert kept.isVisible()
    assert kept.columnWidth(0) == 120
    assert kept.geometry().left() == table.horizontalHeader().geometry().left()
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    assert kept.verticalScrollBar().value() == table.verticalScrollBar().value()
    bar.setValue(0)
    assert not kept.isVisible()


def test_the_numbers_of_rows_have_the_room_that_the_widest_needs(form: FormView) -> None:
    table = opened(form, *[(f"设备{number}", "1", "运行设备") for number in range(1, 1_200)]).table
    numbers = table.verticalHeader()
    assert numbers.width() >= numbers.fontMetrics().horizontalAdvance("1199")
    assert numbers.sizeHint().width() == max(numbers.sectionSizeFromContents(row).width() for row in range(1_200))
