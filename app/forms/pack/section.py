"""One wizard page: its words, its blanks, the proofs it demands, and the checks inside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field as Key
from pydantic import model_validator

from app.forms.pack.asked import Asker
from app.forms.pack.blocks import Block, CellBlock, Entries, Indicator, Line, ListTable, Matrix, Prose, Repeat, Seal
from app.forms.pack.body import Keys, Placed, marks_in, placed, ticking
from app.forms.pack.fields import Condition, Field, FieldSpec, Identifier, Misplaced, Required, Strict
from app.forms.pack.indicators import IndicatorTable
from app.forms.pack.matrix_table import shown_elsewhere
from app.forms.pack.proofs import EVIDENCE_COLUMNS, STARRED_EVIDENCE, EvidenceItem, evidence_field, proof_of
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.rules import Rule
from app.forms.paths import ENTRIES, FieldPath, is_entry

FootnoteWords = Annotated[str, Key(min_length=1, max_length=300)]


class Section(Strict):
    """One wizard page.

    `heading` overrides the printed heading (number, title, star, `after`); an empty one prints none.
    A page with a `repeat` is asked once for each entry; see `app.forms.answers.unfolding`.
    The body of a `boxed` page stands in a cell of its own, as in the notice.  A page that stands
    `before_contents` follows the cover, outside of the page numbers and the contents.  The printed pages of a landscape
    one lie on their side.  A `[^key]` in its sentences marks one of its `footnotes`.
    A starred section demands figures and evidence, or 无 (说明 3); it has one evidence item unless
    the pack lists its own.  The proofs of the whole declaration are bound behind the page that
    `gathers_evidence`, or behind the last page where none does.
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
    repeat: Repeat | None = None
    orientation: Literal["portrait", "landscape"] = "portrait"
    boxed: bool = False
    before_contents: bool = False
    gathers_evidence: bool = False
    help: str = ""
    fields: dict[Identifier, FieldSpec] = Key(default_factory=dict)
    body: tuple[Block, ...] = ()
    footnotes: dict[Identifier, FootnoteWords] = Key(default_factory=dict, max_length=20)
    evidence: tuple[EvidenceItem, ...] = ()
    checks: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _blanks_are_sound(self) -> Section:
        own = ("prose", "list", "evidence")
        blanks = {name for name, field in self.asked.items() if field.type not in own}
        for name in self.fields:
            if name not in blanks:
                meant = nearest(name, blanks - self.fields.keys()) or "；"
                reason = f"正文里没有这个空格{meant}prose、list、evidence 的属性写在它自己那里"
                raise Misplaced(("fields", name), reason)
        for position, block in enumerate(self.body):
            if isinstance(block, Seal) and block.what == "photo":
                raise Misplaced(("body", position, "seal", "what"), "照片处要放在表格的单元格里")
        return self

    @model_validator(mode="after")
    def _every_footnote_has_its_mark(self) -> Section:
        marked = set[str]()
        for keys, block, _ in self.placed:
            for key in marks_in(block):
                if key not in self.footnotes:
                    meant = nearest(key, self.footnotes).rstrip("；")
                    raise Misplaced(keys, f"本页的 footnotes 里没有脚注 {key}{meant}")
                marked.add(key)
        for key in self.footnotes:
            if key not in marked:
                raise Misplaced(("footnotes", key), f"本页的句子里没有 [^{key}]")
        return self

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every block of its body, opened; see `app.forms.pack.body.placed`."""
        return tuple(placed(self.body))

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """The words of its footnotes, in the order of their first marks."""
        marks = (self.footnotes[key] for _, block, _ in self.placed for key in marks_in(block))
        return tuple(dict.fromkeys(marks))

    @property
    def is_landscape(self) -> bool:
        """Whether its printed pages lie on their side."""
        return self.orientation == "landscape"

    @property
    def heading_words(self) -> str:
        """The heading as it stands in the contents; empty when the section has none of its own."""
        return self.name if self.heading is None else self.heading

    @property
    def name(self) -> str:
        """What lists and messages call the page: number, title and star."""
        return f"{self.plain_name}{'*' if self.starred else ''}"

    @property
    def plain_name(self) -> str:
        """Number and title, as the book refers to the page."""
        return f"{self.number} {self.title}".strip()

    @cached_property
    def asked(self) -> dict[str, Field]:
        """Every blank, list and proof of the page in reading order; Misplaced when one is unsound."""
        fields: dict[str, Field] = {}
        for keys, field in self.placed_fields:
            if field.id in fields:
                raise Misplaced(keys, f"空格名称 {field.id} 在页面 {self.id} 中用了两次")
            fields[field.id] = field
        return fields

    @cached_property
    def each(self) -> dict[str, Field]:
        """What a repeated page asks of each of its entries."""
        listed = next((block for block in self.body if isinstance(block, Entries)), None)
        return self.asked if listed is None else listed.asked

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators that are answered on this page."""
        return tuple(block for block in self.body if isinstance(block, Indicator))

    @cached_property
    def matrices(self) -> tuple[Matrix, ...]:
        """The matrices of this page."""
        return tuple(block for block in self.body if isinstance(block, Matrix))

    @cached_property
    def shown_elsewhere(self) -> tuple[FieldPath, ...]:
        """The blanks of entries and rows that the page's matrices show."""
        return tuple(path for matrix in self.matrices for path in shown_elsewhere(matrix))

    @cached_property
    def summed_up(self) -> tuple[FieldPath, ...]:
        """The blanks of other pages whose answers the page's tables of indicators sum up."""
        tables = (block for block in self.body if isinstance(block, IndicatorTable))
        return tuple(FieldPath.parse(leaf.node.answer) for table in tables for leaf in table.leaves)

    @property
    def rests_on_entries(self) -> bool:
        """Whether it is the page of an entry, or has a matrix whose lines are entries or rows."""
        return is_entry(self.id) or any(matrix.each for matrix in self.matrices)

    @cached_property
    def shown(self) -> tuple[Block, ...]:
        """The blocks as the screen shows them: an indicator as its heading, prompt, answer, text and own mark."""
        return tuple(
            inner for block in self.body for inner in (block.blocks if isinstance(block, Indicator) else (block,))
        )

    @cached_property
    def lists(self) -> dict[str, ListTable]:
        """The tables that the user adds rows to, by id."""
        return {block.field: block for block in self.leaves if isinstance(block, ListTable)}

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
        own = (*self.evidence, *(proof_of(indicator) for indicator in self.indicators))
        return own or ((STARRED_EVIDENCE,) if self.starred else ())

    @cached_property
    def leaves(self) -> tuple[Block | CellBlock, ...]:
        """The blocks with grid cells opened: a cell's sentence becomes a line."""
        return tuple(place.block for place in self.placed)

    def column(self, name: str, column: str) -> Field | None:
        """The blank that each row of the list or proof `name` has in `column`."""
        if name in self.evidence_items:
            return EVIDENCE_COLUMNS.get(column)
        table = self.lists.get(name)
        if table is None and name == ENTRIES and self.repeat is not None:
            return self.each.get(column)
        found = table.column.get(column) if table else None
        return found.as_field if found else None

    def column_names(self, name: str) -> list[str]:
        """The columns that rows of the list or proof `name` have."""
        if name in self.evidence_items:
            return list(EVIDENCE_COLUMNS)
        return list(self.lists[name].column) if name in self.lists else []

    def proved_by(self, item: EvidenceItem) -> tuple[Field, ...]:
        """The blanks whose answers `item` must prove: those it names, else the figures, else all that is written."""
        if item.each:
            return (self.asked[item.each],)
        if item.proves:
            return tuple(self.asked[name] for name in item.proves)
        fields = tuple(field for field in self.asked.values() if field.type not in ("list", "evidence"))
        return tuple(field for field in fields if field.is_figure) or fields

    def ticked_by(self, line: Line) -> tuple[str, ...]:
        """The blanks of which one answer ticks the leading □ of `line`, one of this page's lines."""
        return ticking(self.body, line)

    @property
    def _specs(self) -> dict[str, FieldSpec]:
        specs: dict[str, FieldSpec] = dict(self.fields)
        for matrix in self.matrices:
            for name, spec in matrix.specs.items():
                said = self.fields.get(name, spec)
                specs[name] = spec.model_copy(update={key: getattr(said, key) for key in said.model_fields_set})
        for indicator in self.indicators:
            specs |= indicator.specs(self.fields.get(indicator.field, FieldSpec()))
        return specs

    @cached_property
    def placed_fields(self) -> tuple[tuple[Keys, Field], ...]:
        """All that is asked with the keys that lead to it, names that are used twice among it."""
        return tuple(self._gathered())

    def _gathered(self) -> Iterator[tuple[Keys, Field]]:
        if self.repeat is not None:
            yield ("repeat",), entries_field(self.repeat)
        yield from Asker(self._specs, self.required, self.starred).fields(self.placed)
        for position, item in enumerate(self._proofs):
            yield ("evidence", position), evidence_field(item, self.starred)


def entries_field(repeat: Repeat) -> Field:
    """The list of the entries of a repeated page."""
    return Field(id=ENTRIES, type="list", label=repeat.entry, required="blocking" if repeat.least else "optional")
