"""A JSON Schema of packs as they are written: short forms, blocks as `{kind: …}`, every key with its sentence.

YAML reads `1.1` as a number and `no` as false, the reader of packs as text: where words stand, these may too.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from app.forms.pack.language.words import models, name_of, told
from app.forms.pack.pack import Pack
from app.forms.pack.strict import Strict

DRAFT = "http://json-schema.org/draft-07/schema#"  # what editors know
_NEVER_WRITTEN = ("Entries", "Field")  # what the program makes of a page itself
_WORDS: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "pattern", "format")
_LISTED = "_listed"  # the reader of one name where a list may stand
_AS_WORDS = ("_numbering",)  # readers of words where a mapping may stand

Schema = dict[str, Any]


def pack_schema() -> Schema:
    """The schema of a pack file."""
    raw = Pack.model_json_schema()
    every = models()
    defs = {name: one for name, one in raw.pop("$defs").items() if name not in _NEVER_WRITTEN}
    shaped = {name: _model(every[name], one, defs) for name, one in defs.items()}
    return {"$schema": DRAFT, **_mapping(Pack, raw, defs), "$defs": shaped}


def _model(model: type[Strict], raw: Schema, defs: Schema) -> Schema:
    """One mapping, or the words that stand for it."""
    mapping = _mapping(model, raw, defs)
    if not hasattr(model, "_short_form"):
        return mapping
    return {"title": mapping.pop("title"), "anyOf": [deepcopy(_WORDS), mapping]}


def _mapping(model: type[Strict], raw: Schema, defs: Schema) -> Schema:
    properties = {}
    readers = {field.alias or name: field.metadata for name, field in model.model_fields.items()}
    for key, value in raw["properties"].items():
        if key == "kind":
            continue
        shaped = _shaped(value, defs)
        names = {getattr(getattr(one, "func", None), "__name__", "") for one in readers[key]}
        if _LISTED in names:
            shaped = {"anyOf": [shaped["items"], shaped]}
        if _one_word(model, key) or names.intersection(_AS_WORDS):
            shaped = {"anyOf": [deepcopy(_WORDS), shaped]}
        if "default" in value and value["default"] not in (None, [], {}) and not isinstance(value["default"], dict):
            shaped["default"] = value["default"]
        said = told(model, key)
        described = {"allOf": [shaped]} if "$ref" in shaped else shaped
        properties[key] = {"description": said.sentence, **described} if said else described
    needed = {"required": raw["required"]} if raw.get("required") else {}
    return {
        "title": name_of(model),
        "type": "object",
        "properties": properties,
        **needed,
        "additionalProperties": False,
    }


def _one_word(model: type[Strict], key: str) -> bool:
    """Whether one word may stand where the model has a list of them."""
    return hasattr(model, "_one_word") and key == "corner"


def _shaped(raw: Schema, defs: Schema) -> Schema:
    """What pydantic says of a value, as it is written in a pack."""
    if "discriminator" in raw:
        kinds = {ref: kind for kind, ref in raw["discriminator"]["mapping"].items()}
        return _kinds({kinds[one["$ref"]]: one["$ref"] for one in raw["oneOf"]}, defs)
    for several in ("anyOf", "oneOf"):
        if several in raw:
            return _one_of([one for one in raw[several] if one != {"type": "null"}], defs)
    if "$ref" in raw:
        return {"$ref": raw["$ref"]}
    if "enum" in raw or "const" in raw:
        return {"enum": raw.get("enum") or [raw["const"]]}
    if raw.get("type") == "array":
        shaped: Schema = {key: raw[key] for key in ("minItems", "maxItems") if key in raw}
        pair = raw.get("prefixItems")
        items = [_shaped(one, defs) for one in pair] if pair else _item(_shaped(raw["items"], defs))
        return {"type": "array", "items": items, **shaped}
    if raw.get("type") == "object":
        allowed = raw.get("propertyNames", {}).get("enum")
        names = {"propertyNames": {"enum": allowed}} if allowed else {}
        return {"type": "object", "additionalProperties": _shaped(raw["additionalProperties"], defs), **names}
    kept: Schema = {
        key: raw[key] for key in ("minimum", "maximum", "exclusiveMinimum", "pattern", "format") if key in raw
    }
    return {"type": raw["type"], **kept} if raw.get("type") != "string" else {**deepcopy(_WORDS), **kept}


def _item(shaped: Schema) -> Schema:
    """An item of a list; where it is a list of words itself, a single one may stand for it."""
    listed = shaped.get("type") == "array" and shaped["items"] == _WORDS
    return {"anyOf": [deepcopy(_WORDS), shaped]} if listed else shaped


def _one_of(choices: list[Schema], defs: Schema) -> Schema:
    """One of several; a number that may be written as text is a number."""
    if any(one.get("type") == "number" for one in choices):
        return _shaped(next(one for one in choices if one.get("type") == "number"), defs)
    shaped = [_shaped(one, defs) for one in choices]
    return shaped[0] if len(shaped) == 1 else {"anyOf": shaped}


def _kinds(mapping: dict[str, str], defs: Schema) -> Schema:
    """A mapping of one key, the kind; a line may be its words alone, and what has a `text` that text alone."""
    kinds: Schema = {}
    for kind, ref in mapping.items():
        name = ref.rpartition("/")[2]
        if name in _NEVER_WRITTEN:
            continue
        shapes: list[Schema] = [{"$ref": ref}]
        if "text" in defs[name]["properties"] and kind in ("line", "note", "heading"):
            shapes.append(deepcopy(_WORDS))
        if not defs[name].get("required"):
            shapes.append({"type": "null"})
        kinds[kind] = shapes[0] if len(shapes) == 1 else {"anyOf": shapes}
    one = {"type": "object", "properties": kinds, "additionalProperties": False, "minProperties": 1, "maxProperties": 1}
    return {"anyOf": [deepcopy(_WORDS), one]} if "line" in kinds else one
