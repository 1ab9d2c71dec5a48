"""What is drawn on: the content of one page, form or pattern of the PDF, and the resources that it names."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from app.evidence.ofd.values import IDENTITY, Bounds, Matrix, TooMuch, shown

_MOST = 80_000_000  # characters of one content


class Press:
    """The PDF that is being made, what its pages share, and how much more may be drawn."""

    def __init__(self, pdf: pikepdf.Pdf, bounds: Bounds) -> None:
        self.pdf, self.bounds = pdf, bounds
        self._states: dict[str, pikepdf.Object] = {}

    def stream(self, content: bytes, **entries: object) -> Stream:
        """A compressed stream with those entries."""
        made = Stream(self.pdf, zlib.compress(content, 6))
        made.Filter = Name.FlateDecode
        for key, value in entries.items():
            made[f"/{key}"] = value
        return made

    def state(self, fill: float, stroke: float, mode: str = "Normal") -> pikepdf.Object:
        """The graphics state of those opacities (ISO 32000-2, 11.6.4.4), one object each."""
        key = f"{fill:.4f} {stroke:.4f} {mode}"
        if key not in self._states:
            state = Dictionary(Type=Name.ExtGState, ca=round(fill, 4), CA=round(stroke, 4), BM=Name(f"/{mode}"))
            self._states[key] = self.pdf.make_indirect(state)
        return self._states[key]


class Canvas:
    """Collects operators; what they name gets a name of its own here."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self._words: list[str] = []
        self._length = 0
        self._named: dict[str, dict[tuple[int, int] | int, tuple[str, pikepdf.Object]]] = {}

    def add(self, words: str) -> None:
        """Operators, as they are."""
        self._length += len(words) + 1
        if self._length > _MOST:
            raise TooMuch("points")
        self._words.append(words)

    def named(self, group: str, thing: pikepdf.Object) -> str:
        """The name under which the content finds `thing`, an indirect object, among its resources."""
        kept = self._named.setdefault(group, {})
        if thing.objgen not in kept:
            kept[thing.objgen] = f"/{group[0]}{len(kept)}", thing
        return kept[thing.objgen][0]

    @contextmanager
    def saved(self, by: Matrix = IDENTITY) -> Iterator[None]:
        """All that is drawn meanwhile is moved by the matrix, and leaves the graphics state as it was."""
        self.add("q" if by == IDENTITY else f"q {_precise(by)} cm")
        yield
        self.add("Q")

    def opaque(self, fill: float, stroke: float, mode: str = "Normal") -> None:
        """Set how opaque what follows is."""
        if fill < 1 or stroke < 1 or mode != "Normal":
            self.add(f"{self.named('ExtGState', self.press.state(fill, stroke, mode))} gs")

    def show(self, thing: pikepdf.Object) -> None:
        """Draw a form or a picture."""
        self.add(f"{self.named('XObject', thing)} Do")

    @property
    def content(self) -> bytes:
        """All operators."""
        return "\n".join(self._words).encode("ascii")

    @property
    def resources(self) -> Dictionary:
        """What they name."""
        groups = {f"/{group}": Dictionary(dict(kept.values())) for group, kept in self._named.items()}
        return Dictionary(groups)

    def as_form(self, width: float, height: float) -> pikepdf.Object:
        """The content as one group (ISO 32000-2, 11.6.6) on an area of that size."""
        group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
        box = Array([0, 0, round(width, 4), round(height, 4)])
        form = self.press.stream(
            self.content, Type=Name.XObject, Subtype=Name.Form, BBox=box, Group=group, Resources=self.resources
        )
        return self.press.pdf.make_indirect(form)

    def as_page(self, width: float, height: float) -> None:
        """The content as the next page of the PDF."""
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, width, height]),
            Resources=self.resources,
            Contents=self.press.pdf.make_indirect(self.press.stream(self.content)),
        )
        self.press.pdf.pages.append(pikepdf.Page(self.press.pdf.make_indirect(page)))


def _precise(by: Matrix) -> str:
    """A matrix as PDF writes it, precise enough for what is small and far."""
    return f"{' '.join(f'{value:.6f}' for value in by[:4])} {shown(by[4], by[5])}"
