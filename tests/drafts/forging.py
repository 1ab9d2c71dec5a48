"""What only somebody who has the key and another program can write: steps with whatever in them, sealed as ours are."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, cast

from app.drafts.format import history, steps
from app.drafts.format.ledger import State
from app.drafts.format.steps import NO_REASON, Head, Reason
from app.drafts.store import Draft


def forge(
    draft: Draft,
    changes: Mapping[str, str | None],
    *,
    kind: str = "do",
    by: str = "某人",
    at: str = "2026-11-29T00:00:00Z",
    reason: Reason = NO_REASON,
) -> None:
    """Write a step that no check of ours has seen."""
    db = draft._opened.db

    def edit(state: State) -> State:
        state, changed = history.write_fields(db, state, changes)
        head = Head(cast(Any, kind), secrets.token_bytes(16), 1, by, at, reason)
        return steps.append(db, state, head, changed)

    draft._commit(edit)
