"""What stands in one row is of one height, at every size of text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QMenu, QPushButton, QSlider, QSpinBox

from app.settings import Settings
from app.ui.main_window import MainWindow
from app.ui.theme import measure, scaled, space


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
def test_lines_choices_and_figures_are_as_high_as_a_button(
    empty_window: MainWindow, settings: Settings, percent: int
) -> None:
    settings.text_size = percent
    empty_window.looks.follow()
    try:
        kinds = (QPushButton, QLineEdit, QComboBox, QSpinBox, QDateEdit)
        row = [kind(empty_window) for kind in kinds]
        row[0].setText("浏览…")
        for widget in row:
            widget.ensurePolished()
        heights = [widget.sizeHint().height() for widget in row]
        assert max(heights) - min(heights) <= 1, dict(zip((kind.__name__ for kind in kinds), heights, strict=True))
    finally:
        settings.text_size = 100
        empty_window.looks.follow()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_knob_of_a_slider_is_whole(empty_window: MainWindow, settings: Settings, percent: int) -> None:
    settings.text_size = percent
    empty_window.looks.follow()
    try:
        slider = QSlider(Qt.Orientation.Horizontal, empty_window)
        slider.ensurePolished()
        assert slider.sizeHint().height() >= scaled(measure.MARK)
    finally:
        settings.text_size = 100
        empty_window.looks.follow()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_keys_in_a_menu_stand_apart_from_its_longest_words(
    empty_window: MainWindow, settings: Settings, percent: int
) -> None:
    settings.text_size = percent
    empty_window.looks.follow()
    try:
        menu = next(one for one in empty_window.menuBar().findChildren(QMenu) if one.title().startswith("编辑"))
        widths = []
        for _ in range(2):
            menu.aboutToShow.emit()
            menu.adjustSize()
            drawn = menu.grab().toImage()
            longest = next(menu.actionGeometry(one) for one in menu.actions() if one.text() == "查找上一处")
            widths.append(menu.width())
            middle = range(longest.top() + 2, longest.bottom() - 1)
            bare = [
                all(drawn.pixelColor(x, y) == drawn.pixelColor(longest.right() - 2, y) for y in middle)
                for x in range(longest.left(), longest.right())
            ]
            inked = [place for place, empty in enumerate(bare) if not empty]
            gaps = [after - before for before, after in pairwise(inked)]
            assert max(gaps) > scaled(space.WIDE), "the widest gap is that before the keys"
        assert widths[0] == widths[1], "it is no wider the second time"
    finally:
        settings.text_size = 100
        empty_window.looks.follow()
