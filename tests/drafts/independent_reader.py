"""Reads a draft from FORMAT.md alone: `cryptography`, the standard library, nothing of the program.

`plain_database` gives the decrypted pages, `seal_holds` adds the seal up again.
"""

from __future__ import annotations

import hmac
import sqlite3
import struct
import unicodedata
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.poly1305 import Poly1305

PAGE, BODY = 8192, 8160


def derive(passphrase: str, salt: bytes) -> bytes:
    secret = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=131072).derive(secret)


def plain_database(path: Path, key: bytes) -> sqlite3.Connection:
    """The decrypted draft, in memory; raises cryptography's InvalidSignature when a page does not authenticate."""
    data = path.read_bytes()
    assert data[:4] == b"QBD\x01"
    assert len(data) % PAGE == 0
    pages = [open_page(data[at : at + PAGE], at // PAGE + 1, key) for at in range(0, len(data), PAGE)]
    db = sqlite3.connect(":memory:")
    db.deserialize(b"".join(pages))
    return db


def open_page(page: bytes, number: int, key: bytes) -> bytes:
    nonce, tag = page[BODY : BODY + 16], page[BODY + 16 :]
    counter = struct.unpack("<I", nonce[12:])[0] ^ number
    one_time = key_stream(key, counter, nonce[:12], bytes(64))
    Poly1305.verify_tag(one_time[:32], page[: BODY + 16], tag)
    begin = 24 if number == 1 else 0
    body = key_stream(one_time[32:], (counter + 1) % 2**32, nonce[:12], page[begin:BODY])
    head = b"SQLite format 3\0" + page[16:24] if number == 1 else b""
    return head + body + bytes(32)


def key_stream(key: bytes, counter: int, nonce: bytes, data: bytes) -> bytes:
    return Cipher(algorithms.ChaCha20(key, struct.pack("<I", counter) + nonce), None).encryptor().update(data)


def seal_holds(db: sqlite3.Connection) -> bool:
    draft_id, copy_id, created, pack, edition, key = db.execute(
        "SELECT draft_id, copy_id, created, pack, edition, seal_key FROM draft"
    ).fetchone()
    revision, fields, field_sum, steps, step_sum, evidences, evidence_sum, tag = db.execute(
        "SELECT revision, fields, field_sum, steps, step_sum, evidences, evidence_sum, tag FROM seal"
    ).fetchone()

    def mac(*parts: object) -> bytes:
        encoded = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
        return hmac.digest(key, b"".join(struct.pack(">Q", len(part)) + part for part in encoded), "sha256")

    def total(macs: list[bytes]) -> bytes:
        return (sum(int.from_bytes(each, "big") for each in macs) % 2**256).to_bytes(32, "big")

    rest = (fields, field_sum, steps, step_sum, evidences, evidence_sum)
    values = db.execute("SELECT path, value FROM field WHERE value IS NOT NULL").fetchall()
    files = db.execute("SELECT sha256, size, bytes IS NOT NULL FROM evidence").fetchall()
    macs = [step_mac(db, mac, number) for (number,) in db.execute("SELECT number FROM step ORDER BY number")]
    return (
        field_sum == total([mac("field", *row) for row in values])
        and evidence_sum == total([mac("evidence", *row) for row in files])
        and step_sum == total(macs)
        and macs == [row[0] for row in db.execute("SELECT mac FROM step ORDER BY number")]
        and (fields, steps, evidences) == tuple(count(db, table) for table in ("field", "step", "evidence"))
        and tag == mac("seal", draft_id, copy_id, created, pack, edition, revision, *rest)
    )


def step_mac(db: sqlite3.Connection, mac: Callable[..., bytes], number: int) -> bytes:
    head = db.execute(
        "SELECT number, kind, replica, counter, by, at FROM step JOIN writer ON writer.id = writer WHERE number = ?",
        (number,),
    ).fetchone()
    changes = db.execute(
        "SELECT field.id, path, after FROM change JOIN field ON field.id = field WHERE step = ?", (number,)
    )
    ordered = sorted((path.encode(), before(db, field, number), after) for field, path, after in changes)
    parts: list[object] = []
    for path, *values in ordered:
        parts += [path, *(b"\x00" if value is None else b"\x01" + value.encode() for value in values)]
    if db.execute("PRAGMA user_version").fetchone()[0] >= 2:
        reason = db.execute("SELECT why, brought FROM reason WHERE step = ?", (number,)).fetchone()
        parts += reason or ()
    return mac("step", *head, len(ordered), *parts)


def before(db: sqlite3.Connection, field: int, step: int) -> str | None:
    rows = db.execute("SELECT after FROM change WHERE field = ? AND step < ? ORDER BY step", (field, step)).fetchall()
    return rows[-1][0] if rows else None


def count(db: sqlite3.Connection, table: str) -> int:
    return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
