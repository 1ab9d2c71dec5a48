"""Long work beside the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import AppError
from app.ui.tasks import Task, drawn_next_turn


def test_work_is_done_in_another_thread_and_told_in_this_one(qtbot: QtBot) -> None:
    here = QThread.currentThread()
    task = Task(lambda _task: QThread.currentThread() is here)
    with qtbot.waitSignals([task.done, task.ended]):
        results: list[object] = []
        task.done.connect(results.append)
        task.start()
    assert results == [False]


def test_progress_arrives_and_the_work_can_be_stopped(qtbot: QtBot) -> None:
    def work(task: Task) -> str:
        task.report("排版", 0.5)
        while not task.cancelled():
            QThread.msleep(1)
        return "停了"

    task = Task(work)
    with qtbot.waitSignal(task.progress) as progress:
        task.start()
    assert progress.args == ["排版", 0.5]
    with qtbot.waitSignal(task.done) as done:
        task.cancel()
    assert done.args == ["停了"]


def test_a_failure_that_a_user_can_be_told_is_told(qtbot: QtBot) -> None:
    def work(_task: Task) -> None:
        raise AppError("磁盘已满。", "请腾出空间。")

    task = Task(work)
    with qtbot.waitSignal(task.failed) as failed:
        task.start()
    assert str(failed.args[0]) == "磁盘已满。请腾出空间。"


def test_a_bug_reaches_the_crash_dialog(qtbot: QtBot) -> None:
    def work(_task: Task) -> None:
        raise ZeroDivisionError

    task = Task(work)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(task.ended):
        task.start()
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


@pytest.mark.parametrize("count", [1, 8])
def test_a_task_lives_until_it_has_ended_though_nobody_keeps_it(qtbot: QtBot, count: int) -> None:
    results: list[object] = []
    for number in range(count):
        task = Task(lambda _task, number=number: number)
        task.done.connect(results.append)
        task.start()
        del task
    qtbot.waitUntil(lambda: sorted(map(str, results)) == [str(number) for number in range(count)])


class Clerk(QObject):
    """Begins the next task as soon as one has ended, as the dialogs do with file after file."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.results: list[int] = []
        self.count = count

    def begin(self) -> None:
        if len(self.results) < self.count:
            number = len(self.results)
            self.task = Task(lambda _task: number)
            self.task.done.connect(self.file)
            self.task.ended.connect(self.begin)
            self.task.start()

    def file(self, number: int) -> None:
        self.results.append(number)


class Canvas(QWidget):
    """Counts how often it is drawn."""

    drawn = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.drawn += 1


def test_what_changes_is_drawn_after_all_that_was_posted_for_this_turn_is_served(qtbot: QtBot) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.show()
    qtbot.waitUntil(lambda: canvas.drawn > 0)
    seen = canvas.drawn
    drawn_next_turn(canvas)
    drawn_next_turn(canvas)  # once for all that asks for it
    canvas.update()
    QCoreApplication.sendPostedEvents()
    assert canvas.drawn == seen, "the old picture stays for this turn"
    qtbot.waitUntil(lambda: canvas.drawn > seen)
    assert canvas.updatesEnabled()


def test_what_is_not_seen_need_not_wait_to_be_drawn(qtbot: QtBot) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    drawn_next_turn(canvas)
    assert canvas.updatesEnabled()


@pytest.mark.long
def test_thousands_of_tasks_one_after_another_all_end(qtbot: QtBot) -> None:
    clerk = Clerk(6000)
    clerk.begin()
    qtbot.waitUntil(lambda: len(clerk.results) == clerk.count, timeout=60_000)
    assert clerk.results == list(range(clerk.count))
