"""A page that is scrolled is as high as its words need in the width that they have."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot

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


def test_where_no_word_is_wrapped_it_needs_what_it_asks_for(qtbot: QtBot) -> None:
    area = PageArea()
    qtbot.addWidget(area)
    ground = PageGround(area)
    column = QVBoxLayout(ground)
    column.addWidget(QLabel("甲", ground))
    assert ground.needed == ground.minimumSizeHint().height() > 0
