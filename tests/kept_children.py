"""Children that read proofs, kept from one test to the next: to load all readers takes longer than most files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.evidence.apart import worker
from app.evidence.apart.process import Child
from app.evidence.apart.worker import Worker

USES = 40
"""Workers that one child serves, so that it does not grow for ever."""


class KeptChildren:
    """The children that no worker has at the moment."""

    def __init__(self) -> None:
        self._idle: list[Child] = []
        self._served: dict[Child, int] = {}
        self._resting = False

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Meanwhile every worker has a child of its own, which ends with it."""
        self._resting = True
        yield
        self._resting = False

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Meanwhile a worker that is closed in peace leaves its child to the next one."""
        born, close = worker._born, Worker.close

        def closed(self_: Worker) -> None:
            child = self_._child
            if not self._resting and child is not None and child.usable and self_._asking.acquire(blocking=False):
                self_._closed, self_._child = True, None
                self_._asking.release()
                self._idle.append(child)
            close(self_)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(worker, "_born", lambda: self._taken() or born())
            patch.setattr(Worker, "close", closed)
            yield

    def _taken(self) -> Child | None:
        while self._idle and not self._resting:
            child = self._idle.pop()
            self._served[child] = self._served.get(child, 0) + 1
            if child.usable and self._served[child] < USES:
                return child
            child.close()
        return None

    def close(self) -> None:
        """End them."""
        while self._idle:
            self._idle.pop().close()
