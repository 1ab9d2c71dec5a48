"""What one blank asks: its type, limits, options and meaning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, field_validator, model_validator
from pydantic import Field as Key

TypeName = Literal[
    "text",
    "prose",
    "count",
    "decimal",
    "money",
    "percent",
    "year",
    "month",
    "date",
    "phone",
    "mobile",
    "fax",
    "email",
    "url",
    "credit_code",
    "choice",
    "choices",
    "yesno",
    "list",
    "evidence",
]
Required = Literal["blocking", "advice", "optional"]
Severity = Literal["blocking", "advice"]

FIGURES: frozenset[TypeName] = frozenset({"count", "decimal", "money", "percent"})
INLINE_TYPES: frozenset[TypeName] = frozenset(get_args(TypeName)) - {"prose", "list", "evidence"}


def _identifier(text: str) -> str:
    if not (text.isascii() and text.replace("_", "a").isalnum() and text[0].islower() and text == text.lower()):
        raise ValueError("名称只能用小写字母、数字和下划线，并以字母开头")
    return text


Identifier = Annotated[str, Key(min_length=1, max_length=60), AfterValidator(_identifier)]


class Strict(BaseModel):
    """A frozen piece of a pack that refuses every key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def one_key(*kinds: str) -> Callable[[Any], Any]:
    """A reader of `{kind: {…}}`, `{kind: words}` or bare words (the first kind) as one tagged mapping."""

    def read(data: Any) -> Any:
        if isinstance(data, Strict):
            return data
        if isinstance(data, str):
            return {"kind": kinds[0], "text": data}
        if not isinstance(data, dict) or len(data) != 1 or next(iter(data)) not in kinds:
            raise ValueError(f"这里每一项只能有一个键，须是：{'、'.join(kinds)}")
        ((kind, body),) = data.items()
        if isinstance(body, dict):
            return {"kind": kind, **body}
        return {"kind": kind, "text": body} if body else {"kind": kind}

    return read


class Fact(Strict):
    """What a blank means across blanks, packs and years: `revenue` of 2021 in 万元."""

    id: str
    year: int | None = None
    unit: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"id": data} if isinstance(data, str) else data


class Option(Strict):
    """One choice: its printed words and, when it asks to be specified, words and a blank for that."""

    value: str
    specify: str = ""
    field: Identifier | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"value": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _specify_needs_a_blank(self) -> Option:
        if bool(self.specify) != (self.field is not None):
            raise ValueError("specify（请注明的文字）与 field（要填的空格）须同时给出")
        return self


class Condition(Strict):
    """A small tree: a field `is` a value, a field is `answered`, or `all`, `any`, `not` of such."""

    field: str | None = None
    is_: str | None = Key(default=None, alias="is")
    answered: bool | None = None
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    not_: Condition | None = Key(default=None, alias="not")

    @model_validator(mode="after")
    def _one_meaning(self) -> Condition:
        tests = sum(part is not None for part in (self.is_, self.answered))
        forms = sum(map(bool, (self.field, self.all, self.any, self.not_)))
        if forms != 1 or tests != (1 if self.field else 0):
            raise ValueError("条件须是 {field, is}、{field, answered}、{all}、{any}、{not} 之一")
        return self


class FieldSpec(Strict):
    """Everything the pack says about one blank besides its place in a sentence."""

    type: TypeName | None = None
    label: str = ""
    unit: str = ""
    required: Required | None = None
    when: Condition | None = None
    fact: Fact | None = None
    help: str = ""
    clause: str = ""
    nil: bool = True
    limit: int | None = Key(default=None, ge=1, le=100_000)
    least: Decimal | None = None
    most: Decimal | None = None
    not_before: date | None = None
    not_after: date | None = None
    options: tuple[Option, ...] = ()
    separator: str = " "
    room: float | None = Key(default=None, gt=0, le=60)

    @field_validator("not_before", "not_after", mode="before")
    @classmethod
    def _iso_date(cls, value: Any) -> Any:
        return date.fromisoformat(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _consistent(self) -> FieldSpec:
        if self.type in ("choice", "choices") and not self.options:
            raise ValueError("选择题须给出 options（各选项）")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("least（下限）大于 most（上限）")
        if len({option.value for option in self.options}) < len(self.options):
            raise ValueError("options 中有重复的选项")
        return self


class Field(FieldSpec):
    """One blank as asked: complete, with its id, type and label resolved."""

    id: Identifier
    type: TypeName
    starred: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether a number is asked that must be proved in a starred item (说明 3: 客观指标)."""
        return self.type in FIGURES


class Column(FieldSpec):
    """One typed column of a list; `width` is relative to the others."""

    id: Identifier
    type: TypeName
    label: str
    width: float = Key(default=1.0, gt=0)

    @model_validator(mode="after")
    def _cell_type(self) -> Column:
        if self.type in ("prose", "list", "evidence"):
            raise ValueError("清单的列不能是 prose、list 或 evidence")
        return self

    @cached_property
    def as_field(self) -> Field:
        """The blank that each row has in this column."""
        return Field(**{name: getattr(self, name) for name in FieldSpec.model_fields}, id=self.id)
