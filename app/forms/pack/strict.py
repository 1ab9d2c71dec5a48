"""The strict frame of a pack: mappings that refuse the keys they do not know, names, days."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic import Field as Key
from pydantic_core import ErrorDetails, InitErrorDetails

from app.forms.pack.reading.nearest import ALIKE_AND_MISSING, nearest
from app.forms.pack.reading.syntax import NO_SPACE, UNQUOTED, WIDE_COLON


def _identifier(text: str) -> str:
    if not (text.isascii() and text.replace("_", "a").isalnum() and text[0].islower() and text == text.lower()):
        meant = re.sub(r"[^a-z0-9_]+", "_", text.lower()).strip("_0123456789")
        raise ValueError(f"名称只能用小写字母、数字和下划线，并以字母开头{f'，如 {meant}' if meant else ''}")
    return text


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"没有 {value} 这一天") from None
    parts = re.fullmatch(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*", value)
    meant = f"，如 {parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}" if parts else "，如 2022-03-09"
    raise ValueError(f"日期要写成 年-月-日{meant}")


_BLANK = re.compile(r"[a-z]\w*:[a-z_]+", re.ASCII)  # what YAML makes of {name:type}
IsoDate = Annotated[date, BeforeValidator(_date)]
Identifier = Annotated[str, Key(min_length=1, max_length=40), AfterValidator(_identifier)]


class Misplaced(ValueError):
    """A fault at `keys`, counted from the mapping whose reading found it."""

    def __init__(self, keys: tuple[str | int, ...], reason: str) -> None:
        super().__init__(reason)
        self.keys = keys


class Strict(BaseModel):
    """A frozen piece of a pack that refuses every key it does not know, and says which it knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="wrap")
    @classmethod
    def _known_keys(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Refuse every unknown key, and tell what else is wrong with the mapping in the same run."""
        known = _keys_of(cls)
        unknown = [key for key in data if key not in known] if isinstance(data, dict) else []
        if not unknown:
            return handler(data)
        missing = {field.alias or name for name, field in cls.model_fields.items() if field.is_required()} - data.keys()
        faults = [_fault(Misplaced((key,), _unknown(key, known - {"kind"}, missing)), data[key]) for key in unknown]
        try:
            handler({key: value for key, value in data.items() if key in known})
        except ValidationError as failure:
            found = failure.errors(include_url=False)
            faults += [_again(error) for error in found if error["loc"] or error["type"] != "value_error"]
        raise ValidationError.from_exception_data(cls.__name__, faults)


@cache
def _keys_of(model: type[Strict]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())


def _unknown(key: str, known: frozenset[str], missing: set[str]) -> str:
    """That nothing is called `key` here, and what was probably meant: first of all a key that is `missing`."""
    if _BLANK.fullmatch(key):
        return UNQUOTED
    for sign, wrong in (("：", WIDE_COLON), (":", NO_SPACE)):
        if (name := key.partition(sign)[0].strip()) in known and name != key:
            return f"{wrong}，写成“{name}: ”"
    meant = nearest(key, missing, ALIKE_AND_MISSING) or nearest(key, known)
    return f"不认识这个键{meant or '；'}这里可用：{'、'.join(sorted(known))}"


def _fault(error: ValueError, given: object) -> InitErrorDetails:
    return InitErrorDetails(type="value_error", loc=(), input=given, ctx={"error": error})


def _again(error: ErrorDetails) -> InitErrorDetails:
    return InitErrorDetails(type=error["type"], loc=error["loc"], input=error["input"], ctx=error.get("ctx", {}))


def one_key(*kinds: str, words: tuple[str, ...] = ()) -> Callable[[Any], Any]:
    """A reader of `{kind: {…}}` as one tagged mapping.

    The kinds in `words` may be given as `{kind: words}`, and the first of them as bare words.
    """

    def read(data: Any) -> Any:
        if isinstance(data, Strict):
            return data
        if isinstance(data, str) and (match := re.match(r"([a-z_]+)([:：])", data)) and match[1] in kinds:
            raise ValueError(f"{WIDE_COLON if match[2] == '：' else NO_SPACE}，写成“{match[1]}: ”")
        if isinstance(data, str) and words:
            return {"kind": words[0], "text": data}
        if isinstance(data, dict) and (beside := _beside(data, kinds)):
            raise ValueError(beside)
        if not isinstance(data, dict) or len(data) != 1 or next(iter(data)) not in kinds:
            raise ValueError(_one_of(data, kinds))
        ((kind, body),) = data.items()
        if isinstance(body, dict) and "kind" not in body:
            return {"kind": kind, **body}
        if kind in words:
            return {"kind": kind, "text": body}
        if body:
            raise Misplaced((kind,), "后面须是“键: 值”")
        return {"kind": kind}

    return read


def _beside(data: dict[str, Any], kinds: tuple[str, ...]) -> str:
    """That the keys of a block stand beside its kind; empty when they do not."""
    kind = next(iter(data), "")
    if kind not in kinds or data[kind] or len(data) == 1:
        return ""
    return f"缩进不对：{'、'.join(list(data)[1:])} 要比 {kind} 再缩进两个空格"


def _one_of(data: object, kinds: tuple[str, ...]) -> str:
    if isinstance(data, dict) and any(_BLANK.fullmatch(str(key)) for key in data):
        return UNQUOTED
    meant = nearest(str(next(iter(data))), kinds) if isinstance(data, dict) and len(data) == 1 else ""
    return f"这里每一项只能有一个键{meant or '，'}须是：{'、'.join(kinds)}"
