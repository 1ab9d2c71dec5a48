"""What a Word file holds, as far as its blanks are concerned: texts with the marks around them, and who wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PICTURE = "\ufffc"
"""Stands in a text where the file has a picture or an embedded object."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A content control (its tag and number) or a bookmark (its name) around words.

    `prompts`: the program that saved the file says that the control shows its placeholder.
    """

    tag: str = ""
    control: int = 0
    name: str = ""
    prompts: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the marks around them, the outermost first; "" where an empty mark stands."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph."""

    pieces: tuple[Piece, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: rows of cells, each with what stands in it."""

    rows: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One cell."""

    content: tuple[Passage | Grid, ...]


Content = tuple[Passage | Grid, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody remarked in the margin, and the words that it is about.

    `around` are the marks around these words, innermost first; `near` those behind, then those before them.
    """

    by: str
    text: str
    about: str = ""
    around: tuple[Mark, ...] = ()
    near: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A whole file: its body, and by their Chinese names the places beside it; its properties; who changed what.

    `tracked` are the people whose changes are marked as such: insertions count, deletions do not.
    """

    body: Content
    beside: tuple[tuple[str, Content], ...]
    properties: Mapping[str, str]
    by: str = ""
    at: str = ""
    comments: tuple[Comment, ...] = ()
    tracked: tuple[str, ...] = ()
    insertions: int = 0
    deletions: int = 0


def passages(content: Content) -> Iterator[Passage]:
    """Every paragraph in reading order, tables opened."""
    for block in content:
        if isinstance(block, Passage):
            yield block
        else:
            yield from (one for row in block.rows for box in row for one in passages(box.content))


def words_of(passage: Passage) -> str:
    """The words of a paragraph."""
    return "".join(piece.text for piece in passage.pieces)


def prompts_in(piece: Piece) -> bool:
    """Whether a control around the words says that they are its placeholder."""
    return any(mark.prompts for mark in piece.marks)
