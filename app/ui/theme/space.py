"""Room between things and around them, on a grid of 4 pixels."""

from __future__ import annotations

Margins = tuple[int, int, int, int]
"""Left, top, right, bottom."""

HAIR = 2
"""Half a step: a line and its second line."""
TIGHT = 4
"""What is read as one."""
CLOSE = 8
"""What belongs together."""
APART = 12
"""One thing and the next."""
ROOMY = 16
WIDE = 24
"""Around the content of a sheet or a dialog."""
VAST = 32
GRAND = 48
"""Around the first screen."""

NONE: Margins = (0, 0, 0, 0)
DIALOG: Margins = (WIDE, WIDE, WIDE, ROOMY)
CARD: Margins = (ROOMY, APART, ROOMY, APART)
SHEET: Margins = (ROOMY, WIDE, ROOMY, APART)
BAR: Margins = (ROOMY, CLOSE, ROOMY, CLOSE)
