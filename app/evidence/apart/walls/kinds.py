"""The names of the walls."""

from __future__ import annotations

from typing import Literal, get_args

Wall = Literal["network", "programs", "reading", "writing", "processes"]
"""No network; no other programs; no file read but the program's own; none written; no hand on other processes."""

WALLS: tuple[Wall, ...] = get_args(Wall)
