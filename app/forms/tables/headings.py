"""Which column of a list the columns of a table are, by the words over them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from app.forms.pack.blocks import ListTable
from app.forms.pack.fields import Column

Lines = Sequence[tuple[int, Sequence[str]]]
"""The rows of a table: the number of each in its file, and its cells."""
NUMBER = "#"
"""Stands for the column of the rows' own numbers, which is not taken over."""
LOOKED_AT = 15
"""Lines among which the headings are looked for."""
NEAR = 0.72
"""How alike two headings are that count as the same (0 to 1)."""
SAME_UNIT = 0.25
"""How much nearer a heading is that names the unit of a column."""
_NUMBERS = frozenset({"序号", "编号", "行号", "no", "号"})
_COUNTS = frozenset({"数量", "数目"})
_MARKS = re.compile(r"[\s*＊★☆※✱:：;；,，、。.“”\"'‘’_\-—/／]+")
_BRACKETS = re.compile(r"[（(\[【〔]([^）)\]】〕]*)[）)\]】〕]")
_UNIT_SAID = re.compile(r"单位[:：]?\s*")


def bare(words: str) -> str:
    """A heading without stars, blanks, marks and what stands in brackets, in half width and lower case."""
    plain = unicodedata.normalize("NFKC", words)
    return _MARKS.sub("", _BRACKETS.sub("", plain) or plain).lower()


def unit_in(words: str) -> str:
    """The unit that a heading names in its last brackets: 收入（万元）; "" where it names none."""
    found = _BRACKETS.findall(unicodedata.normalize("NFKC", words))
    return "".join(_UNIT_SAID.sub("", found[-1]).split()) if found else ""


def heading_line(table: ListTable, lines: Lines) -> int | None:
    """Which of the lines are the headings, from 0: the first that fits best; None when no line fits.

    One word in common is enough in the first line that says anything; further down there must be two.  Where no line
    has them, two that are near are enough in a line of words alone, unless the next one is as near: rows are alike.
    """
    fits = [_known(table, cells) for _, cells in lines[:LOOKED_AT]]
    best = max(fits, default=0)
    first = next((place for place, (_, cells) in enumerate(lines) if any(cell.strip() for cell in cells)), -1)
    if best >= min(2, len(table.columns)) or (best and fits.index(best) == first):
        return fits.index(best)
    return _near_line(table, [cells for _, cells in lines[:LOOKED_AT]])


def matched(table: ListTable, headings: Sequence[str]) -> tuple[str, ...]:
    """For each heading the id of the column that it means, `NUMBER` for the rows' own numbers, "" for none.

    Each column is meant once, first by those that say the same, then by those that are near it.
    """
    found = ["" for _ in headings]
    left = {column.id: column for column in table.asked_columns}
    for place, words in enumerate(headings):
        name = next((one for one, column in left.items() if _same(words, column)), "")
        if name:
            found[place] = name
            del left[name]
        elif _is_number(table, words):
            found[place] = NUMBER
    for place, name in _near(headings, found, left.values()):
        found[place] = name
    return tuple(found)


def _known(table: ListTable, cells: Iterable[str]) -> int:
    """How many cells say the same as a column of the list."""
    return sum(any(_same(words, column) for column in table.asked_columns) for words in set(cells) if words.strip())


def are_headings(columns: Sequence[Column], cells: Sequence[str]) -> bool:
    """Whether cells say what columns they come from, and those are these `columns`; one word alone may be an answer."""
    said = [(words, column) for words, column in zip(cells, columns, strict=False) if words.strip()]
    return len(said) > 1 and all(_same(words, column) for words, column in said)


def _near_line(table: ListTable, lines: Sequence[Sequence[str]]) -> int | None:
    """The first line whose words are near to the headings, though none says the same."""
    near = [sum(name not in ("", NUMBER) for name in matched(table, cells)) for cells in lines]
    for place, (cells, count) in enumerate(zip(lines, near, strict=True)):
        if count >= 2 and not any(_is_figure(cell) for cell in cells):
            return place if count > (near[place + 1] if place + 1 < len(near) else 0) else None
    return None


def _is_figure(cell: str) -> bool:
    """Whether a cell holds a number or a date rather than words."""
    return bool(cell.strip()) and not any(sign.isalpha() for sign in cell)


def _same(words: str, column: Column) -> bool:
    said = bare(words)
    return bool(said) and said in (bare(column.label), bare(column.label + column.unit), column.id)


def _is_number(table: ListTable, words: str) -> bool:
    return bool(table.numbered) and bare(words) in _NUMBERS | {bare(table.number_head)}


def _near(headings: Sequence[str], found: Sequence[str], left: Iterable[Column]) -> list[tuple[int, str]]:
    """The pairs of headings and columns that are left over and alike, the likest first, each used once."""
    open_places = [place for place, name in enumerate(found) if not name and bare(headings[place])]
    pairs = [(likeness(headings[place], column), place, column.id) for place in open_places for column in left]
    chosen: dict[int, str] = {}
    for alike, place, name in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if alike >= NEAR and place not in chosen and name not in chosen.values():
            chosen[place] = name
    return list(chosen.items())


def likeness(words: str, column: Column) -> float:
    """How alike a heading and the name of a column are; one that holds the other, or has its unit, is nearer."""
    said, asked = bare(words), bare(column.label)
    if asked in _COUNTS and said in {f"{unit}数" for unit in column.unit.split("/")}:
        return 1.0  # 台数 for 数量 in 台/套
    if min(len(said), len(asked)) >= 2 and (said in asked or asked in said):
        return 0.8
    shared = bool(column.unit) and unit_in(words) == unit_in(f"（{column.unit}）")
    return SequenceMatcher(None, said, asked, autojunk=False).ratio() + SAME_UNIT * shared
