"""What has the cursor stays in sight while what stands above it comes, until its user wishes to see something else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QPushButton, QScrollBar, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui.application import make_application
from app.ui.widgets.page_area import PageArea

LATE = 1600
"""Milliseconds after which the first pictures of heavy files may come, on a slow machine."""


class Scrolled(PageArea):
    """A button, and room above it that grows."""

    def __init__(self) -> None:
        super().__init__()
        ground = QFrame(self)
        column = QVBoxLayout(ground)
        self.room = QFrame(ground)
        self.button = QPushButton("添加文件…", ground)
        column.addWidget(self.room)
        column.addWidget(self.button)
        self.setWidgetResizable(True)
        self.setWidget(ground)
        self.resize(300, 200)

    def grow(self, height: int) -> None:
        self.room.setFixedHeight(height)

    def bar(self) -> QScrollBar:
        return self.verticalScrollBar()

    def shows_button(self) -> bool:
        return self.button.visibleRegion().boundingRect().height() == self.button.height()


@pytest.fixture
def area(qtbot: QtBot, settings: Settings) -> Scrolled:
    make_application(settings)
    area = Scrolled()
    qtbot.addWidget(area)
    area.show()
    with qtbot.waitActive(area):
        area.activateWindow()
    area.setFocus()
    area.button.setFocus(Qt.FocusReason.TabFocusReason)
    return area


def test_it_is_followed_however_late_the_rest_comes(area: Scrolled, qtbot: QtBot) -> None:
    for height in (400, 900):
        qtbot.wait(LATE)
        area.grow(height)
        qtbot.waitUntil(lambda height=height: area.bar().maximum() > height - 200 and area.shows_button())


def test_who_scrolls_away_is_left_alone(area: Scrolled, qtbot: QtBot) -> None:
    area.grow(400)
    qtbot.waitUntil(lambda: area.bar().maximum() > 200 and area.shows_button())
    area.bar().triggerAction(QScrollBar.SliderAction.SliderToMinimum)
    area.grow(900)
    qtbot.waitUntil(lambda: area.bar().maximum() > 700)
    qtbot.wait(50)
    assert area.bar().value() == 0
    assert area.button.mapTo(area, QPoint()).y() > area.height()


def test_what_typing_makes_larger_is_left_alone(area: Scrolled, qtbot: QtBot) -> None:
    QTest.keyClick(area.button, Qt.Key.Key_A)
    area.grow(900)
    qtbot.waitUntil(lambda: area.bar().maximum() > 700)
    qtbot.wait(50)
    assert area.bar().value() == 0
