"""What the computed figures of a pack must agree on: figures alone, alike in their units, and no circle."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.pack.agreement.conditions import COUNTED
from app.forms.pack.agreement.kinds import Unlike, alike, kind_of, kind_of_field
from app.forms.pack.agreement.matrices import placed_matrices
from app.forms.pack.agreement.names import absent, resolve
from app.forms.pack.agreement.units import unit_of
from app.forms.pack.blocks import ListTable
from app.forms.pack.body import Keys, placed
from app.forms.pack.computed import Computed
from app.forms.pack.conditions import Condition, is_name, names_in
from app.forms.pack.fields import FIGURES, Field
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.paths import EACH_ROW, ENTRIES, FieldPath

_OF_COLUMNS = ("sum", "average")
DEEPEST = 20
"""How many computed figures may stand on one another: what is computed is computed by recursion."""


def computing_faults(pack: Pack, section: Section) -> Iterator[tuple[Keys, str]]:
    """What is wrong with the computed blanks of one page."""
    for field in section.asked.values():
        if field.computed is not None:
            reasons = _faults(pack, section, FieldPath(section.id, field.id))
            keys = (*_said_at(section, field.id), "computed")
            yield from ((keys, reason) for reason in reasons)
    for place in placed(section.body):
        if isinstance(place.block, ListTable):
            yield from _column_faults(pack, section, place.block, place.keys)


def _column_faults(pack: Pack, section: Section, table: ListTable, keys: Keys) -> Iterator[tuple[Keys, str]]:
    for position, column in enumerate(table.columns):
        if column.computed is not None:
            at = FieldPath(section.id, table.field, EACH_ROW, column.id)
            yield from (((*keys, "columns", position, "computed"), reason) for reason in _faults(pack, section, at))


def _faults(pack: Pack, section: Section, path: FieldPath) -> list[str]:
    """What is wrong with how the blank or column at `path` is computed."""
    field = pack.field_at(path)
    assert field is not None
    assert field.computed is not None
    reasons = list(_operand_faults(pack, section, field.computed, path))
    reasons = reasons or list(_unit_faults(pack, section, field, path))
    reasons = reasons or list(_circles(pack, _node(path)))
    return reasons or list(_depth_faults(pack, _node(path)))


def _said_at(section: Section, name: str) -> Keys:
    """The keys that lead to what is said of a blank: its own, or those of its line in a matrix."""
    for here, matrix in placed_matrices(section):
        if name in matrix.specs and name not in section.fields:
            return (*here, *matrix.keys_of(name))
    return ("fields", name)


def operand_paths(pack: Pack, path: FieldPath) -> Iterator[FieldPath]:
    """The blanks, columns and lists that the blank or cell at `path` is computed from; none when it is typed."""
    section = pack.section[path.section]
    field = pack.field_at(path)
    for name in field.computed.names if field is not None and field.computed is not None else ():
        read = resolve(pack, name, section, path if path.row else None)
        if read is not None:
            yield read


def _operand_faults(pack: Pack, section: Section, computed: Computed, at: FieldPath) -> Iterator[str]:
    inside = at if at.row else None
    for operand in computed.operands:
        if isinstance(operand, Computed):
            yield from _operand_faults(pack, section, operand, at)
            continue
        if not computed.count and not is_name(operand):
            if "-" in operand[1:]:
                yield f"computed 里的 {operand} 须是数字"
            continue
        path = resolve(pack, operand, section, inside)
        field = pack.field_at(path) if path is not None else None
        if path is None or field is None:
            yield f"computed 里的 {absent(pack, str(operand), section, inside)}"
        elif computed.count:
            if path.row == "*" or field.type not in COUNTED:
                yield f"computed 里的 {operand} 不能用 count 数；count 用于清单、证明材料、选项和是否"
        elif field.type not in FIGURES:
            yield f"computed 里的 {operand} 不是数字"
        elif path.row == "*" and computed.operation not in _OF_COLUMNS:
            yield f"{operand} 是清单的列，只能直接用在 {'、'.join(_OF_COLUMNS)} 里"


def _unit_faults(pack: Pack, section: Section, field: Field, at: FieldPath) -> Iterator[str]:
    def field_of(name: str) -> Field | None:
        path = resolve(pack, name, section, at if at.row else None)
        return pack.field_at(path) if path is not None else None

    computed = field.computed
    assert computed is not None
    try:
        found = kind_of(computed, field_of)
    except Unlike as failure:
        yield str(failure)
        return
    if not alike(found, kind_of_field(field)):
        what = f"“{found.bases[0]}”" if found.bases[0] else "比率"
        hint = "" if at.row else "；单位取自空格后面的词，取得不对的写 unit"
        yield f"算出来的是{what}，而{'这一列' if at.row else '空格'}的单位是“{unit_of(field)}”{hint}"


def _circles(pack: Pack, start: FieldPath) -> Iterator[str]:
    """That the blank at `start` is computed from itself, directly or by what decides whether its parts apply."""
    came_from: dict[FieldPath, FieldPath] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        for read in _reads(pack, path):
            if read == start:
                way = [path]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                yield f"computed 绕回了自己：{' → '.join(map(str, [*reversed(way), start]))}"
                return
            if read not in came_from:
                came_from[read] = path
                waiting.append(read)


def _depth_faults(pack: Pack, start: FieldPath) -> Iterator[str]:
    """That too many computed figures stand on one another below the one at `start`."""
    level = {start}
    for _ in range(DEEPEST):
        read = {below for path in level for below in _reads(pack, path)}
        level = {path for path in read if pack.computes(path) or any(map(pack.computes, _reads(pack, path)))}
    if level:
        yield f"computed 套得太深：一个用到另一个，最多 {DEEPEST} 层"


def _node(path: FieldPath) -> FieldPath:
    """A blank, list or column, whichever row is meant; of entries the blank that each of them has."""
    if path.field == ENTRIES and path.column:
        return FieldPath(path.section, path.column)
    return path.at("*", path.column) if path.column else path.whole


def _reads(pack: Pack, path: FieldPath) -> Iterator[FieldPath]:
    """What the figure at `path` depends on: what it is computed from, and what decides whether it applies."""
    if path.field == ENTRIES:
        return
    section = pack.section[path.section]
    at = path.at(EACH_ROW, path.column) if path.column else path
    yield from map(_node, operand_paths(pack, at))
    asked = section.asked[path.field]
    whens: list[tuple[Condition | None, FieldPath | None]] = [(section.when, None), (asked.when, None)]
    if (column := pack.field_at(path) if path.column else None) is not None:
        whens.append((column.when, at))
    for when, inside in whens:
        for name in names_in(when):
            read = resolve(pack, name, section, inside)
            if read is not None:
                yield _node(read)
