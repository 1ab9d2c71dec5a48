"""Small PDFs of whole kinds, made with real libraries: marks, fields, layers and filters as other programs write them.

Each is one page of 200 × 300 points with a line of text; what is looked at lies between (100, 100) and (180, 150).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, StreamDecodeLevel, String

Change = Callable[[Pdf], None]
PLACE = (100, 100, 180, 150)
_LINE = b"BT /F 12 Tf 20 270 Td (Body text) Tj ET 0 0 1 RG 10 10 180 280 re S"


def pdf(*changes: Change, page: dict[str, Any] | None = None) -> bytes:
    """A page, changed."""
    stream = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 300))
        only = made.pages[0].obj
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        only.Resources = Dictionary(Font=Dictionary(F=made.make_indirect(font)))
        only.Contents = made.make_stream(_LINE)
        for key, value in (page or {}).items():
            only[f"/{key}"] = value
        for change in changes:
            change(made)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pikepdf warns of widgets that no form lists
            made.save(stream, static_id=True, stream_decode_level=StreamDecodeLevel.none, compress_streams=False)
    return stream.getvalue()


def form_of(pdf: Pdf, content: bytes, **more: Any) -> pikepdf.Stream:
    """A form of 80 × 50 that draws `content`."""
    made = pdf.make_stream(content)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 80, 50])
    for key, value in more.items():
        made[f"/{key}"] = value
    return made


def red(pdf: Pdf) -> pikepdf.Stream:
    """A red frame, as of a seal."""
    return form_of(pdf, b"1 0 0 RG 4 w 4 4 72 42 re S")


def put(pdf: Pdf, mark: Dictionary) -> Dictionary:
    """Add an annotation to the page."""
    only = pdf.pages[0].obj
    if "/Annots" not in only:
        only.Annots = Array()
    added = pdf.make_indirect(mark)
    only.Annots.append(added)
    return added


def mark(subtype: str, flags: int | None = None, look: bool = True, **more: Any) -> Change:
    """An annotation; `look` gives it the red frame."""

    def change(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array(PLACE))
        if flags is not None:
            made.F = flags
        if look:
            made.AP = Dictionary(N=red(pdf))
        for key, value in more.items():
            made[f"/{key}"] = value(pdf) if callable(value) else value
        put(pdf, made)

    return change


def field(kind: str, value: object = None, look: bytes | None = None, need: bool | None = None, **more: Any) -> Change:
    """A form with one field of /FT `kind`; `look` is the content of its appearance, `need` NeedAppearances."""

    def change(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([20, 100, 180, 124]), F=4, T="f")
        made.FT, made.DA = Name(f"/{kind}"), String("/Helv 12 Tf 0 g")
        if value is not None:
            made.V = value
        if look is not None:
            made.AP = Dictionary(
                N=form_of(pdf, look, BBox=Array([0, 0, 160, 24]), Resources=pdf.pages[0].obj.Resources)
            )
        for key, entry in more.items():
            made[f"/{key}"] = entry(pdf) if callable(entry) else entry
        added = put(pdf, made)
        fonts = Dictionary(Helv=pdf.pages[0].obj.Resources.Font.F)
        pdf.Root.AcroForm = Dictionary(Fields=Array([added]), DR=Dictionary(Font=fonts), DA=String("/Helv 0 Tf 0 g"))
        if need is not None:
            pdf.Root.AcroForm.NeedAppearances = need

    return change


def filtered(data: bytes, chain: list[str]) -> Change:
    """The content of the page behind filters."""

    def change(pdf: Pdf) -> None:
        made = pdf.make_stream(b"")
        names = [Name(f"/{name}") for name in chain]
        made.write(data, filter=names[0] if len(names) == 1 else Array(names))
        if "Crypt" in chain:
            identity = Dictionary(Type=Name.CryptFilterDecodeParms, Name=Name.Identity)
            made.DecodeParms = Array([identity if name == "Crypt" else None for name in chain])
        pdf.pages[0].obj.Contents = made

    return change


def listed(pdf: Pdf) -> None:
    """A form that lists the annotations there are as its fields; pdfium draws widgets of such alone."""
    for number, mark in enumerate(pdf.pages[0].obj.Annots):
        mark.T = f"{number}"
        mark.FT = mark.get("/FT", Name.Sig)
    pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots)


LINES = Array([110, 110, 170, 140])
QUADS = Array([18, 282, 80, 282, 18, 266, 80, 266])
SHAPES: dict[str, Change] = {
    "square": mark("Square", 4, False, C=Array([1, 0, 0])),
    "square-filled": mark("Square", None, False, C=Array([0, 0, 1]), IC=Array([1, 1, 0]), BS=Dictionary(W=3)),
    "circle": mark("Circle", 0, False, C=Array([0, 0.6, 0]), IC=Array([0.9]), CA=0.5),
    "ink": mark("Ink", 4, False, C=Array([0, 0, 1]), InkList=Array([LINES, Array([110, 140, 170, 110])])),
    "highlight": mark("Highlight", 4, False, C=Array([1, 1, 0]), Rect=Array([18, 266, 80, 282]), QuadPoints=QUADS),
    "underline": mark("Underline", 4, False, C=Array([1, 0, 0]), Rect=Array([18, 266, 80, 282]), QuadPoints=QUADS),
    "strikeout": mark("StrikeOut", 4, False, C=Array([1, 0, 0]), Rect=Array([18, 266, 80, 282]), QuadPoints=QUADS),
}
"""Marks without an appearance for which pdfium draws one too."""
