"""Over random damages: a draft that opens is word for word what was written, and any other is refused in words."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from pathlib import Path

import pytest
from drafts.damaging import spoil

from app.drafts.model import Change
from app.drafts.opening import seen
from app.drafts.store import Draft
from app.errors import DraftDamaged

DAMAGES = 20_000 if os.environ.get("QIBEI_LONG") else 60


@pytest.mark.parametrize("ours", [True, False])
def test_no_damage_goes_unnoticed(draft: Draft, ours: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where size and times are as we left them, so that only what is read is checked."""
    if ours:
        monkeypatch.setattr(seen, "print_of", lambda _path, tag: tag.hex())
    older = []
    for turn in range(4):
        rows = [Change(f"devices.rows[k{row}].name", None, f'"{turn} {"长" * 40}"') for row in range(60 * turn + 60)]
        scan = bytes([turn]) * 30_000
        draft.write(rows, evidence={hashlib.sha256(scan).hexdigest(): scan})
        older.append(draft.path.read_bytes())
    draft.write([Change("equipment.total", None, "13")])
    draft.close()
    whole = draft.path.read_bytes()
    truth = content_of(draft.path, draft.key)
    refused = 0
    for turn in range(DAMAGES):
        data, names = spoil(random.Random(turn), whole, older)
        draft.path.write_bytes(data)
        if not ours:
            shutil.rmtree(draft.path.parent / "home", ignore_errors=True)
        try:
            assert content_of(draft.path, draft.key) == truth, (turn, names)
        except DraftDamaged:
            refused += 1
    assert refused > DAMAGES * 0.9
    draft.path.write_bytes(whole)
    assert content_of(draft.path, draft.key) == truth


def content_of(path: Path, key: bytes) -> tuple[dict[str, str], int, list[bytes]]:
    """Everything in a draft, read as its users do."""
    with Draft.open_with_key(path, key) as draft:
        files = [draft.evidence(sha256) for sha256 in draft.evidence_hashes()]
        return dict(draft.values()), len(draft.steps(1000)), files
