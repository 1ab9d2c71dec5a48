"""Sizes of what is drawn: radii of corners, icons, the ring of focus; pixels at 100 %."""

from __future__ import annotations

TINY_CORNER = 2
"""Of bars and small squares."""
SMALL_CORNER = 4
"""Of blanks, boxes and chosen rows."""
CORNER = 8
"""Of buttons, lines and cards."""
LARGE_CORNER = 12
"""Of sheets."""
MARK = 16
"""An icon beside a line of text."""
ICON = 20
"""An icon on a button or in a menu."""
EMBLEM = 24
"""An icon that stands for a whole choice."""
LOGO = 56
RING = 2
"""The line around what has the cursor."""
TARGET = 36
"""The least height of what is clicked."""
SMALLEST_WINDOW = (1024, 700)
"""Logical pixels of the smallest window."""
TITLE_BAR = 32
"""What a window's frame takes above it."""
