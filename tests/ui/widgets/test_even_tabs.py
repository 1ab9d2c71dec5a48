"""Tabs share what is spare, the same for each, and cut no words."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.ui.form.view import FormView
from app.ui.widgets.areas import EvenTabs

NAMES = ("通知", "问题 2", "证明材料 12", "批注")


def test_each_tab_has_the_same_room_beside_its_words(qtbot: QtBot, form: FormView) -> None:
    tabs = EvenTabs(form)
    tabs.setExpanding(True)
    for name in NAMES:
        tabs.addTab(name)
    wanted = tabs.sizeHint().width()
    tabs.show()
    for width in (wanted, wanted + 80, wanted + 20):
        tabs.resize(width, 40)
        qtbot.wait(10)
        metrics = tabs.fontMetrics()
        rooms = [tabs.tabRect(place).width() - metrics.horizontalAdvance(name) for place, name in enumerate(NAMES)]
        assert max(rooms) - min(rooms) <= len(NAMES)
        assert min(rooms) >= 0
        assert tabs.sizeHint().width() == wanted, "what is spare asks for no more"
