"""What the blocks of a body ask: each blank, long text and list as a complete field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.forms.pack.blanks import BlankRef, Sentence
from app.forms.pack.blocks import Line, ListTable, Prose, Threshold
from app.forms.pack.body import Keys, Placed
from app.forms.pack.fields import (
    INLINE_TYPES,
    Condition,
    Field,
    FieldSpec,
    Misplaced,
    Question,
    Required,
    TypeName,
    unsuited,
)
from app.forms.pack.reading.nearest import nearest

ELECTRONIC = "_electronic"  # the blank beside a list that may be handed in electronically


@dataclass(frozen=True, slots=True)
class Asker:
    """Resolves the blanks of one section from its sentences, its `fields` and what holds for all of it."""

    specs: Mapping[str, FieldSpec]
    required: Required
    starred: bool

    def fields(self, blocks: Iterable[Placed]) -> Iterator[tuple[Keys, Field]]:
        """Every field of the blocks in reading order with the keys of its block; Misplaced when one is unsound."""
        for place in blocks:
            try:
                yield from ((place.keys, field) for field in self._of_block(place))
            except Misplaced:
                raise
            except ValueError as failure:
                raise Misplaced(place.keys, str(failure)) from failure

    def _of_block(self, place: Placed) -> Iterator[Field]:
        match place.block:
            case Line() as line:
                yield from self._blanks(line.sentence, place.hint, line.when)
            case Prose() as prose:
                yield from self._blanks(prose.lead, "", prose.when)
                yield self._of_prose(prose)
            case ListTable() as table:
                yield from self._of_list(table)
            case Threshold() as threshold:
                for blank in threshold.sentence.blanks:
                    field = self._of_blank(blank, "", threshold.when)
                    yield field.model_copy(update={"claim": blank.id != threshold.bound})

    def _blanks(self, sentence: Sentence, hint: str, when: Condition | None) -> Iterator[Field]:
        for blank in sentence.blanks:
            field = self._of_blank(blank, hint, when)
            yield field
            for option in field.options:
                if option.field is not None:
                    yield self._specify(field, option.field, option.value, option.specify)

    def _of_blank(self, blank: BlankRef, hint: str, when: Condition | None) -> Field:
        spec = self.specs.get(blank.id, FieldSpec())
        label = spec.label or blank.label or hint
        if not label:
            raise ValueError(f"空格 {{{blank.id}}} 前面没有文字；请在 fields 里给出 label")
        return self._field(
            spec,
            id=blank.id,
            type=_kind(blank, spec),
            label=label,
            unit=spec.unit or blank.unit or spec.suffix,
            when=_both(when, spec.when),
        )

    def _specify(self, field: Field, name: str, option: str, words: str) -> Field:
        spec = self.specs.get(name, FieldSpec())
        kind = spec.type or "text"
        if kind not in INLINE_TYPES or kind in ("choice", "choices"):
            raise ValueError(f"“请注明”的空格 {name} 不能是 {kind}")
        _suits(name, kind, spec)
        chosen = Condition.model_validate({"field": field.id, "is": option})
        return self._field(
            spec,
            id=name,
            type=kind,
            label=spec.label or words,
            unit=spec.unit or spec.suffix,
            when=_both(field.when, _both(chosen, spec.when)),
        )

    def _field(self, said: Question, **known: object) -> Field:
        """The field of which that is said; `known` goes before it, and what holds for all of the section behind."""
        common = type(said).model_fields.keys() & FieldSpec.model_fields.keys()
        told = {name: getattr(said, name) for name in common} | {"required": said.required or self.required}
        if told.get("computed") is not None:
            told["required"] = "optional"
        return Field(**(told | {"starred": self.starred} | known))

    def _of_prose(self, prose: Prose) -> Field:
        return self._field(prose, id=prose.field, type="prose")

    def _of_list(self, table: ListTable) -> Iterator[Field]:
        yield self._field(table, id=table.field, type="list")
        if table.electronic:
            label = f"{table.label}以电子版提供"
            yield Field(id=table.field + ELECTRONIC, type="yesno", label=label, required="optional", when=table.when)


def _kind(blank: BlankRef, spec: FieldSpec) -> TypeName:
    """The type of a blank, from the sentence or from `fields`; ValueError when there is none or it does not fit."""
    kind = blank.type or spec.type
    if kind is None:
        raise ValueError(f"空格 {{{blank.id}}} 没有类型；请写 {{{blank.id}:类型}} 或在 fields 里给出")
    inline = next((name for name in INLINE_TYPES if name == kind), None)
    if inline is None:
        meant = nearest(kind, INLINE_TYPES) or "；"
        raise ValueError(
            f"空格 {{{blank.id}}} 的类型 {kind} 不能用在句子里{meant}可用：{'、'.join(sorted(INLINE_TYPES))}"
        )
    if blank.type and spec.type and blank.type != spec.type:
        raise ValueError(f"空格 {{{blank.id}}} 在句中是 {blank.type}，在 fields 里是 {spec.type}")
    _suits(blank.id, inline, spec)
    return inline


def _suits(name: str, kind: TypeName, spec: FieldSpec) -> None:
    """Refuse what `fields` says of a blank when its type cannot have that."""
    if (reason := unsuited(kind, spec)) is None:
        return
    if spec == FieldSpec():
        raise ValueError(f"空格 {{{name}}}：{reason}")
    raise Misplaced(("fields", name), reason)


def _both(one: Condition | None, other: Condition | None) -> Condition | None:
    """A condition that holds when both do."""
    if one is None or other is None:
        return one or other
    return Condition(all=(one, other))
