"""Pausing the search for reference cycles while a book is made, which would hold up every thread."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cycles inside: a layout makes millions of tuples and not one cycle.

    Looking through them again and again costs a quarter of the time of a long list.  What was made counts as old
    afterwards, so that the next small search does not look through all of it.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
