"""Pausing the search for reference cycles while a book is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cycles inside: a layout makes millions of tuples and not one cycle.

    Looking through them again and again costs a quarter of the time of a long list.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
