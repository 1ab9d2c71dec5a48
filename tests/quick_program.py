"""The program with keys that are derived at once, for tests of its processes: python -m quick_program ARGUMENTS."""

from __future__ import annotations

import sys

from app.drafts import keys

QUICK = keys.Cost(memory_kib=64, passes=1, lanes=1)

if __name__ == "__main__":
    from app.__main__ import main

    keys.COST = QUICK
    sys.exit(main())
