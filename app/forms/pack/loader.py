"""YAML → Pack: strict, and with file, line, key and reason for whatever is wrong.

Every scalar is read as text and typed by the models, so that YAML's own `no`, `1.10` and `010123`
never happen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.errors import PackError, PackFault
from app.forms.pack.consistency import Fault, faults
from app.forms.pack.fields import Misplaced
from app.forms.pack.pack import Pack
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.yaml_text import Tree, YamlFault, read_tree

_REASONS = {
    "missing": "缺少这个键",
    "literal_error": "只能是 {expected}",
    "union_tag_invalid": "只能是 {expected_tags}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "greater_than": "须大于 {gt}",
    "int_parsing": "须是整数",
    "float_parsing": "须是数字",
    "finite_number": "须是数字",
    "decimal_parsing": "须是数字",
    "bool_parsing": "须是 true 或 false",
    "string_type": "须是文字",
    "tuple_type": "须是列表（每项前写 -）",
    "dict_type": "须是“键: 值”",
    "model_type": "须是“键: 值”",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "最多 {max_length} 项",
}


_PATTERNS = {
    "pack": "模板的代号只能用小写字母、数字和 -，至少两个字符",
    "id": "须是用点分开的小写英文，如 applicant.name",
    "number": "编号的样子里要有 0，如 RD00",
}
MOST = 50  # faults that are told in one run


def load_pack(file: Path) -> Pack:
    """The pack in `file`; PackError says where it is wrong."""
    try:
        data = file.read_bytes()
    except OSError as failure:
        raise PackError(file.name, PackFault(1, 1, "", "文件无法读取")) from failure
    return parse_pack(data, file.name)


def parse_pack(data: bytes, name: str) -> Pack:
    """The pack in YAML `data`; PackError names the file `name` and every fault, in the order of the file."""
    try:
        tree = read_tree(data)
        pack = Pack.model_validate(tree.data)
    except YamlFault as fault:
        raise PackError(name, PackFault(fault.line, fault.column, "", fault.reason)) from fault
    except ValidationError as failure:
        told = [_told(tree, error) for error in failure.errors(include_url=False) if not _is_echo(error)]
        raise PackError(name, *_in_order(_without_consequences(told))) from failure
    keyed = ((tree.existing(_keys(tree.data, fault)), fault.reason) for fault in faults(pack))
    if found := [PackFault(*tree.place_of(keys), _shown(keys), reason) for keys, reason in keyed]:
        raise PackError(name, *_in_order(found))
    return pack


def _is_echo(error: ErrorDetails) -> bool:
    """Whether a list is said to be too short only because something in it is wrong."""
    given = error["input"]
    return error["type"] == "too_short" and isinstance(given, list) and len(given) >= error["ctx"]["min_length"]


def _without_consequences(told: Sequence[PackFault]) -> list[PackFault]:
    """The faults without the keys that are missing because they are misspelt."""
    meant = {word for fault in told for word in re.findall(r"是不是 (\w+)？", fault.reason)}
    return [fault for fault in told if not (fault.reason == _REASONS["missing"] and fault.key in meant)]


def _in_order(found: Sequence[PackFault]) -> list[PackFault]:
    """The faults, each once, as the file has them; those that are too many to tell are counted."""
    ordered = sorted(dict.fromkeys(found), key=lambda fault: fault[:2])
    if len(ordered) > MOST:
        left = len(ordered) - MOST
        return [*ordered[:MOST], PackFault(ordered[MOST].line, 1, "", f"还有 {left} 处没有列出，请先改正以上各处")]
    return ordered


def _told(tree: Tree, error: ErrorDetails) -> PackFault:
    cause = error.get("ctx", {}).get("error")
    further = cause.keys if isinstance(cause, Misplaced) else ()
    keys = tree.existing((*error["loc"], *further))
    missing = str(error["loc"][-1]) if error["type"] == "missing" else ""
    return PackFault(*tree.place_of(keys), missing or _shown(keys), _reason(error))


def _shown(keys: Sequence[str | int]) -> str:
    """The key that is named to the reader: the last that is not a place in a list."""
    return next((key for key in reversed(keys) if isinstance(key, str)), "")


def _reason(error: ErrorDetails) -> str:
    cause = error.get("ctx", {}).get("error")
    if error["type"] == "value_error" and cause is not None:
        return str(cause)
    if error["type"] == "literal_error":
        return _literal(error)
    if error["type"] == "string_pattern_mismatch":
        return f"{_PATTERNS.get(str(error['loc'][-1]), '写法不符合要求')}{_allowed(error)}"
    template = _REASONS.get(error["type"], "内容不符合要求")
    reason = template.format(**error.get("ctx", {})).replace(" or ", " 或 ")
    return f"{reason}{_allowed(error)}"


def _literal(error: ErrorDetails) -> str:
    allowed = re.findall(r"'([^']*)'", error["ctx"]["expected"])
    shown = "、".join(word or "（空）" for word in allowed)
    return f"只能是 {shown}，而这里是“{error['input']}”{nearest(str(error['input']), allowed)}"


def _allowed(error: ErrorDetails) -> str:
    """The value that was refused, where showing it helps."""
    return f"，而这里是“{error['input']}”" if isinstance(error["input"], str) and error["input"] else ""


def _keys(data: Mapping[str, Any], fault: Fault) -> tuple[str | int, ...]:
    """The keys of a fault in the file's own nesting: a section is found by its id."""
    if fault.keys[0] != "sections":
        return fault.keys
    return (*_find(data, str(fault.keys[1])), *fault.keys[2:])


def _find(data: Any, section: str) -> tuple[str | int, ...]:
    if data["cover"].get("id") == section:
        return ("cover",)
    return _find_below(data["contents"], section, ("contents",))


def _find_below(items: Any, section: str, above: tuple[str | int, ...]) -> tuple[str | int, ...]:
    for position, item in enumerate(items):
        here = (*above, position)
        if item.get("id") == section:
            return here
        if "contents" in item and (found := _find_below(item["contents"], section, (*here, "contents"))):
            return found
    return ()
