"""What a disk may hold after the power failed: what was not flushed is there, absent, torn or out of order."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from reliability.disk import Event

SECTORS = (512, 4096)
_OF_DISK = {"link", "unlink", "rename", "write", "size", "sync", "folder"}


class Disk:
    """The state of a disk as events reach it: what is sure, and what is still on its way."""

    def __init__(self) -> None:
        self._content: dict[int, bytearray] = {}
        self._waiting: dict[int, list[Event]] = {}
        self._names: dict[str, int] = {}
        self._renaming: list[Event] = []

    def take(self, events: Iterable[Event]) -> None:
        """Let events reach the disk; words of the harness among them are passed over."""
        for event in events:
            if event[0] in _OF_DISK:
                getattr(self, f"_{event[0]}")(*event[1:])

    def left(self, chance: random.Random) -> dict[str, bytes]:
        """The files after a power failure now, by name."""
        names = dict(self._names)
        for event in self._survivors(chance):
            _rename(names, event)
        files = set(names.values())
        content = {file: self._torn(file, chance) for file in files}
        return {name: bytes(content[file]) for name, file in names.items()}

    def _survivors(self, chance: random.Random) -> list[Event]:
        """The changes of names that reached the disk: the first so many, or any, in order."""
        if chance.random() < 0.5:
            return self._renaming[: chance.randint(0, len(self._renaming))]
        share = chance.choice((0.0, 0.5, 1.0))
        return [event for event in self._renaming if chance.random() < share]

    def _torn(self, file: int, chance: random.Random) -> bytearray:
        """What of a file reached the disk: its flushed bytes and any part of what was written since."""
        content = bytearray(self._content[file])
        waiting = list(self._waiting[file])
        share = chance.choice((0.0, 0.2, 0.5, 0.9, 1.0))
        sector = chance.choice((*SECTORS, 0))
        if share < 1 and chance.random() < 0.5:
            chance.shuffle(waiting)
        for kind, _, *what in waiting:
            if kind == "size":
                if chance.random() < share:
                    _resize(content, what[0])
            else:
                for offset, data in _pieces(what[0], what[1], sector):
                    if chance.random() < share:
                        _put(content, offset, data)
        return content

    def _link(self, name: str, file: int) -> None:
        self._content[file], self._waiting[file] = bytearray(), []
        self._renaming.append(("link", name, file))

    def _unlink(self, name: str) -> None:
        self._renaming.append(("unlink", name))

    def _rename(self, old: str, new: str) -> None:
        names = dict(self._names)
        for event in self._renaming:
            _rename(names, event)
        self._renaming.append(("rename", old, new, names[old]))

    def _write(self, file: int, offset: int, data: bytes) -> None:
        self._waiting[file].append(("write", file, offset, data))

    def _size(self, file: int, length: int) -> None:
        self._waiting[file].append(("size", file, length))

    def _sync(self, file: int) -> None:
        for kind, _, *what in self._waiting[file]:
            if kind == "size":
                _resize(self._content[file], what[0])
            else:
                _put(self._content[file], what[0], what[1])
        self._waiting[file] = []

    def _folder(self, folder: str) -> None:
        rest = []
        for event in self._renaming:
            if str(Path(event[1]).parent) == folder:
                _rename(self._names, event)
            else:
                rest.append(event)
        self._renaming = rest


def _rename(names: dict[str, int], event: Event) -> None:
    if event[0] == "link":
        names[event[1]] = event[2]
    elif event[0] == "unlink":
        names.pop(event[1], None)
    else:
        names.pop(event[1], None)
        names[event[2]] = event[3]


def _pieces(offset: int, data: bytes, sector: int) -> Iterable[tuple[int, bytes]]:
    """A write as the sectors that a disk writes each whole or not; as one when `sector` is 0."""
    if not sector:
        yield offset, data
        return
    at = 0
    while at < len(data):
        end = min(len(data), at + sector - (offset + at) % sector)
        yield offset + at, data[at:end]
        at = end


def _put(content: bytearray, offset: int, data: bytes) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _resize(content: bytearray, length: int) -> None:
    if length < len(content):
        del content[length:]
    else:
        content.extend(bytes(length - len(content)))
