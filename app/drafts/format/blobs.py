"""Evidence files inside the draft: bytes under their SHA-256, removed ones kept as a mark."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import apsw

from app.drafts import failures
from app.drafts.format.container import LARGEST_VALUE
from app.drafts.format.ledger import State
from app.drafts.format.seal import added
from app.errors import EvidenceRefused

LARGEST_FILE = LARGEST_VALUE - (1 << 20)


def check(blobs: Mapping[str, bytes]) -> None:
    """Refuse bytes that are too many for a draft, and names that are not their SHA-256 (a fault of the caller)."""
    for sha256, data in blobs.items():
        if len(data) > LARGEST_FILE:
            raise EvidenceRefused("证明材料超过 511 MB，没有放入草稿，其余内容没有丢失。", "请压缩或拆分后再添加。")
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError(f"{sha256} is not the SHA-256 of these bytes")


def put(db: apsw.Connection, state: State, blobs: Mapping[str, bytes]) -> State:
    """Store each file that is not stored yet."""
    for sha256, data in blobs.items():
        row = db.execute("SELECT size, typeof(bytes) = 'blob' FROM evidence WHERE sha256 = ?", (sha256,)).get
        if row is None:
            place = state.seal.evidences + 1
            db.execute("INSERT INTO evidence VALUES (?, ?, ?, ?)", (place, sha256, len(data), data))
            state = _summed(state, place, state.sealer.evidence(sha256, len(data), present=True))
        elif not row[1]:
            db.execute("UPDATE evidence SET bytes = ? WHERE sha256 = ?", (data, sha256))
            state = _turned(state, sha256, row[0], present=True)
    return state


def remove(db: apsw.Connection, state: State, hashes: Iterable[str]) -> State:
    """Remove the bytes of these files; their rows stay as marks."""
    for sha256 in hashes:
        size = db.execute("SELECT size FROM evidence WHERE sha256 = ? AND typeof(bytes) = 'blob'", (sha256,)).get
        if size is not None:
            db.execute("UPDATE evidence SET bytes = NULL WHERE sha256 = ?", (sha256,))
            state = _turned(state, sha256, size, present=False)
    return state


def get(db: apsw.Connection, path: Path, sha256: str) -> bytes:
    """The bytes of one file, checked against their hash; DraftDamaged names it when they are not to be had."""
    try:
        data = db.execute("SELECT bytes FROM evidence WHERE sha256 = ?", (sha256,)).get
    except apsw.CorruptError as error:
        raise failures.evidence_lost(path, [sha256]) from error
    if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != sha256:
        raise failures.evidence_lost(path, [sha256])
    return data


def sizes(db: apsw.Connection) -> dict[str, int]:
    """The size in bytes of every file that is stored, in the order of adding."""
    return dict(db.execute("SELECT sha256, size FROM evidence WHERE typeof(bytes) = 'blob' ORDER BY id"))


def _turned(state: State, sha256: str, size: int, *, present: bool) -> State:
    new = state.sealer.evidence(sha256, size, present=present)
    return _summed(state, state.seal.evidences, new, -state.sealer.evidence(sha256, size, present=not present))


def _summed(state: State, count: int, *terms: int) -> State:
    total = added(state.seal.evidence_sum, *terms)
    return replace(state, seal=replace(state.seal, evidences=count, evidence_sum=total))
