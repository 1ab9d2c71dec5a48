"""The fingerprint of a declaration: one SHA-256 over its pack, its answers and its evidence, and nothing else.

Who wrote what when, in which order and in which draft makes no difference: rows are counted in their
order, never by their ids.  The hash is taken over JSON in UTF-8 with sorted keys and without spaces.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from app.forms.answers.answers import Answers
from app.forms.answers.proved_rows import ROWS, rows_proved
from app.forms.answers.serial import value_to_json
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.values import Json

EVIDENCE = ("name", "sha256", "proves", ROWS)
"""What counts of an attached file, besides its item and its place; all else follows from its bytes."""
SHOWN = 16


def fingerprint(pack: Pack, answers: Answers) -> str:
    """The fingerprint: 64 lower-case hex digits."""
    content = {
        "pack": pack.id,
        "edition": pack.edition,
        # Without the defaults, so that a key the pack language learns later leaves older packs as they are.
        "form": pack.model_dump(mode="json", exclude_defaults=True),
        "answers": dict(_answered(pack, answers)),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def shown(digits: str) -> str:
    """A fingerprint as people compare it: its first sixteen digits in groups, 3F9A-2C41-77B0-E5D2."""
    short = digits[:SHOWN].upper()
    return "-".join(short[at : at + 4] for at in range(0, len(short), 4))


def _answered(pack: Pack, answers: Answers) -> Iterator[tuple[str, Json]]:
    """Each path with its value; rows are numbered from 1, and a row by itself says that it is there."""
    numbers: dict[FieldPath, dict[str, int]] = {}
    for path, value in answers.items():
        if not path.row:
            yield str(path), value_to_json(pack, path, value)
        elif not path.column or _counts(pack, path):
            if path.whole not in numbers:
                numbers[path.whole] = {row: number for number, row in enumerate(answers.rows(path.whole), 1)}
            place = path.whole.at(str(numbers[path.whole][path.row]), path.column)
            if path.column == ROWS and _is_proof(pack, path):
                yield str(place), _rows_proved(pack, answers, path)
                continue
            yield str(place), value_to_json(pack, path, value) if path.column else True


def _counts(pack: Pack, cell: FieldPath) -> bool:
    """Whether a cell is part of the fingerprint: every one of a list, three of a proof."""
    return not _is_proof(pack, cell) or cell.column in EVIDENCE


def _is_proof(pack: Pack, cell: FieldPath) -> bool:
    field = pack.field_at(cell.whole)
    return field is not None and field.type == "evidence"


def _rows_proved(pack: Pack, answers: Answers, cell: FieldPath) -> Json:
    """The rows that a file is for, by their place from 1."""
    each = pack.section[cell.folded.section].evidence_items[cell.field].each
    rows = rows_proved(answers, cell, FieldPath(cell.section, each)) if each is not None else ()
    return [answers.place(row) + 1 for row in rows]
