"""Autosave: each step of the session is written to the draft by a worker thread, at once or soon after.

A burst of typing waits for a pause, at the latest one second after its first key.  What cannot be
written stays in memory, visibly unsaved, and is tried again.
"""

from __future__ import annotations

import getpass
import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import Condition, Thread
from typing import Literal

from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import AppError, DraftError
from app.forms.answers.answers import Edit
from app.forms.answers.history import StepKind
from app.forms.answers.serial import value_to_json
from app.forms.pack.pack import Pack
from app.forms.session import Changes
from app.forms.values import Value
from app.settings import Settings

PAUSE = 0.4
LATEST = 1.0
RETRY = 5.0
_BUG = ("刚才的修改没有保存，但仍保留在程序中。", "程序会自动再试；如果一直如此，请联系软件提供方。")


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether everything is on disk: when it last was, or why it is not; `checking`: the system did not say."""

    kind: Literal["saved", "saving", "checking", "unsaved", "readonly"]
    at: datetime | None = None
    failure: AppError | None = None

    @property
    def reason(self) -> str:
        """Why it is not on disk; empty when it is."""
        return str(self.failure) if self.failure is not None else ""


@dataclass(slots=True, eq=False)
class _Pending:
    """One step that is not on disk yet: as edits, and as what is written once `writes` has made that of them."""

    kind: StepKind
    edits: tuple[Edit, ...]
    written: list[Change] | None
    evidence: Mapping[str, bytes]
    extends: bool
    why: str
    due: float
    latest: float = field(default=0.0)


class Saver:
    """Writes the steps of one session to one draft, in order."""

    def __init__(self, draft: Draft, pack: Pack) -> None:
        self._draft, self._pack = draft, pack
        self._pending: list[_Pending] = []
        self._ready = Condition()
        self._listeners: list[Callable[[SaveState], None]] = []
        self._closing = False
        self._hurry = False
        self._failure: AppError | None = None
        self._by = user_name()
        self.state = SaveState("readonly") if draft.read_only else SaveState("saved", datetime.now())
        draft.tell_doubt(self._doubt)
        self._thread = Thread(target=self._work, name="autosave", daemon=True)
        self._thread.start()

    def subscribe(self, listener: Callable[[SaveState], None]) -> None:
        """Call `listener` with each new state, in whichever thread brought it about; it must not wait."""
        self._listeners.append(listener)

    def take(self, changes: Changes, evidence: Mapping[str, bytes] | None = None) -> None:
        """Write what `changes` did, with the bytes of new evidence, soon."""
        now = time.monotonic()
        typed = changes.kind == "do" and len(changes.step.edits) == 1 and not evidence
        due = now + PAUSE if typed else now
        edits = changes.step.edits
        with self._ready:
            last = self._pending[-1] if self._pending else None
            if changes.joined and last is not None and not last.evidence:
                known = {change.path: change for change in (*self._changes(last), *map(self._change, edits))}
                last.written, last.due = list(known.values()), min(due, last.latest)
            else:
                how = (evidence or {}, changes.joined, changes.why)
                self._pending.append(_Pending(changes.kind, edits, None, *how, due, now + LATEST))
            self._tell(SaveState("saving", self.state.at))
            self._ready.notify_all()

    def waiting_evidence(self, sha256: str) -> bytes | None:
        """The bytes of evidence that is not on disk yet; None when it is, or is not known."""
        with self._ready:
            return next((step.evidence[sha256] for step in self._pending if sha256 in step.evidence), None)

    def unsaved(self) -> list[Change]:
        """What is not on disk yet, path by path, as it shall be there."""
        with self._ready:
            steps = list(self._pending)
        return list({change.path: change for step in steps for change in self._changes(step)}.values())

    def waiting_hashes(self) -> dict[str, bytes]:
        """The evidence that is not on disk yet, by SHA-256."""
        with self._ready:
            return {sha256: data for step in self._pending for sha256, data in step.evidence.items()}

    def abandon(self) -> None:
        """Give up what is not on disk; only the user can want that."""
        with self._ready:
            self._pending.clear()
            self._failure = None
            self._tell(SaveState("saved", self.state.at))
            self._ready.notify_all()

    def move_to(self, draft: Draft) -> None:
        """Write what comes to another draft, which holds everything that was taken so far."""
        with self._ready:
            self._draft = draft
            draft.tell_doubt(self._doubt)
            self.abandon()
            self._tell(SaveState("saved", datetime.now()))

    def follow_user(self) -> None:
        """Let what is written from now on bear the name that the settings say now."""
        self._by = user_name()

    def flush(self) -> None:
        """Wait until everything taken is on disk; DraftError when it cannot be."""
        with self._ready:
            self._hurry, self._failure = True, None
            self._ready.notify_all()
            self._ready.wait_for(lambda: not self._pending or self._failure is not None)
            self._hurry = False
            if self._failure is not None:
                raise self._failure

    def close(self) -> None:
        """Flush and end the thread; DraftError when something could not be written (the saver goes on)."""
        self.flush()
        with self._ready:
            self._closing = True
            self._ready.notify_all()
        self._thread.join()

    def _changes(self, step: _Pending) -> list[Change]:
        """What is written of a step; made of its edits when it is first wanted, which may be long work."""
        if step.written is None:
            made = [self._change(edit) for edit in step.edits]
            with self._ready:
                step.written = made if step.written is None else step.written
        return step.written

    def _change(self, edit: Edit) -> Change:
        return Change(str(edit.path), self._json(edit, edit.before), self._json(edit, edit.after))

    def _json(self, edit: Edit, value: Value | None) -> str | None:
        kept = value_to_json(self._pack, edit.path, value)
        return None if kept is None else json.dumps(kept, ensure_ascii=False)

    def _work(self) -> None:
        while True:
            with self._ready:
                step = self._next()
            if step is None:
                return
            self._write(step)

    def _next(self) -> _Pending | None:
        """Wait for the first step that is due; None when the saver closes."""
        while True:
            if self._pending:
                wait = self._pending[0].due - time.monotonic()
                if wait <= 0 or self._hurry or len(self._pending) > 1:
                    return self._pending[0]
                self._ready.wait(wait)
            elif self._closing:
                return None
            else:
                self._ready.wait()

    def _write(self, step: _Pending) -> None:
        written, draft = list(self._changes(step)), self._draft
        try:
            how = {"by": self._by, "why": step.why}
            draft.write(written, kind=step.kind, evidence=step.evidence, extends=step.extends, **how)
        except AppError as failure:
            self._failed(step, failure)
        except Exception as bug:  # the thread must live on: what is not saved stays visibly so
            self._failed(step, DraftError(*_BUG), bug)
        else:
            self._written(step, written)

    def _written(self, step: _Pending, written: list[Change]) -> None:
        with self._ready:
            if step not in self._pending:
                return  # given up meanwhile, or written to another draft
            self._failure = None
            if step.written == written:
                self._pending.remove(step)
            else:
                step.extends = True  # more was typed into the same burst meanwhile
            if not self._pending:
                self._tell(SaveState("saved", datetime.now()))
            self._ready.notify_all()

    def _failed(self, step: _Pending, failure: AppError, cause: Exception | None = None) -> None:
        failure.__cause__ = cause or failure.__cause__
        with self._ready:
            if step not in self._pending:
                return
            self._failure = failure
            self._tell(SaveState("unsaved", self.state.at, failure))
            self._ready.notify_all()
            self._ready.wait(RETRY)

    def _doubt(self) -> None:
        self._tell(SaveState("checking", self.state.at))

    def _tell(self, state: SaveState) -> None:
        self.state = state
        for listener in self._listeners:
            listener(state)


def user_name() -> str:
    """Who works here, as the settings say, or else the system; empty when neither does."""
    return Settings.load().user_name or system_user()


def system_user() -> str:
    """Who works here, as the system says; empty when it does not."""
    with suppress(Exception):  # no user name is no reason not to save
        return getpass.getuser()
    return ""
