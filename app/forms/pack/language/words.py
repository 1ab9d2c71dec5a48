"""What every key of the language means, in one sentence each: `resources/pack-keys.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from app.files import resource
from app.forms.pack.reading.yaml_text import read_tree
from app.forms.pack.strict import Strict

COMMON = "common"
MOST_PLACES = 2


class Told(NamedTuple):
    """A sentence, and where it was found: under which model, and which key."""

    sentence: str
    model: str
    key: str


def told(model: type[Strict], key: str) -> Told | None:
    """What is said of a key of `model`: under it, under what it is made from, else what is common to all."""
    for kin in model.__mro__:
        if (sentence := _keys(kin.__name__).get(key)) is not None:
            return Told(sentence, kin.__name__, key)
    sentence = words_of_language()[COMMON].get(key)
    return Told(sentence, COMMON, key) if sentence is not None else None


def name_of(model: type[Strict]) -> str:
    """What the author of a pack calls such a mapping."""
    return str(words_of_language().get(model.__name__, {}).get("name", model.__name__))


@cache
def words_of_language() -> dict[str, Any]:
    """The whole of the file."""
    data: dict[str, Any] = read_tree(resource("pack-keys.yaml").read_bytes()).data
    return data


def models() -> dict[str, type[Strict]]:
    """Every kind of mapping there is, by the name of its class."""
    return {model.__name__: model for model in _below(Strict)}


def belongs(key: str) -> str:
    """Where `key` is known, when that is in one or two kinds of mapping: 空格 or 清单的列."""
    places = [name_of(model) for model in models().values() if _has(model, key)]
    return "、".join(places) if len(places) <= MOST_PLACES else ""


def _has(model: type[Strict], key: str) -> bool:
    """Whether the mapping has the key, and not from what it is made from."""
    own = {field.alias or name for name, field in model.model_fields.items() if name in model.__annotations__}
    return key in own and "name" in words_of_language().get(model.__name__, {})


def _below(model: type[Strict]) -> Iterator[type[Strict]]:
    for below in model.__subclasses__():
        yield below
        yield from _below(below)


def _keys(name: str) -> dict[str, str]:
    entry: dict[str, dict[str, str]] = words_of_language().get(name, {}) if name != COMMON else {}
    return entry.get("keys") or {}
