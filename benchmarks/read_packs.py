"""Every pack that comes with the program, read and checked, beside PyYAML's own reader in C over the same files.

    .venv/bin/python benchmarks/read_packs.py [folder of packs]

PyYAML reads a tree of texts and checks nothing; a pack is that tree, refused tags, anchors and doubled keys, typed
models, and the agreement of all its names.  Prints the milliseconds of each and their ratio.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.forms.pack.blanks import parse_sentence  # noqa: E402
from app.forms.pack.loader import parse_pack  # noqa: E402

ROUNDS = 7


def seconds(read: Callable[[bytes], object], files: list[bytes]) -> float:
    """The seconds that one round takes, nothing remembered from the one before."""
    parse_sentence.cache_clear()
    start = time.perf_counter()
    for data in files:
        read(data)
    return time.perf_counter() - start


def main() -> None:
    """Measure in turns and print the medians."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "forms"
    files = [file.read_bytes() for file in sorted(folder.glob("*.yaml"))]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(seconds(lambda data: yaml.load(data, yaml.CSafeLoader), files))
        ours.append(seconds(lambda data: parse_pack(data, "pack.yaml"), files))
    mine, its = statistics.median(ours), statistics.median(theirs)
    lines = sum(data.count(b"\n") for data in files)
    print(f"{len(files)} packs, {lines} lines: {mine * 1000:.0f} ms; PyYAML in C {its * 1000:.0f} ms; {mine / its:.1f}")


if __name__ == "__main__":
    main()
