"""The types of blanks: by their names in the pack language, and what is asked of one type alone."""

from __future__ import annotations

from collections.abc import Mapping

from app.forms.field_types.base import FieldType
from app.forms.field_types.choice import CHECKED, TICK, UNCHECKED, ChoicesType, ChoiceType, YesNoType, boxes
from app.forms.field_types.date import DateType, MonthType, YearType, chinese_day, span
from app.forms.field_types.guidance import format_words, understood
from app.forms.field_types.number import CountType, DecimalType, MoneyType, PercentType, grouped
from app.forms.field_types.rows import RowsType
from app.forms.field_types.text import EMAIL, MOBILE, PHONE, URL, CreditCodeType, FormatType, ProseType, TextType
from app.forms.pack.fields import TypeName

__all__ = [
    "CHECKED",
    "FIELD_TYPES",
    "TICK",
    "UNCHECKED",
    "boxes",
    "chinese_day",
    "format_words",
    "grouped",
    "span",
    "understood",
]

FIELD_TYPES: Mapping[TypeName, FieldType] = {
    "text": TextType(),
    "prose": ProseType(),
    "count": CountType(),
    "decimal": DecimalType(),
    "money": MoneyType(),
    "percent": PercentType(),
    "year": YearType(),
    "month": MonthType(),
    "date": DateType(),
    "phone": FormatType(PHONE, "phone"),
    "mobile": FormatType(MOBILE, "mobile"),
    "fax": FormatType(PHONE, "fax"),
    "email": FormatType(EMAIL, "email"),
    "url": FormatType(URL, "url"),
    "credit_code": CreditCodeType(),
    "choice": ChoiceType(),
    "choices": ChoicesType(),
    "yesno": YesNoType(),
    "list": RowsType(),
    "evidence": RowsType(),
}
