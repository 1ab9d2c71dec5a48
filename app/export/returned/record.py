"""What a Word file for filling says of itself: of which draft it is, what each blank held, which words are printed.

It is kept in the custom properties, which Word, WPS and LibreOffice carry on: JSON, compressed, in lines as short as
Word allows.  Of answers it holds digests alone.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.export.document import Blank, Document, Heading, Inline, Paragraph, Table
from app.export.document import Text as Words
from app.export.returned.normal import digest, normal, solid

SCHEME = 1
_NAME = "qibei.{:03}"
_LINE = 250  # letters of a property that Word shows whole
_LIMIT = 30_000_000  # bytes of a record unpacked


class NoRecord(Exception):
    """The file says nothing of itself, or what it says was damaged."""


@dataclass(frozen=True, slots=True)
class Record:
    """The state of the draft that a file was written from; `base` is the digest of each blank's words by its path."""

    draft: str
    copy: str
    pack: str
    edition: int
    revision: int
    sections: tuple[str, ...]
    base: Mapping[str, str]
    words: frozenset[str]

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
        return Record(
            draft, copy, pack, int(said["edition"]), int(said["revision"]), sections, base, frozenset(said["words"])
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error) as failure:
        raise NoRecord from failure


def _unpacked(data: bytes) -> bytes:
    packed = zlib.decompressobj()
    unpacked = packed.decompress(data, _LIMIT)
    if not packed.eof:
        raise ValueError("too large or cut off")
    return unpacked


def texts_of(document: Document) -> dict[str, str]:
    """The words of each blank that is to be filled, by its path: of one with boxes, the boxes below one another."""
    found: dict[str, list[str]] = {}
    for paragraph in _paragraphs(document):
        for inline in paragraph.inlines:
            if isinstance(inline, Blank):
                found.setdefault(inline.path, []).append(inline.text)
    return {path: "\n".join(texts) for path, texts in found.items()}


def base_of(texts: Mapping[str, str], draft: str) -> dict[str, str]:
    """The digest of each blank's words; one is another for each draft and path."""
    return {path: base_digest(draft, path, text) for path, text in texts.items()}


def base_digest(draft: str, path: str, text: str) -> str:
    """The digest of the words of one blank."""
    return digest(draft, path, normal(text))


def words_of(document: Document) -> frozenset[str]:
    """The digests of the printed words of each paragraph."""
    printed = (_printed(paragraph.inlines) for paragraph in _paragraphs(document))
    return frozenset(word_digest(words) for words in printed if words)


def word_digest(words: str) -> str:
    """The digest of printed words."""
    return digest(solid(words))[:6]


def _printed(inlines: tuple[Inline, ...]) -> str:
    return solid("".join(inline.text for inline in inlines if isinstance(inline, Words)))


def _paragraphs(document: Document) -> Iterator[Paragraph | Heading]:
    for block in document.opened:
        if isinstance(block, Paragraph | Heading):
            yield block
        elif isinstance(block, Table):
            yield from (one for row in block.rows for cell in row.cells for one in cell.blocks)
