"""The blank is in the sentence: "其中，运行设备{running:count}台/套" → printed words and blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|\[\^([^\]]*)\]?")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
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


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of the footnote that the page calls `key`."""

    key: str


Piece = Words | BlankRef | NoteMark


@dataclass(frozen=True, slots=True)
class Sentence:
    """One printed line as words and blanks, in order."""

    pieces: tuple[Piece, ...]

    @property
    def blanks(self) -> tuple[BlankRef, ...]:
        """The blanks, in reading order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, BlankRef))

    @property
    def marks(self) -> tuple[str, ...]:
        """The footnotes it refers to, in reading order."""
        return tuple(piece.key for piece in self.pieces if isinstance(piece, NoteMark))

    @property
    def boxed(self) -> bool:
        """Whether the line begins with a □ that is ticked once the line is answered."""
        first = self.pieces[0] if self.pieces else None
        return isinstance(first, Words) and first.text.startswith("□")

    @property
    def words(self) -> str:
        """The printed words alone, blanks left out."""
        return "".join(piece.text for piece in self.pieces if isinstance(piece, Words))


@lru_cache(maxsize=4096)
def parse_sentence(text: str) -> Sentence:
    """Read a sentence of the pack language; ValueError (in Chinese) when a brace is not a blank.

    `{id}` and `{id:type}` are blanks, `{{` and `}}` are braces to print, `[^key]` is the mark of a footnote.
    """
    raw = _tokens(text)
    pieces: list[Piece] = []
    for position, piece in enumerate(raw):
        if isinstance(piece, BlankRef):
            before, after = _words_beside(raw[:position][::-1])[::-1], _words_beside(raw[position + 1 :])
            piece = BlankRef(piece.id, piece.type, _label("".join(before)), _unit("".join(after)))
        pieces.append(piece)
    return Sentence(tuple(pieces))


def without_marks(words: str) -> str:
    """The words without the marks of footnotes."""
    return re.sub(r"\[\^[a-z0-9_]+\]", "", words)


def _words_beside(pieces: list[Piece]) -> list[str]:
    """The words up to the next blank, the marks of footnotes left out."""
    beside = takewhile(lambda piece: not isinstance(piece, BlankRef), pieces)
    return [piece.text for piece in beside if isinstance(piece, Words)]


def _tokens(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    words, end = "", 0
    for match in _TOKEN.finditer(text):
        words += text[end : match.start()]
        end = match.end()
        if match.group() in ("{{", "}}"):
            words += match.group()[0]
            continue
        key, blank = match.group(2), _BLANK.fullmatch(match.group(1) or "")
        if key is not None and not (_KEY.fullmatch(key) and match.group().endswith("]")):
            raise ValueError(f"“{match.group()}”不是脚注写法；应为 [^名称]，名称用小写字母、数字和下划线，以字母开头")
        if blank is None and key is None:
            raise ValueError(f"“{match.group()}”不是空格写法；应为 {{名称}} 或 {{名称:类型}}，要印花括号请写两个")
        if words:
            pieces.append(Words(words))
        pieces.append(BlankRef(blank.group(1), blank.group(2)) if blank else NoteMark(key))
        words = ""
    words += text[end:]
    return [*pieces, Words(words)] if words else pieces


def _label(before: str) -> str:
    text = before.rstrip(_LABEL_TRIM)
    pieces = [piece for piece in re.split(r"[，；。、：:;,（(）)“”]|\s{2,}", text) if piece.strip()]
    return pieces[-1].strip(_LABEL_TRIM) if pieces else ""


def _unit(after: str) -> str:
    return _BREAK.split(after, maxsplit=1)[0]
