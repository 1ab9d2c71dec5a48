"""How much slower one edit is in a large encrypted draft than in a plain SQLite file, in the same run.

Usage: python benchmarks/draft_edits.py [megabytes of evidence, 120] [edits, 300]

Both sides commit with journal_mode=DELETE and synchronous=EXTRA on the same disk, in turn, so that the
load of the machine meets both alike.  Plain SQLite updates the value and appends one history row; the draft also
keeps its index, its seal and the encryption.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.drafts.model import Change
from app.drafts.store import Draft

FIELDS = 5000
PIECE = 8 << 20


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    edits = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        os.environ["QIBEI_HOME"] = folder
        pieces = [os.urandom(PIECE) for _ in range(max(1, (megabytes << 20) // PIECE))]
        draft = make_draft(Path(folder) / "draft.qibei", pieces)
        plain = make_plain(Path(folder) / "plain.db", pieces)
        report(draft, time_both(draft, plain, edits))
        plain.close()
        draft.close()
        reopen(draft)


def make_draft(path: Path, pieces: list[bytes]) -> Draft:
    draft = Draft.create(path, "benchmark", pack="p", edition=1)
    draft.write([Change(f"list.rows[k{n}].name", None, f'"值 {n}"') for n in range(FIELDS)])
    for piece in pieces:
        draft.write([], evidence={hashlib.sha256(piece).hexdigest(): piece})
    return draft


def make_plain(path: Path, pieces: list[bytes]) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("page_size=8192", "journal_mode=DELETE", "synchronous=EXTRA"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("CREATE TABLE field (id INTEGER PRIMARY KEY, path TEXT UNIQUE, value TEXT)")
    db.execute("CREATE TABLE history (id INTEGER PRIMARY KEY, path TEXT, value TEXT, by TEXT, at TEXT)")
    db.execute("CREATE TABLE evidence (sha256 TEXT PRIMARY KEY, bytes BLOB)")
    db.execute("BEGIN")
    db.executemany("INSERT INTO field (path, value) VALUES (?, ?)", [(f"k{n}", f"值 {n}") for n in range(FIELDS)])
    db.executemany("INSERT INTO evidence VALUES (?, ?)", [(hashlib.sha256(p).hexdigest(), p) for p in pieces])
    db.execute("COMMIT")
    return db


def time_both(draft: Draft, plain: sqlite3.Connection, edits: int) -> tuple[list[float], list[float]]:
    """Seconds of each edit: in the draft, in the plain file."""

    def edit_draft(number: int) -> None:
        draft.write([Change(f"list.rows[k{number * 37 % FIELDS}].name", None, f'"改 {number}"')], by="王芳")

    def edit_plain(number: int) -> None:
        path, value = f"k{number * 37 % FIELDS}", f"改 {number}"
        plain.execute("BEGIN IMMEDIATE")
        plain.execute("UPDATE field SET value = ? WHERE path = ?", (value, path))
        plain.execute("INSERT INTO history (path, value, by, at) VALUES (?, ?, '王芳', '2026')", (path, value))
        plain.execute("COMMIT")

    times = [(seconds(edit_draft, n), seconds(edit_plain, n)) for n in range(edits)]
    return [each[0] for each in times], [each[1] for each in times]


def seconds(work: Callable[[int], None], number: int) -> float:
    begin = time.perf_counter()
    work(number)
    return time.perf_counter() - begin


def report(draft: Draft, times: tuple[list[float], list[float]]) -> None:
    ours, plain = (statistics.median(each) * 1000 for each in times)
    ours_slow, plain_slow = (statistics.quantiles(each, n=20)[-1] * 1000 for each in times)
    print(f"draft of {draft.path.stat().st_size / 1e6:.0f} MB, {len(times[0])} edits each, milliseconds")
    print(f"  draft        median {ours:6.2f}   95 % {ours_slow:6.2f}")
    print(f"  plain SQLite median {plain:6.2f}   95 % {plain_slow:6.2f}")
    print(f"  ratio        median {ours / plain:6.2f}   95 % {ours_slow / plain_slow:6.2f}")


def reopen(draft: Draft) -> None:
    begin = time.perf_counter()
    Draft.open_with_key(draft.path, draft.key).close()
    mine = time.perf_counter()
    os.utime(draft.path)
    Draft.open_with_key(draft.path, draft.key).close()
    print(f"open again {mine - begin:.2f} s, checked in full {time.perf_counter() - mine:.2f} s (key derivation apart)")


if __name__ == "__main__":
    main()
