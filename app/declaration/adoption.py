"""From the plain values of a draft to the answers of a pack, across editions of the pack."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from app.drafts.model import Change, is_bounded, is_own
from app.drafts.store import Draft
from app.forms.answers.answers import Answers, Edit
from app.forms.answers.serial import value_from_json
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.values import Value


@dataclass(frozen=True, slots=True)
class Loaded:
    """The answers of a draft; what the pack no longer asks; what a newer edition calls otherwise.

    `unknown` values stay in the draft untouched and print nothing.
    """

    answers: Answers
    unknown: tuple[str, ...]
    renames: tuple[Change, ...]


def load_answers(pack: Pack, values: Iterable[tuple[str, str]]) -> Loaded:
    """Read every value of a draft as `pack` asks it; one stored under today's name counts before a renamed one.

    What stands under the program's own paths is no answer and is passed over.
    """
    stored = {name: text for name, text in values if not is_own(name)}
    answers = Answers()
    unknown: list[str] = []
    renames: list[Change] = []
    read = {name: renamed(pack, name) for name in stored}
    rows = {path for name, path in read.items() if path and _is_row(path) and _value(pack, path, stored[name])}
    for name, text in stored.items():
        path = read[name]
        if path is not None and path.column and path.at(path.row) not in rows:
            path = None  # a cell whose row has no place: nothing could show it
        moved = path is not None and str(path) != name
        value = None if path is None or (moved and str(path) in stored) else _value(pack, path, text)
        if path is None or value is None:
            unknown.append(name)
            continue
        answers.apply(Edit(path, None, value))
        if moved:
            renames += [Change(name, text, None), Change(str(path), None, text)]
    return Loaded(answers, tuple(unknown), tuple(renames))


def adopt(draft: Draft, pack: Pack, loaded: Loaded) -> None:
    """Take up a newer edition of the pack: what was renamed is written under its new name."""
    if draft.info.edition < pack.edition:
        if loaded.renames:
            draft.write(loaded.renames)
        draft.set_pack(pack.id, pack.edition)


def _is_row(path: FieldPath) -> bool:
    return bool(path.row) and not path.column


def _value(pack: Pack, path: FieldPath, text: str) -> Value | None:
    """What the draft keeps at `path`; None when the pack asks nothing of that shape there."""
    try:
        return value_from_json(pack, path, json.loads(text)) if is_bounded(text) else None
    except (ValueError, RecursionError):
        return None


def renamed(pack: Pack, name: str) -> FieldPath | None:
    """Today's path for the stored path `name`; None when the pack no longer asks it, or computes it."""
    try:
        path = FieldPath.parse(name)
    except ValueError:
        return None
    whole, entry = path.folded.whole, path.section.removeprefix(path.folded.section)
    for old, column in ((f"{whole}.{path.column}", ""), (str(whole), path.column)):
        new = pack.renamed.get(old)
        if new is not None:
            section, field, *renamed_column = new.split(".")
            path = FieldPath(f"{section}{entry}", field, path.row, *renamed_column or [column])
            break
    return path if pack.field_at(path) is not None and not pack.computes(path) else None


def name_today(pack: Pack, name: str) -> str:
    """What the stored path `name` is called today; itself when the pack asks nothing there."""
    path = renamed(pack, name) if pack.renamed and not is_own(name) else None
    return name if path is None else str(path)
