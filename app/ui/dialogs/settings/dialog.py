"""设置: the pages at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.settings import Settings
from app.ui.dialogs.busy import foot_of
from app.ui.dialogs.settings.backups_page import BackupsPage
from app.ui.dialogs.settings.colleagues_page import ColleaguesPage
from app.ui.dialogs.settings.keyring_page import KeyringPage
from app.ui.dialogs.settings.page import SettingsPage
from app.ui.dialogs.settings.place_page import PlacePage
from app.ui.widgets.labels import titled


def pages_of(settings: Settings, parent: QWidget) -> Sequence[SettingsPage]:
    """The pages, in order; a further one is entered here."""
    return (
        KeyringPage(settings, parent),
        BackupsPage(settings, parent),
        ColleaguesPage(parent),
        PlacePage(settings, parent),
    )


class SettingsDialog(QDialog):
    """Shows one page at a time; what is changed there holds at once, so there is nothing to confirm."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(780, 520)
        self.list = QListWidget(self)
        self.list.setAccessibleName("设置的页")
        self.list.setFixedWidth(150)
        self.stack = QStackedWidget(self)
        self.pages = pages_of(settings, self.stack)
        for page in self.pages:
            self.list.addItem(page.title)
            self.stack.addWidget(self._framed(page))
        self.close_button = QPushButton("关闭", self)
        self._arrange()
        self.close_button.clicked.connect(self.accept)
        self.list.currentRowChanged.connect(self._turn)
        self.list.setCurrentRow(0)

    def _turn(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        self.pages[row].open()

    def _framed(self, page: SettingsPage) -> QWidget:
        framed = QWidget(self.stack)
        column = QVBoxLayout(framed)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(titled(page.title, framed, 2))
        column.addWidget(page, 1)
        return framed

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addLayout(foot_of(self.close_button))
