"""What the layout must know of the faces, and nothing more: who prints a character, how wide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.export.style import Face


class RoleMetrics(Protocol):
    """One role of the notice (仿宋, 黑体 …), answered glyph by glyph.

    `characters.OBJECT` and `NOTE` have the width 0 and the face "": they print nothing.  A mark that both scripts
    share is the Chinese one; with `characters.LATIN_FORM` behind it, the Latin one.
    """

    @property
    def widths(self) -> Mapping[str, float]:
        """Character → advance width in em; ExportError where no face holds it."""

    @property
    def faces(self) -> Mapping[str, str]:
        """Character → key of the face that prints it."""

    def bearings(self, char: str) -> tuple[float, float]:
        """White space left and right of the ink inside the advance width, in em."""


class Metrics(Protocol):
    """Every role; `latin` says whether letters and digits come from the Latin face."""

    def role(self, face: Face, latin: bool = True) -> RoleMetrics:
        """The metrics of one role."""
