"""The blank is in the sentence: "其中，运行设备{running:count}台/套" → printed words and blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_BLANK = re.compile(r"([a-z][a-z0-9_]*)(?::([a-z_]+))?")
_BREAK = re.compile(r"[，；。、：:;,（(）)\s“”]+")
_LABEL_TRIM = " \u3000□：:，；。、（("


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand still: printed as they are, never typed."""

    text: str


@dataclass(frozen=True, slots=True)
class BlankRef:
    """A blank inside a sentence; `type` is None when the section's `fields` give it.

    `label` is the words before the blank and `unit` the words after it, as the notice prints them.
    """

    id: str
    type: str | None
    label: str = ""
    unit: str = ""


Piece = Words | BlankRef


@dataclass(frozen=True, slots=True)
class Sentence:
    """One printed line as words and blanks, in order."""

    pieces: tuple[Piece, ...]

    @property
    def blanks(self) -> tuple[BlankRef, ...]:
        """The blanks, in reading order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, BlankRef))

    @property
    def boxed(self) -> bool:
        """Whether the line begins with a □ that is ticked once the line is answered."""
        first = self.pieces[0] if self.pieces else None
        return isinstance(first, Words) and first.text.startswith("□")

    @property
    def words(self) -> str:
        """The printed words alone, blanks left out."""
        return "".join(piece.text for piece in self.pieces if isinstance(piece, Words))


def parse_sentence(text: str) -> Sentence:
    """Read a sentence of the pack language; ValueError (in Chinese) when a brace is not a blank.

    `{id}` and `{id:type}` are blanks, `{{` and `}}` are braces to print.
    """
    raw = _tokens(text)
    pieces: list[Piece] = []
    for position, piece in enumerate(raw):
        if isinstance(piece, BlankRef):
            before = raw[position - 1] if position else None
            after = raw[position + 1] if position + 1 < len(raw) else None
            piece = BlankRef(piece.id, piece.type, _label(before), _unit(after))
        pieces.append(piece)
    return Sentence(tuple(pieces))


def _tokens(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    words, end = "", 0
    for match in _TOKEN.finditer(text):
        words += text[end : match.start()]
        end = match.end()
        if match.group() in ("{{", "}}"):
            words += match.group()[0]
            continue
        blank = _BLANK.fullmatch(match.group(1) or "")
        if blank is None:
            raise ValueError(f"“{match.group()}”不是空格写法；应为 {{名称}} 或 {{名称:类型}}，要印花括号请写两个")
        if words:
            pieces.append(Words(words))
        pieces.append(BlankRef(blank.group(1), blank.group(2)))
        words = ""
    words += text[end:]
    return [*pieces, Words(words)] if words else pieces


def _label(before: Piece | None) -> str:
    if not isinstance(before, Words):
        return ""
    text = before.text.rstrip(_LABEL_TRIM)
    pieces = [piece for piece in re.split(r"[，；。、：:;,（(）)“”]|\s{2,}", text) if piece.strip()]
    return pieces[-1].strip(_LABEL_TRIM) if pieces else ""


def _unit(after: Piece | None) -> str:
    return _BREAK.split(after.text, maxsplit=1)[0] if isinstance(after, Words) else ""
