"""What is filled into the fields of a form, as their widgets show it (ISO 32000-2, 12.7)."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from pikepdf import Array, Dictionary, Object, ObjectSet, PikepdfError, Stream, parse_content_stream

from app.evidence.pdf.objects import dictionary, inherited, items, spelled, text, whole

MULTILINE, PASSWORD, RADIO, PUSH, COMBO, COMB = 1 << 12, 1 << 13, 1 << 15, 1 << 16, 1 << 17, 1 << 24
_SIZE = re.compile(r"/(\S+)\s+(-?[\d.]+)\s+Tf")
_COLOUR = re.compile(r"((?:-?[\d.]+\s+){1,4})(g|rg|k)\b")
_WRITTEN = frozenset(("Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"))
_FILLED = frozenset(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*"))
_BOX = 4  # paths that background and border of a field need; more are a drawing
_MOST_LOOKED_AT = 100_000  # bytes of an appearance; a longer one is not empty
_MOST_OPTIONS = 2_000


class Setting(NamedTuple):
    """How words of a field or note are set: font, size in points (0: as fits), colour."""

    font: str
    size: float
    colour: tuple[float, ...]


class Field:
    """One widget and the field that it shows."""

    def __init__(self, mark: Dictionary, form: Dictionary) -> None:
        self.mark = mark
        self.kind = spelled(inherited(mark, "/FT"))
        self.flags = whole(inherited(mark, "/Ff"))
        self._form = form

    @property
    def looks(self) -> Dictionary:
        """Colours, caption and turn of the widget (table 192)."""
        return dictionary(self.mark.get("/MK"))

    @cached_property
    def words(self) -> str:
        """What is filled in or chosen."""
        value = inherited(self.mark, "/V")
        if self.kind == "/Ch":
            return "\n".join(self._shown(one) for one in self.chosen)
        if self.kind != "/Tx":
            return ""
        words = text(value)
        return "*" * len(words) if self.flags & PASSWORD else words

    @property
    def chosen(self) -> list[str]:
        """The values that are chosen."""
        value = inherited(self.mark, "/V")
        found = [text(one) for one in items(value)] if isinstance(value, Array) else [text(value)]
        return [one for one in found if one][:_MOST_OPTIONS]

    @cached_property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen: values, and what is shown for them."""
        pairs = []
        for option in items(inherited(self.mark, "/Opt"))[:_MOST_OPTIONS]:
            parts = items(option) if isinstance(option, Array) else [option]
            pairs.append((text(parts[0]), text(parts[-1])) if parts else ("", ""))
        return pairs

    @property
    def is_list(self) -> bool:
        """Whether all that can be chosen is shown."""
        return self.kind == "/Ch" and not self.flags & COMBO

    @property
    def cells(self) -> int:
        """The number of cells for one character each; 0 for none."""
        return min(whole(inherited(self.mark, "/MaxLen")), 1_000) if self.flags & COMB else 0

    @property
    def align(self) -> int:
        """0 left, 1 centred, 2 right."""
        given = inherited(self.mark, "/Q")
        return whole(given if given is not None else self._form.get("/Q")) % 3

    @property
    def setting(self) -> Setting:
        """Font, size and colour of the words."""
        return setting(text(inherited(self.mark, "/DA")) or text(self._form.get("/DA")))

    @property
    def is_on(self) -> bool:
        """Whether a box is checked."""
        state = self.mark.get("/AS", inherited(self.mark, "/V"))
        return text(state) not in ("", "Off")

    @property
    def is_round(self) -> bool:
        """Whether it is a circle: a button of which one alone is on, with the sign of such."""
        return bool(self.kind == "/Btn" and self.flags & RADIO and text(self.looks.get("/CA")) in ("", "l"))

    def lacks_look(self, look: Stream | None) -> bool:
        """Whether a reader draws the widget itself: it has nothing that shows the value, or the form says so."""
        if self.kind == "/Btn":
            caption = text(self.looks.get("/CA"))
            states = dictionary(self.mark.get("/AP"))
            return "/N" not in states and bool(caption if self.flags & PUSH else self.is_on)
        if self.kind not in ("/Tx", "/Ch"):
            return False
        empty = look is None or _is_empty(look)
        if self._form.get("/NeedAppearances", False) is True:
            return empty or not self._is_formatted
        return empty and bool(self.words or (self.is_list and self.options))

    @property
    def _is_formatted(self) -> bool:
        """Whether a script of the form, which only its own program runs, brought the value into shape."""
        return "/F" in dictionary(inherited(self.mark, "/AA"))

    def _shown(self, value: str) -> str:
        return next((shown for stored, shown in self.options if stored == value), value)


def setting(appearance: str) -> Setting:
    """Font, size and colour in a default appearance string (12.7.4.3)."""
    font = _SIZE.findall(appearance)[-1:]
    name, size = font[0] if font else ("", "0")
    found = _COLOUR.findall(appearance)[-1:]
    parts = [float(part) for part in found[0][0].split() if _is_number(part)] if found else [0.0]
    return Setting(name, abs(float(size)) if _is_number(size) else 0.0, tuple(parts))


def _is_number(word: str) -> bool:
    return re.fullmatch(r"-?(\d{1,6}\.?\d{0,9}|\.\d{1,9})", word) is not None


def _is_empty(look: Stream) -> bool:
    """Whether an appearance shows no words: no more than a background and a border."""
    drawn = [name for name, _ in _drawn(look)]
    return not any(name in _WRITTEN for name in drawn) and sum(name in _FILLED for name in drawn) <= _BOX


def shows_anything(look: Stream) -> bool:
    """Whether an appearance draws at all, itself or by the forms that it draws."""
    waiting: list[Object] = [look]
    seen = ObjectSet()
    while waiting:
        form = waiting.pop()
        if not isinstance(form, Stream) or not seen.add(form):
            continue
        drawn = _drawn(form) if form.get("/Subtype") != "/Image" else [("Do", "")]
        if any(name in _WRITTEN | _FILLED and not drawn_form for name, drawn_form in drawn):
            return True
        forms = dictionary(dictionary(form.get("/Resources")).get("/XObject"))
        waiting += [forms[name] for _, name in drawn if name in forms]
    return False


def _drawn(look: Stream) -> list[tuple[str, str]]:
    """The operators of an appearance, with the form that each draws; of one too long or broken one that draws."""
    try:
        if len(look.read_raw_bytes()) > _MOST_LOOKED_AT:
            return [("Tj", "")]
        found = [(spelled(one.operator), one.operands) for one in parse_content_stream(look)]
    except PikepdfError:
        return [("Tj", "")]
    return [(name, spelled(operands[0]) if name == "Do" and len(operands) == 1 else "") for name, operands in found]


def appearance(mark: Dictionary) -> Stream | None:
    """The appearance that the mark shows now: of several states the one that is set (12.5.5)."""
    look: Object | None = dictionary(mark.get("/AP")).get("/N")
    if isinstance(look, Stream) or not isinstance(look, Dictionary):
        return look if isinstance(look, Stream) else None
    state = text(mark.get("/AS")) or text(inherited(mark, "/V"))
    chosen = look[f"/{state}"] if state and f"/{state}" in look else None
    if chosen is None and "/AS" not in mark:
        chosen = look.get("/Off")
    return chosen if isinstance(chosen, Stream) else None
