"""What stands in one row is of one height, at every size of text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QScreen
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
)

from app.settings import Settings
from app.ui.main_window import MainWindow
from app.ui.theme import measure, palettes, part_keys, scaled, space, style_sheet


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


@pytest.mark.parametrize(("wide", "more"), [(4000, True), (1000, False)])
def test_each_column_of_a_menu_that_is_higher_than_the_screen_is_seen(
    empty_window: MainWindow, settings: Settings, monkeypatch: pytest.MonkeyPatch, wide: int, more: bool
) -> None:
    settings.text_size = 200
    empty_window.looks.follow()
    try:
        menu = next(one for one in empty_window.menuBar().findChildren(QMenu) if one.title().startswith("文件"))
        empty_window.actions_.draw()
        plain = menu.sizeHint().width()
        monkeypatch.setattr(QScreen, "availableGeometry", lambda _self: QRect(0, 0, wide, 700))
        menu.aboutToShow.emit()
        places = [menu.actionGeometry(action) for action in menu.actions()]
        columns = {place.x() for place in places}
        assert len(columns) > 1
        grown = menu.sizeHint().width() - plain
        assert grown >= len(columns) * scaled(space.WIDE) if more else grown == 0
        assert all(QRect(QPoint(), menu.sizeHint()).contains(place) for place in places)
    finally:
        settings.text_size = 100
        empty_window.looks.follow()


def test_a_menu_whose_columns_are_too_wide_for_the_screen_is_scrolled_in_one(
    empty_window: MainWindow, settings: Settings
) -> None:
    settings.text_size = 200
    empty_window.looks.follow()
    try:
        menu = QMenu(empty_window)
        part_keys(menu)
        for number in range(60):
            menu.addAction(f"生成空白清单，请同事填写（Excel）{number}").setShortcut(QKeySequence("Ctrl+Shift+F"))
        assert menu.sizeHint().width() > menu.screen().availableGeometry().width()
        menu.aboutToShow.emit()
        assert len({menu.actionGeometry(action).x() for action in menu.actions()}) == 1
        assert menu.sizeHint().width() <= menu.screen().availableGeometry().width()
    finally:
        settings.text_size = 100
        empty_window.looks.follow()


@pytest.mark.parametrize("percent", [100, 110, 125, 150, 175, 200])
def test_what_is_chosen_from_is_round(empty_window: MainWindow, settings: Settings, percent: int) -> None:
    settings.text_size = percent
    empty_window.looks.follow()
    try:
        button = QRadioButton(empty_window)
        button.ensurePolished()
        option = QStyleOptionButton()
        button.initStyleOption(option)
        place = button.style().subElementRect(QStyle.SubElement.SE_RadioButtonIndicator, option, button)
        assert place.width() == place.height()
        found = re.search(
            r"QRadioButton::indicator \{ border-radius: (\d+)px", style_sheet(palettes.LIGHT, percent=percent)
        )
        assert found is not None
        assert int(found[1]) * 2 == place.width()
    finally:
        settings.text_size = 100
        empty_window.looks.follow()
