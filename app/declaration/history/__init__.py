"""What was done to a declaration: by whom, when, from what to what, and why."""

from __future__ import annotations

from app.declaration.history.reading import Past, Record, past, records
from app.declaration.history.restoring import Restoring, plan_restore, plan_value, restore, restoring_lines
from app.declaration.history.scope import EVERYTHING, Scope, scope_of
from app.declaration.history.taking_back import is_earlier, taking_back_words
from app.declaration.history.words import record_cells, record_json, record_lines

__all__ = [
    "EVERYTHING",
    "Past",
    "Record",
    "Restoring",
    "Scope",
    "is_earlier",
    "past",
    "plan_restore",
    "plan_value",
    "record_cells",
    "record_json",
    "record_lines",
    "records",
    "restore",
    "restoring_lines",
    "scope_of",
    "taking_back_words",
]
