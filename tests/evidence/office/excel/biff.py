"""XLS workbooks made by code, record by record (MS-XLS), in a compound file (MS-CFB)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
Value = str | float | bool


@dataclass
class Xls:
    """One sheet to write: its rows, and what more stands in it."""

    name: str = "表1"
    rows: Sequence[Sequence[Value | None]] = ()
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    merged: Sequence[tuple[int, int, int, int]] = ()  # first row, last row, first column, last column
    more: bytes = b""
    state: int = 0
    kind: int = 0


def record(kind: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack("<HH", kind, len(body)) + body


def words(text: str, count: str = "<H") -> bytes:
    return struct.pack(count, len(text)) + b"\1" + text.encode("utf-16-le")


def formula(row: int, column: int, result: bytes, options: int = 0) -> bytes:
    head = struct.pack("<HHH", row, column, 0)
    return record(0x0006, head, result, struct.pack("<HLH", options, 0, 0))


def drawn(kind: int, *more: bytes) -> bytes:
    """An object on the sheet of that kind (MS-XLS 2.5.143)."""
    return record(0x005D, struct.pack("<HHHHH", 0x15, 0x12, kind, 1, 0), bytes(12), *more, bytes(4))


def note(row: int, column: int) -> bytes:
    return record(0x001C, struct.pack("<HHHH", row, column, 0, 1), words("我"))


def header(text: str, kind: int = 0x0014) -> bytes:
    return record(kind, words(text))


def stream(*sheets: Xls, date_1904: bool = False, locked: bool = False) -> bytes:
    """The records of a workbook."""
    codes = sorted({code for sheet in sheets for code in sheet.formats.values()})
    numbers = {code: 164 + at for at, code in enumerate(codes)}
    head = [record(0x002F, bytes(54))] if locked else []
    head += [record(0x0042, struct.pack("<H", 1200)), record(0x0022, struct.pack("<H", date_1904))]
    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + words("SimSun", "<B")
    head += [record(0x0031, font)] * 5
    head += [record(0x041E, struct.pack("<H", number), words(code)) for code, number in numbers.items()]
    head += [_look(0, style=True)] + [_look(0)] + [_look(numbers[code]) for code in codes]
    looks = {code: 2 + at for at, code in enumerate(codes)}
    bodies = [_sheet(sheet, looks) for sheet in sheets]
    bof = record(0x0809, struct.pack("<HHHHLL", 0x0600, 5, 0, 0, 0, 0))
    bound = sum(4 + 6 + 2 + 2 * len(sheet.name) for sheet in sheets)
    place = len(bof) + sum(map(len, head)) + bound + 4
    for sheet, body in zip(sheets, bodies, strict=True):
        head.append(record(0x0085, struct.pack("<LBB", place, sheet.state, sheet.kind), words(sheet.name, "<B")))
        place += len(body)
    return bof + b"".join(head) + record(0x000A) + b"".join(bodies)


def xls(*sheets: Xls, date_1904: bool = False, locked: bool = False, name: str = "Workbook") -> bytes:
    """A workbook as a file."""
    return compound(stream(*sheets, date_1904=date_1904, locked=locked), name)


def compound(content: bytes, name: str = "Workbook") -> bytes:
    """A compound file with one stream."""
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // _SECTOR)
    tables = -(-(sectors + 1) // 127)
    fat = [*[_FAT] * tables, _END, *range(tables + 2, tables + 1 + sectors), _END]
    fat += [_FREE] * (128 * tables - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<LLLLLLLLL", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109L", *range(tables), *[_FREE] * (109 - tables))
    entries = [_entry("Root Entry", 5, _END, 0, child=1), _entry(name, 2, tables + 1, len(content))]
    empty = bytes(64) + struct.pack("<HBBLLL", 0, 0, 1, _FREE, _FREE, _FREE) + bytes(48)
    table = struct.pack(f"<{len(fat)}L", *fat)
    return head + table + b"".join(entries) + empty * 2 + content.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = f"{name}\0".encode("utf-16-le")
    about = struct.pack("<HBBLLL", len(text), kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + about + bytes(36) + struct.pack("<LLL", start, size, 0)


def _look(number: int, *, style: bool = False) -> bytes:
    return record(0x00E0, struct.pack("<HHHBBBBLLH", 0, number, 0xFFF5 if style else 1, 0, 0, 0, 0, 0, 0, 0))


def _sheet(sheet: Xls, looks: dict[str, int]) -> bytes:
    parts = [record(0x0809, struct.pack("<HHHHLL", 0x0600, 0x0010, 0, 0, 0, 0))]
    parts += [record(0x007D, struct.pack("<HHHHHH", at, at, 2560, 1, 1, 0)) for at in sheet.hidden_columns]
    for row in sheet.hidden_rows:
        parts.append(record(0x0208, struct.pack("<HHHHHHL", row, 0, 256, 300, 0, 0, 0x0100 | 0x20)))
    for row, cells in enumerate(sheet.rows):
        parts += _cells(row, cells, {at: looks[code] for (line, at), code in sheet.formats.items() if line == row})
    if sheet.merged:
        areas = (struct.pack("<HHHH", *area) for area in sheet.merged)
        parts.append(record(0x00E5, struct.pack("<H", len(sheet.merged)), *areas))
    return b"".join(parts) + sheet.more + record(0x000A)


def _cells(row: int, cells: Sequence[Value | None], looks: dict[int, int]) -> Iterable[bytes]:
    for column, value in enumerate(cells):
        place = struct.pack("<HHH", row, column, looks.get(column, 1))
        match value:
            case bool():
                yield record(0x0205, place, bytes([value, 0]))
            case str():
                yield record(0x0204, place, words(value))
            case float() | int():
                yield record(0x0203, place, struct.pack("<d", value))
