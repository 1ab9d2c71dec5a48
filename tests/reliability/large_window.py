"""How much memory the window grows by when it opens a large draft: python -m reliability.large_window DRAFT PAGES."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.declaration.declaration import Declaration
from app.settings import Settings
from app.ui.application import make_application
from app.ui.main_window import MainWindow
from reliability.small_draft import PASSPHRASE, quick_keys

LOOK = 0.3
"""Seconds that a page is looked at, its small pictures being made."""


def resident() -> int:
    """The memory of this process, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def rest(seconds: float) -> None:
    """Let the window work for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


def main(path: str, pages: int) -> None:
    """Open, look at the pages with their proofs, and print how many they were and how many MB more are taken."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    settings = Settings.load()
    make_application(settings)
    window = MainWindow(settings)
    window.show()
    rest(1)
    before = resident()
    with quick_keys():
        window.show_declaration(Declaration.open(Path(path), PASSPHRASE))
    form = window.form
    assert form is not None
    form.panel.tabs.setCurrentIndex(2)
    with_proofs = [section for section in form.desk.pack.sections if section.evidence_items]
    others = [section for section in form.desk.pack.sections if not section.evidence_items]
    visited = [*with_proofs, *others][:pages]
    for section in visited:
        form.open(section.id)
        rest(LOOK)
    rest(1)
    print(len(visited), round((resident() - before) / 1e6))
    window.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
