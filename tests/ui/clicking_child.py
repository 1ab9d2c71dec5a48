"""The program as a click on a file's icon starts it; prints the title of the first dialog, and ends."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
application = QApplication([])


def look() -> None:
    """Tell what is shown, once there is something."""
    for dialog in application.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            print(dialog.windowTitle())
            application.quit()


if __name__ == "__main__":
    from app.__main__ import main

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(50)
    sys.exit(main())
