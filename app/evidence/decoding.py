"""Bare text: which encoding its bytes are in, told from the bytes alone."""

from __future__ import annotations

import codecs
import re

HEAD = 1 << 16
"""Bytes at the beginning that tell whether it is text at all."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16, so it is looked for first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = ("utf-8", "gb18030")
_NEVER_IN_TEXT = re.compile("[\0-\x06\x0e-\x19\x1c-\x1f\x80-\x84\x86-\x9f\ufffe\uffff]")


def decoded(data: bytes) -> str | None:
    """The text: by its byte order mark, else UTF-8, else GB18030 (GB 18030-2022); None when it is no text."""
    return _first(data, final=True)


def beginning(data: bytes) -> str | None:
    """The first `HEAD` bytes as text, perhaps less a cut character; None when they are no text."""
    return _first(data[:HEAD], final=len(data) <= HEAD)


def _first(data: bytes, *, final: bool) -> str | None:
    for encoding in _encodings(data):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(data, final)
        except UnicodeDecodeError:
            continue
        if not _NEVER_IN_TEXT.search(text):
            return text
    return None


def _encodings(data: bytes) -> tuple[str, ...]:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked:
        return (marked,)
    return _without_mark(data) or _ENCODINGS


def _without_mark(data: bytes) -> tuple[str, ...]:
    """UTF-16 whose mark is missing: every other byte of its blanks and digits is zero, a fifth of them at least."""
    some = data[:4096]
    if len(some) < 4 or len(data) % 2 or b"\0" not in some:
        return ()
    low, high = some[0::2].count(0), some[1::2].count(0)
    if 10 * max(low, high) < len(some):
        return ()
    return ("utf-16-le",) if high > 4 * low else ("utf-16-be",) if low > 4 * high else ()
