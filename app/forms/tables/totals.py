"""What the rows of a list add up to, beside what is stated of it elsewhere in the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.forms.answers.comparing import number_of
from app.forms.field_types import FIELD_TYPES, grouped
from app.forms.pack.agreement.computing import operand_paths
from app.forms.pack.agreement.names import resolve
from app.forms.pack.agreement.units import scale_to
from app.forms.pack.pack import Pack
from app.forms.pack.rules import ListTotal
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Value


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of a list: what it is called, how much, and the blank it belongs to with what is stated there.

    `sum` is None while a cell is missing or cannot be read.  What is `computed` there follows by itself.
    """

    name: str
    sum: Decimal | None
    unit: str
    target: FieldPath
    label: str
    stated: str
    figure: Decimal | None
    computed: bool

    @property
    def agrees(self) -> bool:
        """Whether nothing speaks against what is stated."""
        return self.computed or self.sum is None or self.figure is None or self.sum == self.figure

    @property
    def words(self) -> str:
        """Both as a sentence: 工业设备清单数量合计 1,204台/套，“设备总数”填 1,200台/套。"""
        if self.sum is None:
            return f"{self.name}：有格没填或读不出，暂不能合计"
        own = f"{self.name} {grouped(f'{self.sum:f}')}{self.unit}"
        if self.computed:
            return f"{own}，计入“{self.label}”"
        if not self.stated:
            return f"{own}，“{self.label}”没有填"
        return f"{own}，{'与' if self.agrees else ''}“{self.label}”{'一致' if self.agrees else f'填 {self.stated}'}"


def totals_of(session: FormSession, path: FieldPath) -> tuple[Total, ...]:
    """What the form states of the list at `path`: sums that must agree with a blank, and those computed from it."""
    found: dict[tuple[str, FieldPath], Total] = {}
    for column, target in _demanded(session.pack, path):
        if session.asked(target):
            found[column, target] = _total(session, path, column, target, computed=False)
    for column, target in _computed(session.pack, path):
        if session.asked(target):
            found.setdefault((column, target), _total(session, path, column, target, computed=True))
    return tuple(found.values())


def _demanded(pack: Pack, path: FieldPath) -> Iterator[tuple[str, FieldPath]]:
    """The checks that the list adds up to a blank: which column ("" for the rows), and the blank."""
    of_pages: list[tuple[Section | None, object]] = [(one, rule) for one in pack.sections for rule in one.checks]
    for section, rule in [*of_pages, *((None, rule) for rule in pack.checks)]:
        if isinstance(rule, ListTotal) and resolve(pack, rule.list, section) == path:
            target = resolve(pack, rule.total, section)
            if target is not None and not target.row:
                yield rule.column, target


def _computed(pack: Pack, path: FieldPath) -> Iterator[tuple[str, FieldPath]]:
    """The computed blanks that are nothing but the sum of one column of the list."""
    for target in pack.computed:
        field = pack.field_at(target)
        reads = list(operand_paths(pack, target))
        adds = field is not None and field.computed is not None and field.computed.operation == "sum"
        if adds and len(reads) == 1 and reads[0].whole == path and reads[0].row == "*":
            yield reads[0].column, target


def _total(session: FormSession, path: FieldPath, column: str, target: FieldPath, *, computed: bool) -> Total:
    table = session.pack.section[path.section].lists[path.field]
    blank = session.field(target)
    value = session.value(target)
    unit = blank.unit or (table.column[column].unit if column else "")
    what = f"{table.column[column].label.partition('（')[0]}合计" if column else "行数"
    stated = FIELD_TYPES[blank.type].at_rest(value, blank.unit)
    shown = f"{stated}{blank.unit}" if stated and number_of(value) is not None else stated
    name = f"{table.label}{what}"
    added = sum_of(session, path, column, target)
    return Total(name, added, unit, target, blank.label, shown, number_of(value), computed)


def sum_of(session: FormSession, path: FieldPath, column: str, target: FieldPath) -> Decimal | None:
    """The rows of a list, or what a column adds up to in the unit of the blank `target`; None while it is not known."""
    if not column:
        return Decimal(session.answers.row_count(path))
    cells = path.at("*", column)
    added = session.circumstances.remembered(("added up", cells), lambda: _added(session.circumstances.cells(cells)))
    scale = scale_to(session.field(cells), session.field(target)) or 0
    return added.scaleb(scale) if added is not None and scale else added


def _added(cells: Iterable[Value | None]) -> Decimal | None:
    known = []
    for cell in cells:
        if (figure := number_of(cell)) is None:
            return None
        known.append(figure)
    return sum(known, Decimal(0)) if known else None
