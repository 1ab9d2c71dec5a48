"""Remarks told: where they are, a line each, as JSON, how many are open; and the place that a user names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.declaration.declaration import Declaration
from app.declaration.remarks.remarks import SHORT_ID, Remark, Remarks, remarks
from app.declaration.reports import public_path
from app.declaration.sharing.report import Telling
from app.errors import UsageError
from app.forms.moments import day
from app.forms.paths import ENTRIES, FieldPath, entry_section
from app.forms.session import FormSession
from app.forms.values import Json

GONE = "这一处已不在申报书中"
_ENTRY = re.compile(rf"([a-z][a-z0-9_]*)\.{ENTRIES}\[([0-9A-Za-z]+)\]\.(.+)")


def open_words(declaration: Declaration) -> str:
    """That remarks are open, or cannot be read; "" when there is nothing to say."""
    kept = remarks(declaration)
    waiting = f"还有 {len(kept.open)} 条批注未处理。" if kept.open else ""
    return waiting + unreadable_words(kept)


def unreadable_words(kept: Remarks) -> str:
    """That some records of remarks cannot be read; "" when all can."""
    if not kept.unreadable:
        return ""
    return (
        f"有 {kept.unreadable} 条批注记录无法识别，没有列出，也没有删除；可能由更新版本的程序写入，请升级程序后查看。"
    )


def is_there(session: FormSession, one: Remark) -> bool:
    """Whether the form still has what a remark is on."""
    if one.section not in session.pack.section:
        return False
    path = one.blank
    if path is None:
        return True
    listed = not path.row or path.row in session.answers.rows(path.whole)
    return listed and session.pack.field_at(path) is not None


def where(session: FormSession, one: Remark) -> str:
    """The page and blank that a remark is on, in words; its path where the form has no such page."""
    if one.blank is not None:
        return Telling(session, session).name(one.path)
    page = session.pack.section.get(one.section)
    return session.page_name(page) if page is not None else one.path


def remark_lines(session: FormSession, one: Remark) -> Iterator[str]:
    """One remark with its answers."""
    state = f"已处理（{one.settled.by}，{day(one.settled.at)}）" if one.settled else "未处理"
    gone = "" if is_there(session, one) else f"（{GONE}）"
    yield f"[{one.id[:SHORT_ID]}] {where(session, one)}{gone}　{state}"
    yield _said(one.text, one.by, one.at)
    for answer in one.answers:
        yield _said(f"答复：{answer.text}", answer.by, answer.at)


def remark_json(session: FormSession, one: Remark) -> Json:
    """One remark; `path` as in `answers` where the form still has it, else as it is kept, and `gone`."""
    there = is_there(session, one)
    answers: list[Json] = [{"text": own.text, "by": own.by, "at": own.at} for own in one.answers]
    said: dict[str, Json] = {
        "id": one.id,
        "path": public_path(session, one.blank) if there and one.blank is not None else one.path,
        "section": one.section,
        "text": one.text,
        "by": one.by,
        "at": one.at,
        "answers": answers,
        "settled": {"by": one.settled.by, "at": one.settled.at} if one.settled else None,
    }
    return said | ({} if there else {"gone": True})


def stored_path(session: FormSession, given: str) -> str:
    """The page or stored path that a user names, rows by their place from 0 or their id; UsageError when unknown."""
    if given in session.pack.section:
        return given
    try:
        entry = _ENTRY.fullmatch(given)
        if entry is not None:
            page, row, rest = entry.groups()
            name = _row(session, FieldPath(page, ENTRIES), row)
            given_in = FieldPath.parse(f"{entry_section(page, name)}.{rest}")
        else:
            given_in = FieldPath.parse(given)
        path = given_in._replace(row=_row(session, given_in.whole, given_in.row)) if given_in.row else given_in
        if path.section in session.pack.section and session.pack.field_at(path) is not None:
            return str(path)
    except ValueError:
        pass
    raise UsageError(
        f"申报书中没有“{given[:200]}”这一处，批注没有加上。", "运行 qibei answers 可以看到全部名称，行从 0 数起。"
    )


def _row(session: FormSession, of: FieldPath, given: str) -> str:
    rows = session.answers.rows(of)
    if given.isdecimal() and given.isascii() and len(given) < 9 and int(given) < len(rows):
        return rows[int(given)]
    if given not in rows:
        raise ValueError(given)
    return given


def _said(text: str, by: str, at: str) -> str:
    lines = text.replace("\n", "\n    ")
    return f"  {lines}（{by}，{day(at)}）"
