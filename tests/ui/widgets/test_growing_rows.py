"""Rows of which the words change while they are seen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui.application import make_application
from app.ui.widgets.rows import Row, RowsView


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
    rects = [view.visualRect(view.model().index(place, 0)) for place in range(3)]
    assert rects[0].height() > rects[1].height()
    assert [rect.top() for rect in rects[1:]] == [rect.bottom() + 1 for rect in rects[:-1]]
