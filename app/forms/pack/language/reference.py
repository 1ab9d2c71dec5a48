"""The reference of the language as Markdown: every mapping with its keys, made from the schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.forms.pack.language.schema import Schema, pack_schema

HEAD = """\
# 模板语言参考：每一个键

由程序生成（`make reference`），不要手改；怎样写模板，见 [模板语言](pack-language.md)。带 ● 的键必须有。
编辑器里要有提示和补全：`qibei pack schema --out 文件` 写出 JSON Schema。
"""
_NAMES = {"integer": "整数", "number": "数", "boolean": "`true`、`false`", "object": "“键: 值”", "null": "（空）"}
_REF = "#/$defs/"


def reference() -> str:
    """The whole page."""
    schema = pack_schema()
    defs = {name: _mapping(one) for name, one in schema["$defs"].items()}
    order, places = _walk(schema, defs)
    parts = [HEAD, *_table(schema, defs)]
    for name in order:
        parts += ["", *_table(defs[name], defs, places[name], short=_short(schema["$defs"][name]))]
    return "\n".join(parts) + "\n"


def _mapping(definition: Schema) -> Schema:
    """The mapping of a definition that may be a word too."""
    shape: Schema = definition["anyOf"][1] if "anyOf" in definition else definition
    return {"title": definition["title"], **shape}


def _short(definition: Schema) -> bool:
    return "anyOf" in definition


def _walk(schema: Schema, defs: dict[str, Schema]) -> tuple[list[str], dict[str, list[str]]]:
    """Every definition in the order in which a reader meets it, and where each may stand."""
    order: list[str] = []
    places: dict[str, list[str]] = {}
    waiting = [schema]
    while waiting:
        mapping = waiting.pop(0)
        for key, value in mapping["properties"].items():
            for name in dict.fromkeys(_refs(value)):
                if name not in places:
                    order.append(name)
                    waiting.append(defs[name])
                places.setdefault(name, []).append(f"{mapping['title']}的 `{key}`")
    return order, places


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].removeprefix(_REF)
        for one in value.values():
            yield from _refs(one)
    elif isinstance(value, list):
        for one in value:
            yield from _refs(one)


def _table(mapping: Schema, defs: dict[str, Schema], places: Sequence[str] = (), *, short: bool = False) -> list[str]:
    lines = [f"## {mapping['title']}", ""]
    if places:
        lines += [f"写在：{'、'.join(_few(places))}。{'可以只写文字，不写键。' if short else ''}", ""]
    lines += ["| 键 | 写什么 | 默认 | 说明 |", "|---|---|---|---|"]
    for key, value in mapping["properties"].items():
        must = " ●" if key in mapping.get("required", ()) else ""
        cells = (f"`{key}`{must}", _kind(value, defs), _default(value), value.get("description", ""))
        lines.append(f"| {' | '.join(cell.replace('|', '｜') for cell in cells)} |")
    return lines


def _few(places: Sequence[str]) -> Sequence[str]:
    """The first places; a mapping that stands nearly everywhere is not told all of them."""
    return places if len(places) <= 4 else [*places[:4], "别处同名的键"]


def _default(value: Schema) -> str:
    default = value.get("default", "")
    return "" if default == "" else f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _kind(value: Schema, defs: dict[str, Schema]) -> str:
    """What stands behind a key."""
    if "$ref" in value:
        title = defs[value["$ref"].removeprefix(_REF)]["title"]
        return f"[{title}](#{_anchor(title)})"
    if "enum" in value:
        return "、".join(f"`{one}`" if one else "（空）" for one in value["enum"])
    for several in ("anyOf", "allOf"):
        if several in value:
            return " 或 ".join(dict.fromkeys(_kind(one, defs) for one in value[several]))
    if value["type"] == "array":
        items = value["items"]
        of = "、".join(_kind(one, defs) for one in items) if isinstance(items, list) else _kind(items, defs)
        return f"列表：{of}{_count(value)}"
    if value["type"] == "object":
        return _of_mapping(value, defs)
    if isinstance(value["type"], list):
        return "日期" if value.get("format") == "date" else "文字"
    return f"{_NAMES[value['type']]}{_range(value)}"


def _of_mapping(value: Schema, defs: dict[str, Schema]) -> str:
    if value.get("properties"):
        return "一个 " + "、".join(f"`{kind}`" for kind in value["properties"])
    names = value.get("propertyNames", {}).get("enum")
    who = "、".join(f"`{one}`" for one in names) if names else "名称"
    return f"{who}: {_kind(value['additionalProperties'], defs)}"


def _count(value: Schema) -> str:
    least, most = value.get("minItems"), value.get("maxItems")
    if least and least == most:
        return f"（{least} 项）"
    return f"（{least or 0}—{most} 项）" if most else f"（至少 {least} 项）" if least else ""


def _range(value: Schema) -> str:
    least, most, above = (value.get(key) for key in ("minimum", "maximum", "exclusiveMinimum"))
    if least is not None and most is not None:
        return f"（{_figure(least)}—{_figure(most)}）"
    if above is not None:
        return f"（大于 {_figure(above)}{f'，至多 {_figure(most)}' if most is not None else ''}）"
    return f"（至少 {_figure(least)}）" if least is not None else ""


def _figure(number: float) -> str:
    return f"{number:g}" if number < 1_000_000 else str(int(number))


def _anchor(title: str) -> str:
    """The anchor that renderers of Markdown give to a heading."""
    return "".join(sign for sign in title.lower().replace(" ", "-") if sign.isalnum() or sign in "-_")
