"""How many: rows of a list, chosen options, blanks that are 是; as far as that is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from app.forms.answers.answers import Answers
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.forms.values import NIL, Unparsed, Value

_MANY = 10**18


class Counted(NamedTuple):
    """The least and the most that a count can still come to; equal once all is answered."""

    low: int
    high: int


def counted(path: FieldPath, field: Field, value: Value | None, answers: Answers) -> Counted:
    """How many the list, proof, choice or yes/no at `path` counts; `value` is what is answered there.

    Of a list without rows nothing is known, unless it is said to be 无.
    """
    if field.type in ("list", "evidence"):
        rows = answers.row_count(path)
        if rows or value is NIL:
            return Counted(rows, rows)
        return Counted(0, _MANY)
    if value is None or isinstance(value, Unparsed):
        return Counted(0, len(field.options) if field.type == "choices" else 1)
    if isinstance(value, tuple):
        return Counted(len(value), len(value))
    chosen = int(value is not NIL and value is not False)
    return Counted(chosen, chosen)


def together(counts: Iterable[Counted]) -> Counted:
    """Several counts as one."""
    found = list(counts)
    return Counted(sum(one.low for one in found), min(sum(one.high for one in found), _MANY))
