"""What one blank asks: its type, limits, options and meaning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator
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
_DATED: frozenset[TypeName] = frozenset({"date", "month", "year"})
_ONLY_FOR: dict[str, frozenset[TypeName]] = {
    "limit": frozenset({"text", "prose"}),
    "least": FIGURES,
    "most": FIGURES,
    "not_before": _DATED,
    "not_after": _DATED,
    "options": frozenset({"choice", "choices"}),
    "boxes": frozenset({"choice", "choices", "yesno"}),
}


def _identifier(text: str) -> str:
    if not (text.isascii() and text.replace("_", "a").isalnum() and text[0].islower() and text == text.lower()):
        raise ValueError("名称只能用小写字母、数字和下划线，并以字母开头")
    return text


def _date(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


IsoDate = Annotated[date, BeforeValidator(_date)]
Identifier = Annotated[str, Key(min_length=1, max_length=40), AfterValidator(_identifier)]


class Misplaced(ValueError):
    """A fault at `keys`, counted from the mapping whose reading found it."""

    def __init__(self, keys: tuple[str | int, ...], reason: str) -> None:
        super().__init__(reason)
        self.keys = keys


class Strict(BaseModel):
    """A frozen piece of a pack that refuses every key it does not know, and says which it knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, data: Any) -> Any:
        if isinstance(data, dict):
            known = {field.alias or name for name, field in cls.model_fields.items()}
            for key in data:
                if key not in known:
                    shown = "、".join(sorted(known - {"kind"}))
                    raise Misplaced((key,), f"不认识这个键；这里可用：{shown}")
        return data


def one_key(*kinds: str, words: tuple[str, ...] = ()) -> Callable[[Any], Any]:
    """A reader of `{kind: {…}}` as one tagged mapping.

    The kinds in `words` may be given as `{kind: words}`, and the first of them as bare words.
    """

    def read(data: Any) -> Any:
        if isinstance(data, Strict):
            return data
        if isinstance(data, str) and words:
            return {"kind": words[0], "text": data}
        if not isinstance(data, dict) or len(data) != 1 or next(iter(data)) not in kinds:
            raise ValueError(f"这里每一项只能有一个键，须是：{'、'.join(kinds)}")
        ((kind, body),) = data.items()
        if isinstance(body, dict) and "kind" not in body:
            return {"kind": kind, **body}
        if kind in words:
            return {"kind": kind, "text": body}
        if body:
            raise Misplaced((kind,), "后面须是“键: 值”")
        return {"kind": kind}

    return read


class Fact(Strict):
    """What a blank means across blanks, packs and years: `revenue` of 2021 in 万元."""

    id: str = Key(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")
    year: int | None = Key(default=None, ge=1900, le=2200)
    unit: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"id": data} if isinstance(data, str) else data


class Option(Strict):
    """One choice: its words (`printed` differently on paper) and, when it asks to be specified, words and a blank."""

    value: str
    printed: str = ""
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


class Question(Strict):
    """What may be said of anything that is asked: a blank, a long text, a list."""

    required: Required | None = None
    when: Condition | None = None
    fact: Fact | None = None
    help: str = ""
    clause: str = ""


class FieldSpec(Question):
    """Everything the pack says about one blank besides its place in a sentence.

    `unit` is only said; `suffix` is printed after an answer where the notice prints no unit itself.
    Options without `boxes` print no □: the one that is chosen gets a √ behind it.
    """

    type: TypeName | None = None
    label: str = ""
    unit: str = ""
    suffix: str = ""
    nil: bool = True
    limit: int | None = Key(default=None, ge=1, le=100_000)
    least: Decimal | None = None
    most: Decimal | None = None
    not_before: IsoDate | None = None
    not_after: IsoDate | None = None
    options: tuple[Option, ...] = ()
    separator: str = " "
    boxes: bool = True
    room: float | None = Key(default=None, gt=0, le=60)

    @model_validator(mode="after")
    def _consistent(self) -> FieldSpec:
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("least（下限）大于 most（上限）")
        if self.not_before and self.not_after and self.not_before > self.not_after:
            raise ValueError("not_before 晚于 not_after")
        if len({option.value for option in self.options}) < len(self.options):
            raise ValueError("options 中有重复的选项")
        return self


def unsuited(kind: TypeName, spec: FieldSpec) -> str | None:
    """Why a blank of type `kind` cannot be as `spec` says, in Chinese; None when it can."""
    if kind in ("choice", "choices") and not spec.options:
        return "选择题须给出 options（各选项）"
    for key, types in _ONLY_FOR.items():
        if getattr(spec, key) not in (None, (), True) and kind not in types:
            return f"{kind} 不能有 {key}；它只用于 {'、'.join(sorted(types))}"
    return None


class Field(FieldSpec):
    """One blank as asked: complete, with its id, type and label resolved.

    It makes a `claim` about the applicant, unless it holds what others demand.
    """

    id: str
    type: TypeName
    starred: bool = False
    claim: bool = True

    @property
    def is_figure(self) -> bool:
        """Whether a number is asked that must be proved in a starred item (说明 3: 客观指标)."""
        return self.claim and self.type in FIGURES


class Column(FieldSpec):
    """One typed column of a list; `width` is relative to the others."""

    id: Identifier
    type: TypeName
    label: str
    width: float = Key(default=1.0, gt=0)

    @model_validator(mode="after")
    def _cell_type(self) -> Column:
        if self.type not in INLINE_TYPES:
            raise ValueError("清单的列不能是 prose、list 或 evidence")
        if any(option.field for option in self.options):
            raise ValueError("清单的列不能有“请注明”的空格")
        if (reason := unsuited(self.type, self)) is not None:
            raise ValueError(reason)
        return self

    @cached_property
    def as_field(self) -> Field:
        """The blank that each row has in this column."""
        return Field(**{name: getattr(self, name) for name in FieldSpec.model_fields}, id=self.id)
