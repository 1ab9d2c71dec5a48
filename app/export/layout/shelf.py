"""Things kept from one layout to the next, as long as they are asked for."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Shelf(Generic[Thing]):
    """Things by key; `turn` lets go of those that were not asked for since it was called last."""

    def __init__(self) -> None:
        self._now: dict[Hashable, Thing] = {}
        self._before: dict[Hashable, Thing] = {}

    def get(self, key: Hashable) -> Thing | None:
        """What is kept under `key`."""
        found = self._now.get(key)
        if found is None and (found := self._before.get(key)) is not None:
            self._now[key] = found
        return found

    def put(self, key: Hashable, thing: Thing) -> None:
        """Keep `thing`."""
        self._now[key] = thing

    def turn(self) -> None:
        """Let go of what was not asked for."""
        self._now, self._before = {}, self._now
