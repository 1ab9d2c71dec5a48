"""The calendar of the day on which a page comes back looks like the rest of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from ui.dressing import dressed

from app.settings import Settings
from app.ui.handover.due import DueDate
from app.ui.main_window import MainWindow
from app.ui.theme import colours


def calendar(qtbot: QtBot, parent: QWidget) -> QCalendarWidget:
    """The calendar, as it comes down."""
    shown = DueDate(QDate(2026, 8, 3), parent).calendarWidget()
    shown.setParent(parent)
    shown.setSelectedDate(QDate(2026, 8, 3))
    shown.adjustSize()
    shown.show()
    qtbot.waitExposed(shown)
    return shown


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_all_six_weeks_of_a_month_are_seen(
    qtbot: QtBot, empty_window: MainWindow, settings: Settings, percent: int
) -> None:
    with dressed(empty_window, settings, text_size=percent):
        weeks = calendar(qtbot, empty_window).findChild(QTableView)
        assert isinstance(weeks, QTableView)
        heights = [weeks.rowHeight(row) for row in range(weeks.model().rowCount())]
        assert sum(heights) <= weeks.viewport().height() + 1
        assert min(heights) >= weeks.fontMetrics().height()


def test_months_are_turned_with_our_arrows_and_no_day_is_red(qtbot: QtBot, empty_window: MainWindow) -> None:
    empty_window.show()
    shown = calendar(qtbot, empty_window)
    for name, words in (("qt_calendar_prevmonth", "上个月"), ("qt_calendar_nextmonth", "下个月")):
        button = shown.findChild(QToolButton, name)
        assert isinstance(button, QToolButton)
        assert button.accessibleName() == button.toolTip() == words
        assert button.property("iconName")
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        assert shown.weekdayTextFormat(day).foreground().color().name() == colours().accent
