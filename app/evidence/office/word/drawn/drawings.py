"""Drawings of Word (DrawingML): pictures, text boxes, charts and diagrams in them, also those grouped.

ECMA-376 part 1, 20.1 and 20.4; sizes there are in EMU, 12,700 a point.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.evidence.office.package import attribute, local
from app.evidence.office.word.alternatives import chosen
from app.evidence.office.word.drawn.diagrams import chart_data, diagram_words
from app.evidence.office.word.items import WHOLE, Box, Crop, Data, Found, Item, Picture, missing
from app.evidence.office.word.parts import Package, Part

POINT = 12_700.0
LINES = "线条和方框等图形"
_DEGREE = 60_000.0
_WHOLE_SIDE = 100_000.0
_GROUPS = ("wgp", "wpc", "grpSp", "lockedCanvas")
_MOST_SHAPES = 5_000
Scale = tuple[float, float]


class Drawings:
    """What the drawings of one part hold."""

    def __init__(self, package: Package, part: Part, found: Found) -> None:
        self._package, self._part, self._found = package, part, found
        self._shapes = 0

    def items(self, drawing: Element) -> Iterator[Item]:
        """The pictures, boxes and tables that stand for one `w:drawing`."""
        for frame in drawing:
            about, extent = frame.find("{*}docPr"), frame.find("{*}extent")
            if about is not None and attribute(about, "hidden") in ("1", "true"):
                continue
            words = attribute(about, "descr") or attribute(about, "title") if about is not None else ""
            size = _size(extent)
            inline = local(str(frame.tag)) == "inline"
            for one in frame.iterfind("{*}graphic/{*}graphicData/*"):
                yield from self._shape(one, size, words, inline)

    def _shape(self, one: Element, size: Scale, words: str, inline: bool) -> Iterator[Item]:
        """One graphic of the drawing, `size` points large."""
        match local(str(one.tag)):
            case "pic":
                yield from self._picture(one, size, words, inline)
            case "wsp" | "sp":
                yield from self._box(one, size, words)
            case "cxnSp":
                self._found.lose(LINES)
            case "chart":
                yield from self._chart(one)
            case "relIds":
                yield from self._diagram(one)
            case "AlternateContent":
                for inner in chosen(one):
                    yield from self._shape(inner, size, words, inline)
            case "contentPart" | "ink":
                self._found.lose("手写墨迹")
                yield missing("手写墨迹")
            case tag if tag in _GROUPS:
                yield from self._group(one, size, inline)
            case "graphicFrame":
                for inner in one.iterfind("{*}graphic/{*}graphicData/*"):
                    yield from self._shape(inner, size, words, inline)
            case "oleObj" | "model3d":
                self._found.lose("嵌入的对象")
                yield missing("嵌入的对象")

    def _group(self, group: Element, size: Scale, inline: bool) -> Iterator[Item]:
        """All of a group, each part for itself; `size` is that of the group."""
        parts = list(self._parts(group, size, inline))
        if len(parts) > 1:
            self._found.note("组合在一起的图形按各部分先后印出，相对位置与原件不同。")
        yield from parts

    def _parts(self, group: Element, size: Scale, inline: bool) -> Iterator[Item]:
        scale = _scale(group, size)
        for one in group:
            self._shapes += 1
            if self._shapes > _MOST_SHAPES:
                self._found.lose(LINES)
                return
            wide, high = _size(_frame(one, "ext"))
            own = (wide * scale[0], high * scale[1])
            yield from self._shape(one, own, _description(one), inline)

    def _picture(self, one: Element, size: Scale, words: str, inline: bool) -> Iterator[Item]:
        fill, frame = one.find("{*}blipFill"), one.find("{*}spPr/{*}xfrm")
        if fill is not None:
            yield self._filled(fill, frame, size, words or _description(one), inline)

    def _filled(self, fill: Element, frame: Element | None, size: Scale, words: str, inline: bool) -> Item:
        """The picture of a fill, or what stands for one that is not in the file."""
        blip = fill.find("{*}blip")
        relation = self._part.relations.get(attribute(blip, "embed")) if blip is not None else None
        if relation is None or not relation.part:
            linked = blip is not None and attribute(blip, "link")
            noun = "链接到文件之外的图片" if linked else "图片"
            self._found.lose(noun)
            return missing(noun)
        turn = _number(attribute(frame, "rot")) / _DEGREE if frame is not None else 0.0
        mirrored = tuple(frame is not None and attribute(frame, side) in ("1", "true") for side in ("flipH", "flipV"))
        crop = _crop(fill.find("{*}srcRect"))
        return Picture(relation.part, *size, crop, turn, (mirrored[0], mirrored[1]), words, inline)

    def _box(self, one: Element, size: Scale, words: str) -> Iterator[Item]:
        """The words of a shape, and the picture that fills it; what is only drawn is named."""
        content, fill = one.find("{*}txbx/{*}txbxContent"), one.find("{*}spPr/{*}blipFill")
        if fill is not None:
            yield self._filled(fill, one.find("{*}spPr/{*}xfrm"), size, words, False)
        if content is not None and _has_content(content):
            yield Box(content)
        elif fill is None and one.find("{*}linkedTxbx") is None and _is_visible(one):
            self._found.lose(LINES)

    def _chart(self, one: Element) -> Iterator[Item]:
        relation = self._part.relations.get(attribute(one, "id"))
        part = self._package.part(relation.part) if relation is not None and relation.part else None
        data = chart_data(part.root) if part is not None else None
        if data is None:
            self._found.lose("图表")
            yield missing("图表")
            return
        self._found.lose("图表的图形（其数据印成表格）")
        yield data

    def _diagram(self, one: Element) -> Iterator[Item]:
        relation = self._part.relations.get(attribute(one, "dm"))
        part = self._package.part(relation.part) if relation is not None and relation.part else None
        words = diagram_words(part.root) if part is not None else ()
        self._found.lose("SmartArt 图形（其中的文字印出）" if words else "SmartArt 图形")
        yield Data(tuple((line,) for line in words)) if words else missing("SmartArt 图形")


def _frame(one: Element, name: str) -> Element | None:
    """A measure of a shape's own frame."""
    found = one.find(f"{{*}}spPr/{{*}}xfrm/{{*}}{name}")
    found = one.find(f"{{*}}grpSpPr/{{*}}xfrm/{{*}}{name}") if found is None else found
    return one.find(f"{{*}}xfrm/{{*}}{name}") if found is None else found


def _scale(group: Element, size: Scale) -> Scale:
    """How much larger the parts of a group are shown than they say."""
    wide, high = _size(_frame(group, "chExt"))
    own = _size(_frame(group, "ext"))
    shown = size if all(size) else own
    return (shown[0] / wide if wide else 1.0), (shown[1] / high if high else 1.0)


def _size(extent: Element | None) -> Scale:
    if extent is None:
        return 0.0, 0.0
    return max(0.0, _number(attribute(extent, "cx")) / POINT), max(0.0, _number(attribute(extent, "cy")) / POINT)


def _crop(cut: Element | None) -> Crop:
    if cut is None:
        return WHOLE
    left, top, right, bottom = (_share(attribute(cut, side)) for side in "ltrb")
    return (left, top, right, bottom) if left + right < 1 and top + bottom < 1 else WHOLE


def _share(text: str) -> float:
    """A part of the whole: in thousandths of a percent, or as a percentage."""
    return _number(text[:-1]) / 100 if text.endswith("%") else _number(text) / _WHOLE_SIDE


def _number(text: str) -> float:
    try:
        number = float(text or 0)
    except ValueError:
        return 0.0
    return number if abs(number) < 1e12 else 0.0


def _description(one: Element) -> str:
    about = one.find(".//{*}cNvPr")
    return attribute(about, "descr") if about is not None else ""


def _has_content(content: Element) -> bool:
    tags = ("t", "drawing", "pict", "object", "sym", "oMath")
    return any(local(str(one.tag)) in tags for one in content.iter())


def _is_visible(shape: Element) -> bool:
    """Has it a line or a fill?"""
    look = shape.find("{*}spPr")
    if look is None:
        return False
    line = look.find("{*}ln")
    styled = shape.find("{*}style") is not None
    drawn = line.find("{*}noFill") is None if line is not None else styled
    filled = any(look.find(f"{{*}}{kind}") is not None for kind in ("solidFill", "gradFill", "pattFill"))
    return drawn or filled or (styled and look.find("{*}noFill") is None)
