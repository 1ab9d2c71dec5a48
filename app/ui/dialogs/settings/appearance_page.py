"""外观: light or dark, the size of the text, stronger contrast; each holds at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QWidget

from app.settings import TEXT_SIZES, Appearance, Settings
from app.ui.dialogs.settings.page import SettingsPage
from app.ui.theme import space
from app.ui.widgets.labels import evened, titled

APPEARANCES = {"system": "跟随系统", "light": "浅色", "dark": "深色"}
BESIDE = 3
"""Choices in one row."""
STRONG = "加强对比度（文字更深，边线更清楚）"


class AppearancePage(SettingsPage):
    """Changes the settings and lets the window follow."""

    title, icon = "外观", "appearance"

    def __init__(self, settings: Settings, follow: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._settings, self._follow = settings, follow
        self.appearances = {name: QRadioButton(words, self) for name, words in APPEARANCES.items()}
        self.sizes = {percent: QRadioButton(f"{percent}%", self) for percent in TEXT_SIZES}
        self.strong = QCheckBox(STRONG, self)
        self.strong.setAccessibleName(STRONG)
        self.column.addWidget(titled("颜色", self))
        self._add_row(self.appearances, settings.appearance, self._take_appearance)
        self.column.addWidget(self.strong)
        self.column.addWidget(titled("字号", self))
        self._add_row(self.sizes, settings.text_size, self._take_size)
        self.column.addWidget(evened("界面上的文字立即按选定的字号显示；印出来的申报书不受影响。", self, "muted"))
        self.column.addWidget(self.words)
        self.column.addStretch(1)
        self.strong.setChecked(settings.strong)
        self.strong.toggled.connect(self._take_strong)

    def _add_row(self, buttons: dict[str, QRadioButton] | dict[int, QRadioButton], now: object, take: object) -> None:
        grid, group = QGridLayout(), QButtonGroup(self)
        grid.setHorizontalSpacing(space.WIDE)
        for place, (value, button) in enumerate(buttons.items()):
            button.setAccessibleName(button.text())
            button.setChecked(value == now)
            group.addButton(button)
            grid.addWidget(button, place // BESIDE, place % BESIDE)
            button.clicked.connect(partial(cast(Callable[[object], None], take), value))
        grid.setColumnStretch(BESIDE, 1)
        self.column.addLayout(grid)

    def _take_appearance(self, appearance: str, _on: bool = True) -> None:
        self._settings.appearance = cast(Appearance, appearance)
        self._keep()

    def _take_size(self, percent: int, _on: bool = True) -> None:
        self._settings.text_size = percent
        self._keep()

    def _take_strong(self, strong: bool) -> None:
        self._settings.strong = strong
        self._keep()

    def _keep(self) -> None:
        self.keep(self._settings)
        self._follow()
