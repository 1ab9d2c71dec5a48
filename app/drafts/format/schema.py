"""The tables of a draft, word for word (FORMAT.md, section 4); a file that differs is refused unread."""

from __future__ import annotations

from pathlib import Path

import apsw

from app.drafts import failures
from app.drafts.format.header import PAGE_SIZE

APPLICATION_ID = 0x51424549
USER_VERSION = 2
OLDEST_VERSION = 1

_STATEMENTS = {
    "draft": """CREATE TABLE draft (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  draft_id TEXT NOT NULL,
  copy_id TEXT NOT NULL,
  created TEXT NOT NULL,
  pack TEXT NOT NULL,
  edition INTEGER NOT NULL,
  seal_key BLOB NOT NULL
) STRICT""",
    "seal": """CREATE TABLE seal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL,
  fields INTEGER NOT NULL,
  field_sum BLOB NOT NULL,
  steps INTEGER NOT NULL,
  step_sum BLOB NOT NULL,
  evidences INTEGER NOT NULL,
  evidence_sum BLOB NOT NULL,
  tag BLOB NOT NULL
) STRICT""",
    "field": """CREATE TABLE field (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  value TEXT
) STRICT""",
    "writer": """CREATE TABLE writer (
  id INTEGER PRIMARY KEY,
  replica BLOB NOT NULL UNIQUE
) STRICT""",
    "step": """CREATE TABLE step (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  writer INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  mac BLOB NOT NULL
) STRICT""",
    "change": """CREATE TABLE change (
  step INTEGER NOT NULL,
  field INTEGER NOT NULL,
  after TEXT,
  PRIMARY KEY (step, field)
) STRICT, WITHOUT ROWID""",
    "change_of_field": "CREATE INDEX change_of_field ON change (field, step)",
    "reason": """CREATE TABLE reason (
  step INTEGER PRIMARY KEY,
  why TEXT NOT NULL,
  brought INTEGER NOT NULL
) STRICT""",
    "evidence": """CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  bytes BLOB
) STRICT""",
}

_SINCE = {"reason": 2}
"""The format in which a table came; the others were there in the first."""

_AUTOMATIC = {("index", f"sqlite_autoindex_{table}_1") for table in ("field", "writer", "evidence")}
"""The indexes SQLite makes itself for UNIQUE; they have no text."""


def create(db: apsw.Connection) -> None:
    """Make the tables in a new, keyed, empty file."""
    for pragma in (f"page_size={PAGE_SIZE}", "auto_vacuum=2", "encoding='UTF-8'"):
        db.execute(f"PRAGMA {pragma}")
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={USER_VERSION}")
    for statement in _STATEMENTS.values():
        db.execute(statement)


def add(db: apsw.Connection, version: int) -> None:
    """Make the tables that came with format `version`."""
    for name, since in _SINCE.items():
        if since == version:
            db.execute(_STATEMENTS[name])


def version_of(db: apsw.Connection) -> int:
    """The format of an open draft."""
    return _number(db, "user_version")


def check(db: apsw.Connection, path: Path) -> None:
    """Refuse a database that is not exactly a draft of this format or an older one, or whose length is not its own."""
    version = version_of(db)
    if version > USER_VERSION:
        raise failures.too_new(path)
    expected = {"application_id": APPLICATION_ID, "page_size": PAGE_SIZE, "auto_vacuum": 2}
    if version < OLDEST_VERSION or any(_number(db, pragma) != value for pragma, value in expected.items()):
        raise failures.not_a_draft(path)
    if not is_ours(db):
        raise failures.damaged(path, "内部结构与齐备草稿不符，可能被其他程序改写")
    if _number(db, "page_count") * PAGE_SIZE != path.stat().st_size:
        raise failures.damaged(path, "文件长度与内容不符")


def is_ours(db: apsw.Connection) -> bool:
    """Whether the tables and indexes are exactly those of a draft, and nothing else is there."""
    return _found(db) == _wanted(version_of(db))


def _found(db: apsw.Connection) -> set[tuple[str, str, str | None]]:
    return set(db.execute("SELECT type, name, sql FROM sqlite_schema"))


def _wanted(version: int) -> set[tuple[str, str, str | None]]:
    there = {name: sql for name, sql in _STATEMENTS.items() if _SINCE.get(name, OLDEST_VERSION) <= version}
    made = {(sql.split()[1].lower(), name, sql) for name, sql in there.items()}
    return made | {(kind, name, None) for kind, name in _AUTOMATIC}


def _number(db: apsw.Connection, pragma: str) -> int:
    value = db.pragma(pragma)
    return value if isinstance(value, int) else -1
