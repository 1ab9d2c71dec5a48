"""Work done before it is asked for, in the order in which it will be, by as many threads as there are hands for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, Self, TypeVar

Key = TypeVar("Key", bound=Hashable)
Hand = TypeVar("Hand")
ROOM = 16_000_000
"""Bytes of what was made that may wait to be asked for; who is asked for more makes it all the same."""


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made, or why it was not."""

    data: bytes = b""
    failure: BaseException | None = None


class Ahead(Generic[Key, Hand]):
    """Has `make` called for each of `runs` by the next hand that is free; what stands in one run is made by one hand.

    Each thing is asked for once.  Use it in a `with`, at whose end `break_off` ends what is being made.
    """

    def __init__(
        self,
        runs: Sequence[Sequence[Key]],
        hands: Sequence[Hand],
        make: Callable[[Hand, Key], bytes],
        break_off: Callable[[Hand], None],
    ) -> None:
        self._make, self._break_off = make, break_off
        self._places = {key: place for place, key in enumerate(chain.from_iterable(runs))}
        self._runs = iter([[(self._places[key], key) for key in run] for run in runs])
        self._made: dict[Key, _Made] = {}
        self._wanted, self._waiting, self._over = 0, 0, False
        self._turn = threading.Condition()
        self._threads = {threading.Thread(target=self._work, args=(hand,), daemon=True): hand for hand in hands}

    def __enter__(self) -> Self:
        """Begin."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        """End it; nothing is being made any more."""
        with self._turn:
            self._over = True
            self._turn.notify_all()
        for thread, hand in self._threads.items():
            while thread.is_alive():
                self._break_off(hand)
                thread.join(0.05)

    def taken(self, key: Key, pause: Callable[[], None], seconds: float = 0.1) -> bytes:
        """What was made for `key`, as soon as it is; KeyError for what was not to be made, or what kept it from being.

        `pause` is called every so many `seconds` meanwhile, and may end the wait by an exception.
        """
        place = self._places.pop(key)
        with self._turn:
            self._wanted = max(self._wanted, place)
            self._turn.notify_all()
        while not self._is_made(key, seconds):
            pause()
        with self._turn:
            made = self._made.pop(key)
            self._waiting -= len(made.data)
            self._turn.notify_all()
        if made.failure is not None:
            raise made.failure
        return made.data

    def _is_made(self, key: Key, seconds: float) -> bool:
        with self._turn:
            return self._turn.wait_for(lambda: key in self._made, seconds)

    # -- in the threads ------------------------------------------------------------------------

    def _work(self, hand: Hand) -> None:
        while (run := self._next_run()) is not None:
            for place, key in run:
                if not self._may_make(place):
                    return
                self._put(key, self._outcome(hand, key))

    def _next_run(self) -> list[tuple[int, Key]] | None:
        with self._turn:
            return next(self._runs, None)

    def _may_make(self, place: int) -> bool:
        """Wait until there is room, or it is asked for; False when nothing is wanted any more."""
        with self._turn:
            self._turn.wait_for(lambda: self._over or self._waiting < ROOM or place <= self._wanted)
            return not self._over

    def _outcome(self, hand: Hand, key: Key) -> _Made:
        try:
            return _Made(self._make(hand, key))
        except BaseException as failure:
            return _Made(failure=failure)

    def _put(self, key: Key, made: _Made) -> None:
        with self._turn:
            self._made[key] = made
            self._waiting += len(made.data)
            self._turn.notify_all()
