"""Names that stand for no plain file, and what only some systems have; a test that needs one is left out elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

modes = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists, not in a mode")
open_files_move = pytest.mark.skipif(os.name == "nt", reason="Windows neither removes nor replaces a file that is open")
TOO_LONG = pytest.param(
    "长" * 300, marks=pytest.mark.skipif(os.name == "nt", reason="Wine takes longer names than Windows does")
)
linux = pytest.mark.skipif(os.name == "nt", reason="a program or a table of Linux")


def link(place: Path, to: Path | str) -> None:
    """A link at `place`; Windows lets not everybody make one, and Wine only says that it did."""
    try:
        place.symlink_to(to)
    except OSError as failure:
        pytest.skip(f"no links here: {failure}")
    if not os.path.islink(place):
        pytest.skip("no links here")


def pipe(place: Path) -> None:
    """A pipe at `place`; in Windows they have names of their own."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes among the files here")
    os.mkfifo(place)
