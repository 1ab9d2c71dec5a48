"""Choices among printed boxes: one of, several of, 是 or 否."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.forms.field_types.base import FieldType
from app.forms.pack.fields import Field
from app.forms.values import Json, Value

CHECKED, UNCHECKED, TICK = "☑", "□", "√"
_YES = {"是": True, "有": True, "√": True, "☑": True, "否": False, "没有": False, "×": False}
_SAME = str.maketrans("它", "他")
"""Written for each other in 其他, by notices and by those who fill them in."""
_BETWEEN = re.compile(r"[、,，;；\s]+")


class ChoiceType(FieldType):
    """One of the options; the value is its words."""

    def read(self, text: str, field: Field) -> Value:
        """The option that `text` names."""
        return _named(text.strip(), field)


class ChoicesType(FieldType):
    """Any of the options; the value is their words in the notice's order."""

    many_lines = True

    def read(self, text: str, field: Field) -> Value:
        """The options that `text` names, with 、 , ; spaces or line ends between; an option may hold such marks too."""
        chosen: set[str] = set()
        place, end = 0, len(text)
        while place < end:
            if (gap := _BETWEEN.match(text, place)) is not None:
                place = gap.end()
                continue
            option = _option_at(text, place, field)
            chosen.add(option)
            place += len(option)
        return _in_order(chosen, field)

    def show(self, value: tuple[str, ...]) -> str:
        """The words, with 、 between them."""
        return "、".join(value)

    def to_json(self, value: Value | None) -> Json:
        """A list of words."""
        return list(value) if isinstance(value, tuple) else super().to_json(value)

    def from_json(self, json: Json, field: Field) -> Value | None:
        """A list of words, or their text."""
        if not isinstance(json, list):
            return super().from_json(json, field)
        words = [word for word in json if isinstance(word, str)]
        if len(words) < len(json):
            raise ValueError(json)
        return self.parse("、".join(words), field)


class YesNoType(FieldType):
    """是 or 否."""

    def read(self, text: str, field: Field) -> Value:
        """The answer as a bool."""
        try:
            return _YES[text.strip()]
        except KeyError as failure:
            raise ValueError(text) from failure

    def show(self, value: bool) -> str:
        """是 or 否."""
        return "是" if value else "否"

    def from_json(self, json: Json, field: Field) -> Value | None:
        """A bool, or its word."""
        return json if isinstance(json, bool) else super().from_json(json, field)


def _named(text: str, field: Field) -> str:
    for option in field.options:
        if option.value.translate(_SAME) == text.translate(_SAME):
            return option.value
    raise ValueError(text)


def _option_at(text: str, place: int, field: Field) -> str:
    """The longest option that stands at `place` and ends there or before a mark; ValueError when none does."""
    for value in sorted((option.value for option in field.options), key=len, reverse=True):
        end = place + len(value)
        named = text[place:end].translate(_SAME) == value.translate(_SAME)
        if named and (end == len(text) or _BETWEEN.match(text, end)):
            return value
    raise ValueError(text)


def _in_order(chosen: Iterable[str], field: Field) -> tuple[str, ...]:
    ordered = tuple(option.value for option in field.options if option.value in chosen)
    if not ordered:
        raise ValueError(chosen)
    return ordered


def boxes(value: Value | None, field: Field) -> tuple[tuple[str, str], ...]:
    """Each printed option with its box, ☑ or □, in the notice's order."""
    words = ("是", "否") if field.type == "yesno" else tuple(option.value for option in field.options)
    if isinstance(value, bool):
        chosen: tuple[str, ...] = ("是" if value else "否",)
    else:
        chosen = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
    return tuple((CHECKED if word in chosen else UNCHECKED, word) for word in words)
