"""The messages between program and child: one JSON header and one payload of bytes each way.

What comes from the child is believed no more than a stranger's file: every name is known, every number is in
its bounds, every text is one line.  `Garbled` when it is not so.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable
from dataclasses import astuple
from typing import Any, TypeVar, get_args

from app.errors import EvidenceConvertible, EvidenceLocked, EvidenceRefused
from app.evidence.apart.walls import WALLS, Wall
from app.evidence.pictures.jpeg_segments import extent, without_metadata
from app.evidence.prepared import (
    MAX_PAGES,
    MAX_SIDE,
    Align,
    Cuts,
    Examined,
    Figure,
    Grid,
    Kind,
    Passage,
    Piece,
    Prepared,
    Raster,
    Sheet,
    Span,
    Strip,
)

FAILURES: dict[str, type[EvidenceRefused]] = {
    "locked": EvidenceLocked,
    "convertible": EvidenceConvertible,
    "refused": EvidenceRefused,
}
"""How a refusal is named in an answer."""
MAX_PAYLOAD = 400_000_000  # bytes behind a header
MAX_CONTENT = 32_000_000  # bytes of words and tables
_MAX_PIXELS = 100_000_000
_KINDS: tuple[Kind, ...] = get_args(Kind)
_ALIGNS: tuple[Align, ...] = get_args(Align)
T = TypeVar("T", bound=str)
_MAX_TEXT, _MAX_SAID, _MAX_NAMES = 500, 50, 500


class Garbled(Exception):
    """An answer that our child would never give."""


def dumped(message: object) -> bytes:
    """A header, or the words and tables behind it, in bytes; lone surrogates of names survive."""
    return json.dumps(message, separators=(",", ":")).encode("ascii")


def loaded(message: bytes) -> dict[str, Any]:
    """The header in `message`."""
    tree = _tree(message)
    if not isinstance(tree, dict):
        raise Garbled
    return tree


def standing_message(walls: Iterable[Wall]) -> bytes:
    """The hello of a child: which of its walls stand."""
    return dumped({"walls": list(walls)})


def read_standing(message: bytes) -> frozenset[Wall]:
    """The walls that `message` names; what no wall is called is Garbled."""
    named = _list(loaded(message).get("walls"), len(WALLS))
    standing = frozenset(wall for wall in WALLS if wall in named)
    if len(standing) != len(named):
        raise Garbled
    return standing


def examined_header(examined: Examined) -> dict[str, Any]:
    """What was found, as a header."""
    said = {"removed": list(examined.removed), "notes": list(examined.notes)}
    told = {"rare": examined.rare, "strips": examined.strips, **said}
    return {"kind": examined.kind, "pages": examined.pages, **told}


def read_examined(header: dict[str, Any]) -> Examined:
    """What was found."""
    pages, strips = (whole(header, name, MAX_PAGES) for name in ("pages", "strips"))
    rare = _text(header.get("rare"))
    if len(rare) > sys.maxunicode:
        raise Garbled
    return Examined(_kind(header), pages, *_said(header), rare, strips)


def prepared_message(prepared: Prepared) -> tuple[dict[str, Any], bytes]:
    """A proof made ready, as header and payload: its PDF, then its words and tables."""
    header = {
        "kind": prepared.kind,
        "sheets": [astuple(sheet) for sheet in prepared.sheets],
        "pdf": len(prepared.pdf),
        "signed": prepared.signed,
        "removed": list(prepared.removed),
        "notes": list(prepared.notes),
    }
    content = dumped([_sent(piece) for piece in prepared.content])
    if len(content) > MAX_CONTENT:
        raise MemoryError
    return header, prepared.pdf + content


def read_prepared(header: dict[str, Any], payload: bytes) -> Prepared:
    """A proof made ready."""
    sheets = tuple(map(_sheet, _list(header.get("sheets"), MAX_PAGES)))
    end = whole(header, "pdf", len(payload))
    if len(payload) - end > MAX_CONTENT or bool(end) != bool(sheets):
        raise Garbled
    content = tuple(_piece(piece, len(sheets)) for piece in _list(_tree(payload[end:]), MAX_CONTENT))
    return Prepared(_kind(header), sheets, payload[:end], content, *_said(header), header.get("signed") is True)


def cuts_header(cuts: Cuts | None) -> dict[str, Any]:
    """Where a long picture is cut, as a header."""
    if cuts is None:
        return {}
    strips = [{"start": one.start, "end": one.end, "seam": one.seam} for one in cuts.strips]
    return {"wide": cuts.wide, "length": cuts.length, "strips": strips}


def read_cuts(header: dict[str, Any]) -> Cuts | None:
    """Where a long picture is cut; None where it is not."""
    if not header:
        return None
    length, wide = whole(header, "length", _MAX_PIXELS), header.get("wide")
    if length < 1 or not isinstance(wide, bool):
        raise Garbled
    return Cuts(wide, length, tuple(_cut(strip, length) for strip in _list(header.get("strips"), MAX_PAGES)))


def _cut(strip: object, length: int) -> Strip:
    if not isinstance(strip, dict):
        raise Garbled
    start, end, seam = (whole(strip, name, length) for name in ("start", "end", "seam"))
    if not start <= seam < end:
        raise Garbled
    return Strip(start, end, seam)


def read_raster(header: dict[str, Any], payload: bytes) -> Raster:
    """A drawn page."""
    width, height = whole(header, "width", _MAX_PIXELS), whole(header, "height", _MAX_PIXELS)
    if width < 1 or height < 1 or width * height * 3 != len(payload):
        raise Garbled
    return Raster(width, height, payload)


def read_jpeg(payload: bytes) -> bytes:
    """A drawn page as JPEG: one picture of a common coding, and nothing before, in or behind it."""
    if extent(payload) != (len(payload), True, True) or without_metadata(payload) != payload:
        raise Garbled
    return payload


def read_names(header: dict[str, Any]) -> tuple[str, ...]:
    """The names of the files in a zip or a mail."""
    return tuple(map(_line, _list(header.get("names"), _MAX_NAMES)))


def whole(header: dict[str, Any], name: str, most: int) -> int:
    """The number from 0 to `most` under `name`."""
    number = header.get(name)
    if type(number) is not int or not 0 <= number <= most:
        raise Garbled
    return number


def line(header: dict[str, Any], name: str) -> str:
    """The text under `name`, as one line of at most some hundred characters."""
    return _line(header.get(name))


def _tree(message: bytes) -> Any:
    try:
        return json.loads(message)
    except (ValueError, RecursionError) as failure:
        raise Garbled from failure


def _line(text: object) -> str:
    if not isinstance(text, str) or len(text) > _MAX_TEXT or not text.isprintable():
        raise Garbled
    return text


def _kind(header: dict[str, Any]) -> Kind:
    return _one_of(_KINDS, header.get("kind"))


def _one_of(known: tuple[T, ...], word: object) -> T:
    """The one among the words that are `known`."""
    for one in known:
        if one == word:
            return one
    raise Garbled


def _said(header: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What of a proof is not carried on, and what else there is to know about it."""
    removed, notes = (tuple(map(_line, _list(header.get(name), _MAX_SAID))) for name in ("removed", "notes"))
    return removed, notes


def _list(value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise Garbled
    return value


def _sheet(value: object) -> Sheet:
    parts = _list(value, 5)
    if len(parts) != 5 or not isinstance(parts[3], bool) or not isinstance(parts[4], bool | None):
        raise Garbled
    return Sheet(_side(parts[0]), _side(parts[1]), _line(parts[2]), *parts[3:])


def _side(number: object) -> float:
    if type(number) not in (int, float) or not isinstance(number, int | float):
        raise Garbled
    if not math.isfinite(number) or not 0 < number <= MAX_SIDE:
        raise Garbled
    return float(number)


def _sent(piece: Piece) -> object:
    match piece:
        case Passage():
            plain = not piece.align and not piece.bold
            return piece.text if plain else {"text": piece.text, "align": piece.align, "bold": piece.bold}
        case Grid():
            return {"title": piece.title, "rows": piece.rows, "spans": piece.spans}
        case Figure():
            return {"figure": piece.page, "words": piece.words}


def _piece(piece: object, pages: int) -> Piece:
    if isinstance(piece, dict) and "figure" in piece:
        return Figure(whole(piece, "figure", pages - 1), _text(piece.get("words")))
    if isinstance(piece, dict) and "text" in piece:
        return Passage(_text(piece["text"]), _one_of(_ALIGNS, piece.get("align")), piece.get("bold") is True)
    if isinstance(piece, dict):
        rows = tuple(tuple(map(_text, _list(row, MAX_CONTENT))) for row in _list(piece.get("rows"), MAX_CONTENT))
        if len({len(row) for row in rows}) > 1:
            raise Garbled
        return Grid(rows, _text(piece.get("title")), _spans(piece.get("spans"), rows))
    return Passage(_text(piece))


def _spans(spans: object, rows: tuple[tuple[str, ...], ...]) -> tuple[Span, ...]:
    """Merged cells that lie within the table and not on one another."""
    height, width = len(rows), len(rows[0]) if rows else 0
    read: list[Span] = []
    taken = [0] * height  # the columns of each row, as bits
    for numbers in _list(spans, height * width):
        span = _span(numbers, height, width)
        columns = ((1 << span.columns) - 1) << span.column
        for row in range(span.row, span.row + span.rows):
            if taken[row] & columns:
                raise Garbled
            taken[row] |= columns
        read.append(span)
    return tuple(read)


def _span(numbers: object, height: int, width: int) -> Span:
    row, column, rows, columns = _four(numbers)
    if not (0 <= row < row + rows <= height and 0 <= column < column + columns <= width):
        raise Garbled
    return Span(row, column, rows, columns)


def _four(numbers: object) -> list[int]:
    if not isinstance(numbers, list) or len(numbers) != 4 or any(type(number) is not int for number in numbers):
        raise Garbled
    return numbers


def _text(text: object) -> str:
    if not isinstance(text, str):
        raise Garbled
    return text
