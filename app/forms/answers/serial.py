"""Answers as JSON: cell by cell for the draft, whole lists for other programs."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.answers.answers import Answers
from app.forms.answers.conditions import Circumstances
from app.forms.answers.ranks import is_rank
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.paths import FieldPath, entry_section, is_entry
from app.forms.values import Json, Value


def value_to_json(pack: Pack, path: FieldPath, value: Value | None) -> Json:
    """The value at `path` as the draft keeps it; a row's rank, and 无 said of a list, are their own text."""
    field = pack.field_at(path)
    if field is None or (path.row and not path.column):
        return None if value is None else FIELD_TYPES["text"].typed(value)
    return FIELD_TYPES[field.type].to_json(value)


def value_from_json(pack: Pack, path: FieldPath, json: Json) -> Value | None:
    """The value that the draft keeps at `path`; ValueError for a shape that no such value has."""
    field = pack.field_at(path)
    if path.row and not path.column:
        if json is None or (isinstance(json, str) and is_rank(json)):
            return json
        raise ValueError(json)
    if field is None:
        raise ValueError(str(path))
    return FIELD_TYPES[field.type].from_json(json, field)


def answers_to_json(pack: Pack, answers: Answers) -> dict[str, Json]:
    """Every blank and list of an unfolded `pack` as `{"section.field": value, "section.list": [{column: value}, …]}`.

    The entries of a repeated page are rows of its list `entries`, with all that is asked of each.  What is computed is
    not among them; see `computed_to_json`.
    """
    json: dict[str, Json] = {}
    for section in pack.sections:
        if not is_entry(section.id):
            json |= {f"{section.id}.{name}": value for name, value in _section_to_json(pack, answers, section)}
    return json


def _section_to_json(pack: Pack, answers: Answers, section: Section) -> Iterator[tuple[str, Json]]:
    for field in section.asked.values():
        path = FieldPath(section.id, field.id)
        if section.repeat is not None:
            pages = (pack.section[entry_section(section.id, entry)] for entry in answers.rows(path))
            yield field.id, [dict(_section_to_json(pack, answers, page)) for page in pages]
        elif field.type == "list":
            yield field.id, _rows_to_json(pack, answers, path)
        elif field.type != "evidence" and field.computed is None:
            yield field.id, value_to_json(pack, path, answers.get(path))


def computed_to_json(pack: Pack, answers: Answers) -> dict[str, Json]:
    """Every computed blank that applies as `{"section.field": value}`; null while its figure cannot be told.

    The computed columns of a list as `{"section.list": [{column: value}, …]}`, row by row.
    """
    circumstances = Circumstances(pack, answers)
    json: dict[str, Json] = {}
    for path in (FieldPath(section.id, name) for section in pack.sections for name in section.asked):
        if path in pack.computed and circumstances.asked(path):
            json[str(path)] = value_to_json(pack, path, circumstances.value(path))
        columns = [column.column for column in sorted(pack.computed_columns) if column.whole == path]
        if columns and answers.row_count(path) and circumstances.asked(path):
            cells = ([path.at(row, column) for column in columns] for row in answers.rows(path))
            json[str(path)] = [_row_to_json(pack, row, circumstances) for row in cells]
    return json


def _row_to_json(pack: Pack, cells: list[FieldPath], circumstances: Circumstances) -> Json:
    return {cell.column: value_to_json(pack, cell, circumstances.value(cell)) for cell in cells}


def _rows_to_json(pack: Pack, answers: Answers, path: FieldPath) -> Json:
    rows = answers.rows(path)
    if not rows and answers.get(path) is not None:
        return value_to_json(pack, path, answers.get(path))
    table = pack.section[path.section].lists[path.field]
    columns = [column for column in table.asked_columns if column.computed is None]
    cells = [[path.at(row, column.id) for column in columns] for row in rows]
    return [{cell.column: value_to_json(pack, cell, answers.get(cell)) for cell in row} for row in cells]
