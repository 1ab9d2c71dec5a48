"""What one draft holds in each blank and list, and what that becomes in a blank or list of another form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from app.forms.answers.answers import Answers
from app.forms.answers.conditions import Circumstances
from app.forms.answers.presets import only_presets
from app.forms.carrying.conversion import Unfit, convert
from app.forms.pack.fields import Column, Field
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.values import Value, same


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a list, each as its answered cells by column; `lost` says what of the old rows is not in them."""

    rows: tuple[Mapping[str, Value], ...]
    lost: str = ""
    converted: bool = False


Content = Value | Rows


class Holding(NamedTuple):
    """A blank or list of a form, its columns, and what is answered there; None when nothing is."""

    path: FieldPath
    field: Field
    columns: tuple[Column, ...]
    content: Content | None


def holdings(pack: Pack, answers: Answers) -> Iterator[Holding]:
    """Every blank and list of `pack` with what is answered or computed; no proofs, no entries as such."""
    circumstances = Circumstances(pack, answers)
    for section in pack.sections:
        for field in section.asked.values():
            if field.type != "evidence" and section.repeat is None:
                path = FieldPath(section.id, field.id)
                columns = section.lists[field.id].asked_columns if field.type == "list" else ()
                if columns and answers.row_count(path) and not only_presets(section.lists[field.id], answers, path):
                    yield Holding(path, field, columns, _content(answers.rows(path), circumstances, path, columns))
                else:
                    yield Holding(path, field, columns, circumstances.stated(path))


def _content(rows: list[str], circumstances: Circumstances, path: FieldPath, columns: tuple[Column, ...]) -> Rows:
    return Rows(tuple(_cells(circumstances, path.at(row), columns) for row in rows))


def _cells(circumstances: Circumstances, path: FieldPath, columns: tuple[Column, ...]) -> dict[str, Value]:
    cells = ((column.id, circumstances.stated(path.at(path.row, column.id))) for column in columns)
    return {name: value for name, value in cells if value is not None}


def typed_rows(holding: Holding) -> tuple[Mapping[str, Value], ...] | None:
    """The rows of a list without what is computed in them; None when it has no rows."""
    if not isinstance(holding.content, Rows):
        return None
    computed = {column.id for column in holding.columns if column.computed is not None}
    rows = holding.content.rows
    return tuple({name: row[name] for name in row.keys() - computed} for row in rows) if computed else rows


def arriving(source: Holding, target: Holding, *, by_id: bool) -> Content:
    """What `source` holds, as `target` has it; Unfit when nothing of it means the same there.

    Columns of lists go by their facts, and by their names when `by_id` (the same list of the same form).
    """
    assert source.content is not None, "only what is answered is carried"
    if not isinstance(source.content, Rows):
        return convert(source.content, source.field, target.field)
    columns = _column_pairs(source, target, by_id)
    if not columns:
        raise Unfit("两张清单没有含义相同的列")
    return _rows(source, source.content, columns)


def _column_pairs(source: Holding, target: Holding, by_id: bool) -> dict[str, tuple[Column, Column]]:
    """The old column that goes into each new one, by the old one's name."""
    pairs: dict[str, tuple[Column, Column]] = {}
    for now in (column for column in target.columns if column.computed is None):
        for before in source.columns:
            alike = before.id == now.id if by_id else _one_fact(before, now)
            if alike and before.id not in pairs:
                pairs[before.id] = (before, now)
                break
    return pairs


def _one_fact(before: Column, now: Column) -> bool:
    if before.fact is None or now.fact is None:
        return False
    return (before.fact.id, before.fact.year) == (now.fact.id, now.fact.year)


def _rows(source: Holding, content: Rows, columns: Mapping[str, tuple[Column, Column]]) -> Rows:
    unfit: set[str] = set()
    converted = False
    rows: list[dict[str, Value]] = []
    for row in content.rows:
        cells: dict[str, Value] = {}
        for name, (before, now) in columns.items():
            if (value := row.get(name)) is None:
                continue
            try:
                cells[now.id] = convert(value, before.as_field, now.as_field)
                converted = converted or not same(cells[now.id], value)
            except Unfit:
                unfit.add(before.label)
        rows.append(cells)
    return Rows(tuple(rows), _lost(source, content, set(columns), unfit), converted)


def _lost(source: Holding, content: Rows, carried: set[str], unfit: set[str]) -> str:
    """What of the old rows does not arrive, as a Chinese clause; empty when all does."""
    filled = {name for row in content.rows for name in row}
    typed = [column for column in source.columns if column.computed is None]
    left = [column.label for column in typed if column.id in filled - carried]
    clauses = []
    if left:
        clauses.append(f"“{'、'.join(left)}”列没有含义相同的列，没有沿用")
    if unfit:
        clauses.append(f"“{'、'.join(sorted(unfit))}”列中有内容不能确切换算，没有沿用")
    return "；".join(clauses)
