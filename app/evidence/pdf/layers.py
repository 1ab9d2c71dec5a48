"""Layers that a PDF does not print: what is drawn on them is taken out, since the book's pages have no layers."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_PATHS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))
_OTHERS = frozenset(("Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"))
_END_PATH = pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))


def hide_layers(pdf: pikepdf.Pdf) -> None:
    """Take what is drawn on layers that are off out of every page and form; nothing changes when none is off."""
    off = _Off(pdf)
    if not off.any:
        return
    seen = pikepdf.ObjectSet()
    for page in pdf.pages:
        names = off.names(page.obj.get("/Resources"))
        if names:
            page.obj.Contents = pdf.make_stream(_without(page, names))
        _hide_forms(page.obj.get("/Resources"), off, seen)


class _Off:
    """The layers that do not print by the document's own choice (ISO 32000-2, 8.11)."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        properties = _dictionary(pdf.Root.get("/OCProperties"))
        choice = _dictionary(properties.get("/D"))
        layers = _items(choice.get("/OFF"))
        if choice.get("/BaseState") == "/OFF":
            shown = {layer.objgen for layer in _items(choice.get("/ON"))}
            layers += [layer for layer in _items(properties.get("/OCGs")) if layer.objgen not in shown]
        self._layers = {layer.objgen for layer in layers}
        for layer in _items(properties.get("/OCGs")):
            self._ask_usage(layer)

    @property
    def any(self) -> bool:
        """Whether any layer is off."""
        return bool(self._layers)

    def names(self, resources: object) -> set[str]:
        """The names under which content marks what belongs to layers that are off."""
        marked = _dictionary(_dictionary(resources).get("/Properties"))
        return {name for name, layer in marked.items() if self.hides(layer)}

    def hides(self, membership: object) -> bool:
        """Whether a layer, or a rule over several, is off."""
        if not isinstance(membership, Dictionary):
            return False
        if membership.get("/Type") != "/OCMD":
            return membership.objgen in self._layers
        one = membership.get("/OCGs")
        layers = [one] if isinstance(one, Dictionary) else _items(one)
        states = [layer.objgen not in self._layers for layer in layers]
        rule = {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}
        return bool(states) and not rule.get(str(membership.get("/P")), any(states))

    def _ask_usage(self, layer: Dictionary) -> None:
        state = _dictionary(_dictionary(layer.get("/Usage")).get("/Print")).get("/PrintState")
        if state == "/OFF":
            self._layers.add(layer.objgen)


def _hide_forms(resources: object, off: _Off, seen: pikepdf.ObjectSet) -> None:
    """The same in every form that `resources` reach."""
    waiting = [resources]
    while waiting:
        forms = _dictionary(_dictionary(waiting.pop()).get("/XObject"))
        for _, form in forms.items():
            if not isinstance(form, Stream) or not seen.add(form):
                continue
            if off.hides(form.get("/OC")):
                _empty(form)
            elif form.get("/Subtype") == "/Form":
                names = off.names(form.get("/Resources"))
                if names:
                    form.write(_without(form, names))
                waiting.append(form.get("/Resources"))


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
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            marks.append(len(operands) == 2 and str(operands[0]) == "/OC" and str(operands[1]) in names)
        elif operator == "EMC" and marks:
            marks.pop()
        if not any(marks) or operator not in _PATHS | _OTHERS:
            yield instruction  # type: ignore[misc]  # an inline image is written out as an instruction is
        elif operator in _PATHS:
            yield _END_PATH


def _items(value: object) -> list[Dictionary]:
    return [one for one in value if isinstance(one, Dictionary)] if isinstance(value, Array) else []


def _dictionary(value: object) -> Dictionary:
    return value if isinstance(value, Dictionary) else Dictionary()
