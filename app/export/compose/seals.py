"""Room for seals: a company's seal is 40 to 42 mm wide, and each has a circle of its own to stand in."""

from __future__ import annotations

from dataclasses import replace

from app.export.document import Paragraph, SealPlace
from app.export.style import SEAL_CIRCLE


def sealed(paragraph: Paragraph) -> Paragraph:
    """The paragraph, as high as the seal that goes over its words; the same where none does."""
    wanted = any(isinstance(inline, SealPlace) and inline.kind == "seal" for inline in paragraph.inlines)
    return replace(paragraph, height=SEAL_CIRCLE) if wanted else paragraph
