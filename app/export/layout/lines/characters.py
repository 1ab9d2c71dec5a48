"""What kind of character each one is: where a line may break, and which face and room it takes.

Sources: GB/T 15834-2011 (5.1, where marks may stand) and W3C Requirements for Chinese Text Layout
(3.1 line composition).  A kind is one letter, so that rules are regular expressions over kinds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

OBJECT = "\ufffc"  # stands for room that is left empty: its width is given beside the text
NOTE = "\ufffb"  # stands for the mark of a footnote: its width is given beside the text as well
HAN, WORD, SPACE, BOX, ROOM, UNIT, SLASH = "c", "a", "s", "b", "o", "u", "/"
OPENING, CLOSING, JOINED = "(", ")", "-"  # full-width marks; those that never begin a line and keep their width
LOW_OPENING, LOW_CLOSING = "<", ">"  # their half-width relatives

_MEMBERS = {
    OPENING: "（《〈【〔［｛「『〖“‘〝＜",
    CLOSING: "，。、；：？！）》〉】〕］｝」』〗”’〞．＞",
    JOINED: f"—…―·～〜‧・{NOTE}",
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
_STRAIGHT = re.compile(r"\"[^\"\n]*\"|(?<![A-Za-z0-9])'[^'\n]*'(?![A-Za-z0-9])")
_DROPPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffb\ufffc\U000e0100-\U000e01ef]"
)


_SHAPED = re.compile(
    "[\u0590-\u08ff\u0900-\u109f\u1700-\u18af\u1900-\u1aaf\u1b00-\u1cff\ua840-\uabff\U00010800-\U00011fff]"
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


def is_shaped(char: str) -> bool:
    """Whether its script is written from the right or joins and stacks its letters: a glyph a character is not it.

    Hebrew, Arabic, the scripts of India, Thai, Tibetan, Burmese, Khmer and Mongolian; not the Arabic forms that are
    joined already (Unicode, Arabic Presentation Forms).
    """
    return _SHAPED.match(char) is not None


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
