"""Footnotes and endnotes: their marks in the text, and the notes themselves (ECMA-376 part 1, 17.11)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from app.evidence.office.package import attribute
from app.evidence.office.word.items import Note
from app.evidence.office.word.numbers.numerals import numeral
from app.evidence.office.word.styles import value

_WORDS = {"footnote": "注", "endnote": "尾注"}
_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}


class Marks:
    """The marks of the notes called so far; of a note called twice the same one."""

    def __init__(self, settings: Element | None, sections: Iterable[Element]) -> None:
        roots = [root for root in (*sections, settings) if root is not None]
        self._kinds = {kind: _said(roots, kind, "numFmt") or usual for kind, usual in _USUAL.items()}
        self._next = {kind: _first(_said(roots, kind, "numStart")) for kind in _USUAL}
        self._given: dict[tuple[str, str], Note] = {}

    def note(self, reference: Element, kind: str) -> tuple[Note, bool]:
        """The note that a reference calls, and whether it is called for the first time."""
        number = attribute(reference, "id")
        known = self._given.get((kind, number))
        if known is not None:
            return known, False
        if attribute(reference, "customMarkFollows") in ("1", "true", "on"):
            note = Note(kind, number, "")
        else:
            written = numeral(self._next[kind], self._kinds[kind])
            note = Note(kind, number, f"〔{_WORDS[kind]}{written or self._next[kind]}〕")
            self._next[kind] += 1
        self._given[kind, number] = note
        return note, True


def _said(roots: Iterable[Element], kind: str, name: str) -> str:
    """A property of the notes of one kind, of the first section or of the whole document."""
    return next((said for root in roots if (said := value(root.find(f"{{*}}{kind}Pr/{{*}}{name}")))), "")


def _first(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 1
