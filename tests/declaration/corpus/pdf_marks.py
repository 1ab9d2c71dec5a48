"""PDFs with what stands upon their pages: annotations, form fields, layers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pikepdf
from declaration.corpus.pdf_pages import arrow, changed, page
from pikepdf import Array, Dictionary, Name, Stream, String
from reportlab.pdfgen.canvas import Canvas

SEAL = b"0.8 0 0 RG 6 w 10 10 80 80 re S 0.8 0 0 rg 35 35 30 30 re f"
BOX = (150, 80, 250, 180)


def marked() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each."""
    yield from _stamps()
    yield from _bare_marks()
    yield from _fields()
    yield from _layers()


def _stamps() -> Iterator[tuple[str, bytes]]:
    """Marks with an appearance; flags: 2 hidden, 4 print, 32 no view, 64 read only, 128 locked."""
    for flags in (None, 0, 2, 4, 64, 132):
        yield f"stamp-flags-{flags}", _with_mark(lambda pdf, flags=flags: _stamp(pdf, flags))
    for kind in ("FreeText", "Ink", "Square", "Highlight", "Watermark", "XCompanySeal"):
        yield f"mark-{kind}", _with_mark(lambda pdf, kind=kind: _stamp(pdf, 4, kind))
    yield "stamp-turned", _with_mark(_turned_stamp)
    yield "stamp-states", _with_mark(_states)
    yield "stamp-clear", _with_mark(_clear)
    yield (
        "stamp-on-turned-page",
        changed(page(arrow), lambda pdf: (pdf.pages[0].rotate(90, relative=False), _add(pdf, _stamp(pdf, 4)))),
    )
    yield "stamp-on-cropped-page", changed(page(arrow), _on_cropped)


def _with_mark(make: Callable[[pikepdf.Pdf], Dictionary]) -> bytes:
    return changed(page(arrow), lambda pdf: _add(pdf, make(pdf)))


def _add(pdf: pikepdf.Pdf, *marks: Dictionary) -> None:
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(mark) for mark in marks])


def _looks(pdf: pikepdf.Pdf, content: bytes = SEAL, **more: object) -> Stream:
    form = pdf.make_stream(content)
    form.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 100, 100])})
    for key, value in more.items():
        form[f"/{key}"] = value
    return form


def _stamp(pdf: pikepdf.Pdf, flags: int | None, kind: str = "Stamp") -> Dictionary:
    mark = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(BOX), AP=Dictionary(N=_looks(pdf)))
    if flags is not None:
        mark.F = flags
    return mark


def _turned_stamp(pdf: pikepdf.Pdf) -> Dictionary:
    mark = _stamp(pdf, 4)
    mark.AP.N.Matrix = Array([0.7, 0.7, -0.7, 0.7, 0, 0])
    return mark


def _states(pdf: pikepdf.Pdf) -> Dictionary:
    mark = _stamp(pdf, 4)
    other = _looks(pdf, b"0 0 1 rg 0 0 100 100 re f")
    mark.AP.N = Dictionary(On=mark.AP.N, Off=other)
    mark.AS = Name.On
    return mark


def _clear(pdf: pikepdf.Pdf) -> Dictionary:
    mark = _stamp(pdf, 4)
    state = Dictionary(G=Dictionary(ca=0.4, CA=0.4))
    mark.AP.N = _looks(pdf, b"/G gs " + SEAL, Resources=Dictionary(ExtGState=state))
    return mark


def _on_cropped(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.CropBox = Array([60, 60, 280, 380])
    _add(pdf, _stamp(pdf, None))


def _bare_marks() -> Iterator[tuple[str, bytes]]:
    """Marks without an appearance, which readers draw by themselves."""
    colour, box = Array([1, 0, 0]), Array([60, 100, 240, 200])
    corners = Array([60, 200, 240, 200, 60, 160, 240, 160])
    for kind in ("Highlight", "Underline", "StrikeOut", "Squiggly"):
        yield f"bare-{kind}", _with_mark(lambda _, kind=kind: _bare(kind, box, colour, QuadPoints=corners))
    for kind in ("Square", "Circle"):
        yield (
            f"bare-{kind}",
            _with_mark(lambda _, kind=kind: _bare(kind, box, colour, IC=Array([1, 1, 0]), BS=Dictionary(W=3))),
        )
    line = Array([Array([70, 110, 150, 190, 230, 110])])
    yield "bare-Ink", _with_mark(lambda _: _bare("Ink", box, colour, InkList=line, BS=Dictionary(W=3)))


def _bare(kind: str, box: Array, colour: Array, **more: object) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=box, C=colour, F=4, **more)


def _fields() -> Iterator[tuple[str, bytes]]:
    yield "field-text", page(lambda canvas: _form(canvas, "text"))
    yield "field-lines", page(lambda canvas: _form(canvas, "lines"))
    yield "field-choice", page(lambda canvas: _form(canvas, "choice"))
    yield "field-list", page(lambda canvas: _form(canvas, "list"))
    yield "field-boxes", page(lambda canvas: _form(canvas, "boxes"))
    yield "field-radio", page(lambda canvas: _form(canvas, "radio"))
    plain = page(lambda canvas: _form(canvas, "text"))
    yield "field-stale", changed(plain, _stale)
    yield "field-no-form", changed(plain, lambda pdf: pdf.Root.__delitem__("/AcroForm"))


def _form(canvas: Canvas, kind: str) -> None:
    form = canvas.acroForm
    canvas.drawString(40, 340, "Form")
    if kind == "text":
        form.textfield(name="a", value="Sichuan 2022", x=40, y=280, width=180, height=24)
    elif kind == "lines":
        form.textfield(name="a", value="one\ntwo\nthree", x=40, y=200, width=180, height=90, fieldFlags="multiline")
    elif kind == "choice":
        form.choice(name="a", value="B", options=["A", "B", "C"], x=40, y=280, width=120, height=24)
    elif kind == "list":
        form.listbox(name="a", value="B", options=["A", "B", "C"], x=40, y=220, width=120, height=70)
    elif kind == "boxes":
        for at, (style, checked) in enumerate((("check", True), ("cross", True), ("circle", False), ("star", True))):
            form.checkbox(name=f"b{at}", checked=checked, buttonStyle=style, x=40 + 40 * at, y=280, size=24)
    else:
        for at, chosen in enumerate((False, True, False)):
            form.radio(name="r", value=f"v{at}", selected=chosen, x=40 + 40 * at, y=280, size=24)


def _stale(pdf: pikepdf.Pdf) -> None:
    """The value is another than the appearance shows, and the form says that appearances are wanting."""
    field = pdf.Root.AcroForm.Fields[0]
    field.V = String("Changed")
    pdf.Root.AcroForm.NeedAppearances = True


def _layers() -> Iterator[tuple[str, bytes]]:
    for name, choice in (
        ("on", {}),
        ("off", {"OFF": [0]}),
        ("base-off", {"BaseState": "OFF", "ON": [1]}),
        ("both-off", {"OFF": [0, 1]}),
    ):
        yield f"layer-{name}", changed(page(arrow), lambda pdf, choice=choice: _layered(pdf, choice))
    for policy in ("AnyOn", "AllOn", "AnyOff", "AllOff"):
        yield f"layer-{policy}", changed(page(arrow), lambda pdf, policy=policy: _ruled(pdf, P=Name(f"/{policy}")))
    yield "layer-not", changed(page(arrow), lambda pdf: _ruled(pdf, expression=lambda a, b: Array([Name.Not, a])))
    yield "layer-and", changed(page(arrow), lambda pdf: _ruled(pdf, expression=lambda a, b: Array([Name.And, a, b])))
    yield "layer-stamp-off", changed(page(arrow), lambda pdf: _stamp_on_layer(pdf, off=True))
    yield "layer-stamp-on", changed(page(arrow), lambda pdf: _stamp_on_layer(pdf, off=False))


def _groups(pdf: pikepdf.Pdf) -> list[Dictionary]:
    return [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in ("a", "b")]


def _layered(pdf: pikepdf.Pdf, choice: dict[str, object]) -> None:
    groups = _groups(pdf)
    said = Dictionary()
    for key, value in choice.items():
        said[f"/{key}"] = Name(f"/{value}") if isinstance(value, str) else Array([groups[one] for one in value])
    pdf.Root.OCProperties = Dictionary(OCGs=Array(groups), D=said)
    pdf.pages[0].Resources["/Properties"] = Dictionary(A=groups[0], B=groups[1])
    _draw_layers(pdf)


def _draw_layers(pdf: pikepdf.Pdf) -> None:
    drawn = b"/OC /A BDC 1 0 0 rg 40 60 90 90 re f EMC /OC /B BDC 0 0.6 0 rg 170 60 90 90 re f EMC"
    pdf.pages[0].contents_add(drawn)


def _ruled(
    pdf: pikepdf.Pdf, expression: Callable[[Dictionary, Dictionary], Array] | None = None, **more: object
) -> None:
    """What the first mark shows depends on two layers, of which the second is off."""
    one, other = _groups(pdf)
    rule = Dictionary(Type=Name.OCMD, OCGs=Array([one, other]), **more)
    if expression is not None:
        rule.VE = expression(one, other)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([one, other]), D=Dictionary(OFF=Array([other])))
    pdf.pages[0].Resources["/Properties"] = Dictionary(A=pdf.make_indirect(rule), B=one)
    _draw_layers(pdf)


def _stamp_on_layer(pdf: pikepdf.Pdf, *, off: bool) -> None:
    groups = _groups(pdf)
    said = Dictionary(OFF=Array([groups[0]])) if off else Dictionary()
    pdf.Root.OCProperties = Dictionary(OCGs=Array(groups), D=said)
    mark = _stamp(pdf, 4)
    mark.OC = groups[0]
    _add(pdf, mark)
