"""A disk that is watched: every write, flush, name and rename below one folder, in order, of SQLite and of the program.

SQLite's part is seen by a VFS that the cipher library is stacked upon, so the bytes are those that reach the disk; the
program's own part by its calls of `os`.  What the watcher is told of, it may refuse: so faults are injected.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

NAME = "watched"
CIPHER = f"multipleciphers-{NAME}"
"""The cipher library makes the VFS of this name when it is first asked for, upon ours."""

Event = tuple[Any, ...]
Refusal = Callable[[str, str], None]


class Watcher:
    """The events below `root`; `refuse` is asked before each and raises OSError to make it fail.

    ("link", name, file) · ("unlink", name) · ("rename", old, new) · ("write", file, offset, bytes) ·
    ("size", file, length) · ("sync", file) · ("folder", path) · and what the harness itself says.
    """

    def __init__(self, root: Path, refuse: Refusal | None = None) -> None:
        self.root = str(root)
        self.events: list[Event] = []
        self.files: dict[str, int] = {}
        self.refuse = refuse or (lambda call, name: None)
        self._last = 0
        for path in sorted(root.rglob("*")):
            if path.is_file():
                self.adopt(str(path))
                self.events.append(("sync", self.files[str(path)]))
        for folder in (root, *(path for path in root.rglob("*") if path.is_dir())):
            self.events.append(("folder", str(folder)))

    def say(self, *what: object) -> None:
        """Put a word of the harness between the events."""
        self.events.append(what)

    def ours(self, name: str) -> bool:
        """Whether a path is below the watched folder."""
        return name.startswith(self.root + os.sep)

    def made(self, name: str) -> int:
        """A new, empty file."""
        self._last += 1
        self.files[name] = self._last
        self.events.append(("link", name, self._last))
        return self._last

    def adopt(self, name: str) -> int:
        """A file that came to be unseen, with all that is in it, not flushed."""
        file = self.made(name)
        self.events.append(("write", file, 0, Path(name).read_bytes()))
        return file

    def known(self, name: str) -> int:
        """The file of this name, which exists."""
        return self.files[name] if name in self.files else self.adopt(name)

    def unlinked(self, name: str) -> None:
        """A name that is gone."""
        if self.files.pop(name, None) is not None:
            self.events.append(("unlink", name))

    def renamed(self, old: str, new: str) -> None:
        """A file under its new name."""
        self.files[new] = self.files.pop(old)
        self.events.append(("rename", old, new))


@contextmanager
def watching(watcher: Watcher) -> Iterator[Watcher]:
    """Let everything that is opened meanwhile go through `watcher`; connections must be closed at the end."""
    vfs = _Watched(watcher)
    before = apsw.vfs_names()[0]
    apsw.Connection(":memory:", vfs=CIPHER).close()
    apsw.set_default_vfs(CIPHER)
    replaced = _watch_os(watcher)
    try:
        yield watcher
    finally:
        for name, real in replaced.items():
            setattr(os, name, real)
        apsw.set_default_vfs(before)
        apsw.unregister_vfs(CIPHER)
        vfs.unregister()


class _Watched(apsw.VFS):
    def __init__(self, watcher: Watcher) -> None:
        super().__init__(NAME, base="unix", maxpathname=0)
        self.watcher = watcher

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path is None or not self.watcher.ours(path):
            return apsw.VFSFile("unix", name, flags)
        return _WatchedFile(self.watcher, name, path, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        if self.watcher.ours(name):
            _ask(self.watcher, "delete", name, apsw.SQLITE_IOERR_DELETE)
        super().xDelete(name, syncdir)
        if self.watcher.ours(name):
            self.watcher.unlinked(name)
            if syncdir:
                self.watcher.events.append(("folder", os.path.dirname(name)))


class _WatchedFile(apsw.VFSFile):
    def __init__(self, watcher: Watcher, name: Any, path: str, flags: list[int]) -> None:
        self.watcher, self.path = watcher, path
        _ask(watcher, "open", path, apsw.SQLITE_CANTOPEN)
        there = os.path.exists(path)
        super().__init__("unix", name, flags)
        self.file = watcher.known(path) if there else watcher.made(path)
        self.new_journal = not there and bool(flags[0] & apsw.SQLITE_OPEN_MAIN_JOURNAL)

    def xRead(self, amount: int, offset: int) -> bytes:
        _ask(self.watcher, "read", self.path, apsw.SQLITE_IOERR_READ)
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        _ask(self.watcher, "write", self.path, apsw.SQLITE_IOERR_WRITE)
        super().xWrite(data, offset)
        self.watcher.events.append(("write", self.file, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        _ask(self.watcher, "truncate", self.path, apsw.SQLITE_IOERR_TRUNCATE)
        super().xTruncate(newsize)
        self.watcher.events.append(("size", self.file, newsize))

    def xSync(self, flags: int) -> None:
        _ask(self.watcher, "sync", self.path, apsw.SQLITE_IOERR_FSYNC)
        super().xSync(flags)
        self.watcher.events.append(("sync", self.file))
        if self.new_journal:  # SQLite's own unix VFS flushes the folder with the first flush of a new journal.
            self.watcher.events.append(("folder", os.path.dirname(self.path)))
            self.new_journal = False


def _ask(watcher: Watcher, call: str, name: str, code: int) -> None:
    """Let the watcher refuse a call; its OSError as SQLite would have told it."""
    try:
        watcher.refuse(f"sqlite {call}", name)
    except OSError as failure:
        told: apsw.Error
        if failure.errno == 28 and code == apsw.SQLITE_IOERR_WRITE:
            told = apsw.FullError("database or disk is full")
        elif code == apsw.SQLITE_CANTOPEN:
            told = apsw.CantOpenError("unable to open database file")
        else:
            told = apsw.IOError("disk I/O error")
            told.extendedresult = code
        raise told from None


def _watch_os(watcher: Watcher) -> dict[str, Any]:
    """Put watchers in the place of what the program calls of `os`; what was there before."""
    real = {name: getattr(os, name) for name in ("open", "fsync", "replace", "rename", "unlink", "remove")}

    def opened(path: Any, flags: int, *more: Any, **named: Any) -> int:
        name = os.fspath(path) if not isinstance(path, int) else ""
        name = os.fsdecode(name)
        if not watcher.ours(name):
            return int(real["open"](path, flags, *more, **named))
        watcher.refuse("open", name)
        there = os.path.lexists(name)
        handle = int(real["open"](path, flags, *more, **named))
        if not there:
            watcher.made(name)
        elif flags & os.O_TRUNC and os.path.isfile(name):
            watcher.events.append(("size", watcher.known(name), 0))
        return handle

    def flushed(handle: Any) -> None:
        number = handle if isinstance(handle, int) else handle.fileno()
        name = os.readlink(f"/proc/self/fd/{number}")
        if name == watcher.root or watcher.ours(name):
            watcher.refuse("fsync", name)
        real["fsync"](handle)
        if os.path.isdir(name):
            watcher.events.append(("folder", name))
        elif watcher.ours(name):
            file = watcher.known(name)
            content = Path(name).read_bytes()
            watcher.events += [("size", file, len(content)), ("write", file, 0, content), ("sync", file)]

    def moved(old: Any, new: Any, **named: Any) -> None:
        before, after = os.fsdecode(old), os.fsdecode(new)
        if watcher.ours(after):
            watcher.refuse("replace", after)
            watcher.known(before)
        real["replace"](old, new, **named)
        if watcher.ours(after):
            watcher.renamed(before, after)

    def removed(path: Any, **named: Any) -> None:
        name = os.fsdecode(path)
        if watcher.ours(name):
            watcher.refuse("unlink", name)
        real["unlink"](path, **named)
        watcher.unlinked(name)

    for name, mine in (("open", opened), ("fsync", flushed), ("replace", moved), ("rename", moved)):
        setattr(os, name, mine)
    os.unlink = os.remove = removed  # type: ignore[assignment]
    return real
