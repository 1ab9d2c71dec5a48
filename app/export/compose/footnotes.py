"""The footnotes of a form as they print."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.export.document import Footnote
from app.forms.footnotes import note_mark
from app.forms.pack.section import Section

NO_NOTES: Mapping[str, int] = MappingProxyType({})


def footnote(key: str, section: Section, numbers: Mapping[str, int]) -> Footnote:
    """The footnote that `section` calls `key`."""
    words = section.footnotes[key]
    return Footnote(note_mark(numbers[words]), words, f"footnote-{section.id}-{key}")
