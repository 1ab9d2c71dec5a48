"""Names in GBK, as Chinese programs write them, which is no UTF-8: the page is as a reader shows it."""

from __future__ import annotations

import pytest
from evidence.compare import bound, shown, worst
from evidence.pdf_corpus import PLACE, Change, form_of, listed, pdf, put, red
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.evidence.pdf.proof import prepare
from app.evidence.prepared import Prepared, ReadOptions

STANDS_FOR_IT = Name("/PLACEHOLDER_")
GBK = b"#CB#CE#CC#E5"  # 宋体
ALIKE = 4.0  # square points


def as_font(pdf: Pdf) -> None:
    only = pdf.pages[0].obj
    only.Resources.Font[STANDS_FOR_IT] = only.Resources.Font.F
    only.Contents = pdf.make_stream(b"BT /PLACEHOLDER_ 30 Tf 20 100 Td (Words) Tj ET")


def as_layer(pdf: Pdf) -> None:
    only = pdf.pages[0].obj
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("off")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    only.Resources.Properties = Dictionary({"/PLACEHOLDER_": layer})
    only.Contents = pdf.make_stream(b"0 g /OC /PLACEHOLDER_ BDC 20 20 50 50 re f EMC 100 100 50 50 re f")


def as_state_of_a_box(pdf: Pdf) -> None:
    looks = Dictionary({"/PLACEHOLDER_": red(pdf), "/Off": form_of(pdf, b"")})
    widget = Dictionary(Subtype=Name.Widget, FT=Name.Btn, Rect=Array(PLACE), AP=Dictionary(N=looks))
    widget.AS = widget.V = STANDS_FOR_IT
    put(pdf, widget)
    listed(pdf)


def as_subtype(pdf: Pdf) -> None:
    put(pdf, Dictionary(Subtype=STANDS_FOR_IT, Rect=Array(PLACE), AP=Dictionary(N=red(pdf))))


def as_colour(pdf: Pdf) -> None:
    only = pdf.pages[0].obj
    tint = pdf.make_indirect(
        Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1]), C1=Array([0]), N=1),
    )
    only.Resources.ColorSpace = Dictionary(C=Array([Name.Separation, STANDS_FOR_IT, Name.DeviceGray, tint]))
    only.Contents = pdf.make_stream(b"/C cs 1 scn 20 20 100 100 re f")


@pytest.mark.parametrize("change", [as_font, as_layer, as_state_of_a_box, as_subtype, as_colour])
def test_a_name_that_is_no_utf8_is_a_name_all_the_same(change: Change) -> None:
    data = pdf(change).replace(b"PLACEHOLDER_", GBK)
    prepared: Prepared = prepare("甲.pdf", data, ReadOptions())
    assert max(worst(shown(data), bound(prepared.pdf))) < ALIKE
    assert (prepared.removed, prepared.notes) == ((), ())
