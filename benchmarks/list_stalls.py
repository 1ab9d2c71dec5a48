"""How long the window stands still while a list of 10,000 rows is worked on: the longest absence of its event loop.

Usage: python benchmarks/list_stalls.py [rows, 10000]

A timer of one millisecond ticks in the window's thread; what is told is the longest time between two ticks while
something is done and for a while after it, and the longest that the window's thread itself was at work meanwhile,
which other programs on the machine do not lengthen.  The goal for that is 50 ms.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

GOAL = 50.0
QUIET = 0.6  # seconds without work before something is done, and after it
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> int:
    from in_a_loop import in_a_loop

    from app.settings import Settings
    from app.ui.application import make_application

    rows, worst = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, list[float]()
    with tempfile.TemporaryDirectory() as home:
        os.environ["QIBEI_HOME"] = home
        application = make_application(settings := Settings.load())
        in_a_loop(lambda: worst.append(measure(application, settings, Path(home), rows)))
    return 0 if worst[0] < GOAL else 1


class Watch:
    """Ticks in the event loop and remembers the longest absence."""

    def __init__(self, application) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._application = application
        self._last, self._used = time.perf_counter(), time.thread_time()
        self.longest = self.own = 0.0
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self.own = max(self.own, (used - self._used) * 1000)
        self._last, self._used = now, used

    def run(self, seconds: float) -> None:
        """Let the event loop run."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._application.processEvents()

    def during(self, act: Callable[[], object], until: Callable[[], bool] = lambda: True) -> tuple[float, float, float]:
        """Milliseconds of the longest absence while `act` runs and until it has come about, of the longest work in one
        go, and seconds of the whole."""
        from PySide6.QtCore import QTimer

        self.run(QUIET)
        self.longest = self.own = 0.0
        begun = time.perf_counter()
        QTimer.singleShot(0, act)
        self.run(0.05)
        while not until() and time.perf_counter() < begun + 60:
            self._application.processEvents()
        done = time.perf_counter() - begun
        self.run(QUIET)
        return self.longest, self.own, done


def table(rows: int, first: int = 0) -> str:
    """Rows of devices as Excel copies them."""
    kinds, ways = ("加工设备", "运行设备"), ("公有云", "私有云")
    lines = (
        f"数控机床 {n}号\t{kinds[n % 2]}\tVMC{n:05}\t{n % 9 + 1}\t{ways[n % 2]}\tOPC UA\t2021-{n % 12 + 1:02}"
        for n in range(first, first + rows)
    )
    return "\n".join(lines)


def bad_table(rows: int) -> str:
    """Rows without a name, with figures that are none."""
    return "\n".join(f"\t未知\t\t约{n}\t\t\t去年" for n in range(rows))


def measure(application, settings, folder: Path, rows: int) -> float:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app import collector
    from app.declaration.declaration import Declaration
    from app.declaration.packs import find_pack
    from app.forms.paths import FieldPath
    from app.ui.application import load_ahead
    from app.ui.form.blocks.listing import ListView
    from app.ui.main_window import MainWindow

    load_ahead()
    collector.look_once()  # as the program has it
    watch = Watch(application)
    window = MainWindow(settings)
    window.resize(1280, 800)
    window.show()
    devices = FieldPath("equipment_list", "rows")
    declaration = Declaration.create(find_pack("sichuan-2022"), folder / "list.qibei", "a passphrase for measuring")
    window.show_declaration(declaration)
    window.form.open("equipment_list")
    session, desk = declaration.session, window.form.desk
    view = window.form.page("equipment_list").findChild(ListView)
    sheet, count = view.table, lambda: session.answers.row_count(devices)
    worst = 0.0

    def told(name: str, act: Callable[[], object], until: Callable[[], bool] = lambda: True) -> None:
        nonlocal worst
        longest, own, whole = watch.during(act, until)
        worst = max(worst, own)
        print(f"{name:<40} away {longest:7.1f} ms   at work {own:7.1f} ms   whole {whole:6.2f} s", flush=True)

    def at(row: int, column: int) -> None:
        sheet.setFocus()
        sheet.setCurrentIndex(view.model.index(row, column))

    def pasting(text: str) -> Callable[[], None]:
        """To paste what another program has copied, over the rows from the first on."""
        QApplication.clipboard().setText(text)
        at(0, 0)
        return sheet.paste

    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(window.focusWidget(), key, modifiers)

    told("50 rows pasted into an empty list", pasting(table(50)), lambda: count() == 50)
    told("undone", desk.undo, lambda: count() == 0)
    told(f"{rows:,} rows pasted", pasting(table(rows)), lambda: count() == rows)
    told("50 rows pasted over the first", pasting(table(50, 7)))
    told("a cell typed in: the first key", lambda: (at(5, 0), QTest.keyClicks(sheet, "a")))
    told("the second key", lambda: QTest.keyClicks(window.focusWidget(), "b"))
    told("Enter", lambda: press(Qt.Key.Key_Return))
    told("undone", desk.undo)
    told("to the end, and back", lambda: (sheet.scrollToBottom(), application.processEvents(), sheet.scrollToTop()))
    told("another page", lambda: window.form.open("equipment"))
    told("back to the list", lambda: window.form.open("equipment_list"))
    told("F5", window.form.check)
    told("back", lambda: window.form.open("equipment_list"))
    told(f"{rows:,} rows removed", lambda: (sheet.selectAll(), view.work.remove()), lambda: count() == 0)
    told("undone", desk.undo, lambda: count() == rows)
    told("redone", desk.redo, lambda: count() == 0)
    told(f"{rows:,} bad rows pasted", pasting(bad_table(rows)), lambda: count() == rows)
    told("a cell typed in: the first key", lambda: (at(5, 0), QTest.keyClicks(sheet, "a")))
    told("the second key", lambda: QTest.keyClicks(window.focusWidget(), "b"))
    told("Enter", lambda: press(Qt.Key.Key_Return))
    told("another page", lambda: window.form.open("equipment"))
    told("back to the list", lambda: window.form.open("equipment_list"))
    told("F5", window.form.check)
    window.close()
    return worst


if __name__ == "__main__":
    sys.exit(main())
