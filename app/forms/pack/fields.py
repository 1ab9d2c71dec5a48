"""What one blank asks: its type, limits, options and meaning."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, get_args

from pydantic import Field as Key
from pydantic import model_validator

from app.forms.pack.computed import Computed
from app.forms.pack.conditions import Condition as Condition
from app.forms.pack.conditions import Demanded as Demanded
from app.forms.pack.conditions import Required as Required
from app.forms.pack.strict import Identifier as Identifier
from app.forms.pack.strict import IsoDate as IsoDate
from app.forms.pack.strict import Misplaced as Misplaced
from app.forms.pack.strict import Strict as Strict
from app.forms.pack.strict import one_key as one_key

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
Severity = Literal["blocking", "advice"]
Alignment = Literal["left", "center", "right"]

FIGURES: frozenset[TypeName] = frozenset({"count", "decimal", "money", "percent"})
INLINE_TYPES: frozenset[TypeName] = frozenset(get_args(TypeName)) - {"prose", "list", "evidence"}
_BRACKETS = "（(）)：: "
_DATED: frozenset[TypeName] = frozenset({"date", "month", "year"})
_ONLY_FOR: dict[str, frozenset[TypeName]] = {
    "limit": frozenset({"text", "prose"}),
    "least": FIGURES,
    "most": FIGURES,
    "not_before": _DATED,
    "not_after": _DATED,
    "options": frozenset({"choice", "choices"}),
    "boxes": frozenset({"choice", "choices", "yesno"}),
    "computed": FIGURES,
}


class Fact(Strict):
    """What a blank means across blanks, packs and years: `revenue` of 2021 in 万元."""

    id: str = Key(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")
    year: int | None = Key(default=None, ge=1900, le=2200)
    unit: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"id": data} if isinstance(data, str) else data


class KnownFact(Strict):
    """One entry of `resources/facts.yaml`; a `yearly` fact is another one every year."""

    name: str
    unit: str = ""
    yearly: bool = False


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


class Question(Strict):
    """What may be said of anything that is asked: a blank, a long text, a list."""

    required: Demanded | None = None
    when: Condition | None = None
    fact: Fact | None = None
    help: str = ""
    clause: str = ""


class FieldSpec(Question):
    """Everything the pack says about one blank besides its place in a sentence.

    `unit` is only said; `suffix` is printed after an answer where the notice prints no unit itself.
    Options without `boxes` print no □: the one that is chosen gets a √ behind it.  What is `computed` is never
    typed; it has `places` decimals, a half rounded up.
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
    computed: Computed | None = None
    places: int | None = Key(default=None, ge=0, le=8)

    @model_validator(mode="after")
    def _consistent(self) -> FieldSpec:
        if self.places is not None and self.computed is None:
            raise ValueError("places（保留几位小数）只用于 computed 的空格")
        if self.computed is not None and (self.required not in (None, "optional") or not self.nil):
            raise ValueError("computed 的空格由程序计算，不用写 required 和 nil")
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
    if kind == "count" and spec.places:
        return "count 是整数，不能用 places 保留小数"
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
    """One typed column of a list; `width` is relative to the others.

    `align` is for its cells; without it figures stand at the right and words at the left.
    """

    id: Identifier
    type: TypeName
    label: str
    width: float = Key(default=1.0, gt=0)
    align: Alignment | None = None

    @model_validator(mode="after")
    def _cell_type(self) -> Column:
        if self.type not in INLINE_TYPES | {"prose"}:
            raise ValueError("清单的列不能是 list 或 evidence")
        if (reason := unsuited(self.type, self)) is not None:
            raise ValueError(reason)
        return self

    @cached_property
    def specified(self) -> dict[str, Column]:
        """The cells that the options ask to be specified in (请注明), by the words of the option."""
        return {option.value: self._specify(option) for option in self.options if option.field is not None}

    def _specify(self, option: Option) -> Column:
        chosen = Condition.model_validate({"field": self.id, "is": option.value})
        return Column(
            id=option.field or "",
            type="text",
            label=f"{self.label}：{option.specify.strip(_BRACKETS)}",
            width=self.width,
            required=self.required or "advice",
            when=chosen if self.when is None else Condition(all=(self.when, chosen)),
        )

    @cached_property
    def as_field(self) -> Field:
        """The blank that each row has in this column."""
        return Field(**{name: getattr(self, name) for name in FieldSpec.model_fields}, id=self.id)
