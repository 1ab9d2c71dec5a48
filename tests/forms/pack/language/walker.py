"""A small validator of the part of JSON Schema that the schema of packs uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
KNOWN = {
    *("$schema", "$defs", "$ref", "title", "description", "default", "format"),
    *("type", "enum", "anyOf", "allOf", "properties", "required", "additionalProperties", "propertyNames"),
    *("minProperties", "maxProperties", "items", "minItems", "maxItems", "pattern"),
    *("minimum", "maximum", "exclusiveMinimum"),
}


def unlike(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "") -> Iterator[str]:
    """Every place in `value` that the schema forbids."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "$ref" in schema:
        yield from unlike(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
        return
    for one in schema.get("allOf", ()):
        yield from unlike(value, one, root, at)
    if "anyOf" in schema:
        tried = [list(unlike(value, one, root, at)) for one in schema["anyOf"]]
        if all(tried):
            yield min(tried, key=lambda found: (-max(one.count("/") for one in found), len(found)))[0]
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    kinds = schema.get("type", [])
    if kinds and not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield f"{at}: {value!r} is no {kinds}"
        return
    if isinstance(value, dict):
        yield from _of_mapping(value, schema, root, at)
    elif isinstance(value, list):
        yield from _of_list(value, schema, root, at)
    elif isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{at}: {value!r} is not like {schema['pattern']}"
    elif isinstance(value, int | float):
        low, high, above = (schema.get(key) for key in ("minimum", "maximum", "exclusiveMinimum"))
        if (low is not None and value < low) or (high is not None and value > high):
            yield f"{at}: {value} is out of bounds"
        if above is not None and value <= above:
            yield f"{at}: {value} is not above {above}"


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _of_mapping(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    known, rest = schema.get("properties", {}), schema.get("additionalProperties", True)
    for key, one in value.items():
        if key in known:
            yield from unlike(one, known[key], root, f"{at}/{key}")
        elif rest is False:
            yield f"{at}/{key}: unknown"
        elif rest is not True:
            yield from unlike(one, rest, root, f"{at}/{key}")
        if "propertyNames" in schema:
            yield from unlike(key, schema["propertyNames"], root, f"{at}/{key}")
    yield from (f"{at}: {key} is missing" for key in schema.get("required", ()) if key not in value)
    if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)):
        yield f"{at}: {len(value)} keys"


def _of_list(value: list[Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{at}: {len(value)} items"
    items = schema.get("items", {})
    for place, one in enumerate(value):
        yield from unlike(one, items[place] if isinstance(items, list) else items, root, f"{at}/{place}")
