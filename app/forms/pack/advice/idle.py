"""Entries of a pack that nothing speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from app.forms.pack.body import Keys
from app.forms.pack.fields import Fact
from app.forms.pack.pack import Pack


def idle_advice(pack: Pack) -> Iterator[tuple[Keys, str]]:
    """Clauses, facts, dimensions and requirements that are never used."""
    cited = {*_said(pack, "clause"), pack.starred_clause, *pack.submission.clauses}
    stated = {fact.id for fact in _said(pack, "fact") if isinstance(fact, Fact)}
    grouped = {one.dimension for one in pack.requirements.values()}
    shown = {section.requirement for section in pack.sections}
    if idle := [name for name in pack.clauses if name not in cited]:
        where = f"请在有关的页面、空格里写 clause，如 clause: {idle[0]}"
        yield ("clauses", idle[0]), f"条款 {'、'.join(idle)} 没有一处引用，程序里看不到；{where}"
    for name in pack.facts:
        if name not in stated:
            yield ("facts", name), f"事实 {name} 没有一个空格用到"
    for name in pack.dimensions:
        if name not in grouped:
            yield ("dimensions", name), f"维度 {name} 没有一条 requirements 用到"
    for name in pack.requirements:
        if name not in shown:
            yield ("requirements", name), f"指标 {name} 没有一个页面对应；请在页面里写 requirement"


def _said(model: object, key: str) -> Iterator[object]:
    """Every value that stands under `key` anywhere in a model."""
    if isinstance(model, BaseModel):
        for name in type(model).model_fields:
            value = getattr(model, name)
            if name == key:
                yield value
            yield from _said(value, key)
    elif isinstance(model, tuple):
        for one in model:
            yield from _said(one, key)
    elif isinstance(model, dict):
        for one in model.values():
            yield from _said(one, key)
