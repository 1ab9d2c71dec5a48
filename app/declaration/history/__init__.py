"""What was done to a declaration: by whom, when, from what to what, and why."""

from __future__ import annotations

from app.declaration.history.reading import Past, Record, past, records
from app.declaration.history.scope import EVERYTHING, Scope, scope_of
from app.declaration.history.words import record_cells, record_json, record_lines

__all__ = [
    "EVERYTHING",
    "Past",
    "Record",
    "Scope",
    "past",
    "record_cells",
    "record_json",
    "record_lines",
    "records",
    "scope_of",
]
