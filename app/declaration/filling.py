"""Setting answers from the JSON shape that `qibei answers` gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.errors import DraftError, UsageError
from app.forms.answers.answers import Edit
from app.forms.answers.row_edits import Cells
from app.forms.answers.serial import value_from_json
from app.forms.paths import ENTRIES, FieldPath, entry_section, is_entry
from app.forms.session import FormSession
from app.forms.values import Json, same

_UNCHANGED = "草稿未改动。"
_LEAVE_OUT = "请从填写内容中去掉这一项。"
_AS_PRINTED = "可先用 qibei answers --json 导出样式。"


def fill(session: FormSession, document: Json, *, read_only: bool = False) -> int:
    """Set every answer in `{"answers": {"section.field": value, …}}` as one step; how many blanks that changed.

    `null` empties a blank; a list replaces all rows of its field.  UsageError for an unknown path
    or a shape that no such blank has: nothing is set then.
    """
    if read_only:
        raise DraftError("草稿是以只读方式打开的，没有填入任何内容。", "请关闭其他打开它的程序后重试。")
    edits = [edit for name, value in _answers(session, document).items() for edit in _edits(session, name, value)]
    changes = session.apply(edits)
    return sum(bool(path.column) or not path.row for path in changes.paths) if changes is not None else 0


def _answers(session: FormSession, document: Json) -> Mapping[str, Json]:
    answers = document.get("answers") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(answers, dict):
        raise UsageError(f'填写内容须是 {{"answers": {{…}}}} 形式的 JSON，{_UNCHANGED}', _AS_PRINTED)
    pack = document.get("pack", session.pack.id)
    if pack != session.pack.id:
        raise UsageError(
            f"填写内容属于模板“{pack}”，而草稿是“{session.pack.id}”，{_UNCHANGED}", "请选用同一模板的内容。"
        )
    return answers


def _edits(session: FormSession, name: str, value: Json) -> Iterator[Edit]:
    path = _path(session, name)
    if session.folded.section[path.section].repeat is not None:
        yield from _entries_edits(session, path, value)
        return
    if session.field(path).type == "list":
        rows = value if isinstance(value, list) else []
        yield from _list_edits(session, path, rows)
        value = None if isinstance(value, list) else value
    yield Edit(path, session.value(path), _value(session, path, value, name))


def _entries_edits(session: FormSession, path: FieldPath, value: Json) -> Iterator[Edit]:
    """All entries of a repeated page anew: `[{"blank": value, "list": [{column: value}, …]}, …]`."""
    if value is not None and not isinstance(value, list):
        raise UsageError(f"“{path}”须是列表，每一项写“名称: 值”，{_UNCHANGED}", _AS_PRINTED)
    given = value or []
    for row in session.answers.rows(path):
        yield from session.removal(path, row)
    edits, entries = session.row_edits(path, session.answers.row_count(path), [{} for _ in given])
    yield from edits
    for number, (entry, blanks) in enumerate(zip(entries, given, strict=True), 1):
        if not isinstance(blanks, dict):
            raise UsageError(f"“{path}”第 {number} 项须写成“名称: 值”，{_UNCHANGED}", _AS_PRINTED)
        page = entry_section(path.section, entry)
        for name, answer in blanks.items():
            yield from _entry_edits(session, FieldPath(page, name), f"{path}[{number}].{name}", answer)


def _entry_edits(session: FormSession, path: FieldPath, shown: str, value: Json) -> Iterator[Edit]:
    field = session.folded.field_at(path)
    if field is None or path.field == ENTRIES or field.type == "evidence":
        raise UsageError(f"模板中没有“{shown}”这一项，{_UNCHANGED}", "可先用 qibei answers --json 查看全部名称。")
    if field.computed is not None:
        raise UsageError(f"“{shown}”由程序计算，不能填写，{_UNCHANGED}", _LEAVE_OUT)
    if field.type == "list" and isinstance(value, list):
        cells = [_cells(session, path, number, row) for number, row in enumerate(value, 1)]
        yield from session.row_edits(path, 0, cells)[0]
    else:
        yield Edit(path, None, _value(session, path, value, shown))


def _path(session: FormSession, name: str) -> FieldPath:
    try:
        path = FieldPath.parse(name)
    except ValueError:
        path = None
    field = session.pack.field_at(path) if path else None
    if path in session.pack.computed:
        raise UsageError(f"“{name}”由程序计算，不能填写，{_UNCHANGED}", _LEAVE_OUT)
    if path is None or path.row or field is None or field.type == "evidence" or is_entry(path.section):
        raise UsageError(f"模板中没有“{name}”这一项，{_UNCHANGED}", "可先用 qibei answers --json 查看全部名称。")
    return path


def _list_edits(session: FormSession, path: FieldPath, rows: list[Any]) -> Iterator[Edit]:
    cells = [_cells(session, path, number, row) for number, row in enumerate(rows, 1)]
    kept = [_kept(session, path, row) for row in session.answers.rows(path)]
    if len(cells) == len(kept) and all(map(_alike, cells, kept)):
        return
    for row in session.answers.rows(path):
        yield from session.removal(path, row)
    yield from session.row_edits(path, session.answers.row_count(path), cells)[0]


def _alike(one: Cells, other: Cells) -> bool:
    return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)


def _cells(session: FormSession, path: FieldPath, number: int, row: Json) -> Cells:
    columns = session.folded.section[path.folded.section].lists[path.field].column
    if not isinstance(row, dict):
        raise UsageError(f"“{path}”第 {number} 行须是“列名: 值”，{_UNCHANGED}", _AS_PRINTED)
    for name in row:
        if name not in columns:
            raise UsageError(f"“{path}”没有“{name}”这一列，{_UNCHANGED}", f"可用的列：{'、'.join(columns)}。")
        if columns[name].computed is not None:
            raise UsageError(f"“{path}[{number}].{name}”由程序计算，不能填写，{_UNCHANGED}", _LEAVE_OUT)
    cells = {
        name: _value(session, path.at("*", name), value, f"{path}[{number}].{name}") for name, value in row.items()
    }
    return {name: value for name, value in cells.items() if value is not None}


def _kept(session: FormSession, path: FieldPath, row: str) -> Cells:
    columns = session.pack.section[path.section].lists[path.field].column
    names = [name for name, column in columns.items() if column.computed is None]
    return {name: value for name in names if (value := session.value(path.at(row, name))) is not None}


def _value(session: FormSession, path: FieldPath, value: Json, name: str) -> Any:
    try:
        return value_from_json(session.folded, path, value)
    except ValueError as failure:
        raise UsageError(f"“{name}”的值形式不对，{_UNCHANGED}", "请写成文字、数字或 null（清空）。") from failure
