"""What stands in a paragraph besides its words, and what is said of what the book does not print."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

Crop = tuple[float, float, float, float]  # of the left, top, right and bottom side, as parts of width and height
_LONGEST = 200  # of what is said
WHOLE: Crop = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is shown: its part, its size in points, what is cut off, its turn in degrees, its mirroring.

    `inline`: it stands in the line like a word, else it floats beside its paragraph.
    """

    part: str
    width: float
    height: float
    crop: Crop = WHOLE
    turn: float = 0.0
    mirrored: tuple[bool, bool] = (False, False)
    words: str = ""
    inline: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """A text box: the element that holds its paragraphs."""

    content: Element


@dataclass(frozen=True, slots=True)
class Data:
    """A table that stands for something drawn: the numbers of a chart, or the words of a diagram."""

    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote, called here: its id, and the mark in the text."""

    kind: str  # "footnote" or "endnote"
    id: str
    mark: str


Item = str | Picture | Box | Data | Note


@dataclass(slots=True)
class Found:
    """What is not printed, as nouns, and what else there is to say, as sentences; each once, in their order."""

    _lost: dict[str, None] = field(default_factory=dict)
    _notes: dict[str, None] = field(default_factory=dict)

    def lose(self, noun: str) -> None:
        """Say that this is not printed."""
        self._lost[_line(noun)] = None

    def note(self, sentence: str) -> None:
        """Say this of the proof."""
        self._notes[_line(sentence)] = None

    @property
    def removed(self) -> tuple[str, ...]:
        """All that is not printed."""
        return tuple(self._lost)

    @property
    def notes(self) -> tuple[str, ...]:
        """All that is said."""
        return tuple(self._notes)


def _line(words: str) -> str:
    """The words as one line that can be shown anywhere: they may hold what a file says."""
    return "".join(c for c in words if c.isprintable())[:_LONGEST]


def missing(noun: str) -> str:
    """What stands in the text where something cannot be printed."""
    return f"〔此处的{noun}未能印出〕"


def without_marks(words: str) -> str:
    """The words less the marks of what is missing."""
    return _MISSING.sub("", words)


_MISSING = re.compile(missing("[^〕]*"))
