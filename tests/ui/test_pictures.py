"""The pictures of the window, made without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage
from ui.person import PASSPHRASE

from app.declaration.declaration import Declaration


def take(draft: Path, out: Path, passphrase: str) -> subprocess.CompletedProcess[str]:
    """Run the program that takes them."""
    command = [sys.executable, "-m", "app.ui.pictures", str(draft), "--out", str(out), "--scale", "2"]
    environment = {**os.environ, "QIBEI_PASSPHRASE": passphrase, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_every_page_the_first_screen_and_the_check_list_are_drawn(declaration: Declaration, tmp_path: Path) -> None:
    declaration.close()
    out = tmp_path / "pictures"
    done = take(declaration.path, out, PASSPHRASE)
    assert (done.returncode, done.stdout) == (0, "")
    names = {file.stem for file in out.iterdir()}
    assert {"00-开始", "01-cover", "02-applicant", "03-equipment", "04-bounds", "05-rows", "99-齐备检查"} <= names
    picture = QImage(str(out / "01-cover.png"))
    assert (picture.width(), picture.height()) == (2048, 1400)
    assert len({picture.pixel(x, y) for x in range(0, 2048, 16) for y in range(0, 1400, 16)}) > 5


def test_a_wrong_passphrase_is_told_in_one_line(declaration: Declaration, tmp_path: Path) -> None:
    declaration.close()
    done = take(declaration.path, tmp_path / "pictures", "falsch")
    assert done.returncode == 2
    assert "密码不正确" in done.stderr
    assert "Traceback" not in done.stderr
