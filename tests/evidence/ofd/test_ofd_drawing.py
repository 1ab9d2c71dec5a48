"""Paths, pictures, colours and what is composed of them: pixels where the file says, in the colours it says."""

from __future__ import annotations

import pytest
from evidence.ofd.writing import (
    BLACK,
    BLUE,
    GREEN,
    RED,
    WHITE,
    Look,
    Ofd,
    Rgb,
    filled,
    flat,
    halves,
    image,
    near,
    path,
    square,
    text,
)

STOPS = (
    '<Segment Position="0"><Color Value="255 0 0"/></Segment><Segment Position="1"><Color Value="0 0 255"/></Segment>'
)


def look(*objects: str, resources: str = "", layer: str = "", common: str = "") -> Look:
    return Look(Ofd(resources=resources, common=common).page(*objects, layer=layer).bytes())


def painted(paint: str, *, area: str = square(10, 10, 40)) -> Look:
    """A square of that paint."""
    return look(path(area, more='Fill="true" Stroke="false"', inner=f"<FillColor>{paint}</FillColor>"))


# ---- paths


@pytest.mark.parametrize(
    ("data", "inside", "outside"),
    [
        ("M 10 10 L 50 10 L 50 50 C", [(45, 15)], [(15, 45)]),
        ("S 10 10 M 10 10 L 50 10 L 50 50 C", [(45, 15)], [(15, 45)]),
        ("M10,10L50,10 50,50C", [(45, 15)], [(15, 45)]),
        ("M 10 50 Q 30 -10 50 50 C", [(30, 25)], [(30, 15), (12, 20)]),
        ("M 10 50 B 10 0 50 0 50 50 C", [(30, 20), (14, 30)], [(30, 10), (11, 15)]),
        ("M 10 30 A 20 20 0 0 1 50 30 C", [(30, 12), (16, 25)], [(30, 32), (11, 12)]),
        ("M 10 30 A 20 20 0 0 0 50 30 C", [(30, 48)], [(30, 28)]),
        ("M 30 10 A 20 20 0 1 1 10 30 C", [(42, 42), (30, 48)], [(12, 12)]),
        ("M 10 30 A 20 10 0 0 1 50 30 C", [(30, 21)], [(30, 19)]),
        ("M 10 30 A 5 5 0 0 1 50 30 C", [(30, 12)], [(30, 9)]),  # too small to reach: as much larger as it must be
        ("M 30 10 A 10 20 90 0 1 30 30 C", [(45, 20)], [(25, 20)]),
    ],
)
def test_outlines_lead_where_their_data_say(
    data: str, inside: list[tuple[int, int]], outside: list[tuple[int, int]]
) -> None:
    page = look(filled(data))
    assert [page.at(*place) for place in inside] == [RED] * len(inside)
    assert [page.at(*place) for place in outside] == [WHITE] * len(outside)


@pytest.mark.parametrize(("rule", "middle"), [("NonZero", RED), ("Even-Odd", WHITE)])
def test_the_rule_decides_about_holes(rule: str, middle: Rgb) -> None:
    page = look(filled(f"{square(10, 10, 40)} {square(20, 20, 20)}", more=f'Rule="{rule}"'))
    assert [page.at(15, 15), page.at(30, 30)] == [RED, middle]


def test_lines_have_their_width_ends_and_dashes() -> None:
    page = look(
        path("M 20 20 L 60 20", more='LineWidth="4" Cap="Butt"'),
        path("M 20 40 L 60 40", more='LineWidth="4" Cap="Square"'),
        path("M 20 60 L 60 60", more='LineWidth="4" DashPattern="10 10" DashOffset="5"'),
    )
    assert [page.at(30, y) for y in (18.5, 21.5, 23)] == [BLACK, BLACK, WHITE]
    assert [page.at(19, y) for y in (20, 40)] == [WHITE, BLACK]
    assert [page.at(x, 60) for x in (22, 30, 40, 50, 57)] == [BLACK, WHITE, BLACK, WHITE, BLACK]


def test_a_line_is_as_wide_as_its_matrix_makes_it() -> None:
    page = look(path("M 0 0 L 20 0", more='LineWidth="1" CTM="2 0 0 4 10 20"'))
    assert [page.at(30, y) for y in (18.5, 21.5, 23)] == [BLACK, BLACK, WHITE]
    assert [page.at(x, 20) for x in (9, 12, 48, 51)] == [WHITE, BLACK, BLACK, WHITE]


def test_what_reaches_far_beyond_its_boundary_is_cut_and_a_line_on_it_is_not() -> None:
    page = look(
        path("M 0 0 L 50 0 L 50 50 L 0 50 C", boundary="10 10 20 20", more='Fill="true" Stroke="false"', inner=FILL),
        path("M 0 0 L 50 0", boundary="10 60 50 0.25", more='LineWidth="0.5"'),
        path("M 0 0 L 0 20", boundary="80 60 0 20", more='LineWidth="1"'),
    )
    assert [page.at(x, 20) for x in (20, 40)] == [RED, WHITE]
    assert page.ink(10, 59.7, 50, 0.6) > 0.6
    assert page.at(80, 70) == BLACK


FILL = '<FillColor Value="255 0 0"/>'


# ---- colours and parameters


@pytest.mark.parametrize(
    ("colour", "seen"),
    [
        ('<FillColor Value="0 128 255"/>', (0, 128, 255)),
        ('<FillColor Value="#00 #80 #FF"/>', (0, 128, 255)),
        ('<FillColor Value="128" ColorSpace="60"/>', (128, 128, 128)),
        ('<FillColor Value="0 255 255 0" ColorSpace="61"/>', (237, 28, 36)),
        ('<FillColor Index="1" ColorSpace="62"/>', (0, 255, 0)),
        ('<FillColor Value="65535 0 32768" ColorSpace="63"/>', (255, 0, 128)),
        ('<FillColor Value="255 0 0" Alpha="128"/>', (255, 127, 127)),
    ],
)
def test_colours_are_those_of_their_space(colour: str, seen: Rgb) -> None:
    palette = "<Palette><CV>255 0 0</CV><CV>0 255 0</CV></Palette>"
    spaces = (
        '<ColorSpaces><ColorSpace ID="60" Type="GRAY"/><ColorSpace ID="61" Type="CMYK"/>'
        f'<ColorSpace ID="62" Type="RGB">{palette}</ColorSpace>'
        '<ColorSpace ID="63" Type="RGB" BitsPerComponent="16"/></ColorSpaces>'
    )
    page = look(path(square(10, 10, 40), more='Fill="true" Stroke="false"', inner=colour), resources=spaces)
    assert near(page.at(30, 30), seen, 30 if "61" in colour else 3)


def test_parameters_are_inherited_from_one_another_and_from_the_layer() -> None:
    params = (
        '<DrawParams><DrawParam ID="70" LineWidth="6"><StrokeColor Value="255 0 0"/></DrawParam>'
        '<DrawParam ID="71" Relative="70"><FillColor Value="0 0 255"/></DrawParam>'
        '<DrawParam ID="72" Relative="73"/><DrawParam ID="73" Relative="72"><FillColor Value="0 255 0"/></DrawParam>'
        "</DrawParams>"
    )
    page = look(
        path(square(10, 10, 20), more='Fill="true"'),
        path(square(40, 10, 20), more='Fill="true" LineWidth="1" DrawParam="72"'),
        path(square(70, 10, 20), more='Fill="true"', inner=FILL),
        resources=params,
        layer='DrawParam="71"',
    )
    assert [page.at(20, 20), page.at(12, 20), page.at(8, 20)] == [BLUE, RED, RED]
    assert [page.at(50, 20), page.at(42, 20), page.at(40, 20)] == [GREEN, GREEN, RED]
    assert page.at(80, 20) == RED


def test_an_area_without_a_colour_is_not_filled() -> None:
    page = look(path(square(10, 10, 40), more='Fill="true" LineWidth="2"'))
    assert [page.at(30, 30), page.at(10, 30)] == [WHITE, BLACK]


def test_alpha_lets_through_what_lies_below() -> None:
    page = look(filled(square(10, 10, 40), "0 0 255"), filled(square(20, 20, 40), more='Alpha="128"'))
    assert near(page.at(30, 30), (128, 0, 127))
    assert near(page.at(55, 55), (255, 127, 127))


# ---- shadings and patterns


def test_an_axial_shading_goes_from_colour_to_colour_and_beyond_as_told() -> None:
    ends = painted(f'<AxialShd StartPoint="20 0" EndPoint="40 0" Extend="1">{STOPS}</AxialShd>')
    assert near(ends.at(15, 30), RED)
    assert near(ends.at(30, 30), (128, 0, 128), 20)
    assert ends.at(45, 30) == WHITE


@pytest.mark.parametrize(("kind", "at_35"), [("Repeat", RED), ("Reflect", BLUE)])
def test_a_shading_repeats_or_reflects(kind: str, at_35: Rgb) -> None:
    shading = f'<AxialShd StartPoint="10 0" EndPoint="50 0" MapType="{kind}" MapUnit="20">{STOPS}</AxialShd>'
    page = painted(shading)
    assert near(page.at(10.5, 30), RED, 25)
    assert near(page.at(29.5, 30), BLUE, 25)
    assert near(page.at(30.6, 30), at_35, 25)


def test_a_radial_shading_is_round_or_as_flat_as_its_eccentricity() -> None:
    circle = 'StartPoint="30 30" EndPoint="30 30" StartRadius="0" EndRadius="20" Extend="2"'
    round_one = painted(f"<RadialShd {circle}>{STOPS}</RadialShd>")
    assert near(round_one.at(30, 30), RED, 25)
    assert near(round_one.at(45, 30), round_one.at(30, 45), 15)
    flat_one = painted(f'<RadialShd {circle} Eccentricity="0.866">{STOPS}</RadialShd>')
    assert near(flat_one.at(30, 40.5), BLUE, 25)
    assert not near(flat_one.at(40.5, 30), BLUE, 60)


def test_meshes_of_triangles_and_lattices_are_shaded() -> None:
    def corner(x: int, y: int, colour: str) -> str:
        return f'<Point X="{x}" Y="{y}"><Color Value="{colour}"/></Point>'

    corners = corner(10, 10, "255 0 0") + corner(50, 10, "0 255 0") + corner(10, 50, "0 0 255")
    free = painted(f"<GouraudShd>{corners}</GouraudShd>")
    lattice = painted(f'<LaGouraudShd VerticesPerRow="2">{corners}{corner(50, 50, "0 0 0")}</LaGouraudShd>')
    for page in (free, lattice):
        assert near(page.at(11, 11), RED, 30)
        assert near(page.at(47, 11), GREEN, 45)
        assert near(page.at(11, 47), BLUE, 45)
    assert free.at(45, 45) == WHITE
    assert near(lattice.at(49, 49), BLACK, 30)


@pytest.mark.parametrize(("method", "seen"), [("Normal", [RED, WHITE, RED]), ("Column", [WHITE, RED, RED])])
def test_cells_of_a_pattern_repeat_mirrored_where_told(method: str, seen: list[Rgb]) -> None:
    cell = filled("M 0 0 L 5 0 L 5 10 L 0 10 C")
    page = painted(
        f'<Pattern Width="10" Height="10" ReflectMethod="{method}"><CellContent>{cell}</CellContent></Pattern>'
    )
    assert [page.at(x, 30) for x in (12, 17, 22)] == seen
    assert page.at(60, 30) == WHITE


def test_what_cannot_be_painted_is_named() -> None:
    page = painted('<AxialShd StartPoint="20 0" EndPoint="20 0"/>')
    assert page.prepared.removed == ("画不出的底纹或渐变 1 处",)


# ---- clips


def test_a_clip_leaves_what_lies_in_any_of_its_areas_and_several_what_lies_in_all() -> None:
    def area(data: str) -> str:
        return f'<Area><Path Boundary="0 0 100 100"><AbbreviatedData>{data}</AbbreviatedData></Path></Area>'

    either = f"<Clips><Clip>{area(square(10, 10, 10))}{area(square(30, 10, 10))}</Clip></Clips>"
    page = look(filled(square(0, 0, 90), inner=either))
    assert [page.at(x, 15) for x in (5, 15, 25, 35, 45)] == [WHITE, RED, WHITE, RED, WHITE]
    both = f"<Clips><Clip>{area(square(10, 10, 20))}</Clip><Clip>{area(square(20, 10, 20))}</Clip></Clips>"
    page = look(filled(square(0, 0, 90), inner=both), text("其后", 60, 60))
    assert [page.at(x, 15) for x in (15, 25, 35)] == [WHITE, RED, WHITE]
    assert page.words() == "其后"
    assert page.ink(60, 60, 10, 7) > 0.05


def test_a_clip_may_have_the_shape_of_letters() -> None:
    letters = '<Text Boundary="10 10 40 40" Font="1" Size="40"><TextCode X="0" Y="36">口</TextCode></Text>'
    page = look(filled(square(0, 0, 90), inner=f"<Clips><Clip><Area>{letters}</Area></Clip></Clips>"))
    assert 0.02 < page.ink(10, 10, 40, 40) < 0.3
    assert page.at(30, 30) == WHITE


# ---- pictures


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF", "GIF"])
def test_pictures_stand_upright_in_their_boundary(kind: str) -> None:
    ofd = Ofd().picture(80, halves(kind), f"a.{kind.lower()}").page(image(80, "10 20 40 40"))
    page = Look(ofd.bytes())
    assert near(page.at(15, 50), RED, 30)
    assert near(page.at(45, 50), BLUE, 30)
    assert near(page.at(30, 25), GREEN, 30)
    assert [page.at(30, 15), page.at(55, 40)] == [WHITE, WHITE]


def test_a_picture_is_turned_by_its_matrix_and_cut_by_its_boundary() -> None:
    turned = '<ImageObject Boundary="10 10 40 40" ResourceID="80" CTM="0 40 -40 0 40 0"/>'
    larger = '<ImageObject Boundary="60 10 20 20" ResourceID="80" CTM="40 0 0 40 0 0"/>'
    page = Look(Ofd().picture(80, halves(), "a.png").page(turned, larger).bytes())
    assert near(page.at(45, 20), GREEN)  # its top is at the right now
    assert [near(page.at(20, y), colour) for y, colour in ((15, RED), (45, BLUE))] == [True, True]
    assert near(page.at(65, 25), RED)
    assert page.at(85, 20) == WHITE


def test_pictures_let_through_what_they_have_clear_and_by_alpha_and_mask() -> None:
    ofd = Ofd().picture(80, flat((255, 0, 0, 0), mode="RGBA"), "clear.png").picture(81, flat("red"), "a.png")
    ofd.picture(82, flat(0, mode="L"), "mask.png")
    behind = filled("M 0 0 L 100 0 L 100 100 L 0 100 C", "0 0 255")
    objects = image(80, "10 10 20 20"), image(81, "40 10 20 20", more='Alpha="128"')
    page = Look(ofd.page(behind, *objects, image(81, "70 10 20 20", more='ImageMask="82"')).bytes())
    assert page.at(20, 20) == BLUE
    assert near(page.at(50, 20), (128, 0, 127))
    assert page.at(80, 20) == BLUE


def test_a_picture_has_its_border_and_one_that_is_broken_is_named() -> None:
    border = '<Border LineWidth="2"><BorderColor Value="0 255 0"/></Border>'
    ofd = Ofd().picture(80, flat("red"), "a.png").picture(81, b"\x89PNG broken", "b.png")
    objects = image(80, "10 10 40 40", inner=border), image(81, "60 10 20 20"), image(99, "60 60 20 20")
    page = Look(ofd.page(*objects).bytes())
    assert [page.at(30, 30), page.at(10, 30), page.at(30, 50)] == [RED, GREEN, GREEN]
    assert page.prepared.removed == ("读不出的图片 2 处",)


def test_a_jbig2_picture_is_handed_on_to_the_pdf() -> None:
    head = b"\x97JB2\r\n\x1a\n\x01" + (1).to_bytes(4, "big")
    size = (16).to_bytes(4, "big")
    page_info = size + size + bytes(8) + b"\x04\0\0"  # 16 × 16, black where nothing is drawn
    segments = (0).to_bytes(4, "big") + b"\x30\0\x01" + len(page_info).to_bytes(4, "big") + page_info
    ends = (1).to_bytes(4, "big") + b"\x31\0\x01" + bytes(4) + (2).to_bytes(4, "big") + b"\x33\0\0" + bytes(4)
    page = Look(Ofd().picture(80, head + segments + ends, "a.jb2").page(image(80, "10 10 20 20")).bytes())
    assert [page.at(20, 20), page.at(40, 20)] == [BLACK, WHITE]
    assert page.prepared.removed == ()


# ---- composed


def test_a_composed_graphic_is_placed_scaled_and_seen_through_as_a_whole() -> None:
    inner = filled(square(0, 0, 10)) + filled(square(5, 0, 10), "0 0 255")
    units = f'<CompositeGraphicUnits><CompositeGraphicUnit ID="85" Width="15" Height="10"><Content>{inner}</Content>'
    units += "</CompositeGraphicUnit></CompositeGraphicUnits>"
    plain = '<CompositeObject Boundary="10 10 30 20" ResourceID="85" CTM="2 0 0 2 0 0"/>'
    faint = '<CompositeObject Boundary="10 50 30 20" ResourceID="85" CTM="2 0 0 2 0 0" Alpha="128"/>'
    page = look(plain, faint, resources=units)
    assert [page.at(x, 20) for x in (15, 25, 35, 45)] == [RED, BLUE, BLUE, WHITE]
    assert near(page.at(15, 60), (255, 127, 127))
    assert near(page.at(25, 60), (127, 127, 255))


def test_a_composed_graphic_passes_on_its_parameters() -> None:
    inner = path(square(0, 0, 10), more='Fill="true" Stroke="false"')
    units = f'<CompositeGraphicUnits><CompositeGraphicUnit ID="85" Width="15" Height="10"><Content>{inner}</Content>'
    units += '</CompositeGraphicUnit></CompositeGraphicUnits><DrawParams><DrawParam ID="70">'
    units += f"{FILL}</DrawParam></DrawParams>"
    page = look('<CompositeObject Boundary="10 10 30 20" ResourceID="85" DrawParam="70"/>', resources=units)
    assert page.at(15, 15) == RED


def test_blocks_in_blocks_are_drawn() -> None:
    page = look(f"<PageBlock ID='5'><PageBlock ID='6'>{filled(square(10, 10, 10))}</PageBlock></PageBlock>")
    assert page.at(15, 15) == RED
