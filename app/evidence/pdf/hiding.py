"""What is drawn on layers that are off, taken out of pages and forms, since the book's pages have no layers."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Name, Stream

from app.evidence.pdf.layers import Layers
from app.evidence.pdf.objects import dictionary, spelled

_PATHS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))
_OTHERS = frozenset(("Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"))
_END_PATH = pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))


def hide_layers(pdf: pikepdf.Pdf, layers: Layers) -> None:
    """Take what is drawn on layers that are off out of every page and form; nothing changes when none is off."""
    if not layers.any:
        return
    seen = pikepdf.ObjectSet()
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        names = layers.names(resources)
        if names:
            page.obj.Contents = pdf.make_stream(_without(page, names))
        _hide_below(resources, layers, seen)


def _hide_below(resources: object, layers: Layers, seen: pikepdf.ObjectSet) -> None:
    """The same in every form, pattern, mask and drawn letter that `resources` reach."""
    waiting = [resources]
    while waiting:
        above = waiting.pop()
        for thing in _drawn_with(above):
            if not isinstance(thing, Stream) or not seen.add(thing):
                continue
            if layers.hides(thing.get("/OC")):
                _empty(thing)
            elif thing.get("/Subtype") != "/Image":
                below = thing.get("/Resources") or above  # old forms draw with what their page has
                names = layers.names(below)
                if names:
                    thing.write(_without(thing, names))
                waiting.append(below if "/Resources" in thing else None)


def _drawn_with(resources: object) -> Iterator[object]:
    group = dictionary(resources)
    for key in ("/XObject", "/Pattern"):
        yield from (thing for _, thing in dictionary(group.get(key)).items())
    for _, state in dictionary(group.get("/ExtGState")).items():
        yield dictionary(dictionary(state).get("/SMask")).get("/G")
    for _, font in dictionary(group.get("/Font")).items():
        yield from (letter for _, letter in dictionary(dictionary(font).get("/CharProcs")).items())


def _empty(form: Stream) -> None:
    for key in set(form.keys()) - {"/Length"}:
        del form[key]
    form.write(b"")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])


def _without(content: pikepdf.Page | Stream, names: set[str]) -> bytes:
    """The content without what is painted between the marks of layers in `names`; the state it sets stays."""
    return pikepdf.unparse_content_stream(list(_kept(content, names)))


def _kept(content: pikepdf.Page | Stream, names: set[str]) -> Iterator[pikepdf.ContentStreamInstruction]:
    marks: list[bool] = []
    for instruction in pikepdf.parse_content_stream(content):
        operator, operands = spelled(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            marks.append(len(operands) == 2 and operands[0] == "/OC" and spelled(operands[1]) in names)
        elif operator == "EMC" and marks:
            marks.pop()
        if not any(marks) or operator not in _PATHS | _OTHERS:
            yield instruction  # type: ignore[misc]  # an inline image is written out as an instruction is
        elif operator in _PATHS:
            yield _END_PATH
