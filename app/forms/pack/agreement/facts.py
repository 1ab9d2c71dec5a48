"""Facts that blanks state: each is in the list that all packs share, or declared by the pack that states it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from app.files import resource
from app.forms.pack.agreement.matrices import matrix_questions
from app.forms.pack.agreement.units import power_between
from app.forms.pack.blocks import ListTable, Prose
from app.forms.pack.body import Keys
from app.forms.pack.fields import Fact, KnownFact
from app.forms.pack.pack import Pack
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.reading.yaml_text import read_tree
from app.forms.pack.section import Section


@cache
def common_facts() -> Mapping[str, KnownFact]:
    """The facts of `resources/facts.yaml`, which mean the same in every pack, by id."""
    tree = read_tree(resource("facts.yaml").read_bytes())
    return {name: KnownFact.model_validate(entry) for name, entry in tree.data.items()}


def known_facts(pack: Pack) -> Mapping[str, KnownFact]:
    """The common facts and those that `pack` declares itself."""
    return {**common_facts(), **pack.facts}


def fact_faults(pack: Pack, section: Section) -> Iterator[tuple[Keys, str]]:
    """Facts of a page that nobody declared, and figures asked in another power of ten than their fact."""
    known = known_facts(pack)
    for keys, fact in _facts(section):
        if fact.id not in known:
            meant = nearest(fact.id, known) or "；"
            yield keys, f"事实 {fact.id} 没有登记{meant}新的事实写在最外层的 facts 里，如 {fact.id}: {{name: 中文名}}"
    columns = (column.as_field for table in section.lists.values() for column in table.columns)
    for field in (*section.asked.values(), *columns):
        if field.fact is None or not field.fact.unit or not field.unit:
            continue
        if power_between(field.fact.unit, field.unit, field.fact.id):
            yield ("fields", field.id, "fact"), f"fact 的单位 {field.fact.unit} 与空格的单位 {field.unit} 大小不同"


def _facts(section: Section) -> Iterator[tuple[Keys, Fact]]:
    """Every fact that is stated on the page, with the keys that lead to it."""
    stated: list[tuple[Keys, Fact | None]] = [
        (("fields", name, "fact"), spec.fact) for name, spec in section.fields.items()
    ]
    for keys, block, _ in section.placed:
        if isinstance(block, Prose | ListTable):
            stated.append(((*keys, "fact"), block.fact))
        for place, column in enumerate(block.columns if isinstance(block, ListTable) else ()):
            stated.append(((*keys, "columns", place, "fact"), column.fact))
    stated += (((*keys, "fact"), said.fact) for keys, said in matrix_questions(section))
    yield from ((keys, fact) for keys, fact in stated if fact is not None)
