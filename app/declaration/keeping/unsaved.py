"""What is not on disk yet, in words: asked before it is given up."""

from __future__ import annotations

import json
from collections.abc import Iterator

from app.declaration.declaration import Declaration
from app.drafts.model import Change, is_own
from app.forms.answers.serial import value_from_json
from app.forms.paths import FieldPath
from app.forms.session import FormSession

LONGEST = 40


def unsaved_words(declaration: Declaration) -> list[str]:
    """One line for each blank, row and proof whose last change is only in memory."""
    return list(dict.fromkeys(_lines(declaration)))


def _lines(declaration: Declaration) -> Iterator[str]:
    session = declaration.session
    for change in declaration.saver.unsaved():
        if is_own(change.path):
            yield "一份定稿记录"
            continue
        yield _line(session, FieldPath.parse(change.path), change)


def _line(session: FormSession, path: FieldPath, change: Change) -> str:
    section = session.pack.section.get(path.section)
    whole, cell = session.pack.field_at(path.whole), session.pack.field_at(path)
    page = session.page_name(section) if section is not None else path.section
    name = whole.label if whole is not None and whole.label else path.field
    if whole is not None and whole.type == "evidence":
        there = session.answers.get(path.whole.at(path.row, "name")) if path.row else None
        return f"{page}　{name}：{there or '删除的文件'}"
    if path.row:
        there = path.row in session.answers.rows(path.whole)
        name += session.row_name(path) if there else "中删除的一行"
    if not path.column and path.row:
        return f"{page}　{name}"
    if path.column and cell is not None:
        name += f"　{cell.label}"
    return f"{page}　{name}：{_value(session, path, change)}"


def _value(session: FormSession, path: FieldPath, change: Change) -> str:
    """What was answered, in short."""
    if change.after is None:
        return "（清空）"
    value = value_from_json(session.pack, path, json.loads(change.after))
    text = " ".join(str(session.text(path) or value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
