"""What a check reads: one blank or cell with its answer, and how it is named in a finding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.forms.answers.comparing import number_of
from app.forms.answers.conditions import Circumstances
from app.forms.field_types import FIELD_TYPES, span
from app.forms.pack.fields import Field
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.values import NIL, Value


class Operand(NamedTuple):
    """One field that a rule reads: where it is, what it asks, what is answered.

    `table` names a column's list, `page` the page it stands on; what does not apply is not `asked`.
    """

    path: FieldPath
    field: Field
    value: Value | None
    table: str = ""
    page: str = ""
    asked: bool = True

    @property
    def number(self) -> Decimal | None:
        """The figure; 无 is none at all, 0; None when there is no figure."""
        return number_of(self.value)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day that the answer can mean."""
        return span(self.value)

    @property
    def shown(self) -> str:
        """The answer as typed, with its unit."""
        return f"{FIELD_TYPES[self.field.type].typed(self.value)}{'' if self.value is NIL else self.field.unit}"

    def seen_from(self, other: Operand) -> str:
        """Its label in quotation marks, with its page where that is not the page of `other`."""
        return f"{f'“{self.page}”的' if self.path.section != other.path.section else ''}“{self.field.label}”"


def operand(pack: Pack, circumstances: Circumstances, path: FieldPath) -> Operand:
    """What stands at `path`, a blank or cell that the pack has."""
    field, whole = pack.field_at(path), pack.field_at(path.whole)
    assert field is not None, "rules are resolved against the pack when it is loaded"
    assert whole is not None, "a column stands in a list"
    page = pack.section[path.section].plain_name
    table = whole.label if path.row else ""
    return Operand(path, field, circumstances.value(path), table, page, circumstances.asked(path))
