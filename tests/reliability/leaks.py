"""Looks for secret words in files and processes, in whatever coding they lie there."""

from __future__ import annotations

import base64
import gzip
import os
import re
import threading
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

LARGEST_STREAM = 64 << 20
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


def codings(word: str) -> dict[str, bytes]:
    """The bytes that a word may lie as: plain, escaped, or inside base64 at any of its three alignments."""
    plain = {name: word.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
    found = dict(plain)
    for name, data in plain.items():
        for shift in range(3):
            coded = base64.b64encode(bytes(shift) + data)
            first, last = (4 if shift else 0), len(coded) - 4
            found[f"base64 of {name}"[: None if not shift else 99] + f" at {shift}"] = coded[first:last]
        found[f"hex of {name}"] = data.hex().encode()
    if not word.isascii():
        found["JSON"] = word.encode("ascii", "backslashreplace")
        found["URL"] = urllib.parse.quote(word).encode()
    return found


class Search:
    """A search for some words in all their codings."""

    def __init__(self, words: Iterable[str]) -> None:
        self._found = {data: f"{word} as {name}" for word in words for name, data in codings(word).items()}
        self._pattern = re.compile(b"|".join(re.escape(each) for each in self._found), re.IGNORECASE)

    def in_bytes(self, data: bytes) -> str:
        """Which word lies in these bytes; empty when none does."""
        hit = self._pattern.search(data)
        return "" if hit is None else self._found.get(hit[0], hit[0].decode("latin-1"))

    def in_file(self, path: Path) -> str:
        """Which word lies in the name, the bytes or a compressed part of a file; empty when none does."""
        named = self.in_bytes(path.name.encode("utf-8", "surrogateescape"))
        if named:
            return f"{named} (in the name)"
        data = path.read_bytes()
        for part in (data, *_inside(path, data)):
            if hit := self.in_bytes(part):
                return hit
        return ""

    def in_folder(self, folder: Path, but: Iterable[Path] = ()) -> list[str]:
        """Every file below `folder` that holds a word, save those below the folders `but`."""
        passed = tuple(but)
        hits = []
        for path in sorted(folder.rglob("*")):
            if any(path == each or each in path.parents for each in passed) or path.is_symlink():
                continue
            found = self.in_file(path) if path.is_file() else self.in_bytes(path.name.encode("utf-8"))
            if found:
                hits.append(f"{path.relative_to(folder)}: {found}")
        return hits


def _inside(path: Path, data: bytes) -> Iterator[bytes]:
    """What lies compressed in a file: members of a zip, a gzip file, and every zlib stream, as in a PDF."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as bundle:
            for member in bundle.infolist():
                yield member.filename.encode()
                with suppress(RuntimeError, zipfile.BadZipFile, NotImplementedError):
                    yield bundle.read(member)
    if data[:2] == b"\x1f\x8b":
        with suppress(OSError, EOFError):
            yield gzip.decompress(data)
    for start in _ZLIB.finditer(data):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[start.start() :], LARGEST_STREAM)


class ProcessWatch(threading.Thread):
    """Looks at the arguments and the environment of a process and of all its children while they run.

    What the user himself wrote on the command line, or put into the environment, of the process is `given`.
    """

    def __init__(self, root: int, search: Search, given: Iterable[bytes]) -> None:
        super().__init__(daemon=True)
        self._root, self._search = root, search
        self._given = tuple(given)
        self._parents: dict[int, int] = {}
        self._ended = threading.Event()
        self.hits: set[str] = set()

    def run(self) -> None:
        """Look until the watch is over."""
        while not self._ended.wait(0.02):
            for process in self._family():
                self._look(process)

    def over(self) -> set[str]:
        """End the watch; what was found."""
        self._ended.set()
        self.join()
        return self.hits

    def _family(self) -> list[int]:
        """The process and all that it started, directly or not; who started one is read when it is first seen."""
        running = {int(name) for name in os.listdir("/proc") if name.isdigit()}
        self._parents = {process: parent for process, parent in self._parents.items() if process in running}
        for process in running - self._parents.keys():
            with suppress(OSError, IndexError, ValueError):
                stat = Path(f"/proc/{process}/stat").read_text()
                self._parents[process] = int(stat.rpartition(")")[2].split()[1])
        family = [self._root]
        for process in family:
            family += [child for child, parent in self._parents.items() if parent == process]
        return family

    def _look(self, process: int) -> None:
        for file in ("cmdline", "environ"):
            with suppress(OSError):
                data = Path(f"/proc/{process}/{file}").read_bytes()
                for words in self._given if process == self._root else ():
                    data = data.replace(words, b"")
                if found := self._search.in_bytes(data):
                    self.hits.add(f"/proc/…/{file} of {'the program' if process == self._root else 'a child'}: {found}")
