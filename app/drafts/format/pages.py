"""Whether a key authenticates a page, without the database library (FORMAT.md, section 3).

The library reports a wrong key and a damaged first page alike; one other page that authenticates
tells them apart.  One block of ChaCha20 and one Poly1305: fast enough for a few pages.
"""

from __future__ import annotations

import hmac
import os
import stat
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from app.drafts.format.header import PAGE_SIZE

TRAILER = 32
SECONDS = 2.0
"""For how long pages are tried one after the other, where the first few do not authenticate."""
_JOURNAL_HEAD = 28
_SECTORS = range(512, 65537)
_MASK = 0xFFFFFFFF
_PRIME = (1 << 130) - 5
_CLAMP = 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
_ROUNDS = (
    (0, 4, 8, 12),
    (1, 5, 9, 13),
    (2, 6, 10, 14),
    (3, 7, 11, 15),
    (0, 5, 10, 15),
    (1, 6, 11, 12),
    (2, 7, 8, 13),
    (3, 4, 9, 14),
)


def key_fits_some_page(path: Path, key: bytes, tries: int = 8) -> bool:
    """Whether one of up to `tries` pages, spread over the file from first to last, authenticates under `key`.

    A commit that was broken off may have torn them all.  So, where a journal lies beside the file, its pages count
    too, and then every page of the file, as far as `SECONDS` reach.
    """
    count = max(path.stat().st_size // PAGE_SIZE, 1)
    spread = sorted({1 + (count - 1) * step // (tries - 1) for step in range(tries)})
    with path.open("rb") as stream:
        if any(authentic(_page(stream, number), number, key) for number in spread):
            return True
        journal = _journal(path)
        if journal is None:
            return False
        end = time.monotonic() + SECONDS
        with journal:
            if _some_authentic(_records(journal), key, end):
                return True
        return _some_authentic(((number, _page(stream, number)) for number in range(1, count + 1)), key, end + SECONDS)


def _some_authentic(numbered: Iterator[tuple[int, bytes]], key: bytes, end: float) -> bool:
    """Whether one of these pages authenticates, of those that can be tried until `end`."""
    for number, page in numbered:
        if authentic(page, number, key):
            return True
        if time.monotonic() > end:
            break
    return False


def _page(stream: BinaryIO, number: int) -> bytes:
    stream.seek((number - 1) * PAGE_SIZE)
    return stream.read(PAGE_SIZE)


def _journal(path: Path) -> BinaryIO | None:
    """The rollback journal beside `path`; None where there is none that is a plain file."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with suppress(OSError):
        stream = os.fdopen(os.open(f"{path}-journal", flags), "rb")
        if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            return stream
        stream.close()
    return None


def _records(journal: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The pages in the first part of a journal, each with its number (SQLite's file format, section 3)."""
    sector = int.from_bytes(journal.read(_JOURNAL_HEAD)[20:24], "big")
    journal.seek(sector if sector in _SECTORS else _SECTORS.start)
    while len(record := journal.read(4 + PAGE_SIZE + 4)) == 4 + PAGE_SIZE + 4:
        yield int.from_bytes(record[:4], "big"), record[4:-4]


def page_count(path: Path, key: bytes) -> int | None:
    """How many pages the file should have, as its first page says; None when that page is not authentic."""
    with path.open("rb") as stream:
        page = stream.read(PAGE_SIZE)
    if not authentic(page, 1, key):
        return None
    nonce = page[-TRAILER:-16]
    counter = struct.unpack("<I", nonce[12:])[0] ^ 1
    stream_key = _chacha20_block(key, counter, nonce[:12])[32:]
    block = _chacha20_block(stream_key, (counter + 1) & _MASK, nonce[:12])
    plain = bytes(one ^ two for one, two in zip(page[24:32], block, strict=False))
    return int(struct.unpack(">I", plain[4:8])[0])


def authentic(page: bytes, number: int, key: bytes) -> bool:
    """Whether the 8192 bytes of page `number`, counted from 1, were written under `key` and not altered since."""
    if len(page) != PAGE_SIZE:
        return False
    nonce, tag = page[-TRAILER:-16], page[-16:]
    counter = struct.unpack("<I", nonce[12:])[0] ^ number
    one_time_key = _chacha20_block(key, counter, nonce[:12])[:32]
    return hmac.compare_digest(_poly1305(one_time_key, page[:-16]), tag)


def _poly1305(one_time_key: bytes, message: bytes) -> bytes:
    """The authenticator of RFC 8439, section 2.5."""
    r = int.from_bytes(one_time_key[:16], "little") & _CLAMP
    total = 0
    for start in range(0, len(message), 16):
        total = (total + int.from_bytes(message[start : start + 16] + b"\x01", "little")) * r % _PRIME
    total += int.from_bytes(one_time_key[16:], "little")
    return (total % (1 << 128)).to_bytes(16, "little")


def _chacha20_block(key: bytes, counter: int, nonce: bytes) -> bytes:
    """One block of key stream, RFC 8439, section 2.3."""
    start = list(struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<I", counter) + nonce))
    state = start.copy()
    for _ in range(10):
        for a, b, c, d in _ROUNDS:
            _quarter_round(state, a, b, c, d)
    return struct.pack("<16I", *((x + y) & _MASK for x, y in zip(start, state, strict=True)))


def _quarter_round(state: list[int], a: int, b: int, c: int, d: int) -> None:
    for into, by, turned, places in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[into] = (state[into] + state[by]) & _MASK
        word = state[turned] ^ state[into]
        state[turned] = ((word << places) | (word >> (32 - places))) & _MASK
