"""The resources of an OFD document by their IDs (GB/T 33190-2016, 7.9), and what hangs on one another among them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.evidence.ofd.package import Package
from app.evidence.ofd.values import child, children, local, text_of

_MOST_RELATIVES = 16
_GROUPS = {
    "ColorSpaces": "spaces",
    "DrawParams": "params",
    "Fonts": "fonts",
    "MultiMedias": "media",
    "CompositeGraphicUnits": "units",
}


@dataclass(slots=True)
class Resources:
    """What a document or a page may name; a page's own stand before those of its document."""

    package: Package
    spaces: dict[str, Element] = field(default_factory=dict)
    params: dict[str, Element] = field(default_factory=dict)
    fonts: dict[str, tuple[str, str, Element]] = field(default_factory=dict)
    media: dict[str, tuple[str, str, Element]] = field(default_factory=dict)
    units: dict[str, Element] = field(default_factory=dict)
    default_space: str = ""

    def within(self) -> Resources:
        """The same, to be added to for one page."""
        spaces, params, fonts = dict(self.spaces), dict(self.params), dict(self.fonts)
        return Resources(self.package, spaces, params, fonts, dict(self.media), dict(self.units), self.default_space)

    def add(self, base: str, location: str) -> bool:
        """Take in the resource file that a part in `base` names; False when it is absent or broken."""
        found = self.package.tree_at(base, location)
        if found is None:
            return not location.strip()
        folder, root = found
        files = f"{folder}/{root.get('BaseLoc') or ''}"
        for group in root:
            kept = _GROUPS.get(local(group.tag))
            for one in group if kept else ():
                whole = (files, folder, one) if kept in ("fonts", "media") else one
                getattr(self, str(kept))[one.get("ID") or ""] = whole
        return True

    def file_of(self, found: tuple[str, str, Element], name: str) -> str | None:
        """The part that a face (`FontFile`) or picture (`MediaFile`) lies in; None when it is not there."""
        files, folder, element = found
        location = text_of(element, name)
        if not location:
            return None
        return self.package.located(files, location) or self.package.located(folder, location)

    def relatives(self, reference: str | None) -> list[Element]:
        """The drawing parameters of that ID and those they build upon (8.2), the nearest first; never in a circle."""
        found: list[Element] = []
        while reference and len(found) < _MOST_RELATIVES:
            param = self.params.get(reference.strip())
            if param is None or any(param is one for one in found):
                break
            found.append(param)
            reference = param.get("Relative")
        return found

    def palette(self, space: Element, index: int) -> str | None:
        """The values of a colour that is named by its place in the palette of its space."""
        entries = children(child(space, "Palette"), "CV")
        return entries[index].text if 0 <= index < len(entries) else None


def folder_of(part: str) -> str:
    """The folder that a part lies in."""
    return posixpath.dirname(part)
