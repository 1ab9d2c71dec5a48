"""A passphrase written down for people: in groups of four, each with a check that a slip of the pen does not pass."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

GROUP = 4
LONGEST = 48
"""Characters of a passphrase that is still copied from paper."""
_MODULUS = 97  # greater than the distance of any two characters of a keyboard: no single slip goes unseen


@dataclass(frozen=True, slots=True)
class Group:
    """Up to four characters, and two digits that depend on each and on its place."""

    characters: str
    check: str


def groups(passphrase: str) -> tuple[Group, ...]:
    """The groups of a passphrase, NFC-normalised as the derivation of the key does it."""
    text = unicodedata.normalize("NFC", passphrase)
    parts = (text[at : at + GROUP] for at in range(0, len(text), GROUP))
    return tuple(Group(part, _check(part)) for part in parts)


def kind(character: str) -> str:
    """What a character is, where others look like it; "" for Chinese ones."""
    if character in " \u3000":
        return "空格" if character == " " else "全角空格"
    if character.isascii():
        if character.isdigit():
            return "数字"
        return ("大写" if character.isupper() else "小写") if character.isalpha() else "符号"
    return "全角" if unicodedata.east_asian_width(character) == "F" else ""


def _check(part: str) -> str:
    return f"{sum(place * ord(character) for place, character in enumerate(part, 1)) % _MODULUS:02d}"
