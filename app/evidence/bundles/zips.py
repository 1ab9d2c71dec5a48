"""A zip as a folder: measured by its directory, names in the encoding they were written in, natural order."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from app.evidence.decoding import decoded
from app.evidence.folders import counts, natural
from app.evidence.kinds import refused, safe_name
from app.evidence.recognition.containers import directory_size

MAX_FILES = 500
MAX_ENTRIES = 10_000
MAX_UNPACKED = 1_000_000_000
MAX_RATIO = 200  # an entry of some size that inflates more is a bomb
_SOME_SIZE = 50_000_000
_MAX_DIRECTORY = 5_000_000  # bytes
_ENCRYPTED, _UTF_8 = 0x1, 0x800  # APPNOTE 4.4.4
_UNICODE_PATH = 0x7075  # APPNOTE 4.6.9
_UNPACK = "请用解压软件解压，核对后把里面的文件加入。"
_AGAIN = "请重新下载或重新压缩后加入。"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, RuntimeError, struct.error)


class Zip:
    """An open zip; a file that only a system left there does not count."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        if directory_size(data) > _MAX_DIRECTORY:
            raise refused(name, "压缩包里的文件过多", _UNPACK)
        try:
            self._package = zipfile.ZipFile(io.BytesIO(data))
            self._entries = self._ordered(self._package.infolist())
        except _BROKEN as failure:
            raise refused(name, "压缩包已损坏，打不开", _AGAIN) from failure

    @property
    def names(self) -> tuple[str, ...]:
        """The base names of its files, those of a folder before those of the folders in it."""
        return tuple(safe_name(path.split("/")[-1]) for path, _ in self._entries)

    @property
    def words(self) -> bool:
        """Never: a zip says nothing itself."""
        return False

    def member(self, place: int) -> bytes:
        """The bytes of one file, checked against their sum; never more than the directory declares."""
        name, entry = self.names[place], self._entries[place][1]
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise refused(name, "是压缩包里的链接，不是文件", _UNPACK)
        try:
            with self._package.open(entry) as stream:
                return stream.read(entry.file_size)
        except NotImplementedError as failure:  # what zipfile raises for a method that it does not know
            raise refused(name, "在压缩包里，其压缩方式不能读", _UNPACK) from failure
        except _BROKEN as failure:
            raise refused(name, f"在压缩包“{self._name}”里已损坏", _AGAIN) from failure

    def _ordered(self, entries: list[zipfile.ZipInfo]) -> list[tuple[str, zipfile.ZipInfo]]:
        self._measure(entries)
        named = [(path_of(entry), entry) for entry in entries]
        paths = [path for path, _ in named]
        if any(_leads_away(path) for path in paths):
            raise refused(self._name, "压缩包里有不安全的文件路径", _UNPACK)
        files = [(path, entry) for path, entry in named if not path.endswith("/") and _is_kept(path)]
        if len({path for path, _ in files}) < len(files):
            raise refused(self._name, "压缩包里有同名的文件", _UNPACK)
        if len(files) > MAX_FILES:
            raise refused(self._name, f"压缩包里的文件超过 {MAX_FILES} 个", "请解压后分几次加入。")
        if not files:
            raise refused(self._name, "压缩包里没有可以加入的文件", "请核对选择的文件。")
        return sorted(files, key=lambda one: _order(one[0]))

    def _measure(self, entries: list[zipfile.ZipInfo]) -> None:
        """What the directory declares; `zipfile` never inflates more of an entry than is declared there."""
        if len(entries) > MAX_ENTRIES:
            raise refused(self._name, "压缩包里的文件过多", _UNPACK)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise refused(self._name, "压缩包有打开密码", "请输入密码解压，把里面的文件加入。")
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED or any(map(_is_bomb, entries)):
            raise refused(self._name, "压缩包解压后过大", _UNPACK)


def path_of(entry: zipfile.ZipInfo) -> str:
    """The path as it was meant: UTF-8 where that is marked, else what its bytes are, mostly GB18030 (cp936)."""
    path = entry.orig_filename
    if not entry.flag_bits & _UTF_8:
        path = _unicode_path(entry.extra) or _meant(path)
    return path.replace("\\", "/")


def _meant(path: str) -> str:
    try:
        raw = path.encode("cp437")
    except UnicodeEncodeError:
        return path
    return decoded(raw) or path


def _unicode_path(extra: bytes) -> str:
    """The name that Info-ZIP and others put beside one in an old encoding; "" when there is none."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def _leads_away(path: str) -> bool:
    """Whether the path is absolute, or goes up."""
    return path.startswith("/") or path[1:2] == ":" or ".." in path.split("/") or "\0" in path


def _is_kept(path: str) -> bool:
    parts = path.split("/")
    return all(counts(part) and part != "__MACOSX" for part in parts if part)


def _order(path: str) -> list[tuple[bool, object]]:
    return list(_steps(path))


def _steps(path: str) -> Iterator[tuple[bool, object]]:
    """Files of a folder before the folders in it, each in natural order."""
    *folders, file = path.split("/")
    yield from ((True, natural(folder)) for folder in folders)
    yield False, natural(file)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SOME_SIZE and entry.file_size > MAX_RATIO * entry.compress_size
