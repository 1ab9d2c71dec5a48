"""A pack is installed from its file, from the menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.declaration.packs import find_pack
from app.ui.main_window import MainWindow

HERE = Path(__file__).parent
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog without a display


def told(window: MainWindow) -> str:
    (box,) = window.findChildren(QMessageBox)
    words = f"{box.text()}{box.informativeText()}"
    box.close()
    return words


def test_a_pack_is_installed_from_its_file(qtbot: QtBot, empty_window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "brought.yaml"
    file.write_text(
        (HERE / "small_pack.yaml").read_text("utf-8").replace("pack: small-window", "pack: brought", 1), "utf-8"
    )
    empty_window.errands.install(file)
    assert "已安装" in told(empty_window)
    assert find_pack("brought").id == "brought"


def test_a_pack_that_cannot_be_used_says_why(qtbot: QtBot, empty_window: MainWindow, tmp_path: Path) -> None:
    (bad := tmp_path / "bad.yaml").write_text("pack: bad\n", "utf-8")
    empty_window.errands.install(bad)
    assert "bad.yaml" in told(empty_window)
