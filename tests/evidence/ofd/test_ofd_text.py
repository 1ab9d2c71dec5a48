"""Text of OFD files: which glyphs stand where, in the file's own faces and in those that stand for others."""

from __future__ import annotations

import pytest
from evidence.ofd.writing import BLACK, BLUE, RED, WHITE, Look, Ofd, block_face, even, near, text


def run(words: str, code: str, *, font: int = 1, more: str = "", inner: str = "", size: int = 10) -> str:
    """A text object at (10, 10) whose first line is at 20."""
    head = f'<TextObject ID="9" Boundary="10 10 80 12" Font="{font}" Size="{size}" {more}>{inner}'
    return f'{head}<TextCode X="0" Y="10" {code}>{words}</TextCode></TextObject>'


def drawn(words: str, code: str = "", **more: str) -> Look:
    """The same in the face of blocks, which is font 7."""
    face = block_face()
    return Look(Ofd().face(7, face).page(run(words, code, font=7, **more)).bytes())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "lefts"),
    [
        ('DeltaX="10 20 10"', [10, 20, 40, 50]),
        ('DeltaX="g 3 12"', [10, 22, 34, 46]),
        ('DeltaX="5 g 2 15"', [10, 15, 30, 45]),
        ('DeltaX="10"', [10, 20, 30, 40]),
        ('DeltaX="g 999999999 11"', [10, 21, 32, 43]),
        ("", [10, 20, 30, 40]),  # nothing says where: each as wide as it is
    ],
)
def test_letters_stand_where_their_steps_lead(code: str, lefts: list[float]) -> None:
    assert drawn("LLLL", code).lefts() == pytest.approx(lefts, abs=0.2)


def test_steps_lead_down_as_well() -> None:
    look = drawn("BB", 'DeltaX="0" DeltaY="20"')
    assert [look.at(15, y) for y in (15, 25, 35)] == [BLACK, WHITE, BLACK]


def test_a_second_code_goes_on_where_it_is_told() -> None:
    face = block_face()
    two = run("B", "", font=7).replace("</TextObject>", '<TextCode Y="40">B</TextCode></TextObject>')
    look = Look(Ofd().face(7, face).page(two).bytes())
    assert [look.at(15, y) for y in (15, 25, 45)] == [BLACK, WHITE, BLACK]


@pytest.mark.parametrize("without", [(), ("cmap", "name", "OS/2", "post"), ("hmtx", "hhea", "cmap", "post")])
@pytest.mark.parametrize("kind", ["ttf", "otf", "cff"])
def test_glyphs_are_drawn_by_their_number_even_of_a_stripped_face(kind: str, without: tuple[str, ...]) -> None:
    change = '<CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><Glyphs>3</Glyphs></CGTransform>'
    face = block_face(kind=kind, without=without)
    look = Look(Ofd().face(7, face).page(run("甲", "", font=7, inner=change)).bytes())
    assert [look.at(x, 15) for x in (12, 17)] == [WHITE, BLACK]
    assert look.words() == "甲"
    assert look.prepared.notes == ()


def test_one_character_of_several_becomes_a_glyph_by_number() -> None:
    change = '<CGTransform CodePosition="1" CodeCount="2" GlyphCount="1"><Glyphs>2</Glyphs></CGTransform>'
    look = drawn("BffB", even(3, 10), inner=change)
    assert [look.at(x, 15) for x in (12, 17, 22, 27, 32, 37)] == [BLACK, BLACK, BLACK, WHITE, BLACK, BLACK]
    assert look.words() == "BffB"


def test_positions_of_glyphs_count_from_the_start_of_the_object_over_several_codes() -> None:
    change = '<CGTransform CodePosition="1" CodeCount="1" GlyphCount="1"><Glyphs>3</Glyphs></CGTransform>'
    second = '<TextCode X="0" Y="40">B</TextCode></TextObject>'
    two = run("B", "", font=7, inner=change).replace("</TextObject>", second)
    look = Look(Ofd().face(7, block_face()).page(two).bytes())
    assert [look.at(12, 15), look.at(12, 45), look.at(17, 45)] == [BLACK, WHITE, BLACK]


def test_a_face_that_is_broken_is_replaced_and_said() -> None:
    look = Look(Ofd().face(7, b"\0\1\0\0 no face").page(run("甲乙", even(2, 10), font=7)).bytes())
    assert look.words() == "甲乙"
    assert look.prepared.notes == ("字体“Own7”读不出，用“宋体”代替。",)


def test_letters_are_wider_turned_slanted_and_heavier_as_the_file_says() -> None:
    wide = drawn("B", more='HScale="0.5"')
    assert [wide.at(x, 15) for x in (13, 17)] == [BLACK, WHITE]
    turned = drawn("L", more='CharDirection="90"')  # its left half, turned clockwise, is the upper one
    assert [turned.at(15, y) for y in (22, 27)] == [BLACK, WHITE]
    slanted = drawn("B", more='Italic="true"')
    assert [slanted.at(x, 11) for x in (11, 21)] == [WHITE, BLACK]
    plain, heavy = (Look(Ofd().page(run("国", "", more=more)).bytes()) for more in ("", 'Weight="700"'))
    assert heavy.ink(8, 8, 14, 16) > 1.2 * plain.ink(8, 8, 14, 16)


def test_a_matrix_turns_a_whole_text() -> None:
    look = drawn("BB", even(2, 10), more='CTM="0 1 -1 0 20 0"')
    assert [look.at(25, y) for y in (15, 25, 35)] == [BLACK, BLACK, WHITE]


def test_text_is_filled_and_outlined_in_its_colours() -> None:
    colours = '<FillColor Value="255 0 0"/><StrokeColor Value="0 0 255"/>'
    look = drawn("B", more='Stroke="true" LineWidth="1"', inner=colours)
    assert [look.at(15, 15), look.at(10, 15)] == [RED, BLUE]
    hollow = drawn("B", more='Fill="false" Stroke="true" LineWidth="1"', inner=colours)
    assert [hollow.at(15, 15), hollow.at(10, 15)] == [WHITE, BLUE]
    assert hollow.words() == look.words() == "B"


def test_text_may_be_painted_with_a_shading_and_still_be_found() -> None:
    segments = '<Segment><Color Value="255 0 0"/></Segment><Segment><Color Value="0 0 255"/></Segment>'
    paint = f'<FillColor><AxialShd StartPoint="0 0" EndPoint="10 0">{segments}</AxialShd></FillColor>'
    look = drawn("B", inner=paint)
    assert near(look.at(10.3, 15), RED, 25)
    assert near(look.at(19.7, 15), BLUE, 25)
    assert look.words() == "B"


def test_a_character_that_no_face_has_is_named_and_something_stands_for_it() -> None:
    look = Look(Ofd().page(run("甲\ue123乙", even(3, 10))).bytes())
    assert look.prepared.removed == ("字符“U+E123”（没有字体可印，印作“〓”）",)
    assert look.ink(20, 10, 10, 12) > 0.01


def test_letters_of_other_faces_keep_off_one_another() -> None:
    narrow = Look(Ofd(fonts='<Font ID="1" FontName="Arial"/>').page(run("WWWW", even(4, 5))).bytes())
    assert narrow.ink(10, 10, 20, 10) > 0.05
    assert narrow.ink(30.3, 10, 20, 12) == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("楷体", ()),
        ("SimSun", ()),
        ("Times New Roman", ()),
        ("方正小标宋简体", ("字体“方正小标宋简体”未嵌入，用“宋体”代替。",)),
        ("汉仪楷书", ("字体“汉仪楷书”未嵌入，用“楷体”代替。",)),
    ],
)
def test_only_faces_that_look_otherwise_are_worth_a_word(name: str, said: tuple[str, ...]) -> None:
    look = Look(Ofd(fonts=f'<Font ID="1" FontName="{name}"/>').page(text("文字", 10, 10)).bytes())
    assert look.prepared.notes == said
    assert look.words() == "文字"


def test_more_glyphs_than_one_font_of_pdf_holds_are_all_found() -> None:
    words = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 700))
    rows = [text(words[at : at + 25], 5, 3 + at // 25 * 3.3, size=3) for at in range(0, len(words), 25)]
    look = Look(Ofd(area="0 0 100 110").page(*rows).bytes())
    assert look.words().replace("\r\n", "") == words
