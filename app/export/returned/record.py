"""What a Word file says of itself: of which draft it is, what each blank held, which words are printed.

It is kept in the custom properties, which Word, WPS and LibreOffice carry on: JSON, compressed, in lines as short as
Word allows.  Of answers it holds digests alone.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.export.returned.normal import digest, normal, solid, unnumbered
from app.forms.paths import FieldPath

SCHEME = 1
_NAME = "qibei.{:03}"
_LINE = 250  # letters of a property that Word shows whole
_MOST = 200_000  # places of all paths
_LIMIT = 30_000_000  # bytes of a record unpacked


class NoRecord(Exception):
    """The file says nothing of itself, or what it says was damaged."""


@dataclass(frozen=True, slots=True)
class Record:
    """The state of the draft that a file was written from.

    `base` is the digest of each blank's words by its path, `counts` say how many places have the words of a path that
    has several.  `sections` are the pages of a form to fill; a `book` has none.
    """

    draft: str
    copy: str
    pack: str
    edition: int
    revision: int
    sections: tuple[str, ...]
    base: Mapping[str, str]
    words: frozenset[str]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_book(self) -> bool:
        """Whether the file is the book itself."""
        return not self.sections

    @property
    def keys(self) -> Iterator[str]:
        """Every place of every path: the path, then the path with `#2`, `#3` …"""
        for path in self.base:
            yield path
            yield from (f"{path}#{number}" for number in range(2, self.counts.get(path, 1) + 1))

    def holds(self, path: str, text: str) -> bool:
        """Whether the blank held these words; in a book white space makes no difference, for covers break lines."""
        return self.base.get(path) == base_digest(self.draft, path, text, book=self.is_book)

    def prints(self, words: str) -> bool:
        """Whether a paragraph of these words is ours; LibreOffice writes some that open a table several times."""
        bare = solid(words)
        once = bare[: (bare + bare).find(bare, 1)]
        return any(word_digest(one) in self.words for one in (bare, unnumbered(bare), once))

    @property
    def properties(self) -> dict[str, str]:
        """The record as properties of a file."""
        said = {
            "scheme": SCHEME,
            "draft": self.draft,
            "copy": self.copy,
            "pack": self.pack,
            "edition": self.edition,
            "revision": self.revision,
            "sections": list(self.sections),
            "base": dict(self.base),
            "words": sorted(self.words),
            "counts": dict(self.counts),
        }
        packed = b64encode(zlib.compress(json.dumps(said, ensure_ascii=False).encode(), 9)).decode()
        lines = [packed[at : at + _LINE] for at in range(0, len(packed), _LINE)]
        return {_NAME.format(number): line for number, line in enumerate(lines, 1)}


def read_record(properties: Mapping[str, str]) -> Record:
    """The record in the properties of a file; NoRecord when there is none that is whole."""
    lines = [properties[name] for name in sorted(properties, key=lambda name: (len(name), name))]
    try:
        said = json.loads(_unpacked(b64decode("".join("".join(lines).split()), validate=True)))
        if said["scheme"] != SCHEME:
            raise NoRecord
        sections = tuple(str(one) for one in said["sections"])
        base = {str(path): str(value) for path, value in said["base"].items()}
        draft, copy, pack = (str(said[name]) for name in ("draft", "copy", "pack"))
        counts = {str(path): int(count) for path, count in said["counts"].items()}
        _require_places(base, counts)
        state = int(said["edition"]), int(said["revision"])
        return Record(draft, copy, pack, *state, sections, base, frozenset(said["words"]), counts)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, zlib.error) as failure:
        raise NoRecord from failure


def _require_places(base: Mapping[str, str], counts: Mapping[str, int]) -> None:
    """ValueError for what is no path, and for more places than any file has."""
    for path in base:
        FieldPath.parse(path)
    if sum(max(1, counts.get(path, 1)) for path in base) > _MOST:
        raise ValueError("too many places")


def _unpacked(data: bytes) -> bytes:
    packed = zlib.decompressobj()
    unpacked = packed.decompress(data, _LIMIT)
    if not packed.eof:
        raise ValueError("too large or cut off")
    return unpacked


def base_digest(draft: str, path: str, text: str, *, book: bool = False) -> str:
    """The digest of the words of one blank, another for each draft and path."""
    return digest(draft, path, solid(text) if book else normal(text))


def word_digest(words: str) -> str:
    """The digest of printed words."""
    return digest(solid(words))[:6]
