"""Lists and proofs: their rows and cells hold the values; of the whole only 无 can be said."""

from __future__ import annotations

from app.forms.field_types.base import FieldType
from app.forms.pack.fields import Field
from app.forms.values import NIL, Json, Value


class RowsType(FieldType):
    """A list or a proof as a whole."""

    def read(self, text: str, field: Field) -> Value:
        """Nothing but 无 can be said of it in words."""
        raise ValueError(text)

    def from_json(self, json: Json, field: Field) -> Value | None:
        """无 or nothing; ValueError for anything else."""
        value = super().from_json(json, field)
        if value is not None and value is not NIL:
            raise ValueError(json)
        return value
