"""What a blank takes, and how what was put into it was understood, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.forms.field_types.base import FieldType
from app.forms.field_types.date import chinese_day
from app.forms.field_types.number import grouped
from app.forms.pack.fields import FIGURES, Field, TypeName
from app.forms.values import NIL, Unparsed, Value
from app.forms.wording import shortened

_FORMATS: Mapping[TypeName, str] = {
    "count": "填整数",
    "decimal": "填数字",
    "money": "填金额，写明元、万元或亿元的自动换算",
    "percent": "填百分比，12.5 即 12.5%",
    "year": "填年份，如 2021",
    "month": "填年月，如 2022-03 或 2022年3月",
    "date": "填日期，如 2022-03-21 或 2022年3月21日",
    "phone": "填电话，固定电话带区号",
    "mobile": "填 11 位手机号码",
    "fax": "填传真号码，带区号",
    "email": "填电子邮箱地址",
    "url": "填网址",
    "credit_code": "填 18 位统一社会信用代码",
    "choice": "选一项，按方向键移动、空格键勾选",
    "choices": "可选几项，按方向键移动、空格键勾选",
    "yesno": "选是或否，按方向键移动、空格键勾选",
}


def format_words(field: Field) -> str:
    """What a blank takes: its format, unit, bounds, and whether 无 may be said; empty when anything goes."""
    return "；".join(_formats(field))


def _formats(field: Field) -> Iterator[str]:
    if field.computed is not None:
        yield "由程序计算，不用填写"
        return
    if field.type in _FORMATS:
        yield _FORMATS[field.type]
    if field.unit and field.type in FIGURES and field.type != "percent":
        yield f"单位：{field.unit}"
    if field.limit is not None:
        yield f"不超过 {field.limit} 字"
    if field.least is not None:
        yield f"不小于 {field.least:f}"
    if field.most is not None:
        yield f"不大于 {field.most:f}"
    if field.not_before is not None:
        yield f"不早于 {chinese_day(field.not_before)}"
    if field.not_after is not None:
        yield f"不晚于 {chinese_day(field.not_after)}"


def understood(text: str, value: Value | None, field: Field, kind: FieldType) -> str:
    """How `text` was understood, where its writer may not expect it; empty where it stands as it was put in."""
    words = text.strip()
    if value is None or value is NIL or isinstance(value, Unparsed) or not words:
        return ""
    kept, figure = kind.typed(value), field.type in FIGURES
    if words == kept or (figure and "".join(words.split()) in (kept, grouped(kept))):
        return ""
    unit = field.unit or ("%" if field.type == "percent" else "")
    return f"“{shortened(words)}”已记为 {kind.at_rest(value, field.unit)}{f' {unit}' if figure and unit else ''}"
