"""The blocks of a section's body: what stands on the page, in the notice's order and words."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, model_validator
from pydantic import Field as Key

from app.forms.pack.blanks import Sentence, parse_sentence
from app.forms.pack.fields import (
    Column,
    Condition,
    FieldSpec,
    Identifier,
    Misplaced,
    Question,
    Required,
    Strict,
    TypeName,
    one_key,
)
from app.forms.pack.indicators import IndicatorTable as IndicatorTable
from app.forms.pack.threshold import Threshold as Threshold

Width = Annotated[float, Key(gt=0, le=1000)]
ZERO, HUNDRED = Decimal(0), Decimal(100)


def _sound(text: str) -> str:
    parse_sentence(text)
    return text


SentenceText = Annotated[str, AfterValidator(_sound)]
"""Words with blanks in them that can be read; see `parse_sentence`."""


class Worded(Strict):
    """Something on the page that is one sentence with blanks in it."""

    text: SentenceText

    @cached_property
    def sentence(self) -> Sentence:
        """Its text as words and blanks."""
        return parse_sentence(self.text)


class Line(Worded):
    """A sentence with blanks; a leading □ is ticked once one of its blanks is answered.

    `align` "text" is set as body text: indented, both edges flush.  A line that is not `printed`
    is asked on the screen only.
    """

    kind: Literal["line"] = "line"
    align: Literal["text", "left", "center", "right"] = "text"
    when: Condition | None = None
    printed: bool = True


class Note(Strict):
    """Printed words of explanation, set smaller than the lines they explain."""

    kind: Literal["note"] = "note"
    text: str


class HeadingWords(Strict):
    """A printed heading inside a section that opens no page of its own."""

    kind: Literal["heading"] = "heading"
    text: str


class Prose(Question):
    """A long text: `label`（`prompt`）： as printed, a limit in 字, and how the blank is asked.

    `words` overrides the printed lead (an empty string prints none); the prompt may hold blanks.
    """

    kind: Literal["prose"] = "prose"
    field: Identifier
    label: str
    prompt: SentenceText = ""
    words: SentenceText | None = None
    limit: int | None = Key(default=None, ge=1, le=100_000)
    nil: bool = True
    hand_lines: int = Key(default=6, ge=0, le=60)

    @cached_property
    def lead(self) -> Sentence:
        """The printed words before the text, with any blanks in them."""
        if self.words is not None:
            return parse_sentence(self.words)
        return parse_sentence(f"{self.label}（{self.prompt}）：" if self.prompt else f"{self.label}：")


class ListTable(Question):
    """A table of rows that the user adds, with typed columns; numbered when `numbered` is set.

    An unanswered list prints its head and `blank_rows` empty rows; with none it prints nothing.
    """

    kind: Literal["list"] = "list"
    field: Identifier
    label: str
    columns: tuple[Column, ...] = Key(min_length=1, max_length=20)
    numbered: bool = True
    electronic: bool = False
    blank_rows: int = Key(default=3, ge=0, le=40)

    @model_validator(mode="after")
    def _unique_columns(self) -> ListTable:
        if len({column.id for column in self.columns}) < len(self.columns):
            raise ValueError("columns 中有重名的列")
        return self

    @cached_property
    def column(self) -> dict[str, Column]:
        """The columns by id."""
        return {column.id: column for column in self.columns}


class Seal(Strict):
    """A place for a seal, signature or date: never typed, always in the seal plan.

    With empty words it prints nothing and stands at the line before it: 申报单位（盖章）____.
    """

    kind: Literal["seal"] = "seal"
    words: str
    what: Literal["seal", "signature", "date", "edge_seal"]
    who: str = ""


class GridCell(Worded):
    """One cell of a form table: words, blanks or blocks; spans as many columns and rows.

    A list stands alone in its cell, and its columns and rows become those of the form table.  Where a cell over
    several rows is `split`, each option of its choice stands in a row of its own.
    """

    text: SentenceText = ""
    columns: int = Key(default=1, ge=1, le=40)
    rows: int = Key(default=1, ge=1, le=40)
    split: bool = False
    blocks: tuple[CellBlock, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data

    @property
    def list(self) -> ListTable | None:
        """The list that stands in the cell, if one does."""
        return next((block for block in self.blocks if isinstance(block, ListTable)), None)

    @model_validator(mode="after")
    def _holds_what_it_can(self) -> GridCell:
        if self.list is not None and (self.text or len(self.blocks) > 1 or self.rows > 1):
            raise ValueError("单元格里有 list 时，不能再写文字和其他内容，也不能跨行")
        if self.split and (self.rows == 1 or self.blocks):
            raise ValueError("split 只用于跨行的、写着选项的单元格")
        return self


class Grid(Strict):
    """A form table with merged cells: relative column widths, and the cells that begin in each row."""

    kind: Literal["grid"] = "grid"
    widths: tuple[Width, ...] = Key(min_length=1, max_length=40)
    rows: tuple[tuple[GridCell, ...], ...] = Key(min_length=1, max_length=500)

    @model_validator(mode="after")
    def _covers_every_place_once(self) -> Grid:
        self.placed()
        for number, row in enumerate(self.rows):
            if sum(cell.list is not None for cell in row) > 1:
                raise Misplaced(("rows", number), f"表格第 {number + 1} 行有两个 list；一行只能有一个")
        return self

    def placed(self) -> tuple[tuple[tuple[int, GridCell], ...], ...]:
        """Each row's cells with the column each begins in; Misplaced when they leave gaps or overlap."""
        width = len(self.widths)
        below = [0] * width  # for each column, how many rows a cell above still reaches down
        rows = []
        for number, row in enumerate(self.rows, 1):
            free = [column for column in range(width) if not below[column]]
            below = [max(rest - 1, 0) for rest in below]
            placed = []
            for cell in row:
                columns = free[: cell.columns]
                if len(columns) < cell.columns or columns[-1] - columns[0] >= cell.columns:
                    raise Misplaced(("rows", number - 1), f"表格第 {number} 行的单元格放不进 {width} 列")
                placed.append((columns[0], cell))
                free = free[cell.columns :]
                for column in columns:
                    below[column] = cell.rows - 1
            if free:
                raise Misplaced(("rows", number - 1), f"表格第 {number} 行的单元格没有占满 {width} 列")
            rows.append(tuple(placed))
        if any(below):
            raise ValueError("表格最后一行之下还有未结束的跨行单元格")
        return tuple(rows)


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


class PageStart(Strict):
    """What follows starts a new printed page, or a new right-hand page."""

    kind: Literal["page_break"] = "page_break"
    recto: bool = False


_WORDS = ("line", "note", "heading")
_KINDS = ("prose", "list", "seal", "grid", "threshold", "indicator", "indicators", "page_break")
_tagged = one_key(*_WORDS, *_KINDS, words=_WORDS)
_AnyBlock = (
    Line | Note | HeadingWords | Prose | ListTable | Seal | Grid | Threshold | Indicator | IndicatorTable | PageStart
)
Block = Annotated[_AnyBlock, Key(discriminator="kind"), BeforeValidator(_tagged)]
_AnyCellBlock = Line | Note | Prose | Seal | ListTable
_tagged_in_cell = one_key("line", "note", "prose", "seal", "list", words=_WORDS[:2])
CellBlock = Annotated[_AnyCellBlock, Key(discriminator="kind"), BeforeValidator(_tagged_in_cell)]
IndicatorBlock = HeadingWords | Note | Line | Prose
GridCell.model_rebuild()
