"""Room for seals and signatures: each has a height of its own, so that nothing printed or stamped meets it."""

from __future__ import annotations

from dataclasses import replace

from app.export.document import Paragraph, SealPlace
from app.export.style import HAND_DATED, NAME_SEAL, SEAL_CIRCLE, SIGNATURE


def sealed(paragraph: Paragraph) -> Paragraph:
    """The paragraph, as high as what is stamped or signed over its words; the same where nothing is."""
    places = [inline for inline in paragraph.inlines if isinstance(inline, SealPlace)]
    return replace(paragraph, height=max((_height(place) for place in places), default=paragraph.height))


def is_name_seal(place: SealPlace) -> bool:
    """Whether a person may stamp a seal of his name there instead of signing (签章)."""
    return place.kind == "signature" and "签章" in place.words


def _height(place: SealPlace) -> float:
    if is_name_seal(place):
        return NAME_SEAL
    return {"seal": SEAL_CIRCLE, "signature": SIGNATURE, "date": HAND_DATED}.get(place.kind, 0.0)
