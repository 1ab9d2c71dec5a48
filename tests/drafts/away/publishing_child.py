"""Writes a draft that is away and publishes it as fast as it can: the victim of the kill tests."""

from __future__ import annotations

import sys
from pathlib import Path

from app.drafts.away import placing
from app.drafts.away.placing import Way
from app.drafts.model import Change

path, key, start = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3])
placed = placing.open_with_key(path, key, Way())
assert placed.publisher is not None
for number in range(start, start + 100_000):
    placed.draft.write([Change("counter", None, str(number)), Change("text", None, f'"{number} {"长" * 20000}"')])
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()
    if number % 2:
        placed.publisher.publish()
