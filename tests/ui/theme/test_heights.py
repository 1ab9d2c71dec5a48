"""What stands in one row is of one height, at every size of text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QPushButton, QSlider, QSpinBox

from app.settings import Settings
from app.ui.main_window import MainWindow
from app.ui.theme import measure, scaled


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
