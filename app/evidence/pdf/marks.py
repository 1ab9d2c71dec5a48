"""Form fields and marks that a PDF prints, made part of its pages; what cannot be printed is named."""

from __future__ import annotations

import pikepdf

_UNSEEN = frozenset(
    ("/Link", "/Popup", "/Widget", "/Text", "/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D")
)
_HIDDEN, _PRINTED = 0b011, 0b100  # flags of annotations: invisible and hidden; print (ISO 32000-2, table 167)
_FIELDS = "没有外观的表单内容（请打印成 PDF 后加入）"
_SCREEN_ONLY = "设为不打印的表单内容"
_MARKS = "没有外观的批注"


def flatten(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Draw fields, stamps and notes into the pages as they print; the names of what has no appearance to draw.

    qpdf draws the value of a field itself only in Latin letters; Chinese ones have the appearance that they came with.
    """
    lost = {name for page in pdf.pages for name in _lost_on(page)}
    if pdf.acroform.exists:
        lost |= _appear(pdf)
        form = pdf.Root["/AcroForm"]
        if "/NeedAppearances" in form:
            del form["/NeedAppearances"]
    pdf.flatten_annotations("print")
    return tuple(sorted(lost))


def _appear(pdf: pikepdf.Pdf) -> set[str]:
    """Give fields the appearance they lack; the names of what is filled in and yet not printed."""
    form, lost = pdf.acroform, set()
    stale = form.needs_appearances
    for page in pdf.pages:
        for mark in form.get_widget_annotations_for_page(page):
            field = form.get_field_for_annotation(mark)
            words = field.value_as_string if field.is_text or field.is_choice else ""
            if not words or mark.flags & _HIDDEN:
                continue
            if not mark.flags & _PRINTED:
                lost.add(_SCREEN_ONLY)
            elif stale or _appearance(mark.obj) is None:
                if words.isascii():
                    field.generate_appearance(mark)
                else:
                    lost.add(_FIELDS)
    return lost


def _lost_on(page: pikepdf.Page) -> set[str]:
    marks = page.obj.get("/Annots")
    shown = [mark for mark in marks if isinstance(mark, pikepdf.Dictionary)] if isinstance(marks, pikepdf.Array) else []
    return {
        _MARKS
        for mark in shown
        if str(mark.get("/Subtype")) not in _UNSEEN and _is_printed(mark) and _appearance(mark) is None
    }


def _is_printed(mark: pikepdf.Dictionary) -> bool:
    flags = mark.get("/F", 0)
    return isinstance(flags, int) and bool(flags & _PRINTED) and not flags & _HIDDEN


def _appearance(mark: pikepdf.Object) -> pikepdf.Object | None:
    looks = mark.get("/AP")
    return looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
