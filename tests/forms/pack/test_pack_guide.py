"""The guide to the pack language: each of its examples loads, and it names every key and type there is."""

from __future__ import annotations

import re
from typing import get_args

import pytest
import yaml
from forms.pack.guide import EXAMPLES, GUIDE, whole
from pydantic import BaseModel

from app.forms.pack.blocks import (
    Grid,
    GridCell,
    HeadingWords,
    Indicator,
    Line,
    ListTable,
    Note,
    PageStart,
    Prose,
    Seal,
    Threshold,
)
from app.forms.pack.computed import Computed
from app.forms.pack.conditions import RequiredWhen
from app.forms.pack.fields import Column, Condition, Fact, FieldSpec, Option, TypeName
from app.forms.pack.indicators import IndicatorNode, IndicatorTable
from app.forms.pack.loader import parse_pack
from app.forms.pack.pack import Delivery, Notice, Pack, Part, Requirement, Submission, Summary, SummaryColumn, TypeStyle
from app.forms.pack.proofs import EvidenceItem
from app.forms.pack.rules import (
    Above,
    Advise,
    AtLeast,
    AtMost,
    Below,
    ListTotal,
    Must,
    NotAfter,
    NotBefore,
    Order,
    Sum,
)
from app.forms.pack.section import Section

MODELS: list[type[BaseModel]] = [
    Pack, Notice, Submission, Delivery, TypeStyle, Requirement, Summary, SummaryColumn, Part, Section, EvidenceItem,
    FieldSpec, Computed, RequiredWhen, Column, Option, Fact, Condition, Line, Note, HeadingWords, Prose, ListTable,
    Seal, Grid, GridCell, Threshold, Indicator, IndicatorTable, IndicatorNode, PageStart, Sum, AtMost, AtLeast, Below,
    Above, Order, NotBefore, NotAfter, ListTotal, Must, Advise,
]  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.splitlines()[0] for example in EXAMPLES])
def test_every_example_of_the_guide_loads(example: str) -> None:
    data = yaml.safe_dump(whole(example), allow_unicode=True, default_style='"').encode()
    assert parse_pack(data, "example.yaml").sections
    if example.startswith("pack:"):
        assert parse_pack(example.encode(), "guide.yaml").sections


def test_the_guide_has_a_whole_example_and_one_of_each_part() -> None:
    assert sum(example.startswith("pack:") for example in EXAMPLES) == 1
    assert len(EXAMPLES) >= 12


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_guide_names_every_key(model: type[BaseModel]) -> None:
    keys = {field.alias or name for name, field in model.model_fields.items()} - {"kind"}
    assert {key for key in keys if not re.search(rf"\b{key}\b", GUIDE)} == set()


def test_the_guide_describes_every_type_in_its_table() -> None:
    table = GUIDE[GUIDE.index("## 四、") : GUIDE.index("## 五、")]
    assert {name for name in get_args(TypeName) if f"`{name}`" not in table} == set()


def test_the_table_of_contents_names_every_chapter() -> None:
    chapters = re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
    listed = re.findall(r"\[([^\]]+)\]\(#", GUIDE[: GUIDE.index("\n## ")])
    assert listed == chapters
