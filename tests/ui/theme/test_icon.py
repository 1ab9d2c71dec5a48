"""The program's own icon: in the window, and in every size that systems ask for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from house import HOUSE
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from app.ui.main_window import MainWindow

SIZES = {16, 20, 24, 32, 40, 48, 64, 128, 256}


def test_the_window_bears_the_icon(empty_window: MainWindow) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    sizes = application.windowIcon().availableSizes()
    assert {QSize(16, 16), QSize(48, 48), QSize(256, 256)} <= set(sizes)
    assert not empty_window.windowIcon().isNull()


def test_the_icon_is_drawn_in_every_size(tmp_path: Path) -> None:
    command = [sys.executable, str(HOUSE / "installer" / "make_icon.py"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    with Image.open(tmp_path / "qibei.ico") as icon:
        assert {width for width, _ in icon.info["sizes"]} == SIZES
    for size in SIZES:
        with Image.open(tmp_path / f"qibei-{size}.png") as picture:
            assert picture.size == (size, size)
            colours = picture.convert("RGBA").getcolors(1 << 16) or []
            assert len(colours) > 3, "it is not empty"
            corner = picture.getpixel((0, 0))
            assert isinstance(corner, tuple)
            assert corner[3] < 255, "its corners are round"
