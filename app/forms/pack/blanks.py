"""The blank is in the sentence: "其中，运行设备{running:count}台/套" → printed words and blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|\[\^([^\]]*)\]?")
_TYPES = {
    "文字": "text",
    "文本": "text",
    "整数": "count",
    "数字": "count",
    "数量": "count",
    "小数": "decimal",
    "金额": "money",
    "百分数": "percent",
    "百分比": "percent",
    "年份": "year",
    "年月": "month",
    "日期": "date",
    "电话": "phone",
    "手机": "mobile",
    "邮箱": "email",
    "网址": "url",
    "单选": "choice",
    "多选": "choices",
    "是否": "yesno",
}
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_BLANK = re.compile(r"([a-z][a-z0-9_]*)(?::([a-z_]+))?")
_BREAK = re.compile(r"[，；。、：:;,（(）)\s“”]+")
_LABEL_TRIM = " \u3000□：:，；。、（("
_SEALED = re.compile(r"[（(](?:加?盖?公?章|盖章|签字|签名|签章|印章|签字或盖章|签字或签章|手写)[）)]$")


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
        if blank is None and key is None and (reason := _misnamed(match.group(1) or "")) is not None:
            raise ValueError(f"“{match.group()}”{reason}")
        if blank is None and key is None:
            raise ValueError(f"“{match.group()}”不是空格写法；应为 {{名称}} 或 {{名称:类型}}，要印花括号请写两个")
        if words:
            pieces.append(Words(words))
        pieces.append(BlankRef(blank.group(1), blank.group(2)) if blank else NoteMark(key))
        words = ""
    words += text[end:]
    return [*pieces, Words(words)] if words else pieces


def _misnamed(inside: str) -> str | None:
    """What is wrong with a blank whose name or type is a word in another script; None when it is something else."""
    name, _, kind = inside.replace("：", ":").partition(":")
    if not name or not name.strip().replace("_", "a").isalnum():
        return None
    if not _KEY.fullmatch(name):
        return f"不是空格写法：名称“{name}”只能用小写字母、数字和下划线，并以字母开头，如 {{income:money}}"
    if kind and not kind.isascii():
        meant = _TYPES.get(kind.strip())
        return (
            f"里的类型“{kind}”不认识{f'，是不是 {meant}？' if meant else '；类型用英文，如 text、count、money、date'}"
        )
    return None


def _label(before: str) -> str:
    text = _SEALED.sub("", before.rstrip(_LABEL_TRIM)).rstrip(_LABEL_TRIM)
    pieces = [piece for piece in re.split(r"[，；。、：:;,（(）)“”]|\s{2,}", text) if piece.strip()]
    return pieces[-1].strip(_LABEL_TRIM) if pieces else ""


def _unit(after: str) -> str:
    return _BREAK.split(after, maxsplit=1)[0]
