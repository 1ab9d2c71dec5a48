"""What pydantic found, as a sentence for the author of a pack."""

from __future__ import annotations

import re

from pydantic_core import ErrorDetails

from app.forms.pack.language import belongs
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.reading.syntax import NO_SPACE, WIDE_COLON
from app.forms.pack.strict import Misplaced
from app.forms.wording import shortened

MISSING = "缺少这个键"
_REASONS = {
    "missing": MISSING,
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
    "model_attributes_type": "须是“键: 值”",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "最多 {max_length} 项",
    "string_too_long": "最多 {max_length} 个字",
    "string_too_short": "至少要有 {min_length} 个字",
}

SHOWN = 40  # characters of what was written instead
_WRITTEN_AS_TEXT = frozenset({"tuple_type", "dict_type", "model_type", "model_attributes_type"})

UNKNOWN_HERE = "不认识这个键；"

_PATTERNS = {
    "pack": "模板的代号只能用小写字母、数字和 -，至少两个字符",
    "id": "须是用点分开的小写英文，如 applicant.name",
    "number": "编号的样子里要有 0，如 RD00",
}


def reason_of(error: ErrorDetails) -> str:
    """The sentence, without a full stop."""
    cause = error.get("ctx", {}).get("error")
    if error["type"] == "value_error" and cause is not None:
        return _with_place(cause)
    if error["type"] == "literal_error":
        return _literal(error)
    if error["type"] == "string_pattern_mismatch":
        return f"{_PATTERNS.get(str(error['loc'][-1]), '写法不符合要求')}{_allowed(error)}"
    if error["type"] in _WRITTEN_AS_TEXT and (wide := _wide(str(error["input"]))):
        return wide
    template = _REASONS.get(error["type"], "内容不符合要求")
    reason = template.format(**error.get("ctx", {})).replace(" or ", " 或 ")
    return f"{reason}{_allowed(error)}"


def _with_place(cause: ValueError) -> str:
    """What is said of a mapping or a key; of one that is unknown here, where it is known."""
    said = str(cause)
    if not isinstance(cause, Misplaced) or not said.startswith(UNKNOWN_HERE):
        return said
    places = belongs(str(cause.keys[-1]))
    return said.replace(UNKNOWN_HERE, f"这个键不写在这里，写在{places}里；", 1) if places else said


def _wide(given: str) -> str:
    """That words are a list or a mapping but for a sign that is too wide; empty when they are not."""
    if given[:1] in ("【", "［", "｛"):
        return f"括号写成了全角“{given[0]}”，须用半角“{'{' if given[0] == '｛' else '['}”"
    if match := re.match(r"([\w.]+)([:：])(?=\S)", given):
        return f"{WIDE_COLON if match[2] == '：' else NO_SPACE}，写成“{match[1]}: ”"
    return ""


def _literal(error: ErrorDetails) -> str:
    allowed = re.findall(r"'([^']*)'", error["ctx"]["expected"])
    shown = "、".join(word or "（空）" for word in allowed)
    return f"只能是 {shown}，而这里是“{error['input']}”{nearest(str(error['input']), allowed)}"


def _allowed(error: ErrorDetails) -> str:
    """The value that was refused, where showing it helps."""
    given = error["input"]
    return f"，而这里是“{shortened(given, SHOWN)}”" if isinstance(given, str) and given else ""
