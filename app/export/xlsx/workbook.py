"""How every workbook of ours is made: texts stay texts, nothing goes to the disk, the same is the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from struct import unpack
from typing import IO
from zipfile import ZipFile

from xlsxwriter import Workbook

A4 = 9  # SpreadsheetML's number for the paper
CREATED = datetime(2000, 1, 1)
OPTIONS = {
    "in_memory": True,  # no answers in temporary files
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ENTRY, _SYSTEM = 46, 5  # bytes of an entry of an archive's directory before its name; where its system stands


@contextmanager
def workbook_in(stream: IO[bytes], **properties: object) -> Iterator[Workbook]:
    """A workbook with these properties, written to the empty `stream` when the block ends: the same on every system."""
    workbook = Workbook(stream, OPTIONS)
    workbook.set_properties({**properties, "created": CREATED})
    yield workbook
    workbook.close()
    _forget_system(stream)


def _forget_system(stream: IO[bytes]) -> None:
    """Write nought in each entry of the archive's directory where XlsxWriter names the system that it ran on.

    Source: APPNOTE.TXT of PKWARE, 4.3.12 and 4.4.2: "version made by", whose upper byte is the system.
    """
    with ZipFile(stream) as archive:
        place, entries = archive.start_dir, archive.infolist()
    for _ in entries:
        stream.seek(place)
        name, extra, comment = unpack("<3H", stream.read(_ENTRY)[28:34])
        stream.seek(place + _SYSTEM)
        stream.write(b"\0")
        place += _ENTRY + name + extra + comment
    stream.seek(0, os.SEEK_END)
