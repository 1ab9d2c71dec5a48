"""A question to the keyring: asked in a thread, waited for no longer than the limit, and never an exception of its own.

A keyring is foreign code behind a foreign service: absent, locked, broken, or waiting for a dialog nobody sees.
While one question hangs, no other is waited for, so that a run is held up once at most.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

TIME_LIMIT = 4.0
"""Seconds after which a keyring that has not answered is left alone."""

_Answer = TypeVar("_Answer")


class NoAnswer(Exception):
    """The keyring failed."""


class Silent(NoAnswer):
    """The keyring has not answered within the limit; its thread is left behind."""


class _Question(Generic[_Answer]):
    """One question on its way; answered, failed or given up, whichever comes first."""

    def __init__(self, work: Callable[[], _Answer], too_late: Callable[[], object]) -> None:
        self._work, self._too_late = work, too_late
        self._lock = threading.Lock()
        self._given_up = False
        self.ended = threading.Event()
        self.answers: list[_Answer] = []

    def run(self) -> None:
        """Ask; in the thread, which even a SystemExit of the keyring leaves in silence."""
        try:
            with suppress(BaseException):
                answer = self._work()
                with self._lock:
                    late = self._given_up
                    if not late:
                        self.answers.append(answer)
                if late:
                    self._too_late()
        finally:
            self.ended.set()

    def give_up(self) -> bool:
        """Wait no longer; False when the answer has come after all."""
        with self._lock:
            self._given_up = not self.answers
            return self._given_up


_hanging: list[_Question[Any]] = []


def ask(work: Callable[[], _Answer], too_late: Callable[[], object] = lambda: None) -> _Answer:
    """The answer of `work`; Silent or another NoAnswer when there is none.

    `too_late` is called, in the thread, when `work` succeeds after it was given up.
    """
    _hanging[:] = [one for one in _hanging if not one.ended.is_set()]
    if _hanging:
        raise Silent
    question = _Question(work, too_late)
    try:
        threading.Thread(target=question.run, name="keyring", daemon=True).start()
    except RuntimeError as failure:  # the system gives no more threads
        raise NoAnswer from failure
    if not question.ended.wait(TIME_LIMIT) and question.give_up():
        _hanging.append(question)
        raise Silent
    if not question.answers:
        raise NoAnswer
    return question.answers[0]
