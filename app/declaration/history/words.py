"""A step of the history told to people in lines, and to other programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from app.declaration.history.reading import Record
from app.declaration.keeping.opened_pages import OPENED
from app.declaration.remarks.remarks import REMARK
from app.declaration.sharing.loans import LENT
from app.declaration.sharing.plan import Entry
from app.declaration.sharing.report import EMPTY, Telling
from app.declaration.version import FROZEN
from app.drafts.model import Change
from app.forms.moments import moment
from app.forms.paths import FieldPath
from app.forms.values import Json
from app.forms.wording import one_line, shortened

KINDS = {"do": "填写", "undo": "撤销", "redo": "重做", "merge": "合并"}
NOTED = "记录"
"""What a step is called that only notes something: pages lent, a remark, a version fixed."""
NOBODY = "（未写明）"
_ENDED = {"back": "收回", "cancelled": "取消借出"}


def record_json(record: Record) -> Json:
    """One step: `from` is null where it came by a merge (`merged`); what the program noted is told as `events`."""
    step = record.step
    said: dict[str, Json] = {
        "step": step.number,
        "at": step.at,
        "by": step.by,
        "kind": kind(record),
        "why": step.why,
        "changes": [_change_json(change, merged=bool(record.merge)) for change in record.changes],
    }
    events: dict[str, Json] = {"events": [event(note) for note in record.notes]} if record.notes else {}
    merged: dict[str, Json] = {"merged": record.merge} if record.merge else {}
    return said | events | merged


def record_lines(record: Record, telling: Telling, *, whole: bool = False) -> Iterator[str]:
    """One step in Chinese: a heading, and a line for each change, long values as a `whole` or in short."""
    at, by, did, _ = record_cells(record, telling)
    yield f"第 {record.step.number} 步　{at}　{by}　{did}"
    yield from (
        f"  {change_words(change, telling, merged=bool(record.merge), whole=whole)}" for change in record.changes
    )
    yield from (f"  {event(note)}" for note in record.notes)


def record_cells(record: Record, telling: Telling) -> tuple[str, str, str, str]:
    """One step in a row: when, by whom, what it was and why, and the first of what it changed."""
    step = record.step
    by = shortened(one_line(step.by), 40) or NOBODY
    why = f"（{shortened(one_line(step.why), 100)}）" if step.why else ""
    did = NOTED if kind(record) == "do" and record.notes and not record.changes else KINDS[kind(record)]
    came = f"　由第 {record.merge} 步合并带来" if record.merge else ""
    count = len(record.changes) + len(record.notes)
    more = f"　等 {count} 处" if count > 1 else ""
    first = change_words(record.changes[0], telling, merged=bool(record.merge)) if record.changes else ""
    first = first or (event(record.notes[0]) if record.notes else "")
    return moment(step.at), by, f"{did}{why}{came}", f"{first}{more}"


def kind(record: Record) -> str:
    """What the step is: do, undo, redo or merge."""
    return "merge" if record.step.brought else record.step.kind


def change_words(change: Change, telling: Telling, *, merged: bool = False, whole: bool = False) -> str:
    """Where, and from what to what; of what a merge brought only what it became."""
    name, entry = telling.name(change.path), Entry(change.path, None, None, None, "same")
    if _is_row(change.path):
        if change.after is None:
            return f"{name}：删除"
        return f"{name}：{'新增或移动' if merged else '新增' if change.before is None else '移动位置'}"
    words = telling.whole if whole else telling.value
    before, after = (one_line(words(entry, text)) for text in (change.before, change.after))
    if merged:
        return f"{name}：改为{_quoted(after)}"
    if change.before == change.after:  # of two values that came together in a merge, the one that was chosen
        return f"{name}：选定{_quoted(after)}"
    return f"{name}：{_quoted(before)} → {_quoted(after)}"


def event(note: Change) -> str:
    """What a note of the program's own tells, never the note itself."""
    found = _object(note.after)
    if note.path.startswith(FROZEN):
        number = found.get("number")
        return f"定稿（第 {number} 版）" if isinstance(number, int) else "定稿"
    if note.path.startswith(LENT):
        to, outcome = found.get("to"), found.get("outcome")
        did = _ENDED.get(outcome, "借出") if isinstance(outcome, str) else "借出"
        return f"{did}（{shortened(one_line(to), 40)}）" if isinstance(to, str) and to else did
    if note.path.startswith(REMARK):
        return _of_remark(note)
    if note.path.startswith(OPENED):
        return "打开过的页面"
    return "程序的记录"


def _of_remark(note: Change) -> str:
    if note.path.endswith("/settled"):
        return "重新打开批注" if note.after is None else "批注标为已处理"
    return "答复批注" if "/answer/" in note.path else "批注"


def _quoted(words: str) -> str:
    return words if words == EMPTY else f"“{words}”"


def _change_json(change: Change, *, merged: bool) -> Json:
    before = None if merged else _value(change.path, change.before)
    return {"path": change.path, "from": before, "to": _value(change.path, change.after)}


def _value(path: str, text: str | None) -> Json:
    """The value; of a row whether it is there."""
    if text is None:
        return None
    if _is_row(path):
        return True
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value


def _object(text: str | None) -> dict[str, Json]:
    try:
        found = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_row(text: str) -> bool:
    try:
        path = FieldPath.parse(text)
    except ValueError:
        return False
    return bool(path.row) and not path.column
