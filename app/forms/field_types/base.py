"""The three shapes of a value (text typed, value, JSON) and the only conversions between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.forms.pack.fields import Field
from app.forms.values import NIL, Json, Unparsed, Value
from app.forms.wording import clean, one_line

Finding = tuple[str, dict[str, object]]  # a problem code and its parameters
_NIL_WORDS = ("无", "无。")


class FieldType:
    """One family of blanks.  Subclasses read and show their own values; 无, emptiness and text that
    cannot be read are the same for all and handled here."""

    many_lines = False

    def parse(self, text: str, field: Field) -> Value | None:
        """The value that `text` states; None when blank; `Unparsed` when it cannot be read with certainty."""
        words = clean(text) if self.many_lines else one_line(text)
        bare = words.strip()
        if not bare:
            return None
        if bare in _NIL_WORDS and all(option.value != bare for option in field.options):
            return NIL
        try:
            return self.read(words, field)
        except ValueError:
            return Unparsed(bare)

    def typed(self, value: Value | None) -> str:
        """What the editor shows for `value`: text that `parse` reads back as the same value."""
        if value is None:
            return ""
        if value is NIL:
            return "无"
        return value.text if isinstance(value, Unparsed) else self.show(value)

    def at_rest(self, value: Value | None, unit: str = "") -> str:
        """What the screen shows for `value`, a number of `unit`, while nobody types there; never printed or stored."""
        return self.typed(value)

    def shown(self, value: Value | None, field: Field) -> str:
        """What a blank of its own shows while nobody types there: as at rest, with the suffix that paper has."""
        words = self.at_rest(value, field.unit)
        if not field.suffix or value is None or value is NIL or isinstance(value, Unparsed):
            return words
        return f"{words}{'' if field.suffix.startswith('%') else ' '}{field.suffix}"

    def printed(self, value: Value | None, field: Field) -> str:
        """What the paper shows for `value`, with the blank's suffix; empty when there is none."""
        if value is None or value is NIL or isinstance(value, Unparsed):
            return self.typed(value)
        return self.written(value, field) + field.suffix

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
        """The value in non-blank, clean `text`; ValueError when its meaning is not certain."""
        raise NotImplementedError  # there is no text that every type reads alike

    def show(self, value: Any) -> str:
        """A readable value as an editor shows it."""
        return str(value)

    def written(self, value: Any, field: Field) -> str:
        """A readable value as the paper shows it, without the suffix."""
        return self.show(value)
