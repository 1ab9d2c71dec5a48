"""Which face draws a text: the one in the file (GB/T 33190-2016, 11.1), else the nearest of the prepared ones."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from app.evidence.ofd.letters.glyphs import Face
from app.evidence.ofd.letters.outlines import Unreadable
from app.evidence.ofd.package import Package
from app.evidence.ofd.resources import Resources
from app.evidence.ofd.values import flag
from app.files import resource


class StandIn(NamedTuple):
    """What is drawn instead of a family that is not in the file: its name, and faces for Latin and other letters."""

    word: str
    latin: tuple[str, ...]
    others: tuple[str, ...]


# In what China's systems call 宋体, 楷体 …, Latin letters are half as wide as the em, as they are in UMing and UKai.
_HALF, _SANS = ("UMing.ttf",), ("WenQuanYiZenHei.ttf",)
_SONG = StandIn("宋体", _HALF, ("FandolSong.ttf", "UMing.ttf"))
_HEI = StandIn("黑体", _SANS, ("FandolHei.ttf", "WenQuanYiZenHei.ttf"))
_KAI = StandIn("楷体", ("UKai.ttf",), ("FandolKai.ttf", "UKai.ttf"))
_LATIN = StandIn("Times New Roman", ("LiberationSerif.ttf",), _SONG.others)
_FAMILIES: tuple[tuple[tuple[str, ...], StandIn], ...] = (
    (("仿宋", "fang"), StandIn("仿宋", _HALF, ("FandolFang.ttf",))),
    (("楷", "kai"), _KAI),
    (("黑", "hei", "等线", "dengxian", "圆"), _HEI),
    (("宋", "song", "simsun", "ming"), _SONG),
    (("times", "georgia", "cambria", "garamond", "serif"), _LATIN),
    (("arial", "helvetica", "calibri", "verdana", "tahoma", "sans"), _HEI),
)
_USUAL = frozenset(
    (
        *("宋体", "新宋体", "simsun", "nsimsun", "songti", "stsong", "华文宋体", "仿宋", "仿宋_gb2312", "fangsong"),
        *("fangsong_gb2312", "simfang", "stfangsong", "华文仿宋", "楷体", "楷体_gb2312", "kaiti", "kaiti_gb2312"),
        *("simkai", "stkaiti", "华文楷体", "黑体", "simhei", "stheiti", "华文黑体", "微软雅黑", "microsoftyahei"),
        *("timesnewroman", "arial", "couriernew", "courier", "helvetica", ""),
    )
)
_LAST = ("UMing.ttf", "UKai.ttf", "WenQuanYiZenHei.ttf", "LXGWWenKaiLight.ttf", "Symbola.ttf", "NotoSansSymbols2.ttf")
LATIN_END = chr(0x250)
_LONGEST = 40
_BOLD = ("bold", "heavy", "black", "粗")


@lru_cache(maxsize=16)
def prepared(file: str) -> Face | None:
    """One of the program's faces; None when it was never prepared."""
    try:
        return Face(resource("fonts", file))
    except Unreadable:
        return None


@dataclass(slots=True)
class Letters:
    """What draws the characters of one font of the file."""

    name: str
    own: Face | None
    instead: StandIn
    bold: bool
    slanted: bool
    broken: bool = False  # it is in the file and cannot be read
    _known: dict[str, tuple[Face, int] | None] = field(default_factory=dict)

    def of(self, char: str) -> tuple[Face, int] | None:
        """The face and glyph of a character; None when no face has it."""
        if char not in self._known:
            self._known[char] = self._drawn(char) or self._other(char)
        return self._known[char]

    def _drawn(self, char: str) -> tuple[Face, int] | None:
        """The font's own glyph, if there is something to see of it."""
        glyph = self.own.glyph(char) if self.own is not None else None
        if self.own is None or glyph is None or not self.own.draws(glyph):
            return None
        return self.own, glyph

    def _other(self, char: str) -> tuple[Face, int] | None:
        if unicodedata.category(char) == "Co":  # of private use: each face means something else by it
            return None
        first, second = self.instead.latin, self.instead.others
        for file in (*(first + second if char < LATIN_END else second + first), *_LAST):
            face = prepared(file)
            glyph = face.glyph(char) if face is not None else None
            if face is not None and glyph is not None:
                return face, glyph
        return None

    @property
    def is_unlike(self) -> bool:
        """Whether what stands for it looks so different that it is worth a word."""
        return self.own is None and (self.broken or _bare(self.name) not in _USUAL)


class Wardrobe:
    """The fonts of one document, each read once."""

    def __init__(self) -> None:
        self._known: dict[Element, Letters] = {}
        self._files: dict[tuple[Package, str], Face | None] = {}
        self.unlike: dict[str, str] = {}  # name of a font → a sentence on what is drawn instead

    def letters(self, reference: str | None, resources: Resources) -> Letters:
        """The font of that ID; a plain 宋体 where there is none."""
        found = resources.fonts.get((reference or "").strip())
        if found is None:
            return Letters("宋体", None, _SONG, False, False)
        if found[2] not in self._known:
            self._known[found[2]] = self._read(found, resources)
        return self._known[found[2]]

    def used(self, letters: Letters) -> None:
        """Remember that text is drawn in a font that is not in the file."""
        if letters.is_unlike:
            name = "".join(filter(str.isprintable, letters.name))[:_LONGEST]
            self.unlike[name] = (
                f"字体“{name}”{'读不出' if letters.broken else '未嵌入'}，用“{letters.instead.word}”代替。"
            )

    def _read(self, found: tuple[str, str, Element], resources: Resources) -> Letters:
        element = found[2]
        name = (element.get("FontName") or element.get("FamilyName") or "").strip()
        part = resources.file_of(found, "FontFile")
        own = self._own(resources.package, part) if part is not None else None
        family = f"{name} {element.get('FamilyName') or ''}".lower()
        instead = next((one for words, one in _FAMILIES if any(word in family for word in words)), _SONG)
        bold = flag(element.get("Bold"), False) or any(word in family for word in _BOLD)
        broken = part is not None and own is None
        slanted = flag(element.get("Italic"), False)
        return Letters(name, own, instead, bold and own is None, slanted and own is None, broken)

    def _own(self, package: Package, part: str) -> Face | None:
        key = package, part
        if key not in self._files:
            self._files[key] = _face(package.read(part))
        return self._files[key]


def _face(data: bytes) -> Face | None:
    try:
        return Face(data)
    except Unreadable:
        return None


def _bare(name: str) -> str:
    """A name without the tag of a subset, spaces and case."""
    return name.rpartition("+")[2].replace(" ", "").replace("-", "").lower()
