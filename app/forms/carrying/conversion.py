"""One answer taken from one blank into another, only where it means the same there.

Figures go across units that are powers of ten apart; a day becomes its month or year, never the other way;
words go between words; a choice goes where the same words can be chosen.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

from app.forms.answers.facts import power_to, unit_of
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.fields import Field, TypeName
from app.forms.values import NIL, Month, Unparsed, Value
from app.forms.wording import shortened

_DATED: frozenset[TypeName] = frozenset({"date", "month", "year"})
_CHOSEN: frozenset[TypeName] = frozenset({"choice", "choices", "yesno"})


class Unfit(Exception):
    """Why an answer cannot be carried, as a Chinese clause without a full stop."""


def convert(value: Value, source: Field, target: Field) -> Value:
    """What `value`, answered at `source`, is at `target`; Unfit when that is not certain."""
    if isinstance(value, Unparsed):
        raise Unfit(f"原来填写的“{shortened(value.text)}”读不出确切的内容")
    if value is NIL:
        return _nil(target)
    if source.is_figure and target.is_figure:
        return _figure(value, source, target)
    if source.type in _DATED and target.type in _DATED:
        return _time(value, target)
    if source.type in _CHOSEN and target.type in _CHOSEN:
        return _choice(value, source, target)
    if isinstance(value, str) and _wordy(source) and _wordy(target):
        return _words(value, target)
    raise Unfit("两处要填的内容类型不同")


def _wordy(field: Field) -> bool:
    return not field.is_figure and field.type not in _DATED | _CHOSEN | {"list", "evidence"}


def _nil(target: Field) -> Value:
    if not target.nil or any(option.value == "无" for option in target.options):
        raise Unfit("现在这一项不能填“无”")
    return NIL


def _figure(value: Value, source: Field, target: Field) -> Value:
    power = power_to(source, target)
    if power is None:
        raise Unfit(f"单位“{unit_of(source)}”与“{unit_of(target)}”之间不能确切换算")
    assert isinstance(value, int | Decimal)
    if power == 0 and source.type == target.type:
        return value
    number = Decimal(value).scaleb(power)
    if power:
        number = number.normalize()
    text = f"{number:f}"
    if target.type == "count" and number == number.to_integral_value():
        text = f"{number.to_integral_value():f}"
    found = FIELD_TYPES[target.type].parse(text, target)
    if isinstance(found, Unparsed):
        raise Unfit(f"换算后是 {text}，现在这一项填不下这样的数")
    assert found is not None
    return found


def _time(value: Value, target: Field) -> Value:
    match target.type, value:
        case "date", date():
            return value
        case "month", date():
            return Month(value.year, value.month)
        case ("month", Month()) | ("year", int()):
            return value
        case "year", date() | Month():
            return value.year
    raise Unfit("原来填写的日期不如现在要求的详细")


def _choice(value: Value, source: Field, target: Field) -> Value:
    words = FIELD_TYPES[source.type].typed(value)
    found = FIELD_TYPES[target.type].parse(words, target)
    if found is None or isinstance(found, Unparsed) or _chosen(found, target) != _chosen(value, source):
        raise Unfit(f"现在的选项中没有“{words}”")
    return found


def _chosen(value: Value, field: Field) -> set[str]:
    return set(value) if isinstance(value, tuple) else {FIELD_TYPES[field.type].typed(value)}


def _words(value: str, target: Field) -> Value:
    if target.type != "prose" and "\n" in value:
        raise Unfit("原来的文字分段，现在这一项只有一行")
    found = FIELD_TYPES[target.type].parse(value, target)
    if not isinstance(found, str) or _bare(found) != _bare(value):
        raise Unfit("原来的文字不合现在这一项的格式")
    return found


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
