"""Folders for plain copies of what a draft holds: the user's alone, and swept when a run left one behind."""

from __future__ import annotations

from pathlib import Path

from app.files import Workplace, data_folder
from app.files import sweep as sweep_folder


class PrivateFolder:
    """One folder below `kind`, made when it is asked for; its lock says that its program still runs."""

    def __init__(self, kind: str) -> None:
        self._base = data_folder() / kind
        self._place: Workplace | None = None

    def made(self) -> Path:
        """The folder, made when it is not there; OSError when it cannot be."""
        if self._place is None:
            self._base.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._place = Workplace(self._base)
        return self._place.path

    def remove(self) -> None:
        """Remove it; a file that another program holds open goes with the next sweep."""
        if self._place is not None:
            self._place.remove()
            self._place = None


def sweep(kind: str) -> None:
    """Remove what an earlier run left below `kind`; folders of a program still running stay."""
    sweep_folder(data_folder() / kind)
