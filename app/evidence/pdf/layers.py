"""Which layers of a PDF are on paper by the document's own choice (ISO 32000-2, 8.11)."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary

from app.evidence.pdf.objects import dictionaries, dictionary, items, spelled

_DEEP, _MOST_STEPS = 32, 10_000  # expressions in one another; looked at for one membership
_MOST_RULES = 100
_SCREEN_ONLY = "设为不打印的图层"
ON_PAPER = "PDF 里有屏幕上不显示、只在打印时出现的内容，已印入书中。"


class Layers:
    """The layers that do not print: off by choice, or by what they say of their use."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        properties = dictionary(pdf.Root.get("/OCProperties"))
        choice = dictionary(properties.get("/D"))
        self._off = _keys(choice.get("/OFF"))
        if choice.get("/BaseState") == "/OFF":
            self._off |= _keys(properties.get("/OCGs")) - _keys(choice.get("/ON"))
        self._screen_only = self._paper_only = False
        self._steps = 0
        asked = _asked(choice)
        for layer in dictionaries(properties.get("/OCGs")):
            if layer.is_indirect:
                self._use(layer, {event for event, keys in asked.items() if layer.objgen in keys})
            if not _is_of_view(layer):
                self._off.discard(layer.objgen)

    @property
    def any(self) -> bool:
        """Whether any layer is off."""
        return bool(self._off)

    @property
    def removed(self) -> tuple[str, ...]:
        """The name of layers that are on the screen and not on paper."""
        return (_SCREEN_ONLY,) if self._screen_only else ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know of layers that are on paper and not on the screen."""
        return (ON_PAPER,) if self._paper_only else ()

    def names(self, resources: object) -> set[str]:
        """The names under which content marks what belongs to layers that are off."""
        marked = dictionary(dictionary(resources).get("/Properties"))
        return {name for name, layer in marked.items() if self.hides(layer)}

    def hides(self, membership: object) -> bool:
        """Whether a layer, or a rule over several, is off."""
        if not isinstance(membership, Dictionary):
            return False
        if membership.get("/Type") != "/OCMD":
            return membership.objgen in self._off
        if isinstance(membership.get("/VE"), Array):
            self._steps = 0
            return not self._holds(membership.VE, _DEEP)
        one = membership.get("/OCGs")
        layers = [one] if isinstance(one, Dictionary) else dictionaries(one)
        states = [layer.objgen not in self._off for layer in layers]
        rule = {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}
        return bool(states) and not rule.get(spelled(membership.get("/P")), any(states))

    def _holds(self, expression: object, depth: int) -> bool:
        """Whether a visibility expression is true; one that is broken or too large hides nothing (8.11.2.2)."""
        self._steps += 1
        if isinstance(expression, Dictionary):
            return expression.objgen not in self._off
        parts = items(expression)
        if len(parts) < 2 or not depth or self._steps > _MOST_STEPS:
            return True
        values = (self._holds(part, depth - 1) for part in parts[1:])
        match spelled(parts[0]):
            case "/And":
                return all(values)
            case "/Or":
                return any(values)
            case "/Not":
                return not next(values)
        return True

    def _use(self, layer: Dictionary, events: set[str]) -> None:
        """Follow its states for screen and paper where a reader does by itself; PrintState OFF never prints."""
        usage = dictionary(layer.get("/Usage"))
        printed = dictionary(usage.get("/Print")).get("/PrintState")
        viewed = dictionary(usage.get("/View")).get("/ViewState")
        on_screen = layer.objgen not in self._off
        if "View" in events and viewed is not None:
            on_screen = viewed != "/OFF"
        on_paper = on_screen
        if printed == "/OFF" or ("Print" in events and printed == "/ON"):
            on_paper = printed == "/ON"
        self._screen_only |= on_screen and not on_paper
        self._paper_only |= on_paper and not on_screen
        (self._off.discard if on_paper else self._off.add)(layer.objgen)


def _asked(choice: Dictionary) -> dict[str, set[tuple[int, int]]]:
    """By event the layers that a reader then sets by their usage (8.11.4.4, usage application dictionaries)."""
    found: dict[str, set[tuple[int, int]]] = {"View": set(), "Print": set()}
    for rule in dictionaries(choice.get("/AS"))[:_MOST_RULES]:
        event, states = spelled(rule.get("/Event")), {spelled(one) for one in items(rule.get("/Category"))}
        if event in states and event[1:] in found:
            found[event[1:]] |= _keys(rule.get("/OCGs"))
    return found


def _keys(layers: object) -> set[tuple[int, int]]:
    """What tells these layers from others; a layer that is no object of its own cannot be spoken of."""
    return {layer.objgen for layer in dictionaries(layers) if layer.is_indirect}


def _is_of_view(layer: Dictionary) -> bool:
    """Whether its state decides what is seen; layers of the design alone are always shown (8.11.2.3)."""
    intent: object = layer.get("/Intent", pikepdf.Name.View)
    return bool({spelled(one) for one in (items(intent) or (intent,))} & {"/View", "/All"})
