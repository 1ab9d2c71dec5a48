"""A page that is scrolled is as high as its words need in the width that they have."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.settings import Settings
from app.ui.application import make_application
from app.ui.widgets.page_area import PageArea, PageGround


class Words(QLabel):
    """Words that are high where they are narrow."""

    def minimumSizeHint(self) -> QSize:
        """As narrow as can be."""
        return QSize(100, 400)


def test_what_fits_is_not_scrolled(qtbot: QtBot) -> None:
    area = PageArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    ground = PageGround(area)
    words = Words("清单合计与表中的数量一致。" * 12, ground)
    words.setWordWrap(True)
    QVBoxLayout(ground).addWidget(words)
    area.setWidget(ground)
    area.resize(900, 200)
    area.show()
    qtbot.waitUntil(lambda: ground.width() > 800)
    assert ground.needed < 200
    assert ground.height() == area.viewport().height()
    assert area.verticalScrollBar().maximum() == 0


def test_a_page_is_as_wide_before_it_is_scrolled_as_after_and_its_bar_is_seen_only_then(qtbot: QtBot) -> None:
    make_application(Settings.load())
    area = PageArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    words = QLabel("甲", area)
    area.setWidget(words)
    area.resize(300, 200)
    area.show()
    qtbot.waitExposed(area)
    bar, width = area.verticalScrollBar(), area.viewport().width()
    assert len(colours_of(bar)) == 1
    words.setMinimumHeight(900)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert area.viewport().width() == width
    assert len(colours_of(bar)) > 1
    words.setMinimumHeight(0)
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert len(colours_of(bar)) == 1


def colours_of(widget: QWidget) -> set[int]:
    """The colours of its pixels."""
    seen = widget.grab().toImage()
    return {seen.pixel(across, down) for across in range(seen.width()) for down in range(seen.height())}


def test_where_no_word_is_wrapped_it_needs_what_it_asks_for(qtbot: QtBot) -> None:
    area = PageArea()
    qtbot.addWidget(area)
    ground = PageGround(area)
    column = QVBoxLayout(ground)
    column.addWidget(QLabel("甲", ground))
    assert ground.needed == ground.minimumSizeHint().height() > 0


def test_an_area_hears_of_what_it_scrolls_while_it_is_deleted(qtbot: QtBot) -> None:
    area = PageArea()
    bar = area.verticalScrollBar()
    area._show_bar(0, 10)
    assert not bar.property("idle")
    area.deleteLater()
    qtbot.waitUntil(lambda: not isValid(bar))
    area._show_bar(0, 0)
