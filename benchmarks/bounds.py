"""Bounds that hold on a busy machine too: packs, bad rows, samples, hostile files, scrolling a list, typing a mark.

    .venv/bin/python benchmarks/bounds.py

Prints each figure beside its bound; exit status 1 when one is missed.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROWS = 10_000


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def reading() -> float:
    from app.files import resource
    from app.forms.pack.loader import parse_pack

    data = resource("forms", "sichuan-2022.yaml").read_bytes()
    return seconds(lambda: parse_pack(data, "sichuan-2022.yaml"))


def bad_rows() -> float:
    """Ten thousand rows without the name they owe: put in, found, numbered, and some of them mended."""
    from app.declaration.packs import find_pack
    from app.forms.paths import FieldPath
    from app.forms.session import FormSession

    session, path = FormSession(find_pack("sichuan-2022")), FieldPath("equipment_list", "rows")

    def work() -> None:
        rows = session.insert_rows(path, 0, [{"quantity": number} for number in range(ROWS)])
        found = [problem for problem in session.problems("equipment_list") if problem.path.row]
        assert [session.row_number(problem.path) for problem in found] == list(range(1, ROWS + 1))
        for row in rows[::1000]:
            session.answer(path.at(row, "name"), "机床")
            session.problems("equipment_list")

    return seconds(work)


def samples(folder: Path) -> float:
    """The slowest of the samples."""
    from app.declaration.declaration import Declaration
    from app.declaration.packs import available_packs
    from app.declaration.samples.sample import fill_sample
    from app.forms.pack.pack import Pack

    def made(pack: Pack) -> None:
        with Declaration.create(pack, folder / f"{pack.id}.qibei", "a passphrase for measuring") as declaration:
            fill_sample(declaration)

    return max(seconds(lambda pack=pack: made(pack)) for pack in available_packs() if isinstance(pack, Pack))


def hostile() -> float:
    """The slowest of the files that attack their readers, until it is refused or ready for the book."""
    from evidence.hostile import CORPUS, Hostile

    from app.errors import EvidenceRefused
    from app.evidence.apart.worker import Worker
    from app.evidence.intake import take_in_bytes

    def looked_into(case: Hostile, data: bytes) -> None:
        with Worker() as worker, suppress(EvidenceRefused):
            worker.prepare(case.name, take_in_bytes(case.name, data, worker).data)

    files = [(case, case.make()) for case in CORPUS]
    return max(seconds(lambda case=case, data=data: looked_into(case, data)) for case, data in files)


def window(folder: Path) -> tuple[float, float]:
    """The slowest step of scrolling ten thousand rows, and the median of a key typed into a mark."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit

    from app.declaration.declaration import Declaration
    from app.forms.paths import FieldPath
    from app.settings import Settings
    from app.ui.application import make_application
    from app.ui.main_window import MainWindow

    settings = Settings.load()
    application = make_application(settings)
    shown = MainWindow(settings)
    shown.show()
    declaration = Declaration.open(folder / "sichuan-2022.qibei", "a passphrase for measuring")
    declaration.session.insert_rows(FieldPath("equipment_list", "rows"), 0, [{"quantity": n} for n in range(ROWS)])
    shown.show_declaration(declaration)
    shown.form.open("equipment_list")
    application.processEvents()
    table = shown.form.page("equipment_list").views[0].table
    bar, steps = table.verticalScrollBar(), []
    for step in range(0, bar.maximum(), bar.maximum() // 20):
        steps.append(seconds(lambda step=step: (bar.setValue(step), table.viewport().repaint())))
    shown.show_declaration(Declaration.open(folder / "shanghai-2022.qibei", "a passphrase for measuring"))
    shown.actions_["scores"].trigger()
    marks = shown.form.asides.scores.table
    QTest.keyClicks(marks, "1")
    line = next(line for line in marks.findChildren(QLineEdit) if line.isVisible())
    keys = []
    for key in "0123456789" * 3:
        QTest.keyClick(line, Qt.Key.Key_Backspace)
        keys.append(seconds(lambda key=key: QTest.keyClicks(line, key)))
    shown.close()
    return max(steps), statistics.median(keys)


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ["QIBEI_HOME"] = home
        figures = [("reading a pack", reading(), 2.0), ("10,000 bad rows", bad_rows(), 5.0)]
        figures.append(("the slowest sample", samples(Path(home)), 20.0))
        figures.append(("the slowest hostile file", hostile(), 10.0))
        scroll, key = window(Path(home))
        figures += [("the slowest step of scrolling 10,000 rows", scroll, 0.2), ("a key in a mark, median", key, 0.02)]
    for name, took, bound in figures:
        print(f"{name}: {took * 1000:.1f} ms (bound {bound * 1000:.0f} ms)")
    return 0 if all(took < bound for _, took, bound in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
