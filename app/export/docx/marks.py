"""Names and numbers that mark blanks and headings: stable for a path, unique in one document.

A blank is marked three times: tag = the path, `w:id` and bookmark derived from it.  LibreOffice
7.4 drops the tag and numbers controls anew on saving as DOCX; the bookmark survives and still
holds the words.  The blanks of a long list have their bookmarks alone, inside one control that is
tagged with the list's path (see `controls`).
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

NAME_LIMIT = 40  # letters of a bookmark name, in Word
_NOT_NAME = re.compile(r"[^0-9A-Za-z_]+")
_DIGEST = 12


class Mark(NamedTuple):
    """One marked place: the number of its bookmark, its name, the `w:id` of its control, and what both derive from."""

    number: int
    name: str
    control: int
    key: str = ""


class Marks:
    """Gives out the marks of one document, in the order of its blanks.

    The first blank of a path is marked by the path alone; later ones, and the rare collision of
    two paths, by the path and a count.  The same blanks in the same order get the same marks.
    """

    def __init__(self) -> None:
        self._number = 0
        self._names: set[str] = set()
        self._controls: set[int] = set()

    def blank(self, path: str) -> Mark:
        """The mark of the next blank of `path`."""
        key, count = path, 1
        while (name := bookmark_name("b", path, key)) in self._names or control_id(key) in self._controls:
            count += 1
            key = f"{path}#{count}"
        self._names.add(name)
        self._controls.add(control_id(key))
        return Mark(self._next(), name, control_id(key), key)

    def contents(self) -> int:
        """A `w:id` for the next contents."""
        return self.blank("contents").control

    def anchor(self, anchor: str) -> Mark:
        """The mark of a heading; one anchor has one name, see `anchor_name`."""
        return Mark(self._next(), anchor_name(anchor), 0)

    def _next(self) -> int:
        self._number += 1
        return self._number


def anchor_name(anchor: str) -> str:
    """The bookmark name of a heading's anchor."""
    return bookmark_name("a", anchor, anchor)


def bookmark_name(kind: str, words: str, key: str) -> str:
    """A name of at most 40 letters, digits and `_`, readable by `words` and unique by `key`."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:_DIGEST]
    room = NAME_LIMIT - len(kind) - len(digest) - 2
    slug = _NOT_NAME.sub("_", words)[:room].strip("_")
    return f"{kind}_{slug}_{digest}"


def control_id(key: str) -> int:
    """A positive number below 2³¹ derived from `key`, as `w:id` of a content control."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") & 0x7FFFFFFF
    return number or 1
