"""Drawings of older programs (VML): pictures, text boxes, ornamental words, previews of embedded objects.

ECMA-376 part 4, 19 (VML), and 19.3.3.19 (w:pict), 19.3.3.20 (w:object).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.evidence.office.package import attribute, local
from app.evidence.office.word.drawn.drawings import LINES
from app.evidence.office.word.items import WHOLE, Box, Crop, Found, Item, Picture, missing
from app.evidence.office.word.parts import Part

_SHAPES = ("shape", "rect", "roundrect", "oval", "line", "polyline", "image", "arc", "curve")
_LENGTH = re.compile(r"(-?[\d.]+)(pt|px|in|cm|mm|pc|)$")
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "": 0.75}
_FIXED = 65_536.0
_MARK = "PowerPlusWaterMarkObject"
Style = dict[str, str]


class Shapes:
    """What the VML of one part holds."""

    def __init__(self, part: Part, found: Found) -> None:
        self._part, self._found = part, found

    def items(self, element: Element) -> Iterator[Item]:
        """The pictures, boxes and words of a `w:pict` or a `w:object`."""
        made = list(self._within(element, (1.0, 1.0)))
        tags = {local(str(one.tag)) for one in element.iter()}
        if tags & {"OLEObject", "objectEmbed", "objectLink", "control"}:
            noun = "控件" if "control" in tags else "嵌入的对象"
            pictured = any(isinstance(one, Picture) for one in made)
            self._found.lose(f"{noun}的内容" if pictured else noun)
            if not made:
                yield missing(noun)
        yield from made

    def _within(self, parent: Element, scale: tuple[float, float]) -> Iterator[Item]:
        for one in parent:
            match local(str(one.tag)):
                case "group":
                    style = _style(one)
                    if not _is_hidden(style):
                        yield from self._within(one, _scale(one, style, scale))
                case tag if tag in _SHAPES:
                    yield from self._shape(one, scale)
                case "drawing" | "AlternateContent" | "shapetype":
                    pass

    def _shape(self, one: Element, scale: tuple[float, float]) -> Iterator[Item]:
        style = _style(one)
        if _is_hidden(style) or attribute(one, "hr") in ("t", "true"):
            return
        made = list(self._content(one, style, scale))
        if not made and attribute(one, "stroked") not in ("f", "false") and one.find("{*}textbox") is None:
            self._found.lose(LINES)
        yield from made

    def _content(self, one: Element, style: Style, scale: tuple[float, float]) -> Iterator[Item]:
        picture, path = one.find("{*}imagedata"), one.find("{*}textpath")
        if picture is None and attribute(one, "src"):
            picture = one
        if picture is not None:
            yield self._picture(picture, one, style, scale)
        if path is not None and (words := attribute(path, "string")):
            yield words
        for content in one.iterfind("{*}textbox/{*}txbxContent"):
            yield Box(content)

    def _picture(self, data: Element, one: Element, style: Style, scale: tuple[float, float]) -> Item:
        relation = self._part.relations.get(attribute(data, "id") or attribute(data, "relid"))
        if relation is None or not relation.part:
            noun = "链接到文件之外的图片" if relation is not None or attribute(data, "href") else "图片"
            self._found.lose(noun)
            return missing(noun)
        wide, high = _length(style.get("width", "")) * scale[0], _length(style.get("height", "")) * scale[1]
        flip = style.get("flip", "")
        inline = style.get("position", "") not in ("absolute", "relative")
        return Picture(
            relation.part,
            wide,
            high,
            _crop(data),
            _turn(style),
            ("x" in flip, "y" in flip),
            attribute(one, "alt"),
            inline,
        )


def is_watermark(shape: Element) -> bool:
    """Is it what Word puts under the words of each page?"""
    return _MARK in attribute(shape, "id") or "WordPictureWatermark" in attribute(shape, "id")


def _style(one: Element) -> Style:
    pairs = (pair.partition(":") for pair in attribute(one, "style").split(";"))
    return {name.strip().lower(): text.strip().lower() for name, _, text in pairs}


def _is_hidden(style: Style) -> bool:
    return style.get("visibility") == "hidden" or style.get("display") == "none"


def _scale(group: Element, style: Style, scale: tuple[float, float]) -> tuple[float, float]:
    """How large a unit of the group's own plane is in points; lengths without a unit there are such units."""
    wide, _, high = (attribute(group, "coordsize") or "1000,1000").partition(",")
    own = (_length(style.get("width", "")) * scale[0], _length(style.get("height", "")) * scale[1])
    units = [_number(text) or 1000.0 for text in (wide, high)]
    return own[0] / units[0] / _POINTS[""], own[1] / units[1] / _POINTS[""]


def _length(text: str) -> float:
    """A length in points; one without a unit is in pixels."""
    found = _LENGTH.match(text)
    return max(0.0, _number(found[1]) * _POINTS[found[2]]) if found else 0.0


def _crop(data: Element) -> Crop:
    left, top, right, bottom = (_share(attribute(data, f"crop{side}")) for side in ("left", "top", "right", "bottom"))
    return (left, top, right, bottom) if left + right < 1 and top + bottom < 1 else WHOLE


def _share(text: str) -> float:
    """A part of the whole: a fraction, or in 65,536ths with an f at its end."""
    return _number(text[:-1]) / _FIXED if text.endswith("f") else _number(text)


def _turn(style: Style) -> float:
    """The turn in degrees; with fd at its end in 65,536ths."""
    text = style.get("rotation", "")
    return _number(text[:-2]) / _FIXED if text.endswith("fd") else _number(text)


def _number(text: str) -> float:
    try:
        number = float(text or 0)
    except ValueError:
        return 0.0
    return number if abs(number) < 1e9 else 0.0
