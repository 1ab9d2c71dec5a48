"""Any object of a PDF as a canonical description: the same for the same content, however the file is laid out.

Object numbers, the order of keys, spaces, the compression of streams, and whether a thing stands in its place or is
referred to make no difference.  Pictures are described by their bytes as they stand, so that none is ever decoded here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pikepdf

DEPTH_LIMIT = 60
NOT_SEEN = {"/Parent", "/P", "/Popup", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/LastModified"}
"""Keys that lead elsewhere or say nothing of what is visible."""
ENCODING = {"/Length", "/Filter", "/DecodeParms", "/DL"}


class Describer:
    """Describes the objects of one file; what is referred to is described once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}
        self._open: set[tuple[int, int]] = set()

    def __call__(self, thing: Any, depth: int = 0) -> bytes:
        """The description of an object and of all that it refers to."""
        if not isinstance(thing, pikepdf.Stream | pikepdf.Dictionary | pikepdf.Array | list):
            return plain(thing)
        if depth > DEPTH_LIMIT:
            return b"deep"
        name = thing.objgen if isinstance(thing, pikepdf.Object) else (0, 0)
        if name == (0, 0):
            return hashlib.sha256(self._described(thing, depth)).digest()
        if name in self._open:
            return b"again"
        if name not in self._known:
            self._open.add(name)
            self._known[name] = hashlib.sha256(self._described(thing, depth)).digest()
            self._open.discard(name)
        return self._known[name]

    def _described(self, thing: Any, depth: int) -> bytes:
        if isinstance(thing, pikepdf.Stream):
            return b"stream" + _sized(self._stream(thing, depth))
        if isinstance(thing, pikepdf.Dictionary):
            return b"dict" + _sized(self._dictionary(thing, depth))
        return b"array" + _sized(b"".join(_sized(self(one, depth + 1)) for one in thing))

    def _dictionary(self, thing: Any, depth: int, without: set[str] = NOT_SEEN) -> bytes:
        if thing.get("/Type") == "/Page":
            return b"page"
        keys = sorted(set(thing.keys()) - without)
        return b"".join(
            _sized(key.encode("utf-8", "replace")) + _sized(self(thing.get(key), depth + 1)) for key in keys
        )

    def _stream(self, thing: Any, depth: int) -> bytes:
        data = None if thing.get("/Subtype") == "/Image" else _decoded(thing)
        if data is None:
            content, without = thing.read_raw_bytes(), NOT_SEEN | {"/Length"}
        else:
            content, without = data, NOT_SEEN | ENCODING
        return _sized(self._dictionary(thing, depth, without)) + hashlib.sha256(content).digest()


def plain(thing: Any) -> bytes:
    """A number, name, string or other object without parts; numbers to the hundred-thousandth of a point."""
    if isinstance(thing, bool) or thing is None:
        return str(thing).encode("ascii")
    if isinstance(thing, int | float | Decimal):
        return _number(float(thing))
    if isinstance(thing, pikepdf.String):
        return b"text" + _sized(bytes(thing))
    return b"name" + _sized(str(thing).encode("utf-8", "replace"))


@lru_cache(maxsize=100_000)
def _number(number: float) -> bytes:
    return b"%.5f" % (round(number, 5) + 0.0)


def _decoded(thing: Any) -> bytes | None:
    """The content of a stream without its compression; None when it cannot be taken off."""
    read: Callable[[], bytes] = thing.read_bytes
    try:
        return read()
    except pikepdf.PdfError:
        return None


def _sized(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + part
