"""A file that came back, told to people and to other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.declaration.returning.commented import UNSIGNED
from app.declaration.returning.plan import Action, Content, Difference, Note, ReturnPlan
from app.declaration.returning.reading import field_of
from app.forms.answers.serial import value_to_json
from app.forms.field_types import FIELD_TYPES
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Json
from app.forms.wording import shortened

ACTIONS: dict[Action, str] = {
    "take": "只在 Word 中改过，读回",
    "conflict": "两边都改过，内容不同",
    "keep": "只在草稿中改过，保留草稿的",
    "same": "两边改得一样",
}
"""The actions of a plan in the order they are told, with their headings."""
_EMPTY = "（空）"


def return_json(session: FormSession, plan: ReturnPlan, *, applied: bool | None = None) -> dict[str, Json]:
    """Every difference, and where there is any: unread words, missing blanks, comments and notes.

    `applied` says whether it was taken, None when only the plan was wanted.
    """
    document: dict[str, Json] = {
        "plan": [_difference_json(session, plan, one) for one in plan.differences],
        "evidence": [],
    }
    unread: list[Json] = [{"text": one.text, "place": one.place} for one in plan.unread]
    comments: list[Json] = [
        {"by": one.by, "text": one.text, "about": one.about, "path": one.path, "known": one.known}
        for one in plan.comments
    ]
    more: dict[str, Json] = {
        "unread": unread,
        "missing": list(plan.missing),
        "comments": comments,
        "notes": list(plan.notes),
    }
    told = document | {name: value for name, value in more.items() if value}
    return told | ({"applied": applied} if applied is not None else {})


def _difference_json(session: FormSession, plan: ReturnPlan, one: Difference) -> Json:
    return {
        "path": _path(one),
        "ours": _content_json(session, one.path, one.ours),
        "theirs": _content_json(session, one.path, one.theirs),
        "base": _content_json(session, one.path, one.base),
        "action": one.action,
        "by": plan.by,
        "at": plan.at,
    }


def _path(one: Difference) -> str:
    """The path, as in the plan of a merge; of the rows that are yet to come the first is `[+1]`."""
    if not one.path.row.startswith("N"):
        return str(one.path)
    return f"{one.path.whole}[+{one.path.row.lstrip('N')}]"


def _content_json(session: FormSession, path: FieldPath, content: Content) -> Json:
    if isinstance(content, Mapping):
        return {name: value_to_json(session.pack, path.at("0", name), value) for name, value in content.items()}
    return value_to_json(session.pack, path, content)


def return_lines(session: FormSession, plan: ReturnPlan) -> Iterator[str]:
    """The plan in Chinese, one line for each difference under the heading of its action; empty ones are left out."""
    for action, heading in ACTIONS.items():
        if found := plan.of(action):
            yield f"【{heading}】{len(found)} 处"
            yield from (f"  {difference_words(session, one)}" for one in found)
    yield from (f"说明：{note}" for note in plan.notes)
    if plan.missing:
        yield f"【文件里找不到的栏目】{len(plan.missing)} 处（草稿中的内容保持不变）"
        yield from (f"  {name_of(session, FieldPath.parse(path))}" for path in plan.missing)
    if plan.unread:
        yield f"【没有读回的文字】{len(plan.unread)} 处"
        yield from (f"  {one.place or '开头'}：{one.text}" for one in plan.unread)
    if plan.comments:
        yield f"【批注】{len(plan.comments)} 条"
        yield from (f"  {note_place(session, one)}　{one.by or UNSIGNED}：{one.text}" for one in plan.comments)


def note_place(session: FormSession, note: Note) -> str:
    """Where a comment in the margin stands, and whether the draft has it already."""
    page = session.pack.section.get(note.path)
    where = session.page_name(page) if page is not None else ""
    if "." in note.path:
        where = name_of(session, FieldPath.parse(note.path))
    about = f"，批在“{shortened(note.about)}”" if note.about else ""
    return f"{where or '找不到所在的页面'}{about}{'（草稿里已有这条批注）' if note.known else ''}"


def difference_words(session: FormSession, one: Difference) -> str:
    """One difference as a line: which blank, what the draft holds, what the file holds."""
    ours, theirs = content_words(session, one.path, one.ours), content_words(session, one.path, one.theirs)
    name = name_of(session, one.path)
    if one.path.row and not one.path.column:
        if one.ours is None:
            return f"{name}：新的一行，{theirs}"
        if one.theirs is None:
            return f"{name}：Word 中删去了这一行，{ours}"
    if one.action == "same":
        return f"{name}：{shortened(ours)}"
    return f"{name}：草稿“{shortened(ours)}”，Word“{shortened(theirs)}”"


def name_of(session: FormSession, path: FieldPath) -> str:
    """What people call a blank: its page, its label, its row."""
    page = session.pack.section.get(path.section)
    field = field_of(session, str(path if path.column or not path.row else path.whole))
    names = [session.page_name(page) if page is not None else path.section, field.label if field else path.field]
    if path.row:
        whole = field_of(session, str(path.whole))
        known = session.answers.get(path.at(path.row)) is not None
        row = session.row_name(path) if known else ""
        names[1:1] = [f"{whole.label if whole else path.field}{row}"] if path.column else []
        names[-1] += row if not path.column else ""
    return "·".join(names)


def content_words(session: FormSession, path: FieldPath, content: Content) -> str:
    """What a blank holds, as an editor shows it; of a row its cells, one after the other."""
    if isinstance(content, Mapping):
        return "；".join(content_words(session, path.at("0", name), value) for name, value in content.items()) or _EMPTY
    field = field_of(session, str(path))
    return (FIELD_TYPES[field.type].typed(content) if field is not None else str(content or "")) or _EMPTY
