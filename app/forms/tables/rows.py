"""The cells of a table read as those of a list, with a report of each that could not be, and of what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.forms.checks.blanks import TYPE_NAMES
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.blocks import ListTable
from app.forms.pack.fields import Column, Field
from app.forms.tables.headings import NUMBER, Lines, bare, unit_in
from app.forms.values import Unparsed, Value
from app.forms.wording import shortened

FIGURES = frozenset({"count", "decimal", "money", "percent"})
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "合计数", "总数"})
_ERROR = re.compile(r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)")
_TRUTHS = {"TRUE": "是", "FALSE": "否"}
_NAMED_OPTIONS = 6


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell or row that could not be read as it is: its row in the file, its heading, its words, and why."""

    number: int
    heading: str
    text: str
    reason: str

    @property
    def words(self) -> str:
        """The fault as one line."""
        at = f"“{self.heading}”" if self.heading else ""
        text = f"“{shortened(self.text, 30)}”" if self.text else ""
        return f"文件第 {self.number} 行{at}{text}{self.reason}"


@dataclass(slots=True)
class Reading:
    """Rows of a list as values by column, with the number that each has in its file."""

    rows: list[dict[str, Value]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_rows(table: ListTable, lines: Lines, head: int | None, matches: Sequence[str]) -> Reading:
    """What the lines below the headings (all of them where there are none) hold for the columns of `matches`."""
    headings = lines[head][1] if head is not None else ()
    sources = tuple(_sources(table, headings, matches))
    counted = {place for place, name in enumerate(matches) if name == NUMBER}
    reading, blank = Reading(), 0
    for number, cells in lines[0 if head is None else head + 1 :]:
        if not any(cell.strip() for place, cell in enumerate(cells) if place not in counted):
            blank += 1
        elif total := _total_in(cells):
            reading.faults.append(Fault(number, "", total, "是合计行，没有读入。"))
        else:
            row = dict(_row(number, cells, sources, reading.faults))
            if row:
                reading.rows.append(row)
                reading.numbers.append(number)
            else:
                reading.faults.append(Fault(number, "", "", "在读入的各列里没有内容，没有读入。"))
    reading.notes += _notes(table, lines, head, matches, blank)
    return reading


@dataclass(frozen=True, slots=True)
class _Source:
    """A column of the table that is read: where it stands, its heading, the field, and the unit it is in."""

    place: int
    heading: str
    field: Field
    unit: str


def _sources(table: ListTable, headings: Sequence[str], matches: Sequence[str]) -> Iterator[_Source]:
    for place, name in enumerate(matches):
        column = table.column.get(name)
        if column is not None and column.computed is None:
            heading = headings[place] if place < len(headings) else ""
            yield _Source(place, heading.strip() or column.label, column.as_field, _other_unit(heading, column))


def _other_unit(heading: str, column: Column) -> str:
    """The unit that a heading names, where it is not the column's own, nor one of several such as 台/套."""
    unit = unit_in(heading) if column.type in FIGURES else ""
    return "" if unit in (column.unit, *column.unit.split("/"), unit_in(column.label)) else unit


def _row(
    number: int, cells: Sequence[str], sources: Sequence[_Source], faults: list[Fault]
) -> Iterator[tuple[str, Value]]:
    for source in sources:
        text = cells[source.place] if source.place < len(cells) else ""
        value = _value(text, source)
        if value is None:
            continue
        if reason := _fault(text, value, source.field):
            faults.append(Fault(number, source.heading, text.strip(), reason))
        yield source.field.id, value


def _value(text: str, source: _Source) -> Value | None:
    """The value of a cell; a bare figure is in the unit that its heading names."""
    kind = FIELD_TYPES[source.field.type]
    if source.field.type == "yesno":
        text = _TRUTHS.get(text.strip().upper(), text)
    if source.unit and text.strip()[-1:].isdigit():
        value = kind.parse(f"{text.strip()}{source.unit}", source.field)
        return Unparsed(f"{text.strip()}{source.unit}") if isinstance(value, Unparsed) else value
    return kind.parse(text, source.field)


def _fault(text: str, value: Value, asked: Field) -> str:
    """Why a cell is not what its column asks; empty where it is."""
    if _ERROR.fullmatch(text.strip()):
        return "是 Excel 的错误值，已照原样填入，请改写。"
    if not isinstance(value, Unparsed):
        return ""
    if asked.options:
        names = [option.value for option in asked.options]
        more = " 等" if len(names) > _NAMED_OPTIONS else ""
        return f"不是这一列的选项（{'、'.join(names[:_NAMED_OPTIONS])}{more}），已照原样填入，请改选。"
    return f"读不出确切的{TYPE_NAMES.get(asked.type, '内容')}，已照原样填入，请改写。"


def _total_in(cells: Sequence[str]) -> str:
    """The word by which a row is the sum of those above it, its first with anything in it; empty when it is none."""
    first = next((cell for cell in cells if cell.strip()), "")
    return first.strip() if bare(first) in _TOTALS else ""


def _notes(table: ListTable, lines: Lines, head: int | None, matches: Sequence[str], blank: int) -> Iterator[str]:
    if head:
        yield f"标题行（第 {lines[head][0]} 行）以上的 {head} 行没有读入。"
    if blank:
        yield f"{blank} 个空行没有读入。"
    nowhere = []
    for place in range(max((len(cells) for _, cells in lines), default=0)):
        name = matches[place] if place < len(matches) else ""
        column = table.column.get(name)
        said = _said(lines, head, place)
        if column is not None and column.computed is not None:
            yield f"“{said}”由程序计算，没有读入。"
        elif not name and _holds(lines, head, place):
            nowhere.append(f"“{said}”")
    if nowhere:
        yield f"文件里的{'、'.join(nowhere)}没有对应的列，没有读入。"
    missing = [column.label for column in table.columns if column.id not in matches and column.computed is None]
    if missing:
        yield f"文件里没有这几列，导入后为空：{'、'.join(missing)}。"


def _said(lines: Lines, head: int | None, place: int) -> str:
    words = lines[head][1][place].strip() if head is not None and place < len(lines[head][1]) else ""
    return words or f"第 {place + 1} 列"


def _holds(lines: Lines, head: int | None, place: int) -> bool:
    """Whether anything stands in a column below the headings."""
    below = lines[0 if head is None else head + 1 :]
    return any(place < len(cells) and cells[place].strip() for _, cells in below)


def is_taken(name: str) -> bool:
    """Whether a match means a column of the list."""
    return name not in ("", NUMBER)
