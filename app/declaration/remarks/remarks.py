"""The remarks that a draft holds, with their answers, as they are kept in it (FORMAT.md, section 9)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.declaration.declaration import Declaration
from app.errors import UsageError
from app.forms.paths import FieldPath

REMARK = "/remark/"
TEXT_LIMIT = 4000
NAME_LIMIT = 200
SHORT_ID = 8
_ID = re.compile(r"[0-9a-f]{32}")
_SECTION = re.compile(r"[a-z][a-z0-9_]*(@[0-9A-Za-z]+)?")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to a remark."""

    id: str
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Settled:
    """Who ticked a remark off, and when."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on the page, blank, row or cell at `path`, which may be gone since; times are ISO 8601 in UTC."""

    id: str
    path: str
    text: str
    by: str
    at: str
    answers: tuple[Answer, ...] = ()
    settled: Settled | None = None

    @property
    def section(self) -> str:
        """The id of the page that it is on."""
        return self.path.partition(".")[0]

    @property
    def blank(self) -> FieldPath | None:
        """The blank, row or cell that it is on; None when it is on a whole page."""
        return FieldPath.parse(self.path) if "." in self.path else None


@dataclass(frozen=True, slots=True)
class Remarks:
    """Every remark that can be read, the oldest first, and how many records of the draft cannot."""

    found: tuple[Remark, ...]
    unreadable: int = 0

    @property
    def open(self) -> tuple[Remark, ...]:
        """Those that nobody ticked off."""
        return tuple(one for one in self.found if one.settled is None)


def remarks(declaration: Declaration) -> Remarks:
    """The remarks of a declaration, by their moments, those of one second as they were made.

    A record that cannot be read is counted, and hides no other.
    """
    said: dict[str, dict[str, str]] = {}
    answers: dict[str, list[Answer]] = {}
    settled: dict[str, Settled] = {}
    unreadable = 0
    for path, text in declaration.kept(REMARK):
        try:
            name, *rest = path.removeprefix(REMARK).split("/")
            _require(_ID.fullmatch(name) is not None)
            match rest:
                case []:
                    own = _read(text, "path", "text", "by", "at")
                    _require(is_place(own["path"]))
                    said[name] = own
                case ["settled"]:
                    settled[name] = Settled(**_read(text, "by", "at"))
                case ["answer", answer]:
                    _require(_ID.fullmatch(answer) is not None)
                    answers.setdefault(name, []).append(Answer(answer, **_read(text, "text", "by", "at")))
                case _:
                    raise ValueError(path)
        except (ValueError, RecursionError):
            unreadable += 1
    unreadable += sum(len(given) for name, given in answers.items() if name not in said) + len(settled.keys() - said)
    found = (
        Remark(name, own["path"], own["text"], own["by"], own["at"], _sorted(answers.get(name, ())), settled.get(name))
        for name, own in said.items()
    )
    return Remarks(tuple(sorted(found, key=lambda one: one.at)), unreadable)


def named(found: Remarks, beginning: str) -> Remark:
    """The one remark whose id begins so; UsageError when there is none, or several."""
    fitting = [one for one in found.found if one.id.startswith(beginning.lower())] if len(beginning) >= 6 else []
    if len(fitting) == 1:
        return fitting[0]
    why = f"有几条批注的编号以“{beginning}”开头" if fitting else f"没有编号以“{beginning}”开头的批注"
    raise UsageError(f"{why}，草稿未改动。", "运行 qibei remarks 可以看到各条批注的编号，至少写前 6 位。")


def is_place(path: str) -> bool:
    """Whether `path` names a page, or a blank, row or cell, whether or not the form has it."""
    if _SECTION.fullmatch(path):
        return True
    try:
        FieldPath.parse(path)
    except ValueError:
        return False
    return True


def _sorted(own: Iterable[Answer]) -> tuple[Answer, ...]:
    return tuple(sorted(own, key=lambda one: one.at))


def _read(text: str, *names: str) -> dict[str, str]:
    kept: dict[str, str] = json.loads(text)
    _require(isinstance(kept, dict) and kept.keys() == set(names))
    for name, value in kept.items():
        _require(isinstance(value, str) and len(value) <= (TEXT_LIMIT if name == "text" else NAME_LIMIT))
    return kept


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError
