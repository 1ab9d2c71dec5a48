"""Whose a mark is that Chinese and Latin share: quotes, dashes and dots are one character each in Unicode.

In Chinese text they are Chinese whatever they enclose: “5G”, “2022年”.  Among English words they are Latin,
narrow and joined to the word: it’s, said “it works” and.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHARED = re.compile("[‘’“”—…]")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]")
_LETTER = "A-Za-zÀ-ɏ"
_ANY_LETTER = re.compile(f"[{_LETTER}]")
_NONE = frozenset[int]()
_OTHERS = r"[\x20-@\[-`{-~]*"  # ASCII that is no letter
_INSIDE = re.compile(  # the mark first, which is what a search can look for
    rf"[’—…](?:(?<=[{_LETTER}]’)(?=[{_LETTER}])|(?:(?<=[{_LETTER}][—…])|(?<=[{_LETTER}] [—…]))(?= ?[{_LETTER}]))"
)
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’")
_POSSESSIVE = re.compile(r"’(?<=[A-Za-z]’)(?= [a-z])")
_WORD_BEFORE = re.compile(rf"[{_LETTER}]{_OTHERS}[ (\[]$")
_WORD_BEHIND = re.compile(rf"(?![A-Za-z0-9]){_OTHERS}[{_LETTER}]")
_SMALL_WORD = re.compile(r"\b[a-z]{2,}\b")
SENTENCE = 3  # words in small letters that make a line without Chinese an English one
NEAR = 40  # characters in which the next word is looked for


def latin_marks(text: str) -> frozenset[int]:
    """Where the marks are Latin ones: inside English words and around them, if English words stand on both sides."""
    if not _SHARED.search(text) or not _ANY_LETTER.search(text):
        return _NONE
    found, start = set[int](), 0
    for line in text.split("\n"):
        found.update(start + at for at in _latin_marks(line))
        start += len(line) + 1
    return frozenset(found)


def _latin_marks(line: str) -> Iterator[int]:
    inside = [match.start() for match in _INSIDE.finditer(line)]
    yield from inside
    for at in inside:
        line = f"{line[:at]}'{line[at + 1 :]}"
    for match in _QUOTED.finditer(line):
        if not _HAN.search(match[0]) and _among_english(line, *match.span()):
            yield from (match.start(), match.end() - 1)
    if "’" in line:
        unpaired = _QUOTED.sub(lambda match: " " * len(match[0]), line)
        yield from (match.start() for match in _POSSESSIVE.finditer(unpaired) if "‘" not in unpaired[: match.start()])


def _among_english(line: str, start: int, end: int) -> bool:
    """Whether English words stand around the quoted ones from `start` to `end`; an English sentence may end there."""
    before, behind = line[max(0, start - NEAR) : start], line[end : end + NEAR]
    sides = bool(_WORD_BEFORE.search(before)), bool(_WORD_BEHIND.match(behind))
    return all(sides) or (any(sides) and not _HAN.search(line) and len(_SMALL_WORD.findall(line)) >= SENTENCE)
