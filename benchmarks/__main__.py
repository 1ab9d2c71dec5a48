"""One table: what the program takes beside what a user would take in its place, each pair measured in this run.

    python -m benchmarks [documents] [book] [growth] [drafts] [window]

Without names all are measured, which takes about a quarter of an hour on two cores: LibreOffice needs most of it.  A
ratio is ours divided by theirs; `!` stands beside a goal that is missed.  The other files of this folder measure one
thing each, more closely.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.comparing.figures import Figure

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "export")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(wanted: list[str]) -> int:
    """Measure the groups that are wanted and print their table."""
    from benchmarks.comparing import documents, drafts, growth, thick, window
    from benchmarks.comparing.figures import table

    groups: dict[str, Callable[[], Iterable[Figure]]] = {
        "documents": documents.figures,
        "book": thick.figures,
        "growth": growth.figures,
        "drafts": drafts.figures,
        "window": window.figures,
    }
    if unknown := [name for name in wanted if name not in groups]:
        print(f"no such group: {', '.join(unknown)}; there are: {', '.join(groups)}", file=sys.stderr)
        return 2
    figures: list[Figure] = []
    for name in wanted or groups:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        figures += groups[name]()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
