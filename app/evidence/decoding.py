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
_TOO_FEW = 4  # characters to tell an encoding from
DOUBTFUL = "文字可能是用别的编码（如 BIG5）写的，请核对有没有乱码；有的话，请用记事本另存为 UTF-8 后重新加入。"
_NEVER_IN_TEXT = re.compile("[\0-\x06\x0e-\x19\x1c-\x1f\x80-\x84\x86-\x9f\ufffe\uffff]")


def decoded(data: bytes) -> str | None:
    """The text: by its byte order mark, else UTF-8, else GB18030 (GB 18030-2022); None when it is no text."""
    return _first(data, final=True)


def is_doubtful(data: bytes, text: str) -> bool:
    """Whether text that was read as GB18030 for want of a mark may be in another encoding (Big5, Shift JIS …).

    Nearly all characters of Chinese texts are among the first 3,755 of GB 2312; of those misread few are.
    """
    if text.isascii() or _is(data, "utf-8") or _encodings(data) != _ENCODINGS:
        return False
    han = [char for char in text[:HEAD] if char >= "\u2e80"]
    return len(han) > _TOO_FEW and 2 * sum(map(_is_common, han)) < len(han)


def _is(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_common(char: str) -> bool:
    """Whether it is a sign, or an ideograph of level 1, of GB 2312."""
    return b"\xa1" <= char.encode("gb2312", "ignore")[:1] <= b"\xd7"


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
