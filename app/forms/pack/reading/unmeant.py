"""What YAML reads without a word and no author means: line ends that are none, words lost as a comment, half quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

_CHINESE = re.compile("[\u3400-\u9fff，。；：（）“”□]")
_LOST = re.compile("( +)#(.*)")
_ITEM = re.compile(r"\s*- \S")


class Unmeant(NamedTuple):
    """One such place: line and column from 0, and what to write instead."""

    line: int
    column: int
    reason: str


def unmeant(scalar: yaml.ScalarNode, lines: Sequence[str]) -> Iterator[Unmeant]:
    """Every such place of one text in `lines`."""
    mark = scalar.start_mark
    if "\\n" in scalar.value:
        quoted = scalar.style == '"'
        reason = "双引号里的换行写成 \\n，前面只要一个反斜杠" if quoted else "“\\n”只有写在双引号里才是换行"
        yield Unmeant(mark.line, mark.column, reason)
    if scalar.style or not scalar.value:
        return
    if scalar.value.endswith('"') and scalar.value.count('"') % 2:
        yield Unmeant(mark.line, mark.column, "双引号没有成对：句子末尾有双引号，开头没有")
    yield from _lost(scalar, lines)
    for number in range(mark.line + 1, min(scalar.end_mark.line + 1, len(lines))):
        if _ITEM.match(lines[number]):
            column = len(lines[number]) - len(lines[number].lstrip())
            yield Unmeant(number, column, "缩进不对：这一项接到上一行的句子里去了，要与同级的 - 对齐")


def _lost(scalar: yaml.ScalarNode, lines: Sequence[str]) -> Iterator[Unmeant]:
    """A # behind words that may belong to them: a comment has room on both sides."""
    end = scalar.end_mark
    match = _LOST.match(lines[end.line][end.column :]) if end.line < len(lines) else None
    if match is None:
        return
    spaces, words = match.groups()
    if words[:1] not in ("", " ", "#", "\t") or (len(spaces) < 2 and _CHINESE.search(scalar.value)):
        reason = "“ #”后面的字会当作注释丢掉：是正文，整句要加双引号；是注释，# 前面空两格、后面空一格"
        yield Unmeant(end.line, end.column + len(spaces), reason)
