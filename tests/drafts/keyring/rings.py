"""Keyrings in memory that can be told to misbehave in every way that a real one might."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import keyring
import keyring.backend


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory; `failure` is raised by every call, `wait` holds every call up while it is not set."""

    priority = 1  # type: ignore[assignment]  # keyring computes it in a class property

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.failure: BaseException | None = None
        self.wait = threading.Event()
        self.wait.set()
        self.askers: set[str] = set()
        self.calls = 0

    def _misbehave(self) -> None:
        self.calls += 1
        self.askers.add(threading.current_thread().name)
        self.wait.wait(20)
        if self.failure:
            raise self.failure

    def get_password(self, service: str, username: str) -> str | None:
        self._misbehave()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._misbehave()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._misbehave()
        del self.kept[service, username]


class Forgetful(Ring):
    """Says that it keeps a key, and does not."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self._misbehave()


class Lying(Ring):
    """Answers whatever it likes."""

    def __init__(self, answer: object) -> None:
        super().__init__()
        self.answer = answer

    def get_password(self, service: str, username: str) -> str | None:
        return self.answer  # type: ignore[return-value]  # that is the lie


class Narrow(Ring):
    """Takes no more than Windows does: 2,560 bytes of UTF-16."""

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > 2560:
            raise OSError(1783, "The stub received bad data.")
        super().set_password(service, username, password)


@contextmanager
def in_place(ring: keyring.backend.KeyringBackend) -> Iterator[None]:
    """Have this keyring instead of the computer's; questions that hang are let go at the end."""
    before = keyring.get_keyring()
    keyring.set_keyring(ring)
    try:
        yield
    finally:
        if isinstance(ring, Ring):
            ring.wait.set()
        for thread in threading.enumerate():
            if thread.name == "keyring":
                thread.join(5)
        keyring.set_keyring(before)
