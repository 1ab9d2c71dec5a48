"""Zips and compound files: what is in them tells what they are.  Only directories are read, nothing is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile

from xlrd.compdoc import CompDoc, CompDocError

from app.evidence.recognition.sorts import MIMETYPES, PARTS, STREAMS

_MAX_DIRECTORY = 20_000_000  # bytes of a zip's directory; ten thousand parts take about one million
_MOST = 200  # bytes of the part mimetype
# What zipfile raises for archives that it cannot read.
_BROKEN = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error, LookupError, RuntimeError)


def sort_of_zip(data: bytes) -> str:
    """The sort of file that the zip is, "zip" for a plain archive, "" where its directory cannot be read."""
    if directory_size(data) > _MAX_DIRECTORY:
        return "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            declared = MIMETYPES.get(_mimetype(package, names))
    except _BROKEN:
        return ""
    if declared is not None:
        return declared
    exact = set(names)
    return next((sort for part, sort in PARTS if _holds(exact, part)), "zip")


def directory_size(data: bytes) -> int:
    """The bytes of the directory as the end record declares them (APPNOTE 4.3.16); 0 where there is none.

    A directory is read whole before anything in it can be counted, so its size is looked at first.
    """
    end = data.rfind(b"PK\5\6", max(0, len(data) - 65_557))
    size = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    return min(size, len(data))


def sort_of_compound(data: bytes) -> str:
    """The sort of file by the streams in the root of the compound file (MS-CFB); "" where they tell nothing."""
    try:
        entries = CompDoc(data, logfile=io.StringIO()).dirlist
        names = {entries[child].name for child in entries[0].children}
    except (CompDocError, AssertionError, ArithmeticError, TypeError, *_BROKEN):
        names = {stream for stream, _ in STREAMS if _has_entry(data, stream)}
    if any("\u3800" <= name[:1] <= "\u4840" for name in names):
        return "installer"  # Windows Installer packs the names of its tables into these characters
    return next((sort for stream, sort in STREAMS if stream in names), "")


def _mimetype(package: zipfile.ZipFile, names: list[str]) -> str:
    if "mimetype" not in names or package.getinfo("mimetype").file_size > _MOST:
        return ""
    return package.read("mimetype").decode("ascii", "replace").strip().removesuffix("-template")


def _holds(names: set[str], wanted: str) -> bool:
    """Whether the parts are there: all of `a&&b`, or any in the folder `a/`."""
    if wanted.endswith("/"):
        return any(name.startswith(wanted) for name in names)
    return all(part in names for part in wanted.split("&&"))


def _has_entry(data: bytes, stream: str) -> bool:
    """Whether an entry of that name stands in the file, which is damaged: entries are 128 bytes on such bounds."""
    name = f"{stream}\0".encode("utf-16-le")
    place = data.find(name)
    while place >= 0:
        if place % 128 == 0 and data[place + 64 : place + 66] == struct.pack("<H", len(name)):
            return True
        place = data.find(name, place + 2)
    return False
