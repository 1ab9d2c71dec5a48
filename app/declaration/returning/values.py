"""What people write in Word as values: in the words that the type of a blank reads, and in some more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.declaration.returning.reading import box_keys
from app.export.compose.fillable.blanks import options_of
from app.export.returned.normal import NO_TICKS, TICKS, answer_of
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.fields import Field
from app.forms.values import NIL, Unparsed, Value

_NUMERALS = {sign: str(digit) for digit, signs in enumerate(("〇零○", *"一二三四五六七八九")) for sign in signs}
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_SIGNS = re.compile(f"[{TICKS}]")
_BOXED = re.compile(f"([{TICKS}{NO_TICKS}])\\s*([^{TICKS}{NO_TICKS}]+)")


def value_of(text: str, field: Field) -> Value | None:
    """The value that the words of a blank state; `Unparsed` when it cannot be read with certainty."""
    words = answer_of(text)
    value = FIELD_TYPES[field.type].parse(words, field)
    if not isinstance(value, Unparsed):
        return value
    for other in _otherwise(words, field):
        read = FIELD_TYPES[field.type].parse(other, field)
        if read is not None and not isinstance(read, Unparsed):
            return read
    return value


def printed_value(text: str, field: Field) -> Value | None:
    """The value that the words of a blank state in the book, with its suffix and with all of its boxes."""
    words = text if field.type == "prose" else text.replace("\n", "")
    words = words.removesuffix(field.suffix) if field.suffix else words
    if field.type in ("choice", "choices", "yesno") and (found := _BOXED.findall(words)):
        values = {option.printed.strip(): option.value for option in field.options if option.printed}
        chosen = [values.get(word.strip(), word.strip()) for sign, word in found if sign in TICKS]
        return value_of("、".join(chosen), field)
    return value_of(words, field)


def _otherwise(words: str, field: Field) -> Sequence[str]:
    """The same in other words: days in Chinese numerals, choices with their boxes, or as the notice prints them."""
    if field.type in ("date", "month", "year"):
        return [_in_digits(words)]
    if field.type not in ("choice", "choices", "yesno"):
        return []
    ticked = [word.strip() for sign, word in _BOXED.findall(words) if sign in TICKS]
    bare = _SIGNS.sub("", words).strip()
    printed = [option.value for option in field.options if option.printed and option.printed.strip() == bare]
    return ["、".join(ticked), bare, *printed]


def _in_digits(words: str) -> str:
    tens = _TENS.sub(lambda match: f"{_NUMERALS.get(match[1], '1')}{_NUMERALS.get(match[2], '0')}", words)
    return "".join(_NUMERALS.get(sign, sign) for sign in tens)


class Unticked(Exception):
    """A box is missing, or holds what is neither a tick nor none."""


def boxes_text(path: str, field: Field, texts: Mapping[str, str]) -> str:
    """The boxes of a blank below one another, as they were written; Unticked when one cannot be told."""
    return "\n".join("☑" if one else "□" for one in _ticks(path, field, texts))


def boxes_value(path: str, field: Field, texts: Mapping[str, str]) -> Value | None:
    """The options whose boxes are ticked; Unticked when one cannot be told."""
    ticks = _ticks(path, field, texts)
    chosen = tuple(option for option, ticked in zip(options_of(field), ticks, strict=True) if ticked)
    others = tuple(option for option in chosen if option != NIL.value or not field.nil)
    if not chosen:
        return None
    return others or NIL


def _ticks(path: str, field: Field, texts: Mapping[str, str]) -> list[bool]:
    return [_is_ticked(texts.get(key)) for key in box_keys(path, field)]


def _is_ticked(text: str | None) -> bool:
    if text is None:
        raise Unticked
    signs = set(text)
    if signs & set(TICKS):
        return True
    if text.strip() and not signs & set(NO_TICKS):
        raise Unticked
    return False
