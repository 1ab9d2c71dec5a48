"""What is left of a stream that is damaged: all that comes before the damage, as readers show it (ISO 32000-2, 7.4)."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Sequence

_BLANKS = re.compile(rb"[\0\t\n\f\r ]+")
_BASE_85 = re.compile(rb"(?:z|[!-u]{5})*")
_GROUP_85 = re.compile(rb"z|[!-u]{2,5}")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2})*")
_RAW = -15  # deflated bytes without head and checksum (RFC 1951)
_END_OF_RUNS = 128


def left_of(raw: bytes, chain: Sequence[str], most: int) -> bytes:
    """What the filters of `chain` still make of the bytes; nothing behind a filter that is not known here."""
    for name in chain:
        raw = _UNDONE[name](raw, most) if name in _UNDONE else b""
    return raw


def breaks_off(raw: bytes, chain: Sequence[str], most: int) -> bool:
    """Whether deflated bytes, `chain` undone but for its last filter, end before their last block does.

    A missing checksum alone is no damage.
    """
    if chain[-1] != "/FlateDecode" or not _UNDONE.keys() >= set(chain):
        return False
    deflated = left_of(raw, chain[:-1], most)
    if not deflated:
        return bool(raw)
    reader = zlib.decompressobj(_RAW)
    try:
        reader.decompress(deflated[2:], most)
    except zlib.error:
        return True
    return not reader.eof


def _inflated(data: bytes, most: int) -> bytes:
    reader, parts, size = zlib.decompressobj(), list[bytes](), 0
    for at in range(0, len(data), 256):  # zlib gives nothing of the piece in which the damage lies
        try:
            parts.append(reader.decompress(data[at : at + 256]))
        except zlib.error:
            break
        size += len(parts[-1])
        if size > most:
            break
    return b"".join(parts)


def _of_base_85(data: bytes, _most: int) -> bytes:
    data = _BLANKS.sub(b"", data).removeprefix(b"<~")
    whole = _BASE_85.match(data)
    groups = _GROUP_85.findall(whole[0] if whole else b"")
    parts = []
    for group in groups:
        try:
            parts.append(base64.a85decode(group))
        except ValueError:
            break
    return b"".join(parts)


def _of_hex(data: bytes, _most: int) -> bytes:
    digits = _HEX.match(_BLANKS.sub(b"", data))
    return binascii.unhexlify(digits[0]) if digits else b""


def _of_runs(data: bytes, most: int) -> bytes:
    made, at = bytearray(), 0
    while at < len(data) and data[at] != _END_OF_RUNS and len(made) <= most:
        length = data[at]
        if length < _END_OF_RUNS:
            made += data[at + 1 : at + 2 + length]
            at += length + 2
        else:
            made += data[at + 1 : at + 2] * (257 - length)
            at += 2
    return bytes(made)


_UNDONE: dict[str, Callable[[bytes, int], bytes]] = {
    "/FlateDecode": _inflated,
    "/ASCII85Decode": _of_base_85,
    "/ASCIIHexDecode": _of_hex,
    "/RunLengthDecode": _of_runs,
}
