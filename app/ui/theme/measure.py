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
ARROW, STEP, DROP = 12, 20, 24
"""The arrow of a number or a date; what its buttons take at the right, and what the arrow of a choice takes."""
WORDS = 260
"""The least width of what a box says."""
ICON = 20
"""An icon on a button or in a menu."""
EMBLEM = 24
"""An icon that stands for a whole choice."""
LOGO = 56
RING = 2
"""The line around what has the cursor."""
GROOVE = 4
"""What a knob is drawn along."""
TARGET = 36
"""The least height of what is clicked."""
CALENDAR = (308, 272)
"""The least size of a month's sheet, six weeks high."""
RECORD = (480, 180)
"""Of what a box tells who maintains the program."""
SMALLEST_WINDOW = (1024, 700)
"""Logical pixels of the smallest window."""
TITLE_BAR = 32
"""What a window's frame takes above it."""
