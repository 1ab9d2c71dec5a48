"""The seal over everything in a draft: keyed sums that one edit changes in constant time (FORMAT.md, section 5)."""

from __future__ import annotations

import hmac
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from app.drafts.model import Change, DraftInfo

SUM_SIZE = 32
_MODULUS = 1 << 256
_LENGTH = struct.Struct(">Q").pack

Part = str | int | bytes


@dataclass(frozen=True, slots=True)
class Seal:
    """The state of a draft: its revision, how many rows of each kind there are, and the sum over each kind."""

    revision: int = 0
    fields: int = 0
    field_sum: int = 0
    steps: int = 0
    step_sum: int = 0
    evidences: int = 0
    evidence_sum: int = 0


@dataclass(frozen=True, slots=True)
class Sealer:
    """The secret key of one draft's seal, and every text it is put to."""

    key: bytes

    def field(self, path: str, value: str | None) -> int:
        """What one field adds to the field sum; an absent value adds nothing."""
        return 0 if value is None else self._number("field", path, value)

    def evidence(self, sha256: str, size: int, present: bool) -> int:
        """What one evidence file adds to the evidence sum."""
        return self._number("evidence", sha256, size, int(present))

    def step(self, head: tuple[Part, ...], changes: Iterable[Change], reason: tuple[Part, ...] = ()) -> bytes:
        """The mac of a step: head (number, kind, replica, counter, by, at), changes in any order, reason."""
        ordered = sorted(changes, key=lambda change: change.path.encode())
        parts: list[Part] = ["step", *head, len(ordered)]
        for change in ordered:
            parts += (change.path, optional(change.before), optional(change.after))
        return self._mac([*parts, *reason])

    def tag(self, info: DraftInfo, seal: Seal) -> bytes:
        """The tag over what the draft is and the state it is in."""
        what: list[Part] = ["seal", info.draft_id, info.copy_id, info.created, info.pack, info.edition, seal.revision]
        what += (seal.fields, to_bytes(seal.field_sum), seal.steps, to_bytes(seal.step_sum))
        what += (seal.evidences, to_bytes(seal.evidence_sum))
        return self._mac(what)

    def _number(self, *parts: Part) -> int:
        return int.from_bytes(self._mac(parts), "big")

    def _mac(self, parts: Iterable[Part]) -> bytes:
        return hmac.digest(self.key, b"".join(map(_framed, parts)), "sha256")


def optional(text: str | None) -> bytes:
    """A text that may be absent, so that absence and the empty text differ."""
    return b"\x00" if text is None else b"\x01" + text.encode()


def added(total: int, *terms: int) -> int:
    """The sum modulo 2^256; a term taken away is given as negative."""
    return (total + sum(terms)) % _MODULUS


def to_bytes(total: int) -> bytes:
    """A sum as it is stored: 32 bytes, big-endian."""
    return total.to_bytes(SUM_SIZE, "big")


def _framed(part: Part) -> bytes:
    data = part if isinstance(part, bytes) else str(part).encode()
    return _LENGTH(len(data)) + data
