"""Annotations: what a reader shows on the screen is in the book, looking the same; what is hidden is not."""

from __future__ import annotations

import pytest
from evidence.compare import bound, shown, worst
from evidence.pdf_corpus import LINES, PLACE, QUADS, SHAPES, Change, form_of, listed, mark, pdf, put, red
from pikepdf import Array, Dictionary, Name, Pdf, String
from pypdfium2 import PdfDocument

from app.evidence.pdf.proof import examine, prepare
from app.evidence.prepared import Prepared, ReadOptions

ALIKE = 4.0  # square points


def made(*changes: Change) -> Prepared:
    return prepare("甲.pdf", pdf(*changes), ReadOptions())


def is_red(prepared: Prepared) -> bool:
    """Whether the frame that lies at `PLACE` is printed."""
    page = bound(prepared.pdf)[0]
    red_, green, blue = page.getpixel(((PLACE[0] + 40) * 2, (300 - PLACE[1] - 4) * 2))[:3]  # type: ignore[index]
    return red_ > 200 and green < 90 and blue < 90


@pytest.mark.parametrize("subtype", ["Stamp", "FreeText", "Ink", "Highlight", "Square", "Seal", "Widget", "Watermark"])
@pytest.mark.parametrize("flags", [None, 0, 4, 128, 132, 64, 16])
def test_whatever_has_an_appearance_is_printed_as_it_is_shown(subtype: str, flags: int | None) -> None:
    data = pdf(mark(subtype, flags), listed)
    prepared = prepare("甲.pdf", data, ReadOptions())
    assert is_red(prepared)
    assert max(worst(shown(data), bound(prepared.pdf))) < ALIKE
    assert prepared.removed == ()


@pytest.mark.parametrize("flags", [2, 6, 32, 33, 130])
def test_what_is_hidden_stays_hidden(flags: int) -> None:
    assert not is_red(made(mark("Stamp", flags)))


def test_what_is_on_paper_alone_is_printed_and_said() -> None:
    prepared = made(mark("Stamp", 36))
    assert is_red(prepared)
    assert prepared.notes == ("PDF 里有屏幕上不显示、只在打印时出现的内容，已印入书中。",)


def test_what_only_some_readers_show_is_printed_and_said() -> None:
    assert made(mark("Stamp", 1)).notes == ()
    prepared = made(mark("Seal", 1))
    assert is_red(prepared)
    assert prepared.notes == ("PDF 里有只在部分阅读器中显示的批注或印章，已印入书中，请核对。",)


@pytest.mark.parametrize(("turn", "same"), [(-90, 270), (450, 90), (89, 90), (720, 0)])
def test_an_odd_turn_of_the_page_is_a_turn_all_the_same(turn: int, same: int) -> None:
    odd, plain = (pdf(mark("Stamp", 20), page={"Rotate": one}) for one in (turn, same))
    assert prepare("甲.pdf", odd, ReadOptions()).pdf == prepare("甲.pdf", plain, ReadOptions()).pdf


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("flags", [4, 20])
def test_a_stamp_stands_where_it_stood_on_a_turned_page(turn: int, flags: int) -> None:
    def scaled(pdf: Pdf) -> None:
        look = form_of(pdf, b"1 0 0 rg 0 0 20 10 re f", Matrix=Array([0.5, 0.2, -0.2, 1, 3, 3]))
        put(pdf, Dictionary(Subtype=Name.Stamp, Rect=Array([90, 200, 20, 120]), F=flags, AP=Dictionary(N=look)))

    data = pdf(scaled, page={"Rotate": turn})
    difference = worst(shown(data), bound(prepare("甲.pdf", data, ReadOptions()).pdf))
    assert max(difference) < ALIKE or flags == 20  # pdfium turns what says that it does not turn


def of_states(chosen: str | None, **more: object) -> Change:
    def change(pdf: Pdf) -> None:
        looks = Dictionary(On=red(pdf), Off=form_of(pdf, b""))
        made = Dictionary(Subtype=Name.Widget, FT=Name.Btn, Rect=Array(PLACE), F=4, AP=Dictionary(N=looks))
        if chosen:
            made.AS = Name(f"/{chosen}")
        for key, value in more.items():
            made[f"/{key}"] = value
        put(pdf, made)

    return change


@pytest.mark.parametrize(
    ("change", "printed"),
    [
        (of_states("On"), True),
        (of_states("Off"), False),
        (of_states(None), False),
        (of_states(None, V=Name.On), True),
        (of_states(None, Parent=Dictionary(V=Name.On)), True),
        (of_states("Other"), False),
    ],
)
def test_of_several_appearances_the_one_that_is_set_is_printed(change: Change, printed: bool) -> None:
    data = pdf(change, listed)
    prepared = prepare("甲.pdf", data, ReadOptions())
    assert is_red(prepared) is printed
    assert worst(shown(data), bound(prepared.pdf)).lost < ALIKE  # without /AS pdfium shows none, others that of /V


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_without_an_appearance_are_drawn_as_readers_draw_them(name: str) -> None:
    data = pdf(SHAPES[name])
    prepared = prepare("甲.pdf", data, ReadOptions())
    assert prepared.removed == ()
    assert max(worst(shown(data), bound(prepared.pdf))) < ALIKE


@pytest.mark.parametrize(
    "change",
    [
        mark("Line", 4, False, L=LINES, C=Array([1, 0, 0]), LE=Array([Name.OpenArrow, Name.ClosedArrow])),
        mark("Polygon", 4, False, Vertices=LINES, C=Array([1, 0, 0])),
        mark("PolyLine", 0, False, Vertices=Array([110, 110, 170, 110, 140, 145]), C=Array([1, 0, 0])),
        mark("Squiggly", 4, False, C=Array([1, 0, 0]), Rect=Array([18, 266, 80, 282]), QuadPoints=QUADS),
        mark("FreeText", None, False, DA=String("/Helv 10 Tf 1 0 0 rg"), Contents=String("x")),
    ],
)
def test_what_pdfium_leaves_out_and_others_draw_is_drawn(change: Change) -> None:
    prepared = made(change)
    assert prepared.removed == ()
    assert worst(bound(made().pdf), bound(prepared.pdf)).added > 3


def test_free_text_is_set_in_chinese_and_can_be_found() -> None:
    words = "已核对，与原件一致"
    prepared = made(mark("FreeText", 4, False, DA=String("/Helv 8 Tf 0 g"), Contents=String(words)))
    with PdfDocument(prepared.pdf) as book:
        assert words in book[0].get_textpage().get_text_range().replace("\r\n", "")
    assert prepared.removed == ()


@pytest.mark.parametrize("subtype", ["Stamp", "Caret", "Redact"])
def test_what_readers_draw_from_their_own_store_is_named(subtype: str) -> None:
    assert made(mark(subtype, 4, False)).removed == ("没有外观的批注",)


@pytest.mark.parametrize("look", [True, False])
def test_the_words_behind_a_note_are_named(look: bool) -> None:
    data = pdf(mark("Text", 4, look, Contents=String("金额有误，请核对")))
    assert examine("甲.pdf", data, ReadOptions()).removed == ("批注文字",)
    assert is_red(prepare("甲.pdf", data, ReadOptions())) is look
    assert made(mark("Text", 2, look, Contents=String("看不见"))).removed == ()
    assert made(mark("Highlight", 4, look, Contents=String(" "))).removed == ()


def test_pop_ups_and_links_leave_nothing_behind() -> None:
    assert not is_red(made(mark("Popup", 4), mark("Link", 4)))


def test_an_appearance_without_resources_or_box_is_drawn_with_those_of_its_page() -> None:
    def bare(pdf: Pdf) -> None:
        look = pdf.make_stream(b"BT /F 40 Tf 2 8 Td (W) Tj ET")
        put(pdf, Dictionary(Subtype=Name.Stamp, Rect=Array(PLACE), AP=Dictionary(N=look)))

    with PdfDocument(made(bare).pdf) as book:
        assert "W" in book[0].get_textpage().get_text_range()


def test_a_mark_without_a_place_is_left_out_and_one_on_two_pages_is_on_both() -> None:
    def twice(pdf: Pdf) -> None:
        put(pdf, Dictionary(Subtype=Name.Stamp, Rect=Array([0, 0]), AP=Dictionary(N=red(pdf))))
        put(pdf, Dictionary(Subtype=Name.Square, Rect=Array(PLACE), C=Array([1, 0, 0]), BS=Dictionary(W=9)))
        pdf.add_blank_page(page_size=(200, 300))
        pdf.pages[1].obj.Annots = Array([pdf.pages[0].obj.Annots[1]])

    first, second = bound(made(twice).pdf)
    assert worst([second], [first]).added > 100  # the line of text, and no more of the frame
    assert worst([first], [second]).added == 0


@pytest.mark.parametrize(
    "content", [b"q 2 0 0 2 9 9 cm q 0.5 0 0 0.5 0 0 cm q", b"Q Q Q 3 0 0 3 0 0 cm", b"q BT", b"0 0 9 9 re W n"]
)
def test_a_stamp_stands_in_its_place_whatever_the_content_leaves_behind(content: bytes) -> None:
    def disorderly(pdf: Pdf) -> None:
        pdf.pages[0].obj.Contents = Array([pdf.pages[0].obj.Contents, pdf.make_stream(content)])

    data = pdf(disorderly, mark("Stamp", 4))
    assert max(worst(shown(data), bound(prepare("甲.pdf", data, ReadOptions()).pdf))) < ALIKE


def test_what_lies_on_the_page_shines_through_a_marker_on_turned_and_cut_pages() -> None:
    for turn, crop in ((90, [10, 20, 190, 290]), (270, [0, 0, 200, 300]), (180, [50, 50, 180, 290])):
        data = pdf(SHAPES["highlight"], mark("Stamp", 0), page={"Rotate": turn, "CropBox": Array(crop)})
        difference = worst(shown(data), bound(prepare("甲.pdf", data, ReadOptions()).pdf))
        assert max(difference) < ALIKE, str(difference)
