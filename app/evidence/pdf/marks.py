"""Annotations and form fields as a reader shows them, made part of the pages; what cannot be is named.

Shown is what is neither hidden nor on a layer that is off.  The flag Print alone keeps nothing from the book, for a
seal without it is on every screen; NoView does, unless Print goes with it, for then it is on paper.  Invisible, which
readers take differently for annotations of kinds of their own, keeps nothing from it either.
"""

from __future__ import annotations

from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from app.evidence.pdf.field_looks import draw_field
from app.evidence.pdf.fields import Field, appearance, shows_anything
from app.evidence.pdf.layers import ON_PAPER, Layers
from app.evidence.pdf.mark_looks import draw_mark
from app.evidence.pdf.objects import dictionaries, dictionary, items, rectangle, spelled, text, whole
from app.evidence.pdf.pages import quarters, visible_box
from app.evidence.pdf.pen import Pen
from app.evidence.pdf.streams import Oversized, unpacked

_INVISIBLE, _HIDDEN, _PRINT, _NO_ROTATE, _NO_VIEW = 1, 2, 4, 16, 32  # ISO 32000-2, table 167
_NEVER = frozenset(("/Link", "/Popup", "/TrapNet", "/PrinterMark"))
_SHAPES = frozenset(("/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Ink", "/Caret"))
_MARKERS = frozenset(("/Highlight", "/Underline", "/Squiggly", "/StrikeOut"))
_COMMENTED = _SHAPES | _MARKERS | {"/Text"}
_DRAWN_BY_READERS = _SHAPES | _MARKERS | {"/Stamp", "/FreeText", "/Redact"}
_MEDIA = frozenset(("/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"))
_STANDARD = _COMMENTED | _DRAWN_BY_READERS | _MEDIA | {"/Widget", "/Watermark"}
_COMMENTS, _MARKS, _CHARACTERS = "批注文字", "没有外观的批注", "表单或批注中没有字体可印的字"
_OVERFLOWN = "表单或批注中超出框外的字"
_AT_TIMES = "PDF 里有只在部分阅读器中显示的批注或印章，已印入书中，请核对。"
_FILLED_IN = "有的表单内容没有现成的外观，已按填写的值印出，请核对。"
_MOST = 50_000  # marks of one file


class Marks(NamedTuple):
    """What came of annotations and fields: the numbers of widgets that are seen, what is not printed, what to know."""

    seen: frozenset[tuple[int, int]]
    removed: tuple[str, ...]
    notes: tuple[str, ...]


def flatten(pdf: pikepdf.Pdf, layers: Layers) -> Marks:
    """Draw fields, stamps and notes into the pages as they are shown."""
    stage = _Stage(pdf, layers)
    for page in pdf.pages:
        marks = dictionaries(page.obj.get("/Annots"))
        stage.bound(len(marks))
        taken = [mark for mark in map(stage.own, marks) if stage.takes(mark, page.obj)]
        page.obj.Annots = Array(taken)
        if taken:
            page.obj.Rotate = quarters(page.obj.get("/Rotate")) * 90  # qpdf knows no others
            _shield(pdf, page.obj)
    stage.pen.put(pdf)
    for mark in stage.drawn:
        stage.settle(mark, mark.AP.N)
    if "/NeedAppearances" in stage.form:
        del stage.form["/NeedAppearances"]
    pdf.flatten_annotations("all")
    return stage.outcome()


def _shield(pdf: pikepdf.Pdf, page: Dictionary) -> None:
    """Make the content of the page a form, so that no graphics state it leaves behind moves what is drawn after it."""
    given = page.get("/Contents")
    parts = [given] if isinstance(given, Stream) else items(given)
    form = pdf.make_stream(b"\n".join(unpacked(part) for part in parts if isinstance(part, Stream)))
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array(visible_box(page))
    form.Resources = page.get("/Resources") or Dictionary()
    page.Resources = Dictionary(XObject=Dictionary(Page=form))
    page.Contents = pdf.make_stream(b"/Page Do")


class _Stage:
    """The annotations of one PDF on their way into its pages."""

    def __init__(self, pdf: pikepdf.Pdf, layers: Layers) -> None:
        self._pdf, self._layers = pdf, layers
        self.form = dictionary(pdf.Root.get("/AcroForm"))
        self.pen = Pen()
        self.drawn: list[Dictionary] = []
        self._seen: set[tuple[int, int]] = set()
        self._visible: set[tuple[int, int]] = set()
        self._removed: set[str] = set()
        self._notes: set[str] = set()
        self._count = 0

    def own(self, mark: Dictionary) -> Dictionary:
        """The annotation as an object of its own."""
        return mark if mark.is_indirect else self._pdf.make_indirect(mark)

    def bound(self, more: int) -> None:
        """Oversized when there are more annotations than any honest file has."""
        self._count += more
        if self._count > _MOST:
            raise Oversized("PDF 里的批注和表单过多")

    def takes(self, mark: Dictionary, page: Dictionary) -> bool:
        """Whether the annotation is drawn into the page; it is ready for that, or waits for what is drawn for it."""
        kind = spelled(mark.get("/Subtype"))
        if mark.objgen in self._seen:
            return True
        if not self._is_shown(mark, kind):
            return False
        if kind in _COMMENTED and (text(mark.get("/Contents")) or text(mark.get("/RC"))).strip():
            self._removed.add(_COMMENTS)
        look, flags = appearance(mark), whole(mark.get("/F"))
        if self._is_drawn(mark, kind, look):
            self.drawn.append(mark)
        elif look is None or not self._is_whole(mark, look, page):
            return False
        self._seen.add(mark.objgen)
        if kind == "/Widget" and look is not None and shows_anything(look):
            self._visible.add(mark.objgen)
        if flags & _NO_VIEW:
            self._notes.add(ON_PAPER)
        if flags & _INVISIBLE and kind not in _STANDARD:
            self._notes.add(_AT_TIMES)
        return True

    def settle(self, mark: Dictionary, look: Object) -> None:
        """Leave of the annotation what qpdf needs to draw it."""
        mark.AP, mark.F = Dictionary(N=look), whole(mark.get("/F")) & _NO_ROTATE | _PRINT
        for key in ("/AS", "/OC"):
            if key in mark:
                del mark[key]

    def outcome(self) -> Marks:
        """What is printed, what is not, and what to know."""
        if self.pen.unprintable:
            self._removed.add(_CHARACTERS)
        if self.pen.overflown:
            self._removed.add(_OVERFLOWN)
        return Marks(frozenset(self._visible), tuple(sorted(self._removed)), tuple(sorted(self._notes)))

    def _is_shown(self, mark: Dictionary, kind: str) -> bool:
        flags = whole(mark.get("/F"))
        if kind in _NEVER or flags & _HIDDEN:
            return False
        return not (flags & _NO_VIEW and not flags & _PRINT) and not self._layers.hides(mark.get("/OC"))

    def _is_drawn(self, mark: Dictionary, kind: str, look: Stream | None) -> bool:
        """Whether an appearance was drawn for it; what a reader would draw and we do not is named."""
        if kind == "/Widget":
            field = Field(mark, self.form)
            if not field.lacks_look(look) or not draw_field(self.pen, field):
                return False
            self._notes |= {_FILLED_IN} if field.words else set()
            return True
        if look is not None or kind not in _DRAWN_BY_READERS:
            return False
        if draw_mark(self.pen, mark):
            return True
        self._removed.add(_MARKS)
        return False

    def _is_whole(self, mark: Dictionary, look: Stream, page: Dictionary) -> bool:
        """Whether the appearance has a place on the page; what it lacks to be drawn is added."""
        place = rectangle(mark.get("/Rect"))
        if place is None or ("/BBox" in look and rectangle(look.BBox) is None) or self._layers.hides(look.get("/OC")):
            return False
        mark.Rect = Array(place)
        look.Type, look.Subtype = Name.XObject, Name.Form
        if "/BBox" not in look:
            look.BBox = Array([0, 0, place[2] - place[0], place[3] - place[1]])
        if "/Resources" not in look:
            given = self.form.get("/DR") if mark.Subtype == "/Widget" else None
            look.Resources = given or page.get("/Resources") or Dictionary()
        self.settle(mark, look)
        return True
