"""How long one keypress takes until it is checked and shown, in the window with the whole sample open.

Each key goes through Qt's events to the session, the checks and the painted window.  The goal is a median below 5 ms;
the list of devices is filled up to 10,000 rows for the second figure.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

KEYS = 300
GOAL = 5.0
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ["QIBEI_HOME"] = home
        return measure(Path(home))


def measure(folder: Path) -> int:
    from app.declaration.declaration import Declaration
    from app.declaration.packs import find_pack
    from app.declaration.samples import fill_sample
    from app.forms.paths import FieldPath
    from app.settings import Settings
    from app.ui.application import make_application
    from app.ui.main_window import MainWindow

    settings = Settings.load()
    application = make_application(settings)
    declaration = Declaration.create(find_pack("sichuan-2022"), folder / "sample.qibei", "a passphrase for measuring")
    fill_sample(declaration)
    window = MainWindow(settings)
    window.show()
    window.show_declaration(declaration)
    figures = [type_into(application, window, name) for name in ("equipment.total", "equipment.details")]
    devices = FieldPath("equipment_list", "rows")
    missing = 10_000 - declaration.session.answers.row_count(devices)
    declaration.session.insert_rows(devices, 0, [{"name": f"设备{n}", "quantity": n} for n in range(missing)])
    figures.append(type_into(application, window, "equipment.total"))
    for name, (middle, high) in zip(("in a figure", "in a long text", "beside 10,000 rows"), figures, strict=True):
        print(f"keypress {name}: median {middle:.2f} ms, 95 % below {high:.2f} ms (goal {GOAL:.0f} ms)")
    window.close()
    return 0 if figures[0][0] < GOAL else 1


def type_into(application, window, name: str) -> tuple[float, float]:
    """Median and 95th percentile of the milliseconds that one key takes in the blank `name`."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from app.forms.paths import FieldPath

    window.form.go(FieldPath.parse(name))
    application.processEvents()
    editor = window.focusWidget()
    times = []
    for key in range(KEYS):
        begun = time.perf_counter()
        if key % 6 < 5:
            QTest.keyClicks(editor, str(key % 10))
        else:
            QTest.keyClick(editor, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
        application.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    return statistics.median(times), times[int(0.95 * KEYS)]


if __name__ == "__main__":
    sys.exit(main())
