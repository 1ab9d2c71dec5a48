"""What a pack must agree on across its parts: no condition, check or clause may dangle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.forms.pack.agreement.computing import computing_faults
from app.forms.pack.agreement.conditions import condition_faults, conditions_of
from app.forms.pack.agreement.evidence import evidence_faults
from app.forms.pack.agreement.facts import fact_faults
from app.forms.pack.agreement.matrices import matrix_faults, matrix_questions
from app.forms.pack.agreement.names import Fault as Fault
from app.forms.pack.agreement.names import absent, path_of, resolve
from app.forms.pack.agreement.repetition import repeat_faults
from app.forms.pack.agreement.rules import rules_faults
from app.forms.pack.agreement.units import unlike_thresholds
from app.forms.pack.blocks import ListTable, Prose
from app.forms.pack.body import Keys
from app.forms.pack.fields import INLINE_TYPES
from app.forms.pack.indicators import IndicatorTable
from app.forms.pack.pack import Pack
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.section import Section
from app.forms.pack.threshold import misfits
from app.forms.paths import FieldPath


def faults(pack: Pack) -> Iterator[Fault]:
    """Everything in `pack` that points nowhere or at the wrong kind of thing."""
    for section in pack.sections:
        place = ("sections", section.id)
        for keys, reason in _section_faults(pack, section):
            yield Fault((*place, *keys), reason)
        yield from rules_faults(pack, section.checks, section, (*place, "checks"))
    yield from rules_faults(pack, pack.checks, None, ("checks",))
    yield from _pack_faults(pack)


def _pack_faults(pack: Pack) -> Iterator[Fault]:
    if pack.starred_clause and pack.starred_clause not in pack.clauses:
        yield Fault(("starred_clause",), _uncited(pack.starred_clause, pack.clauses))
    for position, clause in enumerate(pack.submission.clauses):
        if clause not in pack.clauses:
            yield Fault(("submission", "clauses", position), _uncited(clause, pack.clauses))
    yield from _delivery_faults(pack)
    yield from _gathering_faults(pack)
    for name, requirement in pack.requirements.items():
        if pack.dimensions and requirement.dimension and requirement.dimension not in pack.dimensions:
            keys = ("requirements", name, "dimension")
            yield Fault(
                keys, f"{requirement.dimension} 不在 dimensions 中{nearest(requirement.dimension, pack.dimensions)}"
            )
    for position, column in enumerate(pack.summary.columns if pack.summary else ()):
        if column.field and _whole(pack, column.field) is None:
            yield Fault(("summary", "columns", position, "field"), f"空格 {absent(pack, column.field, None)}")
    for old, new in pack.renamed.items():
        if not _is_asked(pack, new):
            yield Fault(("renamed", old), f"新名称 {absent(pack, new, None)}")
        elif _is_asked(pack, old):
            yield Fault(("renamed", old), "旧名称仍在使用")
    for position, old in enumerate(pack.deleted):
        if _is_asked(pack, old):
            yield Fault(("deleted", position), f"{old} 仍在使用")


def _uncited(clause: str, clauses: Mapping[str, str]) -> str:
    return f"条款 {clause} 不在 clauses 中{nearest(clause, clauses)}"


def _delivery_faults(pack: Pack) -> Iterator[Fault]:
    """The declaration handed in twice on one carrier, or on paper in no number of copies."""
    seen: set[str] = set()
    for position, delivery in enumerate(pack.submission.deliveries):
        keys = ("submission", "deliveries", position)
        if delivery.carrier and delivery.carrier in seen:
            yield Fault((*keys, "carrier"), f"carrier {delivery.carrier} 用了两次")
        if delivery.carrier == "paper" and delivery.copies is None:
            yield Fault((*keys, "carrier"), "纸质的申报书要用 copies 写明份数")
        seen.add(delivery.carrier)


def _gathering_faults(pack: Pack) -> Iterator[Fault]:
    """Proofs that are to be bound in two places or on the cover, or that the cover, which claims nothing, asks for."""
    if pack.cover.evidence_items:
        key = "evidence" if pack.cover.evidence else "starred"
        yield Fault(("sections", pack.cover.id, key), "封面不能要求证明材料，请写在后面的页面里")
    gathering = [section for section in pack.sections if section.gathers_evidence]
    for section in gathering:
        if section is pack.cover:
            yield Fault(("sections", section.id, "gathers_evidence"), "证明材料不能装订在封面上")
        elif section is not gathering[0]:
            yield Fault(("sections", section.id, "gathers_evidence"), "只能有一个页面汇集证明材料")


def _is_asked(pack: Pack, name: str) -> bool:
    """Whether the pack has a blank, list or column called `name`, on a repeated page too."""
    path = path_of(name.split("."))
    return path is not None and pack.field_at(path) is not None


def _whole(pack: Pack, name: str) -> FieldPath | None:
    """The blank or list that `name` (`section.field`) means; None when there is none."""
    return resolve(pack, name, None)


def _section_faults(pack: Pack, section: Section) -> Iterator[Fault]:
    if section.requirement and section.requirement not in pack.requirements:
        yield Fault(
            ("requirement",),
            f"{section.requirement} 不在 requirements 中{nearest(section.requirement, pack.requirements)}",
        )
    for keys, condition, at in conditions_of(section):
        for reason in condition_faults(pack, condition, section, at):
            yield Fault(keys, reason)
    nowhere = [one.each for one in section.matrices if one.each and resolve(pack, one.each, section) is None]
    for keys, reason in computing_faults(pack, section):
        if not any(f" {each}." in reason for each in nowhere):
            yield Fault(keys, reason)
    for keys, reason in (*fact_faults(pack, section), *evidence_faults(section)):
        yield Fault(keys, reason)
    for keys, reason in matrix_faults(pack, section):
        yield Fault(keys, reason)
    for keys, clause in _clauses(section):
        if clause and clause not in pack.clauses:
            yield Fault(keys, _uncited(clause, pack.clauses))
    for keys, reason in repeat_faults(pack, section):
        yield Fault(keys, reason)
    yield from _threshold_faults(section)
    yield from _indicator_faults(pack, section)


def _indicator_faults(pack: Pack, section: Section) -> Iterator[Fault]:
    """Leaves of a tree of indicators that no page answers, or that the tree has twice."""
    seen: set[str] = set()
    for keys, block, _ in section.placed:
        for leaf in block.leaves if isinstance(block, IndicatorTable) else ():
            name = leaf.node.answer
            path = path_of(name.split("."))
            field = pack.field_at(path) if path is not None and not path.row else None
            if field is None or field.type not in INLINE_TYPES:
                yield Fault((*keys, *leaf.keys, "answer"), f"应答 {name} 不是“页面.空格”，或没有这个空格")
            elif name in seen:
                yield Fault((*keys, *leaf.keys, "answer"), f"应答 {name} 用了两次")
            seen.add(name)


def _threshold_faults(section: Section) -> Iterator[Fault]:
    columns = {name: table.column for name, table in section.lists.items()}
    keys = {id(place.block): place.keys for place in section.placed}
    for threshold, reason in (*misfits(section.body, columns), *unlike_thresholds(section)):
        yield Fault(keys[id(threshold)], reason)


def _clauses(section: Section) -> Iterator[tuple[Keys, str]]:
    yield ("clause",), section.clause
    yield from (((*keys, "clause"), said.clause) for keys, said in matrix_questions(section))
    yield from ((("fields", name, "clause"), spec.clause) for name, spec in section.fields.items())
    yield from ((("evidence", position, "clause"), item.clause) for position, item in enumerate(section.evidence))
    for keys, block, _ in section.placed:
        if isinstance(block, Prose | ListTable):
            yield (*keys, "clause"), block.clause
        if isinstance(block, ListTable):
            yield from (((*keys, "columns", place), column.clause) for place, column in enumerate(block.columns))
