"""One wizard page: its words, its blanks, the proofs it demands, and the checks inside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field as Key
from pydantic import model_validator

from app.forms.blanks import BlankRef, Sentence
from app.forms.blocks import Block, CellBlock, Line, ListTable, Prose
from app.forms.body import Keys, Placed, placed, ticking
from app.forms.fields import (
    INLINE_TYPES,
    Condition,
    Field,
    FieldSpec,
    Identifier,
    Misplaced,
    Required,
    Strict,
    unsuited,
)
from app.forms.rules import Rule

ELECTRONIC = "_electronic"  # the blank beside a list that may be handed in electronically


class EvidenceItem(Strict):
    """One proof that a section demands; attached files are kept under its id.

    `proves` names the figures it is for; without it, it is for all of them.
    """

    id: Identifier = "evidence"
    title: str
    proves: tuple[Identifier, ...] = ()
    required: Required = "blocking"
    when: Condition | None = None
    help: str = ""
    clause: str = ""


STARRED_EVIDENCE = EvidenceItem(title="客观指标佐证材料（截图、汇总表、复印件等）")


EVIDENCE_COLUMNS = {
    field.id: field
    for field in (
        Field(id="name", type="text", label="文件名"),
        Field(id="sha256", type="text", label="文件指纹"),
        Field(id="size", type="count", label="字节数"),
        Field(id="pages", type="count", label="页数"),
        Field(id="proves", type="text", label="证明内容"),
    )
}
"""What is kept of each attached file; its bytes are in the draft under the fingerprint."""


class Section(Strict):
    """One wizard page.

    `heading` overrides the printed heading (number, title, star, `after`); an empty one prints none.
    A starred section demands figures and evidence, or 无 (说明 3); it has one evidence item unless
    the pack lists its own.
    """

    id: Identifier
    title: str
    number: str = ""
    starred: bool = False
    after: str = ""
    heading: str | None = None
    requirement: str = ""
    clause: str = ""
    required: Required = "blocking"
    when: Condition | None = None
    page_start: Literal["", "page", "recto"] = ""
    help: str = ""
    fields: dict[Identifier, FieldSpec] = Key(default_factory=dict)
    body: tuple[Block, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    checks: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _blanks_are_sound(self) -> Section:
        own = ("prose", "list", "evidence")
        blanks = {name for name, field in self.asked.items() if field.type not in own}
        for name in self.fields:
            if name not in blanks:
                raise Misplaced(("fields", name), "正文里没有这个空格；prose、list、evidence 的属性写在它自己那里")
        for position, item in enumerate(self.evidence):
            for name in item.proves:
                if name not in blanks:
                    raise Misplaced(("evidence", position, "proves"), f"本页没有空格 {name}")
        return self

    @property
    def printed_heading(self) -> str:
        """The heading as the notice prints it; empty when the section has none of its own."""
        if self.heading is not None:
            return self.heading
        return f"{self.number} {self.title}{'*' if self.starred else ''}{self.after}".strip()

    @property
    def name(self) -> str:
        """What lists and messages call the page: number, title and star."""
        return f"{self.number} {self.title}{'*' if self.starred else ''}".strip()

    @cached_property
    def asked(self) -> dict[str, Field]:
        """Every blank, list and proof of the page in reading order; Misplaced when one is unsound."""
        fields: dict[str, Field] = {}
        for keys, field in self._gathered():
            if field.id in fields:
                raise Misplaced(keys, f"空格名称 {field.id} 在页面 {self.id} 中用了两次")
            fields[field.id] = field
        return fields

    @cached_property
    def lists(self) -> dict[str, ListTable]:
        """The tables that the user adds rows to, by id."""
        return {block.field: block for block in self.body if isinstance(block, ListTable)}

    @cached_property
    def proses(self) -> dict[str, Prose]:
        """The long texts, by id."""
        return {block.field: block for block in self.leaves if isinstance(block, Prose)}

    @cached_property
    def evidence_items(self) -> dict[str, EvidenceItem]:
        """The proofs the page demands, by id."""
        return {item.id: item for item in self._proofs}

    @property
    def _proofs(self) -> tuple[EvidenceItem, ...]:
        return self.evidence or ((STARRED_EVIDENCE,) if self.starred else ())

    @cached_property
    def leaves(self) -> tuple[Block | CellBlock, ...]:
        """The blocks with grid cells opened: a cell's sentence becomes a line."""
        return tuple(place.block for place in placed(self.body))

    def column(self, name: str, column: str) -> Field | None:
        """The blank that each row of the list or proof `name` has in `column`."""
        if name in self.evidence_items:
            return EVIDENCE_COLUMNS.get(column)
        table = self.lists.get(name)
        found = table.column.get(column) if table else None
        return found.as_field if found else None

    def column_names(self, name: str) -> list[str]:
        """The columns that rows of the list or proof `name` have."""
        return list(EVIDENCE_COLUMNS if name in self.evidence_items else self.lists[name].column)

    def proved_by(self, item: EvidenceItem) -> tuple[Field, ...]:
        """The blanks whose answers `item` must prove: those it names, else the figures, else all that is written."""
        if item.proves:
            return tuple(self.asked[name] for name in item.proves)
        fields = tuple(field for field in self.asked.values() if field.type not in ("list", "evidence"))
        return tuple(field for field in fields if field.is_figure) or fields

    def ticked_by(self, line: Line) -> tuple[str, ...]:
        """The blanks of which one answer ticks the leading □ of `line`, one of this page's lines."""
        return ticking(self.body, line)

    def _gathered(self) -> Iterator[tuple[Keys, Field]]:
        for place in placed(self.body):
            try:
                yield from ((place.keys, field) for field in self._of_block(place))
            except ValueError as failure:
                raise Misplaced(place.keys, str(failure)) from failure
        for position, item in enumerate(self._proofs):
            yield ("evidence", position), _of_evidence(item, self.starred)

    def _of_block(self, place: Placed) -> Iterator[Field]:
        match place.block:
            case Line() as line:
                yield from self._blanks(line.sentence, place.hint, line.when)
            case Prose() as prose:
                yield from self._blanks(prose.lead, "", prose.when)
                yield _of_prose(prose, self._required(prose.required), self.starred)
            case ListTable() as table:
                yield from self._of_list(table)

    def _blanks(self, sentence: Sentence, hint: str, when: Condition | None) -> Iterator[Field]:
        for blank in sentence.blanks:
            field = self._of_blank(blank, hint, when)
            yield field
            for option in field.options:
                if option.field is not None:
                    yield self._specify(field, option.field, option.value, option.specify)

    def _of_blank(self, blank: BlankRef, hint: str, when: Condition | None) -> Field:
        spec = self.fields.get(blank.id, FieldSpec())
        kind = blank.type or spec.type
        if kind is None:
            raise ValueError(f"空格 {{{blank.id}}} 没有类型；请写 {{{blank.id}:类型}} 或在 fields 里给出")
        if kind not in INLINE_TYPES:
            raise ValueError(
                f"空格 {{{blank.id}}} 的类型 {kind} 不能用在句子里；可用：{'、'.join(sorted(INLINE_TYPES))}"
            )
        if blank.type and spec.type and blank.type != spec.type:
            raise ValueError(f"空格 {{{blank.id}}} 在句中是 {blank.type}，在 fields 里是 {spec.type}")
        if (reason := unsuited(kind, spec)) is not None:
            raise ValueError(f"空格 {{{blank.id}}}：{reason}")
        label = spec.label or blank.label or hint
        if not label:
            raise ValueError(f"空格 {{{blank.id}}} 前面没有文字；请在 fields 里给出 label")
        return _field(
            spec,
            id=blank.id,
            type=kind,
            label=label,
            unit=spec.unit or blank.unit or spec.suffix,
            when=_both(when, spec.when),
            required=self._required(spec.required),
            starred=self.starred,
        )

    def _specify(self, field: Field, name: str, option: str, words: str) -> Field:
        spec = self.fields.get(name, FieldSpec())
        if spec.type in ("prose", "list", "evidence", "choice", "choices"):
            raise ValueError(f"“请注明”的空格 {name} 不能是 {spec.type}")
        chosen = Condition.model_validate({"field": field.id, "is": option})
        return _field(
            spec,
            id=name,
            type=spec.type or "text",
            label=spec.label or words,
            when=_both(field.when, _both(chosen, spec.when)),
            required=self._required(spec.required),
            starred=self.starred,
        )

    def _of_list(self, table: ListTable) -> Iterator[Field]:
        yield Field(
            id=table.field,
            type="list",
            label=table.label,
            required=self._required(table.required),
            when=table.when,
            help=table.help,
            clause=table.clause,
            starred=self.starred,
        )
        if table.electronic:
            yield Field(
                id=table.field + ELECTRONIC, type="yesno", label=f"{table.label}以电子版提供", required="optional"
            )

    def _required(self, own: Required | None) -> Required:
        return own or self.required


def _field(spec: FieldSpec, **known: object) -> Field:
    return Field(**({name: getattr(spec, name) for name in FieldSpec.model_fields} | known))


def _of_prose(block: Prose, required: Required, starred: bool) -> Field:
    return Field(
        id=block.field,
        type="prose",
        label=block.label,
        limit=block.limit,
        required=required,
        when=block.when,
        fact=block.fact,
        help=block.help,
        clause=block.clause,
        nil=block.nil,
        starred=starred,
    )


def _of_evidence(item: EvidenceItem, starred: bool) -> Field:
    return Field(
        id=item.id,
        type="evidence",
        label=item.title,
        required=item.required,
        when=item.when,
        help=item.help,
        clause=item.clause,
        starred=starred,
    )


def _both(one: Condition | None, other: Condition | None) -> Condition | None:
    """A condition that holds when both do."""
    if one is None or other is None:
        return one or other
    return Condition(all=(one, other))
