"""Limits that the words name and the pack does not keep to; quotes of the wrong kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.forms.pack.blocks import Line, Note, Prose
from app.forms.pack.body import Keys
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section

_LIMIT = re.compile(r"(?:限|不超过|不多于|控制在)\s*(\d{2,5})\s*(?:个?字)|(\d{2,5})\s*个?字(?:以内|之内|内)")

_LEFT = re.compile(r"_{2,}|＿{2,}|｛[^｛｝]*｝|［\^[^］]*］|【\^[^】]*】")  # blanks and marks that are none yet
_QUOTED = re.compile(r"“[^“”]*”")


def sentence_advice(pack: Pack, section: Section) -> Iterator[tuple[Keys, str]]:
    """Each text whose printed words, or those just before it, name another limit than it has; sentences in “ ”."""
    before = ""
    for keys, block, hint in section.placed:
        if isinstance(block, Prose):
            said = limit_in(f"{block.lead.words}{block.label}{hint}") or limit_in(before)
            if said is not None and said != block.limit:
                now = "没有写 limit" if block.limit is None else f" limit 是 {block.limit}"
                yield keys, f"“{block.label}”印着限 {said} 字，而{now}；请写 limit: {said}"
        elif isinstance(block, Line) and len(block.sentence.blanks) == 1:
            (blank,) = block.sentence.blanks
            field, said = section.asked[blank.id], limit_in(block.sentence.words)
            if field.type == "text" and said is not None and said != field.limit:
                yield keys, f"空格 {blank.id} 印着限 {said} 字，请在 fields 里写 limit: {said}"
        if isinstance(block, Line) and (left := _LEFT.search(block.sentence.words)):
            yield keys, f"句子里的“{left[0]}”会照样印出来；要填写的地方写成 {{名称:类型}}，花括号用半角的"
        if isinstance(block, Line) and _QUOTED.fullmatch(block.text):
            yield keys, "整句括在中文引号里，引号会照样印出来；给整句加引号要用半角的"
        before = block.text if isinstance(block, Note) else ""


def limit_in(words: str) -> int | None:
    """The limit that words name, when they name one and no other."""
    found = {int(one or other) for one, other in _LIMIT.findall(words)}
    return found.pop() if len(found) == 1 else None
