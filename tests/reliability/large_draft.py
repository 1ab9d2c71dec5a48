"""Speed with much inside: autosave against plain SQLite, opening a draft of one gigabyte, the memory of the window."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pikepdf

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.drafts.format import container, schema
from app.drafts.model import Change
from app.drafts.store import Draft
from app.evidence.intake import EvidenceFile
from reliability.figure import Figure
from reliability.small_draft import PASSPHRASE, quick_keys

MEGABYTE = 1 << 20
PIECE = 50
"""Megabytes of one proof."""
ROOM = 4
"""Times the size of the largest draft that must be free on the disk."""
SAVED, OPENED = 500, 1000
"""Megabytes inside."""
EDITS = 200
FIELDS = 3000
PAGES, SHORT_PAGES = 20, 5
"""Of the window, looked at one after the other."""
SHORT_RATIO = 4.0
"""Of a few edits beside other tests."""
RATIO, SECONDS, MEMORY = 1.5, 1.0, 100


def run(factor: float) -> list[Figure]:
    """All three; a short run takes a fiftieth of the size, which its names say."""
    share = min(1.0, factor)
    saved, opened = max(10, int(SAVED * share)), max(20, int(OPENED * share))
    with tempfile.TemporaryDirectory() as place, quick_keys():
        if shutil.disk_usage(place).free < ROOM * opened * MEGABYTE:
            raise OSError(28, f"the trial needs {ROOM * opened} MB of free disk", place)
        os.environ["QIBEI_HOME"] = f"{place}/home"
        return [
            _autosave(Path(place), saved, share),
            *_opening(Path(place), opened, PAGES if share == 1 else SHORT_PAGES),
        ]


def _autosave(folder: Path, megabytes: int, share: float) -> Figure:
    """The median of an edit in the draft and of the same rows in a plain file, in turn, under the same load."""
    begun = time.perf_counter()
    edits = max(60, int(EDITS * share))
    with Draft.create(folder / "500.qibei", PASSPHRASE, pack="p", edition=1) as draft:
        plain = _plain(folder / "plain.db")
        draft.write([Change(f"a.rows[k{n}].name", None, f'"值 {n}"') for n in range(FIELDS)])
        _same_fields(plain)
        for number, piece in enumerate(_pieces(megabytes), 1):
            sha256 = hashlib.sha256(piece).hexdigest()
            draft.write([], evidence={sha256: piece})
            plain.execute("INSERT INTO evidence VALUES (?, ?, ?, ?)", (number, sha256, len(piece), piece))
        pairs = [
            (_seconds(lambda n=n: _edit(draft, n)), _seconds(lambda n=n: _same_edit(plain, n))) for n in range(edits)
        ]
        plain.close()
    for path in folder.glob("*.*"):
        path.unlink()
    ours, theirs = (statistics.median(each) * 1000 for each in zip(*pairs, strict=True))
    found = f"{ours / theirs:.2f} × ({ours:.2f} / {theirs:.2f} ms)"
    name, size = "自动保存，与普通 SQLite 相比 / autosave against plain SQLite", f"{megabytes} MB，{edits} 次 / edits"
    bound = RATIO if share == 1 else SHORT_RATIO
    return Figure(name, size, found, f"{bound} ×", ours / theirs <= bound, time.perf_counter() - begun)


def _edit(draft: Draft, number: int) -> None:
    draft.write([Change(f"a.rows[k{number * 37 % FIELDS}].name", None, f'"改 {number}"')], by="王芳")


def _plain(path: Path) -> apsw.Connection:
    """The tables of a draft in a plain file with the same settings, by the same SQLite."""
    db = apsw.Connection(str(path), vfs="unix")
    schema.create(db)
    container._make_durable(db)
    return db


def _same_fields(db: apsw.Connection) -> None:
    db.execute("INSERT INTO draft VALUES (1, 'x', 'y', '2026', 'p', 1, zeroblob(32))")
    db.execute("INSERT INTO seal VALUES (1, 0, 0, zeroblob(32), 0, zeroblob(32), 0, zeroblob(32), zeroblob(32))")
    rows = [(number + 1, f"a.rows[k{number}].name", f'"值 {number}"') for number in range(FIELDS)]
    with db:
        db.executemany("INSERT INTO field VALUES (?, ?, ?)", rows)
        db.execute("INSERT INTO step VALUES (1, 'do', 1, 1, '', '2026', zeroblob(32))")
        db.executemany("INSERT INTO change VALUES (1, ?, ?)", [(field, value) for field, _, value in rows])


def _same_edit(db: apsw.Connection, number: int) -> None:
    """The same rows as `_edit` changes: the field, its step and change, the seal."""
    field, value = number * 37 % FIELDS + 1, f'"改 {number}"'
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE field SET value = ? WHERE id = ?", (value, field))
    db.execute("INSERT INTO change VALUES (?, ?, ?)", (number + 2, field, value))
    db.execute("INSERT INTO step VALUES (?, 'do', 1, ?, '王芳', ?, randomblob(32))", (number + 2, number + 2, at))
    db.execute(
        "UPDATE seal SET revision = ?, steps = ?, field_sum = randomblob(32), tag = randomblob(32)", (number, number)
    )
    db.execute("COMMIT")


def _opening(folder: Path, megabytes: int, pages: int) -> list[Figure]:
    """How long the large draft takes to open, and how much memory the window takes for it."""
    begun = time.perf_counter()
    path = folder / "1000.qibei"
    key = _filled(path, megabytes)
    took = statistics.median(_seconds(lambda: Draft.open_with_key(path, key).close()) for _ in range(5))
    os.utime(path)
    whole = _seconds(lambda: Draft.open_with_key(path, key).close())
    size = f"{megabytes} MB"
    found = f"{took:.3f} s（全面检查 / checked in full: {whole:.1f} s）"
    opened = Figure("打开大草稿 / opening a large draft", size, found, f"{SECONDS:.0f} s", took < SECONDS)
    opened.seconds = time.perf_counter() - begun
    begun = time.perf_counter()
    command = [sys.executable, "-m", "reliability.large_window", str(path), str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise RuntimeError(done.stderr)
    visited, grown = (int(word) for word in done.stdout.split())
    name, size = "窗口增加的内存 / memory the window grows by", f"{megabytes} MB，{visited} 页 / pages"
    window = Figure(name, size, f"{grown} MB", f"{MEMORY} MB", grown < MEMORY)
    window.seconds = time.perf_counter() - begun
    return [opened, window]


def _filled(path: Path, megabytes: int) -> bytes:
    """A declaration with so many megabytes of proofs, spread over its pages; its key."""
    with Declaration.create(find_pack("sichuan-2022"), path, PASSPHRASE) as made:
        items = list(made.evidence_items())
        for number, piece in enumerate(_pieces(megabytes)):
            data = _scan(piece)
            file = EvidenceFile(f"扫描件{number}.pdf", "pdf", 1, hashlib.sha256(data).hexdigest(), data)
            made.add_evidence(items[number % len(items)], [file], "证明")
            made.flush()
        return made._draft.key


def _scan(noise: bytes) -> bytes:
    """A PDF of one page as large as a good scan."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[0].obj.Noise = pdf.make_stream(noise)
        stream = io.BytesIO()
        pdf.save(stream, compress_streams=False)
    return stream.getvalue()


def _pieces(megabytes: int) -> Iterator[bytes]:
    for start in range(0, megabytes, PIECE):
        yield os.urandom(min(PIECE, megabytes - start) * MEGABYTE)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
