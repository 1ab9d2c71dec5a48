"""A connection to the encrypted database: keyed by us, hardened, durable (FORMAT.md, sections 2 and 6)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import apsw

Mode = Literal["create", "write", "read", "still"]
"""A file that is opened "still" is read as it is: no lock, no look at what lies beside it; nobody may write it."""

BUSY_MILLISECONDS = 5000
LARGEST_VALUE = 512 << 20
"""No text and no file in a draft is longer than this many bytes."""

_FLAGS = {
    "create": apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE,
    "write": apsw.SQLITE_OPEN_READWRITE,
    "read": apsw.SQLITE_OPEN_READONLY,
    "still": apsw.SQLITE_OPEN_READONLY,
}
_SETTINGS = (
    (apsw.SQLITE_DBCONFIG_DEFENSIVE, 1),
    (apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
    (apsw.SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_VIEW, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, 0),
    (apsw.SQLITE_DBCONFIG_DQS_DML, 0),
    (apsw.SQLITE_DBCONFIG_DQS_DDL, 0),
)
_DURABLE = {"journal_mode": "delete", "synchronous": 3, "mmap_size": 0, "cell_size_check": 1, "temp_store": 2}


def connect(path: Path, key: bytes, salt: bytes, mode: Mode) -> apsw.Connection:
    """A keyed connection to `path`, which is absolute; raises apsw.NotADBError when the key does not open it."""
    keyed = _raw(key, salt)
    # A URI names the key of the target of VACUUM INTO; the path itself is absolute and so never taken for one.
    place = f"{path.as_uri()}?immutable=1" if mode == "still" else os.fspath(path)
    db = apsw.Connection(place, flags=_FLAGS[mode] | apsw.SQLITE_OPEN_URI)
    try:
        _harden(db)
        db.execute("PRAGMA cipher='chacha20'")
        db.execute(f'PRAGMA key="{keyed}"')
        db.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        _make_durable(db)
    except BaseException:
        db.close(True)
        raise
    return db


def _harden(db: apsw.Connection) -> None:
    for setting, value in _SETTINGS:
        db.config(setting, value)
    db.limit(apsw.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    db.set_busy_timeout(BUSY_MILLISECONDS)


def _make_durable(db: apsw.Connection) -> None:
    for name, value in _DURABLE.items():
        db.execute(f"PRAGMA {name}={value}").fetchall()
        found = db.pragma(name)
        if found != value:
            raise apsw.MisuseError(f"{name} is {found!r}, not {value!r}")


def rows(db: apsw.Connection, query: str, *values: apsw.SQLiteValue) -> list[tuple[Any, ...]]:
    """Every row of a query; the STRICT schema, checked before, says which types the columns have."""
    return db.execute(query, values).fetchall()


def write_copy(db: apsw.Connection, target: Path, key: bytes, salt: bytes) -> None:
    """Write everything in `db` to the new file `target` under another key; not yet flushed to the disk."""
    place = f"{target.as_uri()}?cipher=chacha20&key={quote(_raw(key, salt))}"
    db.execute("VACUUM INTO ?", (place,))


def _raw(key: bytes, salt: bytes) -> str:
    """Key and salt as the library takes them raw; a short key would silently mean no encryption."""
    if len(key) != 32 or len(salt) != 16:
        raise ValueError("a key has 32 bytes and a salt 16")
    return f"x'{key.hex()}{salt.hex()}'"
