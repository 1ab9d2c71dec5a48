"""Bringing a part of a declaration back to how it stood after an earlier step, as a new edit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.declaration.declaration import Declaration
from app.declaration.history.reading import PAGE, Record
from app.declaration.history.scope import Scope
from app.declaration.sharing.plan import Entry, Plan, Unit
from app.declaration.sharing.report import Telling
from app.drafts.model import StoredStep, is_own
from app.drafts.store import Draft
from app.errors import DraftError
from app.forms.answers.answers import Answers, Edit
from app.forms.answers.serial import value_from_json
from app.forms.moments import moment
from app.forms.paths import ENTRIES, FieldPath
from app.forms.session import FormSession


@dataclass(frozen=True, slots=True)
class Restoring:
    """What would be brought back: the plan of it (ours: now, theirs: then), its edits, and what cannot come back.

    `then` is the step after which all stood so.
    """

    then: StoredStep
    plan: Plan
    edits: tuple[Edit, ...]
    lost: tuple[str, ...]
    telling: Telling


def plan_restore(declaration: Declaration, scope: Scope, number: int) -> Restoring:
    """How `scope` stood after step `number`, against how it stands now; changes nothing.

    Of steps that a merge brought only the whole merge has a state: `number` must be the merge itself.
    """
    declaration.flush()
    draft = declaration.draft
    now = {path: text for path, text in draft.values() if not is_own(path) and scope.holds(path)}
    then = dict(now)
    for step in _backwards(draft, number):
        for change in step.changes:
            if not is_own(change.path) and scope.holds(change.path):
                _set(then, change.path, change.before)
    return _planned(declaration, number, now, then)


def plan_value(declaration: Declaration, path: str, record: Record) -> Restoring:
    """How the blank at `path` stood after one step, also one that a merge brought; changes nothing.

    A step that changed more of it than one value, such as rows of a list, has a state only where it was made.
    """
    own = [change for change in record.changes if change.path == path]
    if not own or len(own) < len(record.changes):
        return plan_restore(declaration, Scope((path,)), record.merge or record.step.number)
    declaration.flush()
    now = {held: text for held, text in declaration.draft.values(path) if held == path}
    then = dict(now)
    _set(then, path, own[-1].after)
    return _planned(declaration, record.step.number, now, then)


def _planned(declaration: Declaration, number: int, now: dict[str, str], then: dict[str, str]) -> Restoring:
    """The way from what is held `now` to what was held `then`, after step `number`."""
    draft, session = declaration.draft, declaration.session
    lost = _without_files(draft, session, then)
    changed = sorted(path for path in now.keys() | then.keys() if now.get(path) != then.get(path))
    edits, unfit = _edits(session, changed, then)
    entries = [
        Entry(path, now.get(path), then.get(path), None, "take", unit=_unit(path, now, then))
        for path in changed
        if path not in unfit
    ]
    telling = Telling(session, _as_then(session, edits))
    (stood,) = draft.steps_from(number, 1)
    return Restoring(stood, Plan.of(entries), tuple(edits), (*lost, *unfit), telling)


def restore(declaration: Declaration, restoring: Restoring) -> None:
    """Bring it back as one step that can be undone; DraftError when the declaration can only be read."""
    if declaration.read_only:
        raise DraftError("草稿是以只读方式打开的，没有恢复任何内容。", "请重新打开后再恢复。")
    declaration.session.apply(restoring.edits, why=f"恢复到 {moment(restoring.then.at)} 的状态")


def restoring_lines(restoring: Restoring) -> Iterator[str]:
    """Each blank, row and entry that would change, from what to what; then what cannot come back."""
    for unit in restoring.plan.units:
        yield f"{restoring.telling.name(unit.path)}：{_unit_words(unit, restoring.telling)}"
    yield from (f"不能恢复：{name}" for name in restoring.lost)


def _unit_words(unit: Unit, telling: Telling) -> str:
    own = next((entry for entry in unit.entries if entry.path == unit.path), unit.entries[0])
    if unit.path != own.path or len(unit.entries) > 1 or own.path.endswith("]"):
        if (own.ours is None) == (own.theirs is None):
            return "移回原来的位置" if len(unit.entries) == 1 else f"{len(unit.entries)} 处恢复"
        return "去掉" if own.theirs is None else "找回"
    return f"“{telling.value(own, own.ours)}” → “{telling.value(own, own.theirs)}”"


def _backwards(draft: Draft, number: int) -> Iterator[StoredStep]:
    """The steps after `number`, the newest first."""
    end = draft.step_count
    while end > number:
        first = max(number + 1, end - PAGE + 1)
        yield from reversed(draft.steps_from(first, end - first + 1))
        end = first - 1


def _set(held: dict[str, str], path: str, text: str | None) -> None:
    if text is None:
        held.pop(path, None)
    else:
        held[path] = text


def _without_files(draft: Draft, session: FormSession, then: dict[str, str]) -> list[str]:
    """Take the proofs out whose bytes the draft no longer holds; their names."""
    there = draft.evidence_hashes()
    gone = []
    for path in [path for path in then if path.endswith("].sha256") and _is_proof(session, path)]:
        row = path.removesuffix(".sha256")
        if _text(then[path]) not in there:
            gone.append(f"证明材料“{_text(then.get(f'{row}.name', ''))}”")
            for cell in [other for other in then if other == row or other.startswith(f"{row}.")]:
                del then[cell]
    return gone


def _is_proof(session: FormSession, path: str) -> bool:
    try:
        field = session.folded.field_at(FieldPath.parse(path).whole)
    except ValueError:
        return False
    return field is not None and field.type == "evidence"


def _text(json_text: str) -> str:
    """The text that is kept so; empty where it is none."""
    try:
        value = json.loads(json_text)
    except (ValueError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def _edits(session: FormSession, changed: Iterable[str], then: dict[str, str]) -> tuple[list[Edit], list[str]]:
    """The edits, rows before their cells where they come and after them where they go; and what the form has not."""
    edits: list[Edit] = []
    unfit: list[str] = []
    for name in changed:
        try:
            path = FieldPath.parse(name)
            if session.folded.field_at(path if path.column else path.whole) is None:
                raise ValueError(name)
            text = then.get(name)
            value = None if text is None else value_from_json(session.folded, path, json.loads(text))
        except (ValueError, RecursionError):
            unfit.append(name)
        else:
            edits.append(Edit(path, session.answers.get(path), value))
    return sorted(edits, key=_turn), unfit


def _turn(edit: Edit) -> tuple[bool, bool]:
    cell = not edit.path.row or bool(edit.path.column)
    return (edit.after is None and not cell, cell)


def _unit(name: str, now: dict[str, str], then: dict[str, str]) -> str:
    """The entry or row with which a path comes or goes; else the path itself."""
    path = FieldPath.parse(name) if "." in name else None
    if path is None:
        return name
    page, _, entry = path.section.partition("@")
    owners = [FieldPath(page, ENTRIES, entry)] if entry else []
    owners += [path.at(path.row)] if path.row else []
    for owner in map(str, owners):
        if (owner in now) != (owner in then):
            return owner
    return name


def _as_then(session: FormSession, edits: Iterable[Edit]) -> FormSession:
    answers: Answers = session.answers.copy()
    for edit in edits:
        answers.apply(edit)
    return FormSession(session.folded, answers, read_only=True)
