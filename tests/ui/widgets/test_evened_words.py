"""Words that wrap leave no character alone on their last line, whatever room they have."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.broken import LOOKED_AT, broken
from app.ui.widgets.labels import Evened, evened

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every window without a display
WORDS = "高新技术企业认定管理工作指引，按公开资料编写，未与官方文件逐字核对"


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    """A ground that is made as wide as one likes, with words on it."""
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(evened(WORDS, made))
    column.addStretch(1)
    made.show()
    return made


def lines(label: Evened) -> list[str]:
    return broken(label.text(), label.font(), label.width() - label.contentsMargins().right(), LOOKED_AT)


def test_no_character_stands_alone_on_the_last_line_and_no_line_is_added(ground: QWidget, qtbot: QtBot) -> None:
    (label,) = ground.findChildren(Evened)
    letter, lonely = label.fontMetrics().horizontalAdvance("汉"), 0
    for room in range(10 * letter, 25 * letter, letter // 2):
        ground.setFixedWidth(room)
        qtbot.wait(1)
        plain = broken(WORDS, label.font(), room, LOOKED_AT)
        lonely += len(plain[-1]) == 1
        assert len(lines(label)[-1]) > 1
        assert len(lines(label)) == len(plain)
        assert label.height() >= len(plain) * label.fontMetrics().height()
    assert lonely


def test_other_words_are_broken_anew(ground: QWidget, qtbot: QtBot) -> None:
    (label,) = ground.findChildren(Evened)
    ground.setFixedWidth(10 * label.fontMetrics().horizontalAdvance("汉") + 2)
    qtbot.wait(1)
    label.setText("一二三四五六七八九十一")
    assert [len(line) for line in lines(label)] == [9, 2]
    label.setText("一二三四五六七八九十一。")
    assert lines(label)[-1] == "十一。"
    label.setText("一二三")
    assert label.contentsMargins().right() == 0
    assert label.text() == "一二三"
