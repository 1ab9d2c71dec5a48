"""A carry-over told to people, group by group, and to other programs as one JSON document."""

from __future__ import annotations

from collections.abc import Container, Iterator

from app.declaration.carrying.carry_over import Carrying
from app.forms.answers.facts import unit_of
from app.forms.answers.serial import value_to_json
from app.forms.carrying.holdings import Content, Rows
from app.forms.carrying.plan import Entry, Group
from app.forms.field_types import FIELD_TYPES
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import NIL, Json
from app.forms.wording import shortened

GROUPS: dict[Group, str] = {
    "carried": "沿用",
    "changed": "换算后沿用",
    "stale": "待确认（数据年份）",
    "new": "新增",
    "dropped": "不再需要",
    "conflict": "已有不同内容",
    "unfit": "未能沿用",
}
"""The groups of a plan in the order they are told, with their headings."""
LONGEST = 60
"""Letters of an answer that are shown."""


def carrying_json(carrying: Carrying, confirmed: Container[FieldPath] = (), *, filled: int | None = None) -> Json:
    """Every entry by group; `filled` is how many blanks were filled, None when the plan was only shown."""
    groups: dict[str, Json] = {
        group: [_entry_json(carrying, entry, confirmed) for entry in carrying.plan.of(group)] for group in GROUPS
    }
    return {
        "old_pack": carrying.old.pack.id,
        "new_pack": carrying.new.pack.id,
        "applied": filled is not None,
        "filled": filled or 0,
        **groups,
        "notes": list(carrying.notes),
    }


def carrying_lines(carrying: Carrying, confirmed: Container[FieldPath] = ()) -> Iterator[str]:
    """The plan in Chinese, one line for each entry under the heading of its group; empty groups are left out."""
    for group, heading in GROUPS.items():
        entries = carrying.plan.of(group)
        if entries:
            yield f"【{heading}】{len(entries)} 项"
            yield from (f"  {entry_words(carrying, entry, confirmed)}" for entry in entries)
    yield from (f"说明：{note}" for note in carrying.notes)


def entry_words(carrying: Carrying, entry: Entry, confirmed: Container[FieldPath] = ()) -> str:
    """One entry as a line: which blanks, what stood there, what comes of it and why."""
    names = entry_names(carrying, entry)
    remarks = [entry.reason]
    if entry.awaits:
        confirmed_ = any(arrival.path in confirmed for arrival in entry.arrivals)
        remarks.append("已确认，照填，请核对" if confirmed_ else "未经确认不填入")
    remark = "；".join(part for part in remarks if part)
    said = f"：{values}" if (values := entry_values(carrying, entry)) else ""
    return f"{names}{said}{f'（{remark}）' if remark else ''}"


def shown(session: FormSession, path: FieldPath, content: Content | None = None) -> str:
    """An answer of `session`, or `content` as it would stand at `path`, in a few words with its unit."""
    field = session.field(path)
    if content is None:
        content = session.value(path)
        rows = session.answers.row_count(path)
    else:
        rows = len(content.rows) if isinstance(content, Rows) else 0
    if rows or isinstance(content, Rows):
        return f"{rows} 行"
    return shortened(FIELD_TYPES[field.type].typed(content), LONGEST) + (_unit(field) if content is not NIL else "")


def _unit(field: Field) -> str:
    return unit_of(field) if field.is_figure else ""


def entry_names(carrying: Carrying, entry: Entry) -> str:
    """The blanks of the new form that the entry is about, or of the old one when the new form has none."""
    if entry.targets:
        return _names(carrying.new, entry.targets)
    return _names(carrying.old, entry.sources)


def entry_values(carrying: Carrying, entry: Entry) -> str:
    """What was answered before, and what it becomes or stands against."""
    if not entry.sources:
        return ""
    before = shown(carrying.old, entry.sources[0])
    if entry.group == "conflict":
        return f"保留“{shown(carrying.new, entry.targets[0])}”，旧草稿是“{before}”"
    after = dict.fromkeys(shown(carrying.new, path, content) for path, content in entry.arrivals)
    if not after or list(after) == [before]:
        return before
    return f"{before} → {'、'.join(after)}"


def _names(session: FormSession, paths: tuple[FieldPath, ...]) -> str:
    return "、".join(f"{session.pack.section[path.section].name}·{session.field(path).label}" for path in paths)


def _entry_json(carrying: Carrying, entry: Entry, confirmed: Container[FieldPath]) -> Json:
    written: dict[str, Json] = {
        str(path): _content_json(carrying.new, path, content)
        for path, content in entry.arrivals
        if not entry.awaits or path in confirmed
    }
    return {
        "from": [str(path) for path in entry.sources],
        "to": [str(path) for path in entry.targets],
        "was": [_stood(carrying.old, path) for path in entry.sources],
        "stands": [_stood(carrying.new, path) for path in entry.targets] if entry.group == "conflict" else [],
        "fills": written,
        "confirm": entry.awaits,
        "reason": entry.reason,
    }


def _stood(session: FormSession, path: FieldPath) -> Json:
    rows = session.answers.row_count(path)
    return {"rows": rows} if rows else value_to_json(session.pack, path, session.value(path))


def _content_json(session: FormSession, path: FieldPath, content: Content) -> Json:
    return {"rows": len(content.rows)} if isinstance(content, Rows) else value_to_json(session.pack, path, content)
