"""The records of an XLS workbook that tell of what is not in cells (MS-XLS, 2.3 and 2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import Struct

from app.evidence.office.excel.sheet import is_margin_told

_HEAD = Struct("<HH")
_BOF = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_EOF, _SHEETS, _HEADER = 0x000A, 0x0085, 0x0014
_KINDS = {
    **dict.fromkeys((0x00, 0x01, 0x02, 0x03, 0x04, 0x09, 0x1E), "图形"),
    0x05: "图表",
    0x06: "文本框",
    0x08: "图片",
    **dict.fromkeys((0x07, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14), "表单控件"),
}
_LIST, _PICTURE = 0x14, 0x08  # the arrows of a filter are lists too
_OTHER_SHEETS = {0x01: "宏", 0x02: "图表", 0x06: "宏"}
_EMBEDDED = re.compile(rb"\x09\x00..", re.DOTALL)  # the formula of an object that a picture stands for
_EMPTY_WORDS = 3  # the result of a formula that gives no words, or was never computed


@dataclass(slots=True)
class Told:
    """What the records of a sheet tell: nouns of what is not in cells, formulas, and those without a result."""

    nouns: list[str] = field(default_factory=list)
    formulas: int = 0
    without_result: list[tuple[int, int]] = field(default_factory=list)  # row and column, from 0


def other_sheets(stream: bytes, start: int) -> Iterator[str]:
    """The nouns of the sheets that hold no cells and are seen."""
    for kind, body in _records(stream, start):
        if kind == _SHEETS and len(body) > 5 and not body[4] & 3 and body[5] in _OTHER_SHEETS:
            yield _OTHER_SHEETS[body[5]]


def told(stream: bytes, start: int) -> Told:
    """What the records of the sheet say that begins at `start`."""
    found, lists, has_arrows = Told(), False, False
    for kind, body in _records(stream, start):
        match kind:
            case 0x0006 if len(body) >= 14:
                found.formulas += 1
                if body[12:14] == b"\xff\xff" and body[6] == _EMPTY_WORDS:
                    found.without_result.append(
                        (int.from_bytes(body[:2], "little"), int.from_bytes(body[2:4], "little"))
                    )
            case 0x0014 | 0x0015 if is_margin_told(_words(body)):
                found.nouns.append("页眉" if kind == _HEADER else "页脚")
            case 0x001C:
                found.nouns.append("批注")
            case 0x00E9:
                found.nouns.append("背景图片")
            case 0x009D | 0x01B2:
                has_arrows = True
            case 0x005D if len(body) >= 6:
                lists = lists or body[4] == _LIST
                if body[4] != _LIST:
                    found.nouns += _object(body)
    if lists and not has_arrows:
        found.nouns.append("表单控件")
    return found


def _object(body: bytes) -> Iterator[str]:
    """The noun of an object on the sheet; none for the box of a comment, which is named by its own record."""
    if body[4] == _PICTURE and _EMBEDDED.search(body, 22):
        yield "嵌入的对象"
    elif body[4] in _KINDS:
        yield _KINDS[body[4]]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of a substream, without those of charts inside it."""
    at, depth = start, 0
    while 0 <= at <= len(stream) - 4:
        kind, length = _HEAD.unpack_from(stream, at)
        if kind in _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _words(body: bytes) -> str:
    """The words of a header or footer: those of older files are bytes with their count."""
    if len(body) < 4:
        return ""
    if body[0] == len(body) - 1:
        return body[1:].decode("gb18030", "replace")
    return body[3:].decode("utf-16-le" if body[2] & 1 else "latin-1", "replace")
