"""The day on which what is lent comes back, chosen from a calendar that looks like the rest of the window."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QToolButton, QWidget

from app.ui import icons
from app.ui.theme import colours, measure, scaled

TURNS = {"qt_calendar_prevmonth": ("previous", "上个月"), "qt_calendar_nextmonth": ("next", "下个月")}
"""The buttons of Qt's calendar that turn the month: their icons and names."""
DAYS_OFF = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class DueDate(QDateEdit):
    """A day from today on."""

    def __init__(self, day: QDate, parent: QWidget) -> None:
        super().__init__(day, parent)
        self.setAccessibleName("交回日期")
        self.setDisplayFormat("yyyy-MM-dd")
        self.setMinimumDate(QDate.currentDate())
        self.setCalendarPopup(True)
        _dress(self.calendarWidget())


def _dress(calendar: QCalendarWidget) -> None:
    """Our arrows and colours, and room for six weeks: Qt counts too little for them in our style."""
    calendar.setMinimumSize(*map(scaled, measure.CALENDAR))
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for name, (icon, words) in TURNS.items():
        button = calendar.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            icons.give(button, icon)
            button.setAccessibleName(words)
            button.setToolTip(words)
    heads, days_off = QTextCharFormat(), QTextCharFormat()
    heads.setForeground(QColor(colours().muted))
    days_off.setForeground(QColor(colours().accent))
    calendar.setHeaderTextFormat(heads)
    for day in DAYS_OFF:
        calendar.setWeekdayTextFormat(day, days_off)
