"""The manual as it is shipped: its text, and the pictures that it shows, of the many that are drawn."""

from __future__ import annotations

import re
from pathlib import Path


def shown_manual(folder: Path) -> list[Path]:
    """The files of the manual in `folder`, relative to it."""
    text = Path("README.md")
    shown = sorted(set(re.findall(r"\]\((pictures/[^)]+)\)", (folder / text).read_text("utf-8"))))
    return [text, *map(Path, shown)]
