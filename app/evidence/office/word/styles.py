"""The styles of a document: what a paragraph or run has of itself, or of its style and those it is based on.

ECMA-376 part 1, 17.7 (styles), 17.7.2 (style hierarchy).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.evidence.office.package import attribute, local

_LONGEST_CHAIN = 100  # styles based on one another
_NO = ("0", "false", "off", "none")
Properties = dict[str, Element]


class Styles:
    """The styles by their names; a part that is absent has none."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(one, "styleId"): one for one in root.iterfind("{*}style")} if root is not None else {}
        defaults = root.find("{*}docDefaults/{*}rPrDefault") if root is not None else None
        self._default_run = _children(defaults, "rPr") if defaults is not None else {}
        self._usual = next((name for name, one in self._styles.items() if _is_usual(one)), "")
        self._known: dict[tuple[str, str], Properties] = {}

    def chain(self, name: str) -> Iterator[tuple[str, Element]]:
        """The style and those it is based on, the nearest first; of a circle each one once."""
        seen: set[str] = set()
        while name in self._styles and name not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(name)
            yield name, self._styles[name]
            name = value(self._styles[name].find("{*}basedOn"))

    def named(self, paragraph: Properties) -> str:
        """The style of a paragraph; the usual one where it names none."""
        return value(paragraph.get("pStyle")) or self._usual

    def paragraph(self, own: Properties) -> Properties:
        """All properties of a paragraph."""
        return {**self._of(self.named(own), "pPr"), **own}

    def below(self, style: str) -> Properties:
        """The properties of paragraphs that a style brings."""
        return self._of(style, "pPr")

    def run(self, own: Properties, style: str) -> Properties:
        """All properties of a run in a paragraph of that style."""
        merged = {**self._default_run, **self._of(style, "rPr")}
        if "rStyle" in own:
            merged |= self._of(value(own["rStyle"]), "rPr")
        return merged | own

    def _of(self, style: str, group: str) -> Properties:
        """What a style and those below it say, kept for each of them."""
        above: list[str] = []
        while style in self._styles and (style, group) not in self._known:
            self._known[style, group] = {}  # until it is known, so that a circle ends
            above.append(style)
            style = value(self._styles[style].find("{*}basedOn"))
        merged = self._known.get((style, group), {})
        for name in reversed(above):
            merged = {**merged, **_children(self._styles[name], group)}
            self._known[name, group] = merged
        return merged


def own_properties(element: Element) -> Properties:
    """The properties that stand in a paragraph, run, row or cell itself, by their bare names."""
    return _children(element, f"{local(str(element.tag))}Pr")


def value(element: Element | None) -> str:
    """Its `val`; "" where there is none."""
    return attribute(element, "val") if element is not None else ""


def is_on(properties: Properties, name: str) -> bool:
    """Is a property that is on or off there, and on?"""
    return name in properties and value(properties[name]) not in _NO


def _children(element: Element, group: str) -> Properties:
    ending = f"}}{group}"
    for part in element:
        if part.tag.endswith(ending):
            return {one.tag.rpartition("}")[2]: one for one in part}
    return {}


def _is_usual(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")
