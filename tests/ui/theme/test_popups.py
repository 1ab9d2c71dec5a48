"""What comes down from a choice is a list like every other, and what cannot be filled in is as pale as its words."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot
from ui.dressing import dressed

from app.settings import Settings
from app.ui.main_window import MainWindow
from app.ui.theme import colours
from app.ui.widgets.picker import Picker

pytestmark = pytest.mark.qt_log_ignore("raise", "grabbing the keyboard")


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_the_chosen_row_of_a_choice_is_marked_softly(
    qtbot: QtBot, empty_window: MainWindow, settings: Settings, appearance: str
) -> None:
    with dressed(empty_window, settings, appearance=appearance):
        choice = QComboBox(empty_window)
        choice.addItems([f"第 {number} 页" for number in range(30)])
        choice.show()
        option = QStyleOptionComboBox()
        choice.initStyleOption(option)
        assert not choice.style().styleHint(QStyle.StyleHint.SH_ComboBox_Popup, option, choice)
        choice.showPopup()
        qtbot.waitUntil(choice.view().isVisible)
        place = choice.view().visualRect(choice.model().index(0, 0))
        drawn = choice.view().viewport().grab().toImage()
        beside = QColor(drawn.pixelColor(place.right() - 8, place.center().y()))
        assert beside.name() == colours().accent_soft
        choice.hidePopup()


@pytest.mark.parametrize("percent", [100, 200])
def test_what_comes_down_from_a_narrow_choice_is_read_whole(
    qtbot: QtBot, empty_window: MainWindow, settings: Settings, percent: int
) -> None:
    with dressed(empty_window, settings, text_size=percent):
        choice = Picker(empty_window)
        choice.addItems(["生产", "煤炭、黑色金属矿开采"] * 8)
        choice.resize(60, 36)
        choice.show()
        choice.showPopup()
        qtbot.waitUntil(choice.view().isVisible)
        view = choice.view()
        assert (
            view.visualRect(choice.model().index(1, 0)).width()
            >= view.sizeHintForIndex(choice.model().index(1, 0)).width()
        )
        choice.hidePopup()


def test_a_line_that_cannot_be_filled_in_says_so_in_its_hint_too(qtbot: QtBot, empty_window: MainWindow) -> None:
    empty_window.show()
    line = QLineEdit(empty_window)
    line.setPlaceholderText("对方的姓名")
    line.setEnabled(False)
    line.show()
    line.ensurePolished()
    group, role = QPalette.ColorGroup.Disabled, QPalette.ColorRole.PlaceholderText
    assert line.palette().color(group, role).name() == colours().disabled
