"""What is filled into forms: printed as readers show it, with or without a form, an appearance and its resources."""

from __future__ import annotations

import pytest
from evidence.compare import bound, shown, worst
from evidence.pdf_corpus import Change, field, form_of, pdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from pypdfium2 import PdfDocument

from app.evidence.pdf.proof import prepare
from app.evidence.prepared import Prepared, ReadOptions

NEAR = 70.0  # square points: letters that stand a point beside those of pdfium
FILLED = "有的表单内容没有现成的外观，已按填写的值印出，请核对。"
COMBO, LIST_BOX, RADIO, PUSH, COMB, PASSWORD, MULTILINE = 1 << 17, 0, 1 << 15, 1 << 16, 1 << 24, 1 << 13, 1 << 12
EMPTY, STALE = b"/Tx BMC EMC", b"/Tx BMC BT /F 12 Tf 2 8 Td (OLD) Tj ET EMC"
CIRCLE = Dictionary(BC=Array([0]), CA="l")
BOX = Dictionary(BC=Array([0]), CA="4")
OPTIONS = Array([Array([String("1"), String("甲类")]), Array([String("2"), String("乙类")])])


def made(*changes: Change) -> Prepared:
    return prepare("甲.pdf", pdf(*changes), ReadOptions())


def words(prepared: Prepared) -> str:
    with PdfDocument(prepared.pdf) as book:
        return "".join(book[0].get_textpage().get_text_range().removeprefix("Body text").split())


@pytest.mark.parametrize("value", ["ZhangSan2024", "张三", "四川省Co.，Ltd", "𠮷野家☑"])
@pytest.mark.parametrize(("look", "need"), [(None, None), (None, True), (EMPTY, True), (STALE, True), (EMPTY, False)])
def test_a_value_without_its_appearance_is_printed(value: str, look: bytes | None, need: bool | None) -> None:
    prepared = made(field("Tx", String(value), look, need))
    assert words(prepared) == value
    assert (prepared.removed, prepared.notes) == ((), (FILLED,))


def test_an_appearance_that_is_not_called_stale_is_printed_as_it_is() -> None:
    prepared = made(field("Tx", String("张三"), STALE))
    assert (words(prepared), prepared.removed, prepared.notes) == ("OLD", (), ())


def test_a_field_that_was_emptied_is_empty() -> None:
    assert words(made(field("Tx", String(""), STALE, need=True))) == ""


def test_a_value_that_a_script_of_the_form_shaped_keeps_its_shape() -> None:
    script = Dictionary(F=Dictionary(S=Name.JavaScript, JS="AFNumber_Format(2)"))
    assert words(made(field("Tx", String("7"), STALE, need=True, AA=script))) == "OLD"


def test_widgets_that_no_form_lists_are_printed() -> None:
    def formless(pdf: Pdf) -> None:
        field("Tx", String("张三 2024"))(pdf)
        del pdf.Root.AcroForm

    assert words(made(formless)) == "张三2024"


def test_a_value_is_inherited_from_the_field_above_its_widget() -> None:
    def below(pdf: Pdf) -> None:
        field("Tx")(pdf)
        widget = pdf.pages[0].obj.Annots[0]
        above = pdf.make_indirect(Dictionary(FT=Name.Tx, T="a", V=String("上面的值"), Kids=Array([widget])))
        del widget.FT
        widget.Parent = above
        pdf.Root.AcroForm.Fields = Array([above])

    assert words(made(below)) == "上面的值"


@pytest.mark.parametrize(
    "change",
    [
        field("Tx", String("Zhang San")),
        field("Tx", String("12,345.00"), Q=2),
        field("Tx", String("Auto size"), DA=String("/Helv 0 Tf 0 0 1 rg")),
        field("Tx", String("secret"), Ff=PASSWORD),
        field("Tx", String("91510100"), Ff=COMB, MaxLen=18, MK=Dictionary(BC=Array([0]))),
        field("Tx", String("Turned"), Rect=Array([100, 60, 124, 220]), MK=Dictionary(R=90, BC=Array([1, 0, 0]))),
        field("Tx", String("Turned"), Rect=Array([20, 60, 180, 100]), MK=Dictionary(R=180, BG=Array([0.9]))),
        field("Tx", String("Turned"), Rect=Array([100, 60, 124, 220]), MK=Dictionary(R=270, BC=Array([1, 0, 0]))),
        field("Btn", Name.Yes, AS=Name.Yes, Rect=Array([20, 100, 40, 120]), MK=BOX),
        field("Btn", Name.Yes, AS=Name.Yes, Rect=Array([20, 100, 40, 120]), MK=Dictionary(BC=Array([0]), CA="8")),
        field("Btn", Name.Yes, AS=Name.Yes, Ff=RADIO, Rect=Array([20, 100, 40, 120]), MK=CIRCLE),
        field("Btn", Ff=PUSH, MK=Dictionary(BC=Array([0]), BG=Array([0.8]), CA="Submit")),
    ],
)
def test_a_field_looks_as_in_a_reader(change: Change) -> None:
    data = pdf(change)
    difference = worst(shown(data), bound(prepare("甲.pdf", data, ReadOptions()).pdf))
    assert max(difference) < NEAR, str(difference)


def test_several_lines_are_set_in_their_box() -> None:
    value = "第一行\nline two is long enough to wrap in its box"
    prepared = made(field("Tx", String(value), Ff=MULTILINE, Rect=Array([20, 60, 180, 124])))
    assert words(prepared) == "".join(value.split())
    assert prepared.removed == ()


def test_a_long_value_becomes_smaller_and_one_that_never_fits_is_named() -> None:
    name = "一个很长很长的单位名称，超过了填写框的宽度，还要再长一些才行"
    assert words(made(field("Tx", String(name)))) == name
    prepared = made(field("Tx", String(name * 50)))
    assert prepared.removed == ("表单或批注中超出框外的字",)


def test_a_character_that_no_face_has_is_named() -> None:
    assert made(field("Tx", String("张\ue123三"))).removed == ("表单或批注中没有字体可印的字",)


@pytest.mark.parametrize("need", [None, True])
def test_of_a_choice_the_words_shown_are_printed_and_not_its_code(need: bool | None) -> None:
    assert words(made(field("Ch", String("2"), need=need, Ff=COMBO, Opt=OPTIONS))) == "乙类"


def test_a_list_shows_its_options_and_marks_those_chosen() -> None:
    plain = field("Ch", Opt=OPTIONS, Rect=Array([20, 60, 180, 124]))
    chosen = field("Ch", Array([String("1"), String("2")]), Opt=OPTIONS, Rect=Array([20, 60, 180, 124]))
    assert words(made(plain)) == words(made(chosen)) == "甲类乙类"
    assert worst(bound(made(plain).pdf), bound(made(chosen).pdf)).added > 2_000


def test_a_box_that_is_not_checked_is_empty() -> None:
    page = bound(made(field("Btn", Name.Off, AS=Name.Off, Rect=Array([20, 100, 40, 120]), MK=BOX)).pdf)
    assert worst(bound(made().pdf), page).added == 0


def test_a_file_of_hostile_fields_is_printed_within_bounds() -> None:
    def hostile(pdf: Pdf) -> None:
        field("Tx", String("x" * 1_000_000), Ff=MULTILINE, DA=String("/Helv 1e9 Tf " + "9" * 400 + " g"), MaxLen=10**9)(
            pdf
        )
        above = pdf.make_indirect(Dictionary())
        above.Parent = above
        pdf.pages[0].obj.Annots[0].Parent = above
        pdf.Root.AcroForm.NeedAppearances = True
        look = form_of(pdf, b"q " * 90_000)
        pdf.pages[0].obj.Annots[0].AP = Dictionary(N=look)

    assert made(hostile).removed == ("表单或批注中超出框外的字",)
