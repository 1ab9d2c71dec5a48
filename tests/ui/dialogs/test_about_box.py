"""关于: what the program is, and the truth on the process that reads proofs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.evidence.apart import worker as worker_module
from app.evidence.apart.process import ChildDied
from app.evidence.apart.start import running
from app.evidence.apart.walls import WALLS
from app.evidence.apart.worker import Worker
from app.licences import components
from app.release import VERSION
from app.ui.dialogs.about import AboutBox, in_words
from app.ui.dialogs.licences import LicencesDialog
from app.ui.main_window import MainWindow

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),  # said of every window without a display
    pytest.mark.usefixtures("own_children"),
]


def opened(bot: QtBot, window: MainWindow) -> AboutBox:
    window.actions_["about"].trigger()
    box = window.findChildren(AboutBox)[-1]
    assert "正在检查" in box.walls.text()
    bot.waitUntil(lambda: "正在检查" not in box.walls.text(), timeout=60_000)
    return box


def button(box: AboutBox, name: str) -> QPushButton:
    return next(one for one in box.findChildren(QPushButton) if one.accessibleName() == name)


def test_the_box_tells_what_the_child_of_this_machine_found(qtbot: QtBot, empty_window: MainWindow) -> None:
    with Worker() as worker:
        walls = worker.walls()
    box = opened(qtbot, empty_window)
    assert box.walls.text() == in_words(walls)
    box.accept()


def test_the_box_closed_while_it_asks_leaves_no_process(qtbot: QtBot, empty_window: MainWindow) -> None:
    others = running()
    empty_window.actions_["about"].trigger()
    empty_window.findChildren(AboutBox)[-1].accept()
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: running() - others != set(), timeout=20_000)
        qtbot.waitUntil(lambda: running() <= others, timeout=20_000)
        qtbot.wait(300)
    assert caught == []


def test_a_process_that_does_not_start_is_told(
    qtbot: QtBot, empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dead() -> None:
        raise ChildDied

    monkeypatch.setattr(worker_module, "Child", dead)
    box = opened(qtbot, empty_window)
    assert "读取证明材料的进程没有启动" in box.walls.text()
    box.accept()


WORDS = [
    (
        set(WALLS),
        "证明材料在单独的进程中读取：内存不超过 1\u00a0GB；不能联网；不能运行其他程序；不能读写其他文件；"
        "不能接触本程序的内存。",
    ),
    (
        {"programs", "writing", "processes"},
        "证明材料在单独的进程中读取：内存不超过 1\u00a0GB；不能运行其他程序；不能改动其他文件；不能接触本程序的内存。\n"
        "本系统不支持以下限制：联网、读取其他文件。请只加入来源可靠的文件。",
    ),
    (
        set(),
        "证明材料在单独的进程中读取：内存不超过 1\u00a0GB。\n"
        "本系统不支持以下限制：联网、运行其他程序、读取其他文件、改动其他文件、接触本程序的内存。请只加入来源可靠的文件。",
    ),
]


@pytest.mark.parametrize(("walls", "words"), WORDS, ids=["all", "some", "none"])
def test_what_stands_and_what_does_not_is_said_in_words(walls: set, words: str) -> None:
    assert in_words(walls) == words


def test_the_box_names_the_release_and_leads_to_every_licence(qtbot: QtBot, empty_window: MainWindow) -> None:
    box = opened(qtbot, empty_window)
    shown = [label.text() for label in box.findChildren(QLabel)]
    assert f"齐备 {VERSION}" in shown
    assert any("Qt" in words and "LGPL 第 3 版" in words for words in shown)
    button(box, "许可").click()
    (dialog,) = box.findChildren(LicencesDialog)
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert names == [part.name for part in components()]
    assert "Apache License" in dialog.text.toPlainText()
    dialog.list.setCurrentRow(names.index("LXGW WenKai Light"))
    assert "SIL OPEN FONT LICENSE" in dialog.text.toPlainText()
    dialog.accept()
    box.accept()
