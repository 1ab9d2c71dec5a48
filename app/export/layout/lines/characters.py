"""What kind of character each one is: where a line may break, and which face and room it takes.

Sources: GB/T 15834-2011 (5.1, where marks may stand) and W3C Requirements for Chinese Text Layout
(3.1 line composition).  A kind is one letter, so that rules are regular expressions over kinds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

OBJECT = "\ufffc"  # stands for room that is left empty: its width is given beside the text
HAN, WORD, SPACE, BOX, ROOM, UNIT, SLASH = "c", "a", "s", "b", "o", "u", "/"
OPENING, CLOSING, JOINED = "(", ")", "-"  # full-width marks; those that never begin a line and keep their width
LOW_OPENING, LOW_CLOSING = "<", ">"  # their half-width relatives

_MEMBERS = {
    OPENING: "（《〈【〔［｛「『〖“‘〝＜",
    CLOSING: "，。、；：？！）》〉】〕］｝」』〗”’〞．＞",
    JOINED: "—…―·～〜‧・",
    UNIT: "％‰℃℉°′″℅",
    BOX: "□☐☑☒■",
    SLASH: "/／",
    SPACE: " \u3000\u00a0",
    ROOM: OBJECT,
    LOW_OPENING: "([{<$￥£€#№＃＄￡@",
    LOW_CLOSING: ",.;:?!)]}>%",
}
BOXES = _MEMBERS[BOX]  # printed by one face, so that □ and ☑ are a pair
# Marks that GB 2312 has in full width: the Chinese face prints them though Latin faces know them.
_CHINESE_MARKS = frozenset("§¨°±·×÷¶¤") - {"°"}
_LATIN_MARKS = frozenset("–‐‑‒•™©®€−Ωµ")
LATIN_FORM = "\ufe00"  # behind a mark that both scripts share: as Latin has it (Unicode, StandardizedVariants.txt)
_SHARED = re.compile("[‘’“”—…]")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]")
_LETTER = "A-Za-zÀ-ɏ"
_INSIDE = re.compile(rf"(?<=[{_LETTER}])’(?=[{_LETTER}])|(?<=[{_LETTER}]) ?[—…] ?(?=[{_LETTER}])")  # it’s, wait … then
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’")
_POSSESSIVE = re.compile(r"(?<=[A-Za-z])’(?= [a-z])")
_LETTERS_BEFORE = re.compile(rf"[{_LETTER}][\x20-@\[-`{{-~]*[ (\[]$")
_LETTERS_BEHIND = re.compile(rf"(?=[^A-Za-z0-9])[\x20-@\[-`{{-~]*[{_LETTER}]")
_SENTENCE = re.compile(r"(?:\b[a-z]{2,}\b.*){3}")  # so many words in small letters are English by themselves
_STRAIGHT = re.compile(r"\"[^\"\n]*\"|(?<![A-Za-z0-9])'[^'\n]*'(?![A-Za-z0-9])")
_DROPPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffc\U000e0100-\U000e01ef]"
)


def cleaned(text: str) -> str:
    """`text` without characters that print nothing; a tab is a space, line ends become "\\n"."""
    if text.isalnum():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\t", " ")
    return _DROPPED.sub("", text)


def is_latin(char: str) -> bool:
    """Whether the Latin face prints it where it can: letters, digits and their marks."""
    code = ord(char)
    return (code < 0x250 and char not in _CHINESE_MARKS) or 0x370 <= code < 0x400 or char in _LATIN_MARKS


def _kind(char: str) -> str:
    for kind, members in _MEMBERS.items():
        if char in members:
            return kind
    if is_latin(char):
        return WORD
    return WORD if unicodedata.combining(char) else HAN


class _Kinds(dict[str, str]):
    """Character → kind, filled as characters are met."""

    def __missing__(self, char: str) -> str:
        kind = self[char] = _kind(char)
        return kind


_KINDS = _Kinds()


def kinds(text: str, latin: Collection[int] = ()) -> str:
    """The kind of every character of `text`, one letter each; the quotes at the places `latin` are Latin ones.

    Straight quotes in pairs open and close like brackets.
    """
    shown = "".join(map(_KINDS.__getitem__, text))
    if not latin and '"' not in text and "'" not in text:
        return shown
    letters = list(shown)
    for at in latin:
        letters[at] = shown[at] if shown[at] == JOINED else WORD
    for match in _STRAIGHT.finditer(text):
        letters[match.start()], letters[match.end() - 1] = LOW_OPENING, LOW_CLOSING
    return "".join(letters)


def latin_marks(text: str) -> frozenset[int]:
    """Where the quotes, dashes and dots that Chinese and Latin share are Latin ones: in English words and among them.

    In Chinese text they are Chinese whatever they enclose: “5G”, “2022年”.
    """
    if not _SHARED.search(text):
        return frozenset()
    found, start = set[int](), 0
    for line in text.split("\n"):
        found.update(start + at for at in _latin_marks(line))
        start += len(line) + 1
    return frozenset(found)


def _latin_marks(line: str) -> Iterator[int]:
    inside = [at for match in _INSIDE.finditer(line) for at in range(*match.span()) if line[at] != " "]
    yield from inside
    for at in inside:
        line = f"{line[:at]}'{line[at + 1 :]}"
    for match in _QUOTED.finditer(line):
        if not _HAN.search(match[0]) and _among_english(line, *match.span()):
            yield from (match.start(), match.end() - 1)
    if "‘" not in line:
        yield from (match.start() for match in _POSSESSIVE.finditer(line))


def _among_english(line: str, start: int, end: int) -> bool:
    """Whether English words stand around the quoted ones from `start` to `end`; an English sentence may end there."""
    before, behind = line[:start], line[end:]
    sides = bool(_LETTERS_BEFORE.search(before)), bool(_LETTERS_BEHIND.match(behind))
    return all(sides) or (any(sides) and not _HAN.search(line) and bool(_SENTENCE.search(line)))
