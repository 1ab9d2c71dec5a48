"""Python's collector of cycles kept out of the way of what makes much at once.

It looks through everything there is while nothing else runs: ten thousand rows of answers, or a book of hundreds of
pages, take it longer than a hand waits, and they hold no cycles.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

MANY = 5_000
"""Answers of a declaration from which a look through all of them would be felt."""
OLDEST = 2
"""The generation that a look through everything looks at."""
_lock = threading.Lock()
_away = 0
_was_on = True
_spared = False  # whether there is what no look sees: Python would count all of it to say so


@contextmanager
def kept_away(*, spare: bool = False) -> Iterator[None]:
    """While much is made, in whichever thread, nothing is collected; what was made counts as old afterwards.

    `spare`: it is not looked at again at all before the next declaration is opened, and neither is it where that
    holds for what was there before.
    """
    global _away, _was_on, _spared
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
                _spared = _spared or spare
                gc.freeze()
                if not _spared:
                    gc.unfreeze()
                if _was_on:
                    gc.enable()


def begin(answers: int) -> None:
    """A declaration with so many answers was opened: where they are many they need not be looked at.

    What an earlier one left is collected, unless that can wait for `look_again`.
    """
    global _spared
    if _spared and _spare not in gc.callbacks:
        look_again()
    if answers >= MANY:
        _spared = True
        gc.freeze()


def look_once() -> None:
    """From now on a look through everything passes by what was there before it, which `look_again` comes back to.

    A window of many pages holds so much that to look through all of it is felt, and nearly all of it stays.
    """
    global _spared
    _spared = True
    gc.freeze()
    if _spare not in gc.callbacks:
        gc.callbacks.append(_spare)


def look_again() -> None:
    """Look through everything there is; for when nobody waits."""
    global _spared
    _spared = _spare in gc.callbacks
    gc.unfreeze()
    gc.collect()


def _spare(phase: str, about: Mapping[str, int]) -> None:
    if phase == "stop" and about["generation"] == OLDEST:
        gc.freeze()
