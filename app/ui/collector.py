"""Python's collector of cycles kept out of the window's way.

It looks through everything there is while nothing else runs; ten thousand rows of answers take it longer than a hand
waits.  They hold no cycles: once they are there it need not look at them again.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_away = 0


@contextmanager
def kept_away() -> Iterator[None]:
    """While much is made, in whichever thread, nothing is collected; what was made is not looked at afterwards."""
    global _away
    with _lock:
        _away += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _away -= 1
            if not _away:
                gc.freeze()
                gc.enable()


def begin() -> None:
    """A declaration was opened: what an earlier one left is collected, and this one need not be looked at."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
