"""One edit kept: in the draft, in a plain SQLite file, and by writing an encrypted zip anew."""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.comparing.alone import alone
from benchmarks.comparing.figures import Figure
from benchmarks.draft_edits import FIELDS, PIECE, make_draft, make_plain, time_both

MEGABYTES, EDITS, REWRITES = 120, 300, 5


def figures() -> Iterator[Figure]:
    """The middle edit of each, in a draft that holds evidence."""
    own, plain, rewritten = alone(edits).result
    what = f"autosave of one edit beside {MEGABYTES} MB of evidence"
    yield Figure(what, own, "ms", "SQLite, as safe, not encrypted", plain, goal=1.3)
    yield Figure(what, own, "ms", "an encrypted zip written anew", rewritten, goal=1)


def edits() -> tuple[float, float, float]:
    """Milliseconds of an edit in the draft, in plain SQLite, and in a zip of AES-256."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        os.environ["QIBEI_HOME"] = name
        pieces = [os.urandom(PIECE) for _ in range((MEGABYTES << 20) // PIECE)]
        draft, plain = make_draft(folder / "draft.qibei", pieces), make_plain(folder / "plain.db", pieces)
        own, theirs = time_both(draft, plain, EDITS)
        plain.close()
        draft.close()
        rewritten = [_rewrite(folder / "draft.zip", pieces) for _ in range(REWRITES)]
    return tuple(1000 * statistics.median(times) for times in (own, theirs, rewritten))


def _rewrite(path: Path, pieces: list[bytes]) -> float:
    """Seconds to write all answers and the evidence into a new file that takes the place of the old one."""
    import pyzipper

    answers = json.dumps({f"k{number}": f"值 {number}" for number in range(FIELDS)}, ensure_ascii=False)
    begun = time.perf_counter()
    part = path.with_suffix(".part")
    with part.open("wb") as out:
        with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_STORED, encryption=pyzipper.WZ_AES) as packed:
            packed.setpassword(b"a passphrase for measuring")
            packed.writestr("answers.json", answers)
            for number, piece in enumerate(pieces):
                packed.writestr(f"evidence/{number}", piece)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    return time.perf_counter() - begun
