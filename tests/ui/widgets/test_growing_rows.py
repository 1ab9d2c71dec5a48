"""Rows of which the words change while they are seen."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui.application import make_application
from app.ui.widgets.rows import SIDE, Row, RowsView


def placed(view: RowsView) -> list[QRect]:
    """Where each row is."""
    return [view.visualRect(view.model().index(place, 0)) for place in range(len(view.rows))]


def none_overlap(rects: list[QRect]) -> bool:
    """Whether each begins where the one above it ends."""
    return [rect.top() for rect in rects[1:]] == [rect.bottom() + 1 for rect in rects[:-1]]


def test_a_row_that_is_told_more_of_pushes_those_below_it_down(qtbot: QtBot, settings: Settings) -> None:
    make_application(settings)
    window = QWidget()
    qtbot.addWidget(window)
    view = RowsView("各项", window)
    view.resize(300, 300)
    view.set_rows([Row("甲", 1), Row("乙", 2), Row("丙", 3)])
    window.show()
    qtbot.waitExposed(window)
    view.set_rows([Row("甲", 1, detail="应答：5"), Row("乙", 2), Row("丙", 3, detail="应答：6")])
    rects = placed(view)
    assert rects[0].height() > rects[1].height()
    assert none_overlap(rects)


def test_rows_that_a_scroll_bar_makes_narrower_do_not_overlap(qtbot: QtBot, settings: Settings) -> None:
    make_application(settings)
    window = QWidget()
    qtbot.addWidget(window)
    view = RowsView("各项", window)
    words = "工业互联网平台基本信息"
    view.set_rows([Row(words, place) for place in range(40)])
    view.resize(view.fontMetrics().horizontalAdvance(words) + 2 * SIDE + 4, 300)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: view.verticalScrollBar().isVisible())
    qtbot.waitUntil(lambda: none_overlap(placed(view)))
    assert placed(view)[0].height() > 1.5 * view.fontMetrics().height()
