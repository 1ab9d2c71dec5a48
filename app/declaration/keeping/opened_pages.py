"""Which pages were opened since carrying over filled them, as a draft keeps it (FORMAT.md, section 9)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress

from app.declaration.declaration import Declaration
from app.drafts.model import Change
from app.errors import AppError

OPENED = "/opened/"
"""The bare path holds the pages that carrying over filled; one below it says that a page was opened."""


def opened_pages(declaration: Declaration) -> set[str]:
    """The pages that were opened: those noted, and those that hold what somebody put there by hand."""
    session = declaration.session
    noted, carried = _noted(declaration)
    touched = (one.id for one in session.pack.sections if session.answers.touched(one.id, one.shown_elsewhere))
    return noted | {page for page in touched if page not in carried}


def looked_through(declaration: Declaration) -> Declaration:
    """The declaration, with what is found on its opened pages worked out: whoever shows it need not wait for that.

    Where they cannot be read that is told by whoever shows it; the declaration that was opened is not lost for it.
    """
    with suppress(AppError):
        for page in opened_pages(declaration) & declaration.session.pack.section.keys():
            declaration.session.found(page)
    return declaration


def note_carried(declaration: Declaration, pages: Iterable[str]) -> None:
    """Note that these pages were filled by carrying over and opened by nobody yet; DraftError when it cannot be."""
    noted, carried = _noted(declaration)
    fresh = carried | (set(pages) - noted)
    if fresh > carried:
        declaration.keep([Change(OPENED, None, json.dumps(sorted(fresh)))])


def note_opened(declaration: Declaration, pages: Iterable[str]) -> None:
    """Note that these pages were opened; DraftError when it cannot be."""
    noted, _ = _noted(declaration)
    fresh = [page for page in pages if page not in noted]
    if fresh and not declaration.read_only:
        declaration.keep([Change(OPENED + page, None, "true") for page in sorted(fresh)])


def _noted(declaration: Declaration) -> tuple[set[str], set[str]]:
    """The pages noted as opened, and those that carrying over filled; a list that cannot be read is none."""
    kept = dict(declaration.kept(OPENED))
    try:
        carried = json.loads(kept.pop(OPENED, "[]"))
    except (ValueError, RecursionError):
        carried = []
    pages = {page for page in carried if isinstance(page, str)} if isinstance(carried, list) else set()
    return {path.removeprefix(OPENED) for path in kept}, pages
