"""A tree of indicators with exact weights: its leaves are answered on the pages, and it prints as one merged table.

Weights are fractions, never floats: the children of every node add up to exactly 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field as Key
from pydantic import field_validator, model_validator

from app.forms.pack.fields import Condition, FieldSpec, Identifier, Misplaced, Required, Strict, TypeName
from app.forms.pack.sentences import HeadingWords, Line, Note, Prose

ZERO, HUNDRED = Decimal(0), Decimal(100)
Width = Annotated[float, Key(gt=0, le=1000)]
_WEIGHT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?) ?%|(\d{1,4})/(\d{1,4})", re.ASCII)


class IndicatorNode(Strict):
    """One indicator of the tree: `below` it are further ones, or `answer` names the blank that answers it.

    A leaf without a title has the label of its blank.  Siblings without a `weight` share equally.
    """

    title: str = ""
    weight: str = ""
    answer: str = ""
    below: tuple[IndicatorNode, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"answer": data} if isinstance(data, str) else data

    @field_validator("weight")
    @classmethod
    def _exact(cls, weight: str) -> str:
        if weight:
            weight_of(weight)
        return weight

    @model_validator(mode="after")
    def _leaf_or_branch(self) -> IndicatorNode:
        if bool(self.answer) == bool(self.below):
            raise ValueError("指标须有 below（下级指标）或 answer（应答的空格），只能有一个")
        if self.below and not self.title:
            raise ValueError("有下级的指标须有 title")
        _shares(self.below, "below")
        return self


class Branch(NamedTuple):
    """A node in its place: `share` of its parent, `weight` in the whole, the `rows` (leaves) it reaches over.

    `words` is the share as printed; `keys` lead to the node from its table.
    """

    node: IndicatorNode
    share: Fraction
    weight: Fraction
    words: str
    rows: int
    keys: tuple[str | int, ...]
    below: tuple[Branch, ...]


class IndicatorTable(Strict):
    """The tree as a table: one column a level, the answers in the last; `heads` and `widths` for each column."""

    kind: Literal["indicators"] = "indicators"
    heads: tuple[str, ...] = Key(min_length=2, max_length=8)
    widths: tuple[Width, ...] = Key(min_length=2, max_length=8)
    tree: tuple[IndicatorNode, ...] = Key(min_length=1, max_length=500)

    @model_validator(mode="after")
    def _even(self) -> IndicatorTable:
        if len(self.widths) != len(self.heads):
            raise Misplaced(("widths",), f"heads 有 {len(self.heads)} 列，widths 须同样多")
        _shares(self.tree, "tree")
        levels = len(self.heads) - 1
        for row in self.rows:
            if len(row[-1].keys) != 2 * levels:
                raise Misplaced(row[-1].keys, f"指标须正好有 {levels} 级（heads 的列数减去应答一列）")
        return self

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """The first level, each branch with those below it."""
        return _branches(self.tree, Fraction(1), ("tree",))

    @cached_property
    def rows(self) -> tuple[tuple[Branch, ...], ...]:
        """For each leaf, from the top: the branches that begin in its row, outermost first, the leaf last."""
        return tuple(_rows(self.branches))

    @property
    def leaves(self) -> tuple[Branch, ...]:
        """The indicators that are answered, in the notice's order."""
        return tuple(row[-1] for row in self.rows)


IndicatorBlock = HeadingWords | Note | Line | Prose


class Indicator(Strict):
    """One indicator on its page: a short answer (printed in the table), an explanation and a proof.

    It asks `field` itself, `field_text` (the explanation), `field_score` (the applicant's own mark,
    0 to 100, never printed) and `field_proof` (the evidence).
    """

    kind: Literal["indicator"] = "indicator"
    field: Annotated[Identifier, Key(max_length=34)]
    number: str
    title: str
    prompt: str = ""
    type: TypeName = "text"
    text: Required = "blocking"
    proof: Required = "blocking"
    help: str = ""
    hand_lines: int = Key(default=2, ge=0, le=60)

    @property
    def name(self) -> str:
        """Number and title, as the heading prints them."""
        return f"{self.number} {self.title}"

    @property
    def proof_id(self) -> str:
        """The evidence item that proves the answer."""
        return f"{self.field}_proof"

    def specs(self, given: FieldSpec) -> dict[str, FieldSpec]:
        """What its blanks ask; `given` is what the page's `fields` say of the answer."""
        own = {"label": given.label or self.title, "help": given.help or self.help}
        score = FieldSpec(label=f"{self.number} 自评分", required="optional", nil=False, least=ZERO, most=HUNDRED)
        return {self.field: given.model_copy(update=own), self.score_id: score}

    @property
    def score_id(self) -> str:
        """The blank for the applicant's own mark."""
        return f"{self.field}_score"

    @cached_property
    def blocks(self) -> tuple[IndicatorBlock, ...]:
        """The indicator as simpler blocks: heading, prompt, answer, explanation, own mark."""
        not_nil = Condition.model_validate({"not": {"field": self.field, "is": "无"}})
        explanation = Prose(
            field=f"{self.field}_text",
            label=f"{self.number} 指标说明",
            words="",
            required=self.text,
            when=not_nil,
            help=self.prompt,
            hand_lines=self.hand_lines,
        )
        return (
            HeadingWords(text=self.name),
            *((Note(text=f"（{self.prompt}）"),) if self.prompt else ()),
            Line(text=f"应答：{{{self.field}:{self.type}}}", printed=False),
            Line(text="说明：", printed=False, when=not_nil),
            explanation,
            Line(text=f"自评分：{{{self.score_id}:decimal}}（0—100，供内部自评，不打印）", printed=False),
        )


def weight_of(text: str) -> Fraction:
    """The exact weight that `30%`, `12.5%` or `1/3` states; ValueError when it states none in (0, 1]."""
    match = _WEIGHT.fullmatch(text)
    if match is None or match.group(3) in ("0", "00", "000", "0000"):
        raise ValueError("权重须写成 30% 或 1/3")
    percent, above, below = match.groups()
    weight = Fraction(percent) / 100 if percent else Fraction(int(above), int(below))
    if not 0 < weight <= 1:
        raise ValueError("权重须大于 0、不大于 100%")
    return weight


def _shares(nodes: tuple[IndicatorNode, ...], key: str) -> list[Fraction]:
    """Each sibling's share of its parent; Misplaced (at `key`) when they are not exactly the whole."""
    stated = [node for node in nodes if node.weight]
    if not stated:
        return [Fraction(1, len(nodes)) for _ in nodes]
    if len(stated) < len(nodes):
        place = next(place for place, node in enumerate(nodes) if not node.weight)
        raise Misplaced((key, place), "同级指标的权重要么都写，要么都不写（平均分配）")
    shares = [weight_of(node.weight) for node in nodes]
    if (whole := sum(shares)) != 1:
        raise Misplaced((key,), f"同级指标的权重之和须正好是 100%，而这里是 {percent(Fraction(whole))}")
    return shares


def percent(share: Fraction) -> str:
    """A share in per cent, exact: 95%, or as a fraction where the decimals do not end: 200/3%."""
    hundredfold = share * 100
    tail = hundredfold.denominator
    for factor in (2, 5):
        while tail % factor == 0:
            tail //= factor
    text = f"{float(hundredfold):.10g}" if tail == 1 else str(hundredfold)
    return f"{text}%"


def _branches(nodes: tuple[IndicatorNode, ...], whole: Fraction, above: tuple[str | int, ...]) -> tuple[Branch, ...]:
    branches = []
    for place, (node, share) in enumerate(zip(nodes, _shares(nodes, str(above[-1])), strict=True)):
        keys = (*above, place)
        below = _branches(node.below, whole * share, (*keys, "below"))
        words = node.weight or f"1/{len(nodes)}"
        rows = sum(branch.rows for branch in below) or 1
        branches.append(Branch(node, share, whole * share, words, rows, keys, below))
    return tuple(branches)


def _rows(branches: tuple[Branch, ...]) -> Iterator[tuple[Branch, ...]]:
    for branch in branches:
        if not branch.below:
            yield (branch,)
        for place, row in enumerate(_rows(branch.below)):
            yield row if place else (branch, *row)
