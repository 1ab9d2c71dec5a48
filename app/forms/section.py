"""One wizard page: its words, its blanks, the proofs it demands, and the checks inside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field as Key
from pydantic import model_validator

from app.forms.blanks import BlankRef, Sentence
from app.forms.blocks import Block, CellBlock, Grid, Line, ListTable, Prose
from app.forms.fields import INLINE_TYPES, Condition, Field, FieldSpec, Identifier, Required, Strict
from app.forms.rules import Rule

ELECTRONIC = "_electronic"  # the blank beside a list that may be handed in electronically


class EvidenceItem(Strict):
    """One proof that a section demands; attached files are kept under its id."""

    id: Identifier = "evidence"
    title: str
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
        _ = self.asked, self.evidence_items
        unused = self.fields.keys() - self.asked.keys()
        if unused:
            raise ValueError(f"fields 中的 {'、'.join(sorted(unused))} 没有在正文里出现")
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
        """Every blank, list and proof of the page in reading order; ValueError when one is unsound."""
        fields: dict[str, Field] = {}
        for field in self._gathered():
            if field.id in fields:
                raise ValueError(f"空格名称 {field.id} 在页面 {self.id} 中用了两次")
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
        items = self.evidence or ((STARRED_EVIDENCE,) if self.starred else ())
        return {item.id: item for item in items}

    @cached_property
    def leaves(self) -> tuple[Block | CellBlock, ...]:
        """The blocks with grid cells opened: a cell's sentence becomes a line."""
        return tuple(_leaves(self.body))

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

    def _gathered(self) -> Iterator[Field]:
        for block, hint in _hinted(self.body):
            if isinstance(block, Line):
                yield from self._blanks(block.sentence, hint)
            elif isinstance(block, Prose):
                yield from self._blanks(block.lead, "")
                yield _of_prose(block, self._required(block.required), self.starred)
            elif isinstance(block, ListTable):
                yield from self._of_list(block)
        for item in self.evidence or ((STARRED_EVIDENCE,) if self.starred else ()):
            yield Field(
                id=item.id,
                type="evidence",
                label=item.title,
                required=item.required,
                when=item.when,
                help=item.help,
                clause=item.clause,
                starred=self.starred,
            )

    def _blanks(self, sentence: Sentence, hint: str) -> Iterator[Field]:
        for blank in sentence.blanks:
            field = self._of_blank(blank, hint)
            yield field
            for option in field.options:
                if option.field is not None:
                    yield self._specify(field, option.field, option.value, option.specify)

    def _of_blank(self, blank: BlankRef, hint: str) -> Field:
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
        label = spec.label or blank.label or hint
        if not label:
            raise ValueError(f"空格 {{{blank.id}}} 前面没有文字；请在 fields 里给出 label")
        return _field(
            spec,
            id=blank.id,
            type=kind,
            label=label,
            unit=spec.unit or blank.unit,
            required=self._required(spec.required),
            starred=self.starred,
        )

    def _specify(self, field: Field, name: str, option: str, words: str) -> Field:
        spec = self.fields.get(name, FieldSpec())
        chosen = Condition.model_validate({"field": field.id, "is": option})
        return _field(
            spec,
            id=name,
            type=spec.type or "text",
            label=spec.label or words,
            when=spec.when or chosen,
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


def _hinted(body: tuple[Block, ...]) -> Iterator[tuple[Block | CellBlock, str]]:
    """Each block with the words that name a blank standing alone: the label cells to its left."""
    for block in body:
        if isinstance(block, Grid):
            yield from _hinted_cells(block)
        else:
            yield block, ""


def _hinted_cells(grid: Grid) -> Iterator[tuple[Block | CellBlock, str]]:
    for row in grid.rows:
        hint = ""
        for cell in row:
            if cell.text:
                yield Line(text=cell.text), hint
            words = cell.sentence.words
            hint = words if words and not cell.sentence.blanks else ""
            for inner in cell.blocks:
                yield inner, hint


def _leaves(body: tuple[Block, ...]) -> Iterator[Block | CellBlock]:
    return (block for block, _ in _hinted(body))
