"""Python's collector of cycles kept out of the way of what makes much at once.

It looks through everything there is while nothing else runs: ten thousand rows of answers, or a book of hundreds of
pages, take it longer than a hand waits, and they hold no cycles.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 5_000
"""Answers of a declaration from which a look through all of them would be felt."""
_lock = threading.Lock()
_away = 0
_was_on = True


@contextmanager
def kept_away(*, spare: bool = False) -> Iterator[None]:
    """While much is made, in whichever thread, nothing is collected; what was made counts as old afterwards.

    `spare`: it is not looked at again at all before the next declaration is opened, and neither is it where that
    holds for what was there before.
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
                spared = spare or bool(gc.get_freeze_count())
                gc.freeze()
                if not spared:
                    gc.unfreeze()
                if _was_on:
                    gc.enable()


def begin(answers: int) -> None:
    """A declaration with so many answers was opened: where they are many they need not be looked at.

    What an earlier one like that left is collected.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    if answers >= MANY:
        gc.freeze()
