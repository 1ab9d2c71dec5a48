"""Pages made anew: upright, cut to what is visible, with their content and resources and nothing else.

Each becomes a form on a page [0 0 w h]: crop box, rotation and unit are in its box and matrix, its streams stay
as they are compressed, and content that leaves its graphics state in disorder disturbs nothing.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from app.evidence.pdf.objects import FAR, Box, items, number, rectangle, spelled
from app.evidence.pdf.streams import unpacked
from app.evidence.prepared import MAX_SIDE, Sheet

MIN_SIDE = 3.0  # points; ISO 32000-2, annex C
_A4 = (0.0, 0.0, 595.276, 841.89)
_DEFLATED = ("/FlateDecode", "/Fl")
_GROUPS = ("ExtGState", "ColorSpace", "Pattern", "Shading", "XObject", "Font", "ProcSet")
_INERT = ("/Ref", "/OPI", "/AF", "/PieceInfo", "/Metadata", "/Alternates", "/StructParent", "/StructParents", "/OC")
_ACTIVE = frozenset(
    ("/Page", "/Pages", "/Catalog", "/Action", "/Filespec", "/Annot", "/EmbeddedFile", "/StructElem", "/Outlines")
)


class PageMaker:
    """Adds pages of one PDF to another; what they share is copied once."""

    def __init__(self, source: pikepdf.Pdf, out: pikepdf.Pdf) -> None:
        self._source, self._out = source, out
        self._cleaned = pikepdf.ObjectSet()

    def add(self, page: pikepdf.Page) -> Sheet:
        """Add one page; its visible size when it is upright."""
        box = visible_box(page.obj)
        sheet, matrix = upright(box, page.obj.get("/Rotate", 0), page.obj.get("/UserUnit", 1))
        form = self._form(page.obj, box, matrix)
        made = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, sheet.width, sheet.height]),
            Resources=Dictionary(XObject=Dictionary(P=form)),
            Contents=Stream(self._out, b"/P Do"),
        )
        self._out.pages.append(pikepdf.Page(self._out.make_indirect(made)))
        return sheet

    def _form(self, page: pikepdf.Object, box: Box, matrix: tuple[float, ...]) -> Stream:
        form = self._content(page.get("/Contents"))
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox, form.Matrix = Array(box), Array(matrix)
        form.Resources = self._resources(page.get("/Resources"))
        group = page.get("/Group")
        if isinstance(group, Dictionary) and group.get("/S") == "/Transparency":
            form.Group = self._out.copy_foreign(self._source.make_indirect(group))
        return form

    def _content(self, contents: object) -> Stream:
        """The page's content as one stream; a single deflated one as it is, any other unpacked and joined."""
        if isinstance(contents, Stream) and spelled(contents.get("/Filter")) in _DEFLATED:
            made = Stream(self._out, b"")
            made.write(contents.read_raw_bytes(), filter=Name.FlateDecode)
            how = contents.get("/DecodeParms")
            if isinstance(how, Dictionary):
                made.DecodeParms = self._out.copy_foreign(self._source.make_indirect(how))
            return made
        parts = [contents] if isinstance(contents, Stream) else items(contents)
        joined = b"\n".join(unpacked(part) for part in parts if isinstance(part, Stream))
        return Stream(self._out, joined)

    def _resources(self, resources: object) -> pikepdf.Object:
        """What the content draws with, copied; without what a page does not need to be drawn."""
        if not isinstance(resources, Dictionary):
            return Dictionary()
        kept = Dictionary({f"/{group}": resources[f"/{group}"] for group in _GROUPS if f"/{group}" in resources})
        marked = resources.get("/Properties")
        if isinstance(marked, Dictionary):
            kept.Properties = Dictionary()
            for key in marked.keys():  # noqa: SIM118  # a dictionary of PDF has no other way
                kept.Properties[key] = Dictionary()
        disarm(kept, self._cleaned)
        return self._out.copy_foreign(self._source.make_indirect(kept))


def visible_box(page: pikepdf.Object) -> Box:
    """What a viewer shows of the page: its crop box within its media box; A4 where it has no usable one."""
    media = rectangle(page.get("/MediaBox")) or _A4
    crop = rectangle(page.get("/CropBox")) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    return left, bottom, max(right, left + MIN_SIDE), max(top, bottom + MIN_SIDE)


def upright(box: Box, rotation: object, unit: object) -> tuple[Sheet, tuple[float, ...]]:
    """The size of the page as it is looked at, and the matrix that brings `box` there."""
    left, bottom, right, top = box
    given = number(unit) or 1.0
    scale = given if 0 < given < FAR else 1.0
    scale = min(scale, MAX_SIDE / (right - left), MAX_SIDE / (top - bottom))
    turn = quarters(rotation)
    sides = (right - left) * scale, (top - bottom) * scale
    across, along = (max(round(side, 3), 0.001) for side in (reversed(sides) if turn % 2 else sides))
    matrix = (
        (scale, 0, 0, scale, -left * scale, -bottom * scale),
        (0, -scale, scale, 0, -bottom * scale, right * scale),
        (-scale, 0, 0, -scale, right * scale, top * scale),
        (0, scale, -scale, 0, top * scale, -left * scale),
    )[turn]
    return Sheet(across, along), tuple(round(number, 6) for number in matrix)


def quarters(rotation: object) -> int:
    """How many quarters of a circle the page is turned clockwise: 0 to 3."""
    return round((number(rotation) or 0) / 90) % 4


def disarm(resources: pikepdf.Object, seen: pikepdf.ObjectSet) -> None:
    """Empty whatever acts in what `resources` reach, and cut what leads away from drawing; `seen` is done already."""
    waiting: list[object] = [resources]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Array):
            waiting.extend(thing)
        elif isinstance(thing, Dictionary | Stream) and seen.add(thing):
            _disarm_one(thing)
            waiting.extend(value for _, value in thing.items())


def _disarm_one(thing: Dictionary | Stream) -> None:
    acts = spelled(thing.get("/Type")) in _ACTIVE or "/JS" in thing
    for key in list(thing.keys()):
        if (acts and isinstance(thing, Dictionary)) or (key in _INERT and isinstance(thing, Stream)):
            del thing[key]
    if isinstance(thing, Stream) and thing.get("/Subtype") == "/PS":  # PostScript, handed through to a printer
        thing.write(b"")
        thing.Subtype, thing.BBox = Name.Form, Array([0, 0, 1, 1])
