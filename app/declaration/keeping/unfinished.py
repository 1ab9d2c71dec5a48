"""What earlier runs left: drafts that were never closed, and copies that are not back in their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.drafts.away import leftovers
from app.drafts.away.placing import interruption


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One draft: where it has its place, until when everything is saved (local time).

    `place`: what that place is called, when changes are still to be put back there; else empty.
    """

    path: Path
    at: datetime
    place: str = ""


def unfinished(known: Iterable[Path]) -> list[Unfinished]:
    """Copies not put back, newest first, then those of the `known` drafts that a program here had open when it ended.

    A draft that is just open in a program is none.
    """
    left = [Unfinished(one.record.original, one.at, one.record.place.name or "原处") for one in leftovers.unpublished()]
    named = {one.path for one in left}
    ended = [(path, interruption(path)) for path in known if path not in named]
    return [*left, *(Unfinished(path, at) for path, at in ended if at is not None)]


def unfinished_words(found: list[Unfinished]) -> str:
    """What the first screen says of them; of several, the first and how many more there are."""
    if not found:
        return ""
    first, more = found[0], len(found) - 1
    others = f"另有 {more} 份也是这样，打开时会提示。" if more else ""
    if first.place:
        return f"“{first.path.stem}”有修改还没有写回{first.place}，都存在这台电脑上，没有丢失。{others}"
    at = f"{first.at:%Y-%m-%d %H:%M}"
    return f"程序上次没有正常结束；“{first.path.stem}”到 {at} 为止填写的内容都已保存，没有丢失。{others}"
