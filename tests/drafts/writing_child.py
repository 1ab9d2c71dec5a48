"""Writes a draft as fast as it can and says each number once it is saved: the victim of the kill tests."""

from __future__ import annotations

import sys
from pathlib import Path

from app.drafts.model import Change
from app.drafts.store import Draft

path, key, start = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3])
draft = Draft.open_with_key(path, key)
for number in range(start, start + 100_000):
    cells = [Change(f"list.rows[k{number % 50}].c{column}", None, f'"{number} {"长" * 400}"') for column in range(20)]
    draft.write([Change("counter", None, str(number)), *cells])
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()
