"""设置: the pages at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.settings import Settings
from app.ui import icons
from app.ui.dialogs.busy import foot_of
from app.ui.dialogs.settings.appearance_page import AppearancePage
from app.ui.dialogs.settings.backups_page import BackupsPage
from app.ui.dialogs.settings.colleagues_page import ColleaguesPage
from app.ui.dialogs.settings.folders_page import FoldersPage
from app.ui.dialogs.settings.keyring_page import KeyringPage
from app.ui.dialogs.settings.name_page import NamePage
from app.ui.dialogs.settings.page import SettingsPage
from app.ui.dialogs.settings.place_page import PlacePage
from app.ui.theme import colours, measure, scaled, space
from app.ui.widgets.areas import QuietArea
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import titled

SIZE = (840, 560)
ROOM = 64
"""Beside the longest name in the list: its icon, and what is left around it."""


def pages_of(settings: Settings, follow: Callable[[], object], parent: QWidget) -> Sequence[SettingsPage]:
    """The pages, in order; a further one is entered here.  `follow` lets the window take on another look."""
    return (
        AppearancePage(settings, follow, parent),
        NamePage(settings, parent),
        FoldersPage(settings, parent),
        PlacePage(settings, parent),
        BackupsPage(settings, parent),
        KeyringPage(settings, parent),
        ColleaguesPage(parent),
    )


class SettingsDialog(Dialog):
    """Shows one page at a time; what is changed there holds at once, so there is nothing to confirm."""

    def __init__(self, settings: Settings, follow: Callable[[], object], parent: QWidget) -> None:
        super().__init__("设置", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.wish(*SIZE)
        self._follow = follow
        self.list = QListWidget(self)
        self.list.setObjectName("places")
        self.list.setAccessibleName("设置的页")
        self.stack = QStackedWidget(self)
        self.pages = pages_of(settings, self._restyled, self.stack)
        for page in self.pages:
            self.list.addItem(QListWidgetItem(page.title))
            self.stack.addWidget(self._framed(page))
        self.close_button = QPushButton("关闭", self)
        self._arrange()
        self._dress_list()
        self.close_button.clicked.connect(self.accept)
        self.list.currentRowChanged.connect(self._turn)
        self.list.setCurrentRow(0)

    def done(self, result: int) -> None:
        """Keep what was typed on the page that is shown, and close."""
        self.pages[self.stack.currentIndex()].leave()
        super().done(result)

    def _turn(self, row: int) -> None:
        self.pages[self.stack.currentIndex()].leave()
        self.stack.setCurrentIndex(row)
        self.pages[row].open()

    def _restyled(self) -> None:
        """Follow the look that was chosen on one of the pages."""
        self._follow()
        self._dress_list()
        self.content_changed()

    def _dress_list(self) -> None:
        """As wide as its names, each with its icon."""
        shown = colours()
        for row, page in enumerate(self.pages):
            drawn = icons.icon(page.icon, shown.muted, shown.disabled, scaled(measure.ICON), chosen=shown.accent)
            self.list.item(row).setIcon(drawn)
        widest = max(self.list.fontMetrics().horizontalAdvance(page.title) for page in self.pages)
        self.list.setFixedWidth(widest + scaled(measure.ICON) + ROOM)

    def _framed(self, page: SettingsPage) -> QWidget:
        area = QuietArea(self.stack, upright=True)
        framed = area.ground()
        column = QVBoxLayout(framed)
        column.setContentsMargins(space.WIDE, space.WIDE, space.WIDE, space.ROOMY)
        column.setSpacing(space.ROOMY)
        column.addWidget(titled(page.title, framed, "title"))
        column.addWidget(page, 1)
        area.setWidget(framed)
        return area

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        self.column.setContentsMargins(*space.NONE)
        self.column.addLayout(row, 1)
        self.line_foot()
        self.set_foot(foot_of(self.close_button))
