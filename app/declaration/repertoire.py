"""Which characters the faces of this machine do not print: asked while one types, and when a proof is taken."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.export.fonts.faces import Faces

_RARE = re.compile("[^ -~\n\u3001\u3002\u4e00-\u9fa5\uff01-\uff1f]")  # every Chinese face holds the others


def unprintable(text: str) -> str:
    """The characters of `text` that no face holds, each once, in their order; "" for nearly every text."""
    rare = "".join(dict.fromkeys(_RARE.findall(text)))
    return _unprintable(rare) if rare else ""


@cache
def _unprintable(rare: str) -> str:
    from app.export.fonts import coverage  # the faces are opened with the first character that needs it

    return coverage.unprintable(rare, _faces())


@cache
def _faces() -> Faces:
    from app.export.fonts.faces import Faces

    return Faces()
