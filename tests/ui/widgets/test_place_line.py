"""A line for a place tells the end of it, no letter by halves, while the cursor is elsewhere."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.widgets.file_line import PlaceLine

PLACE = "/文档/申报书/上海市工业互联网平台应用水平评价申报表和申报书.qibei"


def test_a_long_place_has_dots_before_its_end(qtbot: QtBot, window: MainWindow) -> None:
    line = PlaceLine(PLACE, window)
    line.show()
    line.resize(900, 36)
    assert line.at_rest() == PLACE
    line.resize(200, 36)
    shown = line.at_rest()
    assert shown.startswith("…")
    assert PLACE.endswith(shown.removeprefix("…"))
    assert line.fontMetrics().horizontalAdvance(shown) < 200 - 8
    at_rest = line.grab().toImage()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    assert line.grab().toImage() != at_rest, "what is edited is shown as it is written"
    assert line.text() == PLACE
