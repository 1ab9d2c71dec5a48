"""A zip or a mail as the files in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.evidence.bundles.mails import Mail
from app.evidence.bundles.zips import Zip


class Bundle(Protocol):
    """The files of a zip or a mail: their names in order, and the bytes of each."""

    @property
    def names(self) -> tuple[str, ...]:
        """Safe base names, in the order in which a person would list the files."""

    @property
    def words(self) -> bool:
        """Whether the first of them holds the words of a mail."""

    def member(self, place: int) -> bytes:
        """The bytes of file `place`; EvidenceRefused when they cannot be had."""


_OPENED: dict[str, Callable[[str, bytes], Bundle]] = {"zip": Zip, "mail": Mail}
SORTS = frozenset(_OPENED)
"""The sorts of files that hold files."""


def opened(name: str, data: bytes, sort: str) -> Bundle:
    """The bundle, measured before anything in it is read; EvidenceRefused when it is broken, locked or too much."""
    return _OPENED[sort](name, data)
