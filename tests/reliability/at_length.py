"""Trials that are tests, run at full length: laws of merging, rescue of damaged drafts, Word files back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from reliability.figure import Figure

ROOT = Path(__file__).resolve().parents[2]
HISTORIES = 3_000
DAMAGES = 800
RETURNED = "tests/declaration/returning/test_returned_samples.py"


def laws(factor: float) -> list[Figure]:
    """Merging over so many random histories; one that breaks a law is told with what happened in it."""
    histories = max(100, int(HISTORIES * factor))
    name, size = "合并的规律 / laws of merging", f"{histories} 段历史 / histories"
    return [_figure(name, size, ("tests/drafts/test_merging_laws.py",), {"QIBEI_HISTORIES": str(histories)})]


def rescue(factor: float) -> list[Figure]:
    """So many damaged drafts saved: no value missing without a word, and the result opens, exports and freezes."""
    damages = max(60, int(DAMAGES * factor))
    name, size = "抢救损坏的草稿 / drafts rescued", f"{damages} 处 / damages"
    return [_figure(name, size, ("tests/declaration/rescuing",), {"QIBEI_RESCUES": str(damages)})]


def word(factor: float) -> list[Figure]:
    """The sample of every notice out to Word, through LibreOffice and back; a short run asks one of them."""
    whole = factor >= 1
    chosen = ("-m", "long", RETURNED) if whole else ("-m", "not long", RETURNED)
    size = "各通知的样例 / every sample" if whole else "一份样例 / one sample"
    return [_figure("Word 往返 / to Word and back", size, chosen, {"QIBEI_LONG": "1"} if whole else {})]


def _figure(name: str, size: str, chosen: tuple[str, ...], environment: Mapping[str, str]) -> Figure:
    command = [sys.executable, "-m", "pytest", "-q", "--timeout", "36000", *chosen]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True)
    held = done.returncode == 0  # it is 5 when there was nothing to run
    return Figure(name, size, "0 broken" if held else "broken", "0", held, examples=[done.stdout[-2000:]])
