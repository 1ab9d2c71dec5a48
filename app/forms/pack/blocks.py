"""The blocks of a section's body: what stands on the page, in the notice's order and words."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Tag, model_validator
from pydantic import Field as Key

from app.forms.pack.blanks import Sentence, Words, parse_sentence
from app.forms.pack.fields import Alignment, Column, Field, Identifier, Misplaced, Question, Strict, one_key
from app.forms.pack.indicators import Indicator as Indicator
from app.forms.pack.indicators import IndicatorTable as IndicatorTable
from app.forms.pack.indicators import Width
from app.forms.pack.matrix.matrix import Matrix as Matrix
from app.forms.pack.reading.nearest import nearest
from app.forms.pack.sentences import HeadingWords as HeadingWords
from app.forms.pack.sentences import Line as Line
from app.forms.pack.sentences import Note as Note
from app.forms.pack.sentences import Prose as Prose
from app.forms.pack.sentences import SentenceText, Worded
from app.forms.pack.threshold import Threshold as Threshold

_LAST_ZEROS = re.compile(r"0+(?=[^0]*$)")
NumberPattern = Annotated[str, Key(pattern="0", max_length=20)]
"""How numbers look, the last run of zeros counting: RD00 gives RD01, RD02."""


def number_at(pattern: str, place: int) -> str:
    """The number at `place`, from 0."""
    return _LAST_ZEROS.sub(lambda zeros: f"{place + 1:0{len(zeros[0])}}", pattern)


class Numbering(Strict):
    """How the rows of a list are numbered, and what stands over their numbers."""

    number: NumberPattern
    label: str = "编号"


def _numbering(data: Any) -> Any:
    return {"number": data} if isinstance(data, str) and data not in ("true", "false") else data


def _word_or_tree(data: Any) -> str:
    return "tree" if isinstance(data, dict | Numbering) else "word"


Numbered = Annotated[
    Annotated[bool, Tag("word")] | Annotated[Numbering, Tag("tree")],
    Discriminator(_word_or_tree),
    BeforeValidator(_numbering),
]


def _one_text(data: Any) -> Any:
    return [data] if isinstance(data, str) else data


PresetText = Annotated[str, Key(min_length=1, max_length=200)]
PresetRow = Annotated[tuple[PresetText, ...], Key(min_length=1), BeforeValidator(_one_text)]
"""What a notice prints in the first columns of a row."""


def _unprintable(text: str, column: Column) -> str | None:
    """Why a notice cannot have printed the text in a cell of the column."""
    if column.type not in ("text", "choice"):
        return f"preset 只能写 text 和 choice 的列，{column.id} 是 {column.type}"
    values = [option.value for option in column.options]
    if column.type == "text" or text in values:
        return None
    return f"{column.id} 没有“{text}”这个选项{nearest(text, values)}"


class ListTable(Question):
    """A table of rows that the user adds, with typed columns; numbered when `numbered` is set, by a pattern perhaps.

    An unanswered list prints its head and `blank_rows` empty rows; with none it prints nothing.  The `preset` rows are
    printed by the notice: the words of each in its first columns.
    """

    kind: Literal["list"] = "list"
    field: Identifier
    label: str
    columns: tuple[Column, ...] = Key(min_length=1, max_length=20)
    numbered: Numbered = True
    electronic: bool = False
    blank_rows: int = Key(default=3, ge=0, le=40)
    preset: tuple[PresetRow, ...] = Key(default=(), max_length=200)

    @model_validator(mode="after")
    def _unique_columns(self) -> ListTable:
        if len(self.column) < len(self.asked_columns):
            raise ValueError("columns 中有重名的列")
        for place, texts in enumerate(self.preset):
            if len(texts) > len(self.columns):
                raise Misplaced(("preset", place), f"这一行有 {len(texts)} 格，清单只有 {len(self.columns)} 列")
            if texts in self.preset[:place]:
                raise Misplaced(("preset", place), "这一行写了两次")
            for at, (text, column) in enumerate(zip(texts, self.columns, strict=False)):
                if (reason := _unprintable(text, column)) is not None:
                    raise Misplaced(("preset", place, at), reason)
        return self

    @property
    def number_head(self) -> str:
        """What stands over the numbers of the rows."""
        return self.numbered.label if isinstance(self.numbered, Numbering) else "序号"

    def number(self, place: int) -> str:
        """The number of the row at `place`, from 0."""
        return number_at(self.numbered.number if isinstance(self.numbered, Numbering) else "0", place)

    @cached_property
    def asked_columns(self) -> tuple[Column, ...]:
        """What each row is asked: the columns, each followed by the cells that its options ask to be specified in."""
        return tuple(one for column in self.columns for one in (column, *column.specified.values()))

    @cached_property
    def column(self) -> dict[str, Column]:
        """What each row is asked, by id."""
        return {column.id: column for column in self.asked_columns}


PhotoSide = Annotated[int, Key(ge=10, le=150)]


class Seal(Strict):
    """A place for a seal, signature, date or photo: never typed, always in the seal plan.

    With empty words it prints nothing and stands at the line before it: 申报单位（盖章）____.  A photo has a cell of a
    form table, which is no smaller than its `size`: width and height in mm.
    """

    kind: Literal["seal"] = "seal"
    words: str
    what: Literal["seal", "signature", "date", "edge_seal", "photo"]
    who: str = ""
    size: tuple[PhotoSide, PhotoSide] = (25, 35)

    @model_validator(mode="after")
    def _only_a_photo_has_a_size(self) -> Seal:
        if self.what != "photo" and "size" in self.model_fields_set:
            raise Misplaced(("size",), "size 是照片的宽和高，只用于 what: photo")
        return self


class GridCell(Worded):
    """One cell of a form table: words, blanks or blocks; spans as many columns and rows.

    A list stands alone in its cell, and its columns and rows become those of the form table.  Where a cell over
    several rows is `split`, each option of its choice stands in a row of its own.  `align` is for all that
    stands in it but long texts; without it, words alone stand in the middle and words with blanks at the left.
    A `diagonal` parts the two words of a corner: the first names the rows, the second the columns.
    """

    text: SentenceText = ""
    columns: int = Key(default=1, ge=1, le=40)
    rows: int = Key(default=1, ge=1, le=40)
    split: bool = False
    align: Alignment | None = None
    diagonal: tuple[str, str] | None = None
    blocks: tuple[CellBlock, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data

    @cached_property
    def sentence(self) -> Sentence:
        """Its text, or the words at its diagonal, as words and blanks."""
        return Sentence((Words("／".join(self.diagonal)),)) if self.diagonal else parse_sentence(self.text)

    @property
    def photo(self) -> Seal | None:
        """The place for a photo that it is, if it is one."""
        return next((block for block in self.blocks if isinstance(block, Seal) and block.what == "photo"), None)

    @property
    def list(self) -> ListTable | None:
        """The list that stands in the cell, if one does."""
        return next((block for block in self.blocks if isinstance(block, ListTable)), None)

    @model_validator(mode="after")
    def _holds_what_it_can(self) -> GridCell:
        if self.list is not None and (self.text or len(self.blocks) > 1 or self.rows > 1):
            raise ValueError("单元格里有 list 时，不能再写文字和其他内容，也不能跨行")
        if self.photo is not None and (self.text or len(self.blocks) > 1):
            raise ValueError("照片处独占一个单元格，不能再写文字和其他内容")
        if self.split and (self.rows == 1 or self.blocks):
            raise ValueError("split 只用于跨行的、写着选项的单元格")
        if self.diagonal and (self.text or self.blocks):
            raise ValueError("diagonal 已写明斜线两边的文字，不能再写 text 和 blocks")
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


class Repeat(Strict):
    """A page that is asked once for each entry the user adds; `entry` names one: 研发项目.

    `number` is the pattern of their numbers, its last run of zeros counting: RD00 gives RD01, RD02.  `named_by` is the
    blank that names an entry.  An empty form has `blank` entries.
    """

    entry: str
    number: NumberPattern
    named_by: str = ""
    least: int = Key(default=1, ge=0, le=1000)
    most: int | None = Key(default=None, ge=1, le=1000)
    blank: int = Key(default=1, ge=0, le=40)

    def numbered(self, place: int) -> str:
        """The number of the entry at `place`, from 0."""
        return number_at(self.number, place)


class Entries(Strict):
    """Where the entries of a repeated page are added, ordered and removed; prints nothing.

    `asked` is what the page asks of each.
    """

    kind: Literal["entries"] = "entries"
    repeat: Repeat
    asked: dict[str, Field]


class PageStart(Strict):
    """What follows starts a new printed page, or a new right-hand page."""

    kind: Literal["page_break"] = "page_break"
    recto: bool = False


_WORDS = ("line", "note", "heading")
_KINDS = ("prose", "list", "seal", "grid", "matrix", "threshold", "indicator", "indicators", "page_break")
_tagged = one_key(*_WORDS, *_KINDS, words=_WORDS)
_AnyBlock = (
    Line
    | Note
    | HeadingWords
    | Prose
    | ListTable
    | Seal
    | Grid
    | Matrix
    | Threshold
    | Indicator
    | IndicatorTable
    | PageStart
    | Entries
)
Block = Annotated[_AnyBlock, Key(discriminator="kind"), BeforeValidator(_tagged)]
_AnyCellBlock = Line | Note | Prose | Seal | ListTable
_tagged_in_cell = one_key("line", "note", "prose", "seal", "list", words=_WORDS[:2])
CellBlock = Annotated[_AnyCellBlock, Key(discriminator="kind"), BeforeValidator(_tagged_in_cell)]
GridCell.model_rebuild()
