"""Layers: what is off on screen or paper is in no way in the book, wherever it is drawn."""

from __future__ import annotations

from typing import Any

import pytest
from evidence.compare import bound, worst
from evidence.pdf_corpus import PLACE, Change, form_of, mark, pdf, put, red
from pikepdf import Array, Dictionary, Name, Pdf

from app.evidence.pdf.layers import Layers
from app.evidence.pdf.proof import prepare
from app.evidence.prepared import Prepared, ReadOptions

FRAME = b"1 0 0 RG 4 w 104 104 72 42 re S"


def made(*changes: Change) -> Prepared:
    return prepare("甲.pdf", pdf(*changes), ReadOptions())


def is_red(prepared: Prepared) -> bool:
    return worst(bound(pdf()), bound(prepared.pdf)).added > 300


def layers(off: list[int], count: int = 3, **choice: Any) -> Change:
    """Layers of which those numbered in `off` are off."""

    def change(pdf: Pdf) -> None:
        made = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=f"层{number}")) for number in range(count)]
        choices = Dictionary(OFF=Array([made[number] for number in off])) if off else Dictionary()
        for key, value in choice.items():
            choices[f"/{key}"] = value(made) if callable(value) else value
        pdf.Root.OCProperties = Dictionary(OCGs=Array(made), D=choices)

    return change


def layer(pdf: Pdf, number: int) -> Dictionary:
    found: Dictionary = pdf.Root.OCProperties.OCGs[number]
    return found


def marked(number: int) -> Change:
    """The frame in the content of the page, on a layer."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Resources.Properties = Dictionary(L=layer(pdf, number))
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" /OC /L BDC " + FRAME + b" EMC")

    return change


def ruled(rule: Any) -> Change:
    """The frame as a stamp under a rule over layers."""

    def change(pdf: Pdf) -> None:
        known = [layer(pdf, number) for number in range(3)]
        membership = pdf.make_indirect(rule(*known))
        membership.Type = Name.OCMD
        put(pdf, Dictionary(Subtype=Name.Stamp, Rect=Array(PLACE), AP=Dictionary(N=red(pdf)), OC=membership))

    return change


def used(event: str, category: str, listed: bool = True, **states: str) -> Change:
    """States of use on layer 0; `listed`: a reader follows them at the event."""

    def change(pdf: Pdf) -> None:
        usage = {f"/{name}": Dictionary({f"/{name}State": Name(f"/{state}")}) for name, state in states.items()}
        layer(pdf, 0).Usage = Dictionary(usage)
        rule = Dictionary(Event=Name(f"/{event}"), Category=Array([Name(f"/{category}")]), OCGs=Array([layer(pdf, 0)]))
        if listed:
            pdf.Root.OCProperties.D.AS = Array([rule])

    return change


@pytest.mark.parametrize(("off", "shown"), [([0], False), ([1], True), ([], True)])
def test_what_is_marked_as_of_a_layer_follows_it(off: list[int], shown: bool) -> None:
    assert is_red(made(layers(off), marked(0))) is shown
    assert is_red(made(layers(off), ruled(lambda a, b, c: Dictionary(OCGs=a)))) is shown


def test_layers_may_be_off_unless_they_are_said_to_be_on() -> None:
    others = layers([], BaseState=Name.OFF, ON=lambda known: Array(known[1:]))
    assert not is_red(made(others, marked(0)))
    assert is_red(made(others, marked(1)))


@pytest.mark.parametrize(
    ("policy", "off", "shown"),
    [
        ("AllOn", [0], False),
        ("AllOn", [], True),
        ("AnyOn", [0], True),
        ("AnyOn", [0, 1], False),
        ("AnyOff", [0], True),
        ("AnyOff", [], False),
        ("AllOff", [0], False),
        ("AllOff", [0, 1], True),
        (None, [0, 1], False),
    ],
)
def test_a_rule_over_layers_is_obeyed(policy: str | None, off: list[int], shown: bool) -> None:
    def rule(a: Dictionary, b: Dictionary, c: Dictionary) -> Dictionary:
        made = Dictionary(OCGs=Array([a, b]))
        if policy:
            made.P = Name(f"/{policy}")
        return made

    assert is_red(made(layers(off), ruled(rule))) is shown


EXPRESSIONS = [
    (lambda a, b, c: [Name.Not, a], [0], True),
    (lambda a, b, c: [Name.Not, a], [1], False),
    (lambda a, b, c: [Name.And, a, b], [1], False),
    (lambda a, b, c: [Name.And, a, b], [2], True),
    (lambda a, b, c: [Name.Or, a, b], [0], True),
    (lambda a, b, c: [Name.Or, a, b], [0, 1], False),
    (lambda a, b, c: [Name.And, a, Array([Name.Or, b, Array([Name.Not, c])])], [1], False),
    (lambda a, b, c: [Name.And, a, Array([Name.Or, b, Array([Name.Not, c])])], [1, 2], True),
    (lambda a, b, c: [Name.Xor, a, b], [0], True),
]


@pytest.mark.parametrize(("expression", "off", "shown"), EXPRESSIONS)
def test_a_visibility_expression_goes_before_the_rule(expression: Any, off: list[int], shown: bool) -> None:
    def rule(a: Dictionary, b: Dictionary, c: Dictionary) -> Dictionary:
        return Dictionary(OCGs=Array([c]), P=Name.AllOff, VE=Array(expression(a, b, c)))

    assert is_red(made(layers(off), ruled(rule))) is shown


def test_an_expression_without_end_is_read_so_far_and_no_further() -> None:
    def endless(pdf: Pdf) -> None:
        circle = pdf.make_indirect(Array([Name.And, layer(pdf, 0)]))
        circle.append(circle)
        doubled = Array([Name.And, layer(pdf, 0), layer(pdf, 0)])
        for _ in range(30):
            doubled = pdf.make_indirect(Array([Name.And, doubled, doubled]))
        for expression in (circle, doubled):
            rule = Dictionary(Type=Name.OCMD, VE=expression)
            put(pdf, Dictionary(Subtype=Name.Stamp, Rect=Array(PLACE), OC=rule, AP=Dictionary(N=red(pdf))))

    assert is_red(made(layers([1]), endless))


@pytest.mark.parametrize(
    ("change", "shown", "named"),
    [
        (used("Print", "Print", Print="OFF"), False, True),
        (used("Print", "Print", listed=False, Print="OFF"), False, True),
        (used("View", "View", View="OFF"), False, False),
        (used("Print", "Print", Print="ON"), True, False),
    ],
)
def test_a_layer_follows_what_it_says_of_its_use(change: Change, shown: bool, named: bool) -> None:
    prepared = made(layers([]), change, marked(0))
    assert is_red(prepared) is shown
    assert prepared.removed == (("设为不打印的图层",) if named else ())


def test_a_layer_that_a_reader_turns_on_for_paper_is_printed() -> None:
    printed = made(layers([0]), used("Print", "Print", Print="ON"), marked(0))
    assert is_red(printed)
    assert printed.notes == ("PDF 里有屏幕上不显示、只在打印时出现的内容，已印入书中。",)
    assert not is_red(made(layers([0]), used("Print", "Print", listed=False, Print="ON"), marked(0)))


def test_a_layer_of_the_design_alone_hides_nothing() -> None:
    def designed(pdf: Pdf) -> None:
        layer(pdf, 0).Intent = Name.Design

    assert is_red(made(layers([0]), designed, marked(0)))


def drawn(how: str) -> Change:
    """The frame behind forms, images, patterns, masks and letters that are drawn, on layer 0."""

    def change(pdf: Pdf) -> None:
        page, off = pdf.pages[0].obj, layer(pdf, 0)
        inner = Dictionary(Properties=Dictionary(L=off))
        on_layer = b"/OC /L BDC " + b"1 0 0 rg 0 0 80 50 re f" + b" EMC"
        if how == "form":
            thing = form_of(pdf, b"1 0 0 rg 0 0 80 50 re f", OC=off)
        elif how == "form in form":
            below = form_of(pdf, on_layer, Resources=inner)
            thing = form_of(pdf, b"/X Do", Resources=Dictionary(XObject=Dictionary(X=below)))
        elif how == "old form":
            page.Resources.Properties = Dictionary(L=off)
            thing = form_of(pdf, on_layer)
        elif how == "image":
            thing = pdf.make_stream(b"\xff\0\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
            thing.ColorSpace, thing.BitsPerComponent, thing.OC = Name.DeviceRGB, 8, off
        else:
            cell = form_of(pdf, on_layer, Resources=inner, XStep=80, YStep=50, PatternType=1, PaintType=1, TilingType=1)
            cell.Type = Name.Pattern
            del cell.Subtype
            page.Resources.Pattern = Dictionary(P=cell)
            thing = form_of(pdf, b"/Pattern cs /P scn 0 0 80 50 re f", Resources=Dictionary(Pattern=Dictionary(P=cell)))
        page.Resources.XObject = Dictionary(X=thing)
        scale = b"80 0 0 50" if how == "image" else b"1 0 0 1"
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" q " + scale + b" 100 100 cm /X Do Q")

    return change


@pytest.mark.parametrize("how", ["form", "form in form", "old form", "image", "pattern"])
def test_a_layer_is_followed_into_whatever_is_drawn(how: str) -> None:
    assert not is_red(made(layers([0]), drawn(how)))
    assert is_red(made(layers([1]), drawn(how)))


def test_the_appearance_of_a_stamp_may_have_layers_within() -> None:
    def within(pdf: Pdf) -> None:
        look = form_of(pdf, b"/OC /L BDC 1 0 0 RG 4 w 4 4 72 42 re S EMC")
        look.Resources = Dictionary(Properties=Dictionary(L=layer(pdf, 0)))
        put(pdf, Dictionary(Subtype=Name.Stamp, Rect=Array(PLACE), AP=Dictionary(N=look)))

    assert not is_red(made(layers([0]), within))
    assert is_red(made(layers([1]), within))


def test_what_belongs_to_no_layer_stays_where_a_layer_is_no_object_of_its_own() -> None:
    def direct(pdf: Pdf) -> None:
        pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(OFF=Array([Dictionary(Type=Name.OCG)])))
        page = pdf.pages[0].obj
        page.Resources.Properties = Dictionary(L=Dictionary(MCID=1))
        page.Contents = pdf.make_stream(b"/OC /L BDC " + FRAME + b" EMC")

    made_of = pdf(direct)
    assert worst(bound(made_of), bound(prepare("甲.pdf", made_of, ReadOptions()).pdf)).lost == 0
    assert is_red(made(mark("Stamp", 4)))
    with Pdf.new() as empty:
        assert not Layers(empty).any
