"""JSON from a file that somebody wrote: within bounds, each key once, nothing that a draft could not hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.cli.text_file import read_text
from app.errors import UsageError
from app.files import as_text, shown
from app.forms.values import LONGEST_TEXT, Json

LARGEST = 50_000_000  # bytes
DEEPEST = 16
LONGEST_NUMBER = 100  # digits
_HINT = "可先用 qibei answers --json 导出样式。"


def read_json(file: Path) -> Json:
    """The JSON document in `file`, its decimals as they are written; UsageError when it has none that can be used."""
    text = read_text(file, LARGEST)
    try:
        document: Json = json.loads(
            text, parse_float=_decimal, parse_int=_whole, parse_constant=_no_number, object_pairs_hook=_each_once
        )
    except _Unfit as unfit:
        raise _refused(file, str(unfit), _HINT) from unfit
    except RecursionError as failure:
        raise _refused(file, "里的括号套得太深", _HINT) from failure
    except ValueError as failure:
        raise _refused(file, "不是正确的 JSON", "请检查引号、逗号和括号。") from failure
    if fault := _fault(document):
        raise _refused(file, fault, _HINT)
    return document


class _Unfit(Exception):
    """What is wrong, as the end of a sentence that begins with the file's name."""


def _fault(document: Json) -> str:
    """Why a draft could not hold what is in `document`; empty when it could."""
    waiting: list[tuple[Any, int]] = [(document, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEEPEST:
            return "里的括号套得太深"
        if isinstance(value, str):
            if len(value) > LONGEST_TEXT:
                return f"里有一段文字超过 {LONGEST_TEXT // 10_000} 万字"
            if as_text(value) != value:
                return "里有不完整的字符（\\ud800 至 \\udfff 没有成对）"
        elif isinstance(value, dict):
            waiting += ((one, depth + 1) for pair in value.items() for one in pair)
        elif isinstance(value, list):
            waiting += ((one, depth + 1) for one in value)
    return ""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Unfit(f"里“{shown(key)}”写了两次")
        found[key] = value
    return found


def _decimal(digits: str) -> str:
    if len(digits) > LONGEST_NUMBER:
        raise _Unfit(f"里有一个数超过 {LONGEST_NUMBER} 位")
    return digits


def _whole(digits: str) -> int:
    return int(_decimal(digits))


def _no_number(name: str) -> Json:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(name)


def _refused(file: Path, why: str, hint: str) -> UsageError:
    return UsageError(f"文件“{shown(file.name)}”{why}，草稿未改动。", hint)
