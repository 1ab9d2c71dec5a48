"""Python's collector of cycles kept out of the way of what makes much at once.

It looks through everything there is while nothing else runs: ten thousand rows of answers, or a book of hundreds of
pages, take it longer than a hand waits, and they hold no cycles.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_away = 0
_was_on = True


@contextmanager
def kept_away() -> Iterator[None]:
    """While much is made, in whichever thread, nothing is collected; what was made counts as old afterwards.

    After `begin` it is not looked at again at all.
    """
    global _away, _was_on
    with _lock:
        if not _away:
            _was_on = gc.isenabled()
            gc.disable()
        _away += 1
    try:
        yield
    finally:
        with _lock:
            _away -= 1
            if not _away:
                spared = bool(gc.get_freeze_count())
                gc.freeze()
                if not spared:
                    gc.unfreeze()
                if _was_on:
                    gc.enable()


def begin() -> None:
    """A declaration was opened: what an earlier one left is collected, and this one need not be looked at."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
