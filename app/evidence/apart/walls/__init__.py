"""What keeps the child from all that reading a file does not need, and the truth on which of it stands."""

from __future__ import annotations

import sys

from app.evidence.apart.walls.kinds import WALLS, Wall

__all__ = ["WALLS", "Wall", "raise_walls"]


def raise_walls() -> list[Wall]:
    """Put up what this system gives, in the child, once its modules are loaded; what stands then.

    What is missing is no failure: a reader behind fewer walls is told of, not refused.
    """
    if sys.platform == "linux":
        from app.evidence.apart.walls import linux

        return linux.raised()
    if sys.platform == "win32":
        from app.evidence.apart.walls import windows

        return windows.raised()
    return []
