"""What is said of a bug: in our own box, with a record that can be read and holds no answers."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from app.ui import crash
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_the_record_of_a_bug_has_room_for_its_lines(qtbot: QtBot, empty_window: MainWindow) -> None:
    answer = "".join(("昇", "旸"))
    try:
        raise ValueError(answer)
    except ValueError as failure:
        box = crash.box(crash.report(ValueError, failure, failure.__traceback__))
    qtbot.addWidget(box)
    (record,) = box.findChildren(QTextEdit)
    assert answer not in record.toPlainText()
    assert "ValueError" in record.toPlainText()
    box.show()
    next(button for button in box.buttons() if "详细" in button.text()).click()
    lines = record.toPlainText().splitlines()
    metrics = record.fontMetrics()
    assert record.viewport().height() >= 6 * metrics.lineSpacing()
    assert record.viewport().width() >= 30 * metrics.horizontalAdvance("n"), lines
    assert not box.iconPixmap().isNull(), "of our own, not the style's"
