"""Which characters the faces of this machine do not print: asked while one types, and when a proof is taken."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from app.evidence.prepared import rare

if TYPE_CHECKING:
    from app.export.fonts.faces import Faces


def unprintable(text: str) -> str:
    """The characters of `text` that no face holds, each once, in their order; "" for nearly every text."""
    doubtful = rare(text)
    return _unprintable(doubtful) if doubtful else ""


@cache
def _unprintable(doubtful: str) -> str:
    from app.export.fonts import coverage  # the faces are opened with the first character that needs it

    return coverage.unprintable(doubtful, _faces())


@cache
def _faces() -> Faces:
    from app.export.fonts.faces import Faces

    return Faces()
