"""The laws of merging over random histories, in their long form: `tests/drafts/test_merging_laws.py`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from reliability.figure import Figure

ROOT = Path(__file__).resolve().parents[2]
HISTORIES = 10_000


def run(factor: float) -> list[Figure]:
    """So many histories; one that breaks a law is told with what happened in it."""
    histories = max(100, int(HISTORIES * factor))
    environment = os.environ | {"QIBEI_HISTORIES": str(histories)}
    command = [sys.executable, "-m", "pytest", "-q", "--timeout", "7200", "tests/drafts/test_merging_laws.py"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    held = done.returncode == 0
    found = "0 broken" if held else "broken"
    name = "合并的规律 / laws of merging"
    return [Figure(name, f"{histories} 段历史 / histories", found, "0", held, examples=[done.stdout[-2000:]])]
