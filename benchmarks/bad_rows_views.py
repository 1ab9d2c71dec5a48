"""The longest handler while 齐备检查, the search, 转到 and 进度 are used beside 10,000 rows with a bad cell each.

    .venv/bin/python benchmarks/bad_rows_views.py

What is told is the longest that the window's own thread was at work in one turn; the goal is 50 ms for each, exit
status 1 when one is missed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROWS, GOAL = 10_000, 50.0
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> int:
    from in_a_loop import in_a_loop

    from app.settings import Settings
    from app.ui.application import make_application

    longest: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as home:
        os.environ["QIBEI_HOME"] = home
        application = make_application(settings := Settings.load())
        in_a_loop(lambda: measure(application, settings, Path(home), longest))
    for name, figure in longest.items():
        print(f"{name}: {figure:.0f} ms (goal {GOAL:.0f} ms)")
    return 0 if max(longest.values()) < GOAL else 1


def measure(application, settings, folder: Path, longest: dict[str, float]) -> None:
    from list_stalls import Watch
    from PySide6.QtTest import QTest

    from app.declaration.declaration import Declaration
    from app.declaration.packs import find_pack
    from app.forms.paths import FieldPath
    from app.forms.values import Unparsed
    from app.ui.main_window import MainWindow

    window = MainWindow(settings)
    window.show()
    declaration = Declaration.create(find_pack("sichuan-2022"), folder / "a.qibei", "a passphrase for measuring")
    rows = [{"name": f"设备{number}", "quantity": Unparsed("许多")} for number in range(ROWS)]
    declaration.session.insert_rows(FieldPath("equipment_list", "rows"), 0, rows)
    window.show_declaration(declaration)
    QTest.qWait(2000)
    form, watch = window.form, Watch(application)

    def step(name: str, work: Callable[[], object]) -> None:
        """One thing, and all that it leaves behind."""
        _, own, _ = watch.during(work)
        longest[name] = max(longest.get(name, 0.0), own)

    step("check list opened", form.check)
    folds = [row.target for row in form.asides.checklist.rows.rows if row.note == "逐处列出"]
    for target in folds:
        step("line of cells opened", lambda target=target: form.asides.checklist.rows.chosen.emit(target))
    step("check list left", form.check)
    step("progress opened", form.asides.show_progress)
    for tab in range(4):
        step("tab of progress", lambda tab=tab: form.asides.progress.tabs.setCurrentIndex(tab))
    step("progress left", form.asides.show_progress)
    step("box of 转到", form.going.ask)
    step("转到 typed", lambda: form.going.to.box.setText("3.2"))
    form.going.to.hide()
    form.going.start()
    step("words looked for", lambda: form.tree.finder.box.setText("设备"))
    QTest.qWait(2000)
    assert len(form.tree.finder.hunt.hits) > ROWS
    window.close()


if __name__ == "__main__":
    sys.exit(main())
