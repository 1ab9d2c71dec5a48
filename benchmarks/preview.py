"""How long after a pause in typing the preview shows the right page: in a small book, in one with a list of 10,000
rows, and in one of 600 pages.

    .venv/bin/python benchmarks/preview.py [proofs of the thick book]

Drafts are filled in the data folder of this run; the window is not on a screen.  A person types into a blank, the
cursor there, and pauses: the time runs from the last key to the moment when the page with the cursor is drawn as it
will be printed, the pause that the program waits for itself included.  Beside it stands what a full layout of the same
book takes in the same run, and the longest time that the window's own thread was busy in one go while the book was
being set and its user typed on.  Exit status 1 where the page takes longer than 300 ms or the window is held up for 50.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject

    from app.declaration.declaration import Declaration
    from app.forms.paths import FieldPath
    from app.ui.form.view import FormView

PASSPHRASE = "a passphrase for measuring"
TIMES = 9
ROWS = 10_000
GOAL, BUSY = 300.0, 50.0  # milliseconds
WAIT = 120.0  # seconds
WORDS = "本平台汇聚工业设备，支持边缘计算与数据治理，形成可复制推广的解决方案。"


def milliseconds(since: float) -> float:
    """How long ago that was."""
    return (time.perf_counter() - since) * 1000


def until(there: Callable[[], bool]) -> None:
    """Let the window and its threads go on until something is there; QTest.qWait would keep the threads waiting."""
    from PySide6.QtCore import QCoreApplication

    end = time.perf_counter() + WAIT
    while not there():
        if time.perf_counter() > end:
            raise TimeoutError
        QCoreApplication.processEvents()
        time.sleep(0.001)


def rest(seconds: float) -> None:
    """Let them go on for so long."""
    end = time.perf_counter() + seconds
    until(lambda: time.perf_counter() > end)


class Watch:
    """The window's own program, which notes how long each event keeps it busy."""

    def __init__(self, arguments: list[str]) -> None:
        from PySide6.QtWidgets import QApplication

        from app.settings import Settings
        from app.ui.application import make_application

        watch = self
        self.longest: list[tuple[float, float, str]] = []
        self._depth = 0

        class Watched(QApplication):
            def notify(self, receiver: QObject, event: QEvent) -> bool:
                watch._depth += 1
                begun, cpu = time.perf_counter(), time.thread_time()
                try:
                    return super().notify(receiver, event)
                finally:
                    watch._depth -= 1
                    if watch._depth == 0:
                        used = (time.thread_time() - cpu) * 1000
                        name = f"{type(receiver).__name__} {event.type().name}"
                        watch.longest.append((milliseconds(begun), used, name))

        self.application = Watched(arguments)
        make_application(Settings.load())

    def reset(self) -> None:
        """Forget what was noted."""
        self.longest.clear()

    @property
    def worst(self) -> tuple[float, float, str]:
        """The longest one: milliseconds, and how many of its own CPU; and what it was."""
        return max(self.longest, default=(0.0, 0.0, ""))

    @property
    def busiest(self) -> float:
        """The most CPU that one of them used, in milliseconds."""
        return max((used for _, used, _ in self.longest), default=0.0)


def measure(declaration: Declaration, watch: Watch, name: str) -> bool:
    """Type, pause and look; print the figures; whether they are as they must be."""
    from app.declaration.book.typesetting import typeset
    from app.forms.paths import FieldPath
    from app.settings import Settings
    from app.ui.main_window import MainWindow

    window = MainWindow(Settings.load())
    window.resize(1920, 1080)
    window.show_declaration(declaration)
    window.show()
    form = window.form
    assert form is not None
    blank = FieldPath("applicant", "profile")
    form.go(blank)
    begun = time.perf_counter()
    window.actions_["preview"].trigger()
    view = form.preview.view
    assert view is not None
    until(lambda: view.pages.book is not None and view.spread.drawn)
    first = milliseconds(begun)
    until(lambda: not view.pages.mark and view.spread.drawn)
    whole = milliseconds(begun)
    watch.reset()
    used = time.process_time()
    taken = [pause(form, blank) for _ in range(TIMES)]
    used = (time.process_time() - used) * 1000 / TIMES
    paused = watch.worst, watch.busiest
    watch.reset()
    typed_on(form, blank)
    until(lambda: not view.pages.mark and view.spread.drawn)
    typing = watch.worst, watch.busiest
    proofs = view.pages.making._proofs
    session = declaration.session.snapshot()
    begun, cpu = time.perf_counter(), time.process_time()
    pages = len(typeset(session, proofs).book.pages)
    full, full_cpu = milliseconds(begun), (time.process_time() - cpu) * 1000
    print(f"{name}: {pages} pages")
    print(f"  opened: a first page after {first:.0f} ms, the whole book with its proofs after {whole:.0f} ms")
    print(f"  pause → right page under the cursor: median {statistics.median(taken):.0f} ms, worst {max(taken):.0f} ms")
    print(f"  of its own CPU, four keys before the pause included: {used:.0f} ms")
    print(f"  a full layout in the same run: {full:.0f} ms, its CPU {full_cpu:.0f} ms; then it would have to be drawn")
    for words, ((held, _, event), busiest) in (("after pauses", paused), ("while its user types on", typing)):
        print(f"  window held up {words}: at most {held:.0f} ms ({event}), {busiest:.0f} ms of CPU")
    window.close_form()
    window.close()
    return statistics.median(taken) <= GOAL and max(paused[0][0], typing[0][0]) <= BUSY


def pause(form: FormView, blank: FieldPath) -> float:
    """Type some words and pause; milliseconds until the page under the cursor is right."""
    from PySide6.QtTest import QTest

    view = form.preview.view
    assert view is not None
    editor = form.page(form.section).focusWidget()
    for letter in "ping":
        QTest.keyClick(editor, letter)
        rest(0.04)
    QTest.keyClick(editor, "t")
    begun = time.perf_counter()
    until(lambda: right(form, blank))
    return milliseconds(begun)


def right(form: FormView, blank: FieldPath) -> bool:
    """Whether the page with the cursor is drawn as it will be printed."""
    view = form.preview.view
    assert view is not None
    book = view.pages.book
    if view.pages.stale or book is None:
        return False
    page = book.page_with(blank)
    return page is not None and page in view.spread.spread and view.pages.true_of(page, view.spread._dpi)


def typed_on(form: FormView, blank: FieldPath) -> None:
    """Type with pauses in which the book is begun, and go on while it is being set."""
    from PySide6.QtTest import QTest

    editor = form.page(form.section).focusWidget()
    for number in range(40):
        QTest.keyClick(editor, "a")
        rest(0.095 + 0.004 * number)


def small(folder: Path) -> Declaration:
    """The sample of a notice, without its proofs."""
    from app.declaration.declaration import Declaration
    from app.declaration.packs import find_pack
    from app.declaration.samples.sample import make_sample

    folder.mkdir(exist_ok=True)
    make_sample(find_pack("sichuan-2022"), folder / "small.qibei", PASSPHRASE)
    return Declaration.open(folder / "small.qibei", PASSPHRASE)


def listed(folder: Path) -> Declaration:
    """The same with a long list behind the blank."""
    from app.forms.paths import FieldPath

    declaration = small(folder / "listed")
    devices = FieldPath("equipment_list", "rows")
    rows = [{"name": f"数控机床 {number} 号", "model": f"VMC{number:05}", "quantity": 1} for number in range(ROWS)]
    declaration.session.insert_rows(devices, 0, rows)
    return declaration


def thick(folder: Path, proofs: int) -> Declaration:
    """The book of `thick_book`."""
    import thick_book

    from app.declaration.declaration import Declaration

    thick_book.alone(thick_book.fill, folder, proofs, 14)
    return Declaration.open(folder / "thick.qibei", thick_book.PASSPHRASE)


def main() -> int:
    """Measure the books."""
    proofs = int(sys.argv[1]) if len(sys.argv) > 1 else 92
    with tempfile.TemporaryDirectory() as name:
        os.environ["QIBEI_HOME"] = str(Path(name) / "home")
        watch = Watch(sys.argv[:1])
        good = measure(small(Path(name)), watch, "the sample")
        good = measure(listed(Path(name)), watch, f"the sample with {ROWS:,} rows") and good
        good = measure(thick(Path(name), proofs), watch, "the thick book") and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
