"""Comparing what a form prints with the words of its notice, block by block and in order.

The notice's text is kept as it was extracted; what the extraction damaged is restored by a list of
`Restored`, each with its reason, and a restoration that no longer applies is itself a difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

NOTICES = Path(__file__).with_name("notices")


@dataclass(frozen=True)
class Restored:
    """Words that the extraction damaged, what the original says, and how one knows."""

    damaged: str
    original: str
    reason: str


@dataclass(frozen=True)
class Extra:
    """Words that are printed though the notice's form has none such there, and why."""

    words: str
    reason: str


def plain(text: str, *, blanks: bool = True) -> str:
    """The words alone: no spaces, one width of punctuation, every run of _ one blank (or none), boxes unticked."""
    text = re.sub(r"<input[^>]*>", "□", text)
    text = re.sub(r"<[^>]*>", "", text)
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("☑", "□")
    text = re.sub(r"\.{3,}", "…", text)
    return re.sub(r"_+", "_" if blanks else "", text)


def notice_blocks(name: str, restored: Iterable[Restored]) -> tuple[list[str], list[str]]:
    """The lines and cells of a notice, restored; and the restorations that found nothing to restore."""
    text = (NOTICES / name).read_text("utf-8")
    idle = []
    for one in restored:
        if one.damaged not in text:
            idle.append(one.damaged)
        text = text.replace(one.damaged, one.original)
    return [plain(cell) for line in text.splitlines() for cell in line.split("\t") if cell.strip()], idle


def differences(
    printed: Iterable[str], notice: Iterable[str], extras: Iterable[Extra] = (), *, blanks: bool = True
) -> list[str]:
    """Where the printed words leave the notice's: one line for each block that is missing, moved, added or unused."""
    stream = "".join(plain(text, blanks=blanks) for text in printed)
    found = []
    for extra in extras:
        words = plain(extra.words, blanks=blanks)
        before, there, after = stream.rpartition(words)
        if not there:
            found.append(f"not printed any more: {extra.words}")
        stream = before + after
    position = 0
    for block in notice:
        words = plain(block, blanks=blanks)
        at = stream.find(words, position)
        if at < 0:
            found.append(f"missing: {block} (instead: {stream[position : position + len(words)]})")
            continue
        if at > position:
            found.append(f"added before {block}: {stream[position:at]}")
        position = at + len(words)
    return [*found, f"added at the end: {stream[position:]}"] if stream[position:] else found
