"""A real Secret Service keeps keys and gives them back; whatever happens to it, the draft opens with its passphrase."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from house import HOUSE
from special_files import linux

CHILD = Path(__file__).with_name("secret_service_child.py")


@linux
@pytest.mark.parametrize("story", ["remember and forget", "change", "locked", "killed", "hanging", "window"])
def test_a_real_secret_service(story: str, tmp_path: Path) -> None:
    for name in ("home", "run", "qibei"):
        (tmp_path / name).mkdir(mode=0o700)
    own = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "HOME": str(tmp_path / "home"),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "QT_QPA_PLATFORM": "offscreen",
        "QIBEI_HOME": str(tmp_path / "qibei"),
        "PYTHONPATH": str(HOUSE),
    }
    command = ["dbus-run-session", "--", sys.executable, str(CHILD), story, str(tmp_path / "草稿.qibei")]
    done = subprocess.run(command, env=own, cwd=HOUSE, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
