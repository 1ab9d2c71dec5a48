"""The three shapes of a value (text typed, value, JSON) and the only conversions between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.forms.fields import Field
from app.forms.values import NIL, Json, Unparsed, Value

Finding = tuple[str, dict[str, object]]  # a problem code and its parameters


class FieldType:
    """One family of blanks.  Subclasses read and show their own values; 无, emptiness and text that
    cannot be read are the same for all and handled here."""

    def parse(self, text: str, field: Field) -> Value | None:
        """The value that `text` states; None when blank; `Unparsed` when it cannot be read with certainty."""
        bare = text.strip()
        if not bare:
            return None
        if bare in ("无", "无。"):
            return NIL
        try:
            return self.read(text, field)
        except ValueError:
            return Unparsed(bare)

    def typed(self, value: Value | None) -> str:
        """What the editor shows for `value`: text that `parse` reads back as the same value."""
        if value is None:
            return ""
        if value is NIL:
            return "无"
        return value.text if isinstance(value, Unparsed) else self.show(value)

    def printed(self, value: Value | None, field: Field) -> str:
        """What the paper shows for `value`, with the blank's suffix; empty when there is none."""
        text = self.typed(value)
        return text if value is None or value is NIL or isinstance(value, Unparsed) else text + field.suffix

    def to_json(self, value: Value | None) -> Json:
        """`value` as drafts and the command line keep it."""
        if value is None or isinstance(value, bool | int):
            return value
        return self.typed(value)

    def from_json(self, json: Json, field: Field) -> Value | None:
        """The value that `json` keeps; ValueError when it has a shape this type never has."""
        if json is None:
            return None
        if isinstance(json, bool) or not isinstance(json, str | int):
            raise ValueError(json)
        return self.parse(str(json), field)

    def findings(self, value: Value, field: Field) -> Iterator[Finding]:
        """What is wrong with a value that could be read, by itself."""
        return iter(())

    def read(self, text: str, field: Field) -> Value:
        """The value in non-blank `text`; ValueError when its meaning is not certain."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """A readable value as text."""
        return str(value)
