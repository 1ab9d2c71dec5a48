"""What stands under a name, asked without an exception: names that are too long or out of reach lead nowhere."""

from __future__ import annotations

import os
from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether `path` leads to a file or folder that can be looked at."""
    return os.path.exists(path)


def is_taken(path: Path) -> bool:
    """Whether anything has this name, be it a link that leads nowhere."""
    return os.path.lexists(path)


def is_one_file(one: Path, other: Path) -> bool:
    """Whether both paths lead to the same file."""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False
