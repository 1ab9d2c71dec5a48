"""The manual, cut into its chapters; they are found by name and by the links between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.files import manual_folder

_CHAPTER = re.compile(r"^(?=## )", re.MULTILINE)
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|附：)")
_BROKEN = re.compile(r"(?<=[^\x00-\x7f])\n *(?=[^\x00-\x7f])")
_MARKS = re.compile(r"[^\w\- ]")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)\n*")
_FILE = "README.md"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its heading, and its text in Markdown with the heading."""

    heading: str
    text: str

    @property
    def name(self) -> str:
        """The heading without its number."""
        return _NUMBER.sub("", self.heading)

    @property
    def flowing(self) -> str:
        """The text with the pictures that are there, without line breaks inside Chinese, which would be spaces."""
        there = _PICTURE.sub(lambda found: found[0] if (manual_folder() / found[1]).is_file() else "", self.text)
        return _BROKEN.sub("", there)

    @property
    def anchors(self) -> frozenset[str]:
        """What links to the headings of this chapter end with, as hosts of Markdown derive it from a heading."""
        headings = re.findall(r"^#+ (.+)$", self.text, re.MULTILINE)
        return frozenset(_MARKS.sub("", heading).strip().lower().replace(" ", "-") for heading in headings)


def read_manual(file: Path | None = None) -> tuple[Chapter, ...]:
    """The chapters in order; what stands before the first is left out.  OSError when the manual is not there."""
    words = (file or manual_folder() / _FILE).read_text("utf-8")
    parts = _CHAPTER.split(words)[1:]
    return tuple(Chapter(part.splitlines()[0].removeprefix("## ").strip(), part) for part in parts)


def place_of(chapters: Sequence[Chapter], wanted: str) -> int:
    """The number of the chapter of this name, or with this anchor (`#…`); 0 when there is none."""
    for place, chapter in enumerate(chapters):
        if wanted in (chapter.name, chapter.heading) or wanted.removeprefix("#") in chapter.anchors:
            return place
    return 0
