"""Puts the working copy back in its place by itself, in a thread: after a pause, and again when that failed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Condition, RLock, Thread
from typing import Literal

from app.drafts.away import record as records
from app.drafts.away.places import Place
from app.drafts.away.prints import Print
from app.drafts.away.working_copy import WorkingCopy
from app.drafts.store import Draft
from app.errors import DraftDiverged, DraftError, NotPublished, PlaceAbsent

PAUSE = 4.0
"""Seconds without a change after which the original is brought up to date."""
LATEST = 60.0
"""Seconds after which it is, even while there are changes."""
RETRY = 5.0
_BUG = ("修改已存在本机，没有丢失，但没有写回原处。", "程序会自动再试；如果一直如此，请联系软件提供方。")


@dataclass(frozen=True, slots=True)
class Away:
    """How the draft at its own place stands to the copy; `failure` says why it is behind."""

    kind: Literal["published", "waiting", "publishing", "absent", "diverged", "failed"]
    place: Place
    at: datetime | None = None
    failure: DraftError | None = None


class Publisher:
    """Follows one working copy and the draft that is open on it."""

    def __init__(self, copy: WorkingCopy, draft: Draft) -> None:
        self.copy, self._draft = copy, draft
        self._working = RLock()
        self._ready = Condition()
        self._listeners: list[Callable[[Away], None]] = []
        self._due = self._latest = 0.0 if not copy.is_published() else float("inf")
        self._took = 0.0
        self._closing = False
        self.state = Away("waiting" if self._due == 0 else "published", copy.record.place, datetime.now())
        self._thread = Thread(target=self._work, name="publish", daemon=True)
        self._thread.start()

    def subscribe(self, listener: Callable[[Away], None]) -> None:
        """Call `listener` with each new state, in whichever thread brought it about; it must not wait."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Callable[[Away], None]) -> None:
        """Tell `listener` nothing more."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def written(self) -> None:
        """Something new is in the copy: publish it after a pause."""
        records.note_newest(self.copy.folder, self._draft.info.revision)
        now = time.monotonic()
        with self._ready:
            pause = max(PAUSE, 2 * self._took)  # a large draft on a slow disk must not be written all the time
            self._latest = min(self._latest, now + max(LATEST, pause))
            self._due = min(now + pause, self._latest)
            if self.state.kind == "published":
                self._tell("waiting")
            self._ready.notify_all()

    def publish(self) -> None:
        """Publish at once; NotPublished or DraftInUse when that cannot be: everything is in the copy."""
        with self._working:
            begun = time.monotonic()
            with self._ready:
                self._due = self._latest = float("inf")
                self._tell("publishing")
            try:
                self.copy.publish(self._draft)
            except DraftError as failure:
                self._failed(failure)
                raise
            except Exception as bug:  # the thread must live on, and nobody be told that all is well
                told = NotPublished(*_BUG)
                self._failed(told)
                raise told from bug
            with self._ready:
                self._took = time.monotonic() - begun
                self._tell("published" if self._due == float("inf") else "waiting")

    def took_in(self, original: Print) -> None:
        """Publish over what lay at the place as `original`, which the copy holds too; see `publish`."""
        with self._working:
            self.copy.took_in(original)
            self.publish()

    def stop(self) -> None:
        """End the thread; what is not published stays in the copy."""
        with self._ready:
            self._closing = True
            self._ready.notify_all()
        self._thread.join()

    def _work(self) -> None:
        while self._wait():
            try:
                self.publish()
            except DraftError:
                continue  # told as a state, and tried again

    def _wait(self) -> bool:
        """Wait until something is due; False when the publisher closes."""
        with self._ready:
            while not self._closing:
                wait = self._due - time.monotonic()
                if wait <= 0:
                    return True
                self._ready.wait(min(wait, 3600))
            return False

    def _failed(self, failure: DraftError) -> None:
        kind: Literal["absent", "diverged", "failed"] = "failed"
        if isinstance(failure, PlaceAbsent):
            kind = "absent"
        elif isinstance(failure, DraftDiverged):
            kind = "diverged"
        with self._ready:
            self._due = self._latest = time.monotonic() + RETRY
            self._tell(kind, failure)

    def _tell(
        self,
        kind: Literal["published", "waiting", "publishing", "absent", "diverged", "failed"],
        failure: DraftError | None = None,
    ) -> None:
        at = datetime.now() if kind == "published" else self.state.at
        self.state = Away(kind, self.copy.record.place, at, failure)
        for listener in tuple(self._listeners):
            listener(self.state)
