"""Objects of a stranger's PDF as what they should be: the wrong kind is an empty one, no number beyond bounds."""

from __future__ import annotations

from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Object, Operator, Stream, String

FAR = 1_000_000.0  # no honest page lies further from its origin
_HUGE = 10**12
_DEEP = 32  # parents of a field; more is a circle
_LONG = 20_000  # characters of a field's value
Box = tuple[float, float, float, float]


def dictionary(value: object) -> Dictionary:
    """The dictionary, or an empty one."""
    return value if isinstance(value, Dictionary) else Dictionary()


def items(value: object) -> list[Object]:
    """The entries of an array; none of anything else."""
    return list(value) if isinstance(value, Array) else []


def dictionaries(value: object) -> list[Dictionary]:
    """The dictionaries among the entries of an array."""
    return [one for one in items(value) if isinstance(one, Dictionary)]


def number(value: object) -> float | None:
    """A number of the PDF; None for what is none or beyond all bounds."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
        return None
    return float(value) if -_HUGE < value < _HUGE else None


def numbers(value: object) -> list[float]:
    """The numbers in an array, when there is nothing else in it and none lies far out."""
    found = [number(one) for one in items(value)]
    known = [one for one in found if one is not None and abs(one) <= FAR]
    return known if len(known) == len(found) else []


def whole(value: object) -> int:
    """A whole number, else 0."""
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _HUGE else 0


def rectangle(value: object) -> Box | None:
    """Left, bottom, right, top of a rectangle; None when it is none, is empty or lies too far out."""
    sides = numbers(value)
    if len(sides) != 4:
        return None
    x0, y0, x1, y1 = sides
    found = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return found if found[0] < found[2] and found[1] < found[3] else None


def spelled(value: object) -> str:
    """A name with its slash, or an operator, as keys of dictionaries are spelled; "" of anything else.

    Chinese programs write names in GBK: bytes that are no UTF-8 become lone surrogates.
    """
    return bytes(value).decode("utf-8", "surrogateescape") if isinstance(value, Name | Operator) else ""


def text(value: object) -> str:
    """A text string, a name without its slash, or a stream of text; nothing of anything else."""
    if isinstance(value, Stream):
        return _decoded(value)[:_LONG]
    if isinstance(value, Name):
        return spelled(value)[1:]
    return str(value)[:_LONG] if isinstance(value, String) else ""


def _decoded(stream: Stream) -> str:
    try:
        return str(String(stream.read_bytes()))
    except Exception:  # damaged
        return ""


def inherited(field: Dictionary, key: str) -> object:
    """The entry of a field or of the nearest field above it (ISO 32000-2, 12.7.4.2)."""
    for _ in range(_DEEP):
        if key in field:
            return field[key]
        above = field.get("/Parent")
        if not isinstance(above, Dictionary):
            return None
        field = above
    return None
