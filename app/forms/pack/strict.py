"""The strict frame of a pack: mappings that refuse the keys they do not know, names, days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic import Field as Key


def _identifier(text: str) -> str:
    if not (text.isascii() and text.replace("_", "a").isalnum() and text[0].islower() and text == text.lower()):
        raise ValueError("名称只能用小写字母、数字和下划线，并以字母开头")
    return text


def _date(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


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

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, data: Any) -> Any:
        if isinstance(data, dict):
            known = {field.alias or name for name, field in cls.model_fields.items()}
            for key in data:
                if key not in known:
                    shown = "、".join(sorted(known - {"kind"}))
                    raise Misplaced((key,), f"不认识这个键；这里可用：{shown}")
        return data


def one_key(*kinds: str, words: tuple[str, ...] = ()) -> Callable[[Any], Any]:
    """A reader of `{kind: {…}}` as one tagged mapping.

    The kinds in `words` may be given as `{kind: words}`, and the first of them as bare words.
    """

    def read(data: Any) -> Any:
        if isinstance(data, Strict):
            return data
        if isinstance(data, str) and words:
            return {"kind": words[0], "text": data}
        if not isinstance(data, dict) or len(data) != 1 or next(iter(data)) not in kinds:
            raise ValueError(f"这里每一项只能有一个键，须是：{'、'.join(kinds)}")
        ((kind, body),) = data.items()
        if isinstance(body, dict) and "kind" not in body:
            return {"kind": kind, **body}
        if kind in words:
            return {"kind": kind, "text": body}
        if body:
            raise Misplaced((kind,), "后面须是“键: 值”")
        return {"kind": kind}

    return read
