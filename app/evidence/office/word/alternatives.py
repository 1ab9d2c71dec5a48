"""Content that is there twice, for newer and older programs: one of both (ECMA-376 part 3, 7.2)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from app.evidence.office.package import attribute, local

_NOT_OURS = ("cx", "am3d", "aink", "wpi", "iact", "psl", "slidezoom")  # what only newer programs can draw
_DRAWN = ("chart", "relIds", "contentPart", "ink")  # drawn by programs; a picture of it is as good
_PICTURES = ("blip", "imagedata")


def chosen(alternatives: Element) -> Sequence[Element]:
    """The content of the branch that is printed; a picture where the first branch is a drawing of another program."""
    choices = [one for one in alternatives if local(str(one.tag)) == "Choice"]
    fallback = next((one for one in alternatives if local(str(one.tag)) == "Fallback"), None)
    pictured = fallback is not None and _holds(fallback, _PICTURES)
    choice = next(filter(_is_known, choices), None)
    if fallback is not None and pictured and (choice is None or _holds(choice, _DRAWN)):
        return list(fallback)
    if choice is None and choices:
        return list(choices[0])
    return list(choice if choice is not None else fallback if fallback is not None else ())


def _is_known(choice: Element) -> bool:
    required = attribute(choice, "Requires").split()
    return not any(one.startswith(_NOT_OURS) for one in required)


def _holds(branch: Element, tags: Sequence[str]) -> bool:
    return any(local(str(one.tag)) in tags for one in branch.iter())
