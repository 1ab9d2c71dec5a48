"""Headers and footers: their words, each once; what else they hold is named (ECMA-376 part 1, 17.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.evidence.office.package import attribute
from app.evidence.office.word.blocks import Blocks
from app.evidence.office.word.drawn.vml import is_watermark
from app.evidence.office.word.fields import OWN_NUMBERS
from app.evidence.office.word.items import without_marks
from app.evidence.office.word.parts import Part
from app.evidence.office.word.reading import Reading
from app.evidence.office.word.styles import value
from app.evidence.prepared import Figure, Grid, Passage

_NAMES = {"header": "页眉", "footer": "页脚"}
_ONCE = "页眉、页脚中的文字只印一次，不逐页重复。"
_NUMBERS = re.compile(r"第\s*页|共\s*页|\bpage\b|\bof\b", re.IGNORECASE)
_WORDS = re.compile(r"\w")


class Margins:
    """What stands above and below the text of a document."""

    def __init__(self, reading: Reading, body: Part) -> None:
        self._reading, self._body = reading, body
        self._words: dict[str, dict[str, None]] = {kind: {} for kind in _NAMES}
        for kind, path in self._parts():
            part = reading.part(path)
            if part is not None:
                self._read(kind, part)
        if any(self._words.values()):
            reading.found.note(_ONCE)

    def passages(self, kind: str) -> Iterator[Passage]:
        """The words of the headers or of the footers, a passage each."""
        for words in self._words[kind]:
            yield Passage(f"{_NAMES[kind]}：{words}")

    def _parts(self) -> Iterator[tuple[str, str]]:
        """The kind and the part of each header and footer that is in effect somewhere, once."""
        held: dict[tuple[str, str], str] = {}
        seen: set[str] = set()
        settings = self._reading.settings
        even = settings is not None and _says(settings, "evenAndOddHeaders")
        for section in self._body.root.iterfind(".//{*}sectPr"):
            for kind in _NAMES:
                for one in section.iterfind(f"{{*}}{kind}Reference"):
                    relation = self._body.relations.get(attribute(one, "id"))
                    held[kind, attribute(one, "type") or "default"] = relation.part if relation is not None else ""
                for which, used in (("default", True), ("first", _says(section, "titlePg")), ("even", even)):
                    path = held.get((kind, which), "")
                    if used and path and path not in seen:
                        seen.add(path)
                        yield kind, path

    def _read(self, kind: str, part: Part) -> None:
        """Keep the words of one header or footer; name its pictures, its watermark and its page numbers."""
        found = self._reading.found
        watermark = _watermark(part.root)
        if watermark is not None:
            found.lose(f"水印“{watermark}”" if watermark else "水印")
        blocks = Blocks(self._reading, part, page_numbers=False)
        lines: list[str] = []
        for piece in blocks.pieces(part.root):
            match piece:
                case Passage():
                    lines.append(piece.text)
                case Grid():
                    lines += [" ".join(filter(None, row)) for row in piece.rows]
                case Figure():
                    found.lose(f"{_NAMES[kind]}中的图片")
        words = " ".join(without_marks(" ".join(lines)).replace(watermark or "\n", " ").split())
        if OWN_NUMBERS in found.removed:
            words = " ".join(_NUMBERS.sub(" ", words).split()).strip("-—–/|·,，、 ")
        if _WORDS.search(words):
            self._words[kind][words] = None


def _says(element: Element, name: str) -> bool:
    part = element.find(f"{{*}}{name}")
    return part is not None and value(part) not in ("0", "false", "off")


def _watermark(root: Element) -> str | None:
    """The words of the watermark, "" for a picture; None where there is none."""
    for shape in root.iterfind(".//{*}shape"):
        if is_watermark(shape):
            path = shape.find("{*}textpath")
            return attribute(path, "string")[:40] if path is not None else ""
    return None
