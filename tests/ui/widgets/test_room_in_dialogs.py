"""Lists of a dialog give way before the whole of it is scrolled, and no further than that helps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.widgets.areas import QuietArea, RoomyArea
from app.ui.widgets.dialog import ROOM, ROWS, Dialog
from app.ui.widgets.labels import wrapped

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display
HIGH = 500
"""Of the screen."""


class Listing(Dialog):
    """A list, a text, and something as high as one likes."""

    def __init__(self, beside: int, window: MainWindow) -> None:
        super().__init__("试", window)
        self.wish(400)
        self.items, self.words, self.label = QListWidget(self), QPlainTextEdit(self), QLabel(self)
        self.items.addItems([str(number) for number in range(30)])
        self.label.setFixedHeight(beside)
        for widget in (self.items, self.words, self.label):
            self.column.addWidget(widget)

    @property
    def spare(self) -> int:
        """Pixels that are left when everything is as low as can be."""
        return self.most().height() - self.column.totalMinimumSize().height()

    @property
    def hidden(self) -> int:
        """Pixels that are scrolled away."""
        return self.findChildren(QuietArea)[0].verticalScrollBar().maximum()


def shown(qtbot: QtBot, dialog: Dialog) -> None:
    dialog.show()
    qtbot.wait(30)


@pytest.fixture(autouse=True)
def small_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen on which there is not room for much."""
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _self: QRect(0, 0, 800, HIGH))


def test_rows_lie_closer_where_else_all_would_be_scrolled(qtbot: QtBot, window: MainWindow) -> None:
    roomy = Listing(60, window)
    shown(qtbot, roomy)
    spare = roomy.spare
    close = Listing(60 + spare + 20, window)
    shown(qtbot, close)
    assert roomy.hidden == close.hidden == 0
    assert roomy.items.minimumHeight() - close.items.minimumHeight() == ROWS * ROOM


def test_rows_keep_their_room_where_all_is_scrolled_anyway(qtbot: QtBot, window: MainWindow) -> None:
    roomy, much = Listing(60, window), Listing(HIGH, window)
    shown(qtbot, roomy)
    shown(qtbot, much)
    assert much.hidden > 0
    assert much.items.minimumHeight() == roomy.items.minimumHeight()


def test_what_is_added_later_makes_the_rows_lie_closer_too(qtbot: QtBot, window: MainWindow) -> None:
    dialog = Listing(60, window)
    shown(qtbot, dialog)
    spare = dialog.spare
    dialog.label.setFixedHeight(60 + spare + 20)
    qtbot.waitUntil(lambda: dialog.items.height() < dialog.items.fontMetrics().lineSpacing() * ROWS + ROWS * ROOM)
    assert dialog.hidden == 0


def test_a_list_in_a_page_that_is_scrolled_takes_no_more_than_it_must(qtbot: QtBot, window: MainWindow) -> None:
    dialog = Dialog("试", window)
    page = QuietArea(dialog, upright=True)
    items = QListWidget(page)
    page.setWidget(items)
    dialog.column.addWidget(page)
    shown(qtbot, dialog)
    assert items.minimumHeight() == ROWS * items.fontMetrics().lineSpacing() + 2 * items.frameWidth()
    assert page.minimumHeight() > items.minimumHeight()


def test_a_frame_is_as_high_as_what_it_holds_and_else_scrolled_inside(qtbot: QtBot, window: MainWindow) -> None:
    heights = {}
    for lines in (3, 60):
        dialog = Dialog("试", window)
        dialog.wish(400)
        area = RoomyArea(dialog)
        area.setWidget(wrapped("一行字\n" * lines, area))
        dialog.column.addWidget(area, 1)
        shown(qtbot, dialog)
        heights[lines] = area.verticalScrollBar().maximum()
        assert dialog.findChildren(QuietArea)[0].verticalScrollBar().maximum() == 0
        assert dialog.height() <= dialog.most().height()
    assert heights[3] == 0 < heights[60]
