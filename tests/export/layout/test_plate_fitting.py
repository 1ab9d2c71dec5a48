"""Plates: how they fit, whether they are turned, and what stands on the page with them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.export.document import Block, Contents, Document, Heading, PageBreak, PageRef, Paragraph, Part, Plate, Text
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, Page, PlacedLine, Volume
from app.export.layout.items import Glyphs, Picture, Rule
from app.export.layout.plates import SHARE, TURNING_GAIN, fit, least_height
from app.export.layout.settle import lay_out
from app.export.plates import PlateSize
from app.export.style import DocumentStyle

FRAME = DocumentStyle().page
ROOM = FRAME.text_width, FRAME.text_height
A4 = 595.28, 841.89
side = st.floats(1, 20_000)
extent = st.floats(40, 1200)


def words(text: str, *, leads: bool = False) -> Paragraph:
    return Paragraph((Text(text),), "body", leads=leads)


def heading(anchor: str, level: int = 2) -> Heading:
    return Heading(level, (Text(f"附件{anchor}"),), anchor)


def plate(width: float, height: float, page: int = 0) -> Plate:
    return Plate("a" * 64, page, width, height, "截图")


def book_of(faces: Faces, *parts: Part) -> Book:
    return lay_out(Document("书", parts, DocumentStyle()), faces)


def pictures(book: Book) -> list[Picture]:
    return [picture for picture, _ in book.plates]


def text_of(page: Page) -> str:
    return "".join(item.text for item in page.items if isinstance(item, Glyphs))


# How a plate fits ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height", "scale", "turned"),
    [
        (300, 200, 1.0, False),
        (*A4, ROOM[0] / A4[0], False),
        (A4[1], A4[0], ROOM[0] / A4[0], True),
        (580, 400, ROOM[0] / 580, False),  # large enough to be read upright
        (3000, 3000, ROOM[0] / 3000, False),  # nothing is won by turning a square
        (1000, 900, ROOM[0] / 1000, False),  # too little is won
    ],
)
def test_a_plate_is_made_smaller_and_turned_only_where_that_reads_better(
    width: float, height: float, scale: float, turned: bool
) -> None:
    found = fit(width, height, *ROOM)
    assert found.scale == pytest.approx(scale)
    assert found.turned is turned


@pytest.mark.parametrize("turn", [False, True])
def test_a_plate_that_goes_on_from_another_lies_as_that_does(faces: Faces, turn: bool) -> None:
    strips = [Plate("a" * 64, page, 810, height, turned=turn) for page, height in enumerate((1000, 600, 100))]
    shown = pictures(book_of(faces, Part(tuple(strips))))
    assert [one.turned for one in shown] == [turn] * 3
    assert all(one.width <= ROOM[0] + 1e-6 and one.height <= ROOM[1] + 1e-6 for one in shown)
    assert least_height(810, 600, *ROOM, turn) == pytest.approx(SHARE * shown[1].height)


@given(side, side, extent, extent)
def test_a_plate_is_never_enlarged_and_never_larger_than_its_room(
    width: float, height: float, room_width: float, room_height: float
) -> None:
    scale, turned = fit(width, height, room_width, room_height)
    across, down = (height, width) if turned else (width, height)
    assert 0 < scale <= 1
    assert across * scale <= room_width * (1 + 1e-9)
    assert down * scale <= room_height * (1 + 1e-9)


@given(side, side, extent, extent)
def test_a_turned_plate_is_much_larger_than_it_would_be_upright(
    width: float, height: float, room_width: float, room_height: float
) -> None:
    scale, turned = fit(width, height, room_width, room_height)
    if turned:
        assert scale >= TURNING_GAIN * min(1.0, room_width / width, room_height / height)


@given(side, side, extent, extent)
@example(842.0, 610.0, *ROOM)
@example(1279.0, 1.0, 247.0, 297.0)
def test_the_least_height_keeps_the_scale_worth_reading(
    width: float, height: float, room_width: float, page_height: float
) -> None:
    least = least_height(width, height, room_width, page_height)
    whole = fit(width, height, room_width, page_height)
    assert least <= page_height * (1 + 1e-9)
    assert fit(width, height, room_width, least).scale >= SHARE * whole.scale * (1 - 1e-9)


# Where a plate stands -----------------------------------------------------------------------------------------------


def test_a_small_plate_stands_below_the_words_in_the_middle_with_a_hairline_around_it(faces: Faces) -> None:
    book = book_of(faces, Part((words("说明"), plate(300, 200), words("完"))))
    (picture,) = pictures(book)
    assert len(book.pages) == 1
    assert picture[:4] == pytest.approx((FRAME.inner + (ROOM[0] - 300) / 2, FRAME.top + 20.8 + 6, 300, 200))
    rules = [item for item in book.pages[0].items if isinstance(item, Rule)]
    assert {rule.width for rule in rules} == {0.25}
    assert [round(rule.x1 - rule.x0 + rule.y1 - rule.y0) for rule in rules] == [300, 200, -300, -200]
    below = next(item for item in book.pages[0].items if isinstance(item, Glyphs) and item.text == "完")
    assert below.y - below.size > picture.y + picture.height + 6


def test_a_page_of_a4_below_words_goes_to_the_next_page_and_takes_all_its_width(faces: Faces) -> None:
    book = book_of(faces, Part((*[words("说明")] * 6, plate(*A4))))
    (spot,) = book.plates
    assert (spot.spot.page, spot.spot.label) == (1, "2")
    assert spot.picture.width == pytest.approx(ROOM[0])
    assert (spot.picture.x, spot.picture.y) == pytest.approx((FRAME.outer, FRAME.top))


@pytest.mark.parametrize("before", [*range(0, 31, 3), 4])
@pytest.mark.parametrize("size", [A4, (842.0, 595.0), (400.0, 400.0), (3000.0, 900.0)])
def test_a_heading_and_its_lead_in_stand_on_the_page_of_their_plate(
    faces: Faces, before: int, size: tuple[float, float]
) -> None:
    lead = words("证明：平台连接设备总数", leads=True)
    book = book_of(faces, Part((*[words("满行")] * before, heading("1", 1), heading("1-1"), lead, plate(*size))))
    page = book.plates[0].spot.page
    assert "附件1附件1-1证明：平台连接设备总数" in text_of(book.pages[page])
    assert book.anchors["1"].page == book.anchors["1-1"].page == page
    assert page == len(book.pages) - 1 == (0 if not before else page)
    assert book.plates[0].picture.scale >= SHARE * fit(*size, *ROOM).scale - 0.001


def test_below_a_long_lead_in_the_plate_takes_what_the_page_has_left(faces: Faces) -> None:
    book = book_of(faces, Part((words("平台" * 130, leads=True), plate(*A4))))
    (picture,) = pictures(book)
    assert len(book.pages) == 1
    assert picture.y + picture.height == pytest.approx(FRAME.top + ROOM[1])


def test_below_a_lead_in_of_most_of_a_page_the_plate_has_a_page_of_its_own(faces: Faces) -> None:
    book = book_of(faces, Part((words("平台" * 300, leads=True), plate(*A4))))
    assert [spot.spot.page for spot in book.plates] == [1]
    assert pictures(book)[0].width == pytest.approx(ROOM[0])


def test_pages_of_a_scan_stand_one_a_page_and_small_pictures_share_one(faces: Faces) -> None:
    scan = book_of(faces, Part(tuple(plate(*A4, page) for page in range(3))))
    small = book_of(faces, Part(tuple(plate(200, 150, page) for page in range(5))))
    assert [spot.spot.page for spot in scan.plates] == [0, 1, 2]
    assert [spot.spot.page for spot in small.plates] == [0, 0, 0, 0, 1]


def test_a_landscape_page_is_turned_on_rectos_and_versos_alike(faces: Faces) -> None:
    book = book_of(faces, Part((plate(842, 595), plate(842, 595, 1))))
    assert [(picture.turned, round(picture.width), round(picture.height)) for picture in pictures(book)] == [
        (True, 442, 626),
        (True, 442, 626),
    ]


blocks = st.lists(
    st.one_of(
        st.integers(1, 5).map(lambda level: ("heading", level)),
        st.integers(1, 300).map(lambda length: ("words", length)),
        st.integers(1, 120).map(lambda length: ("lead", length)),
        st.tuples(st.floats(3, 3000), st.floats(3, 3000)).map(lambda size: ("plate", size)),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(blocks)
def test_nothing_leaves_the_type_area_or_stands_on_something_else(faces: Faces, made: list[tuple[str, object]]) -> None:
    book = book_of(faces, Part(tuple(block(number, *one) for number, one in enumerate(made))))
    assert [picture.page for picture in pictures(book)] == [at for at, one in enumerate(made) if one[0] == "plate"]
    for page in book.pages:
        left = FRAME.inner if page.recto else FRAME.outer
        bottom = FRAME.top
        for placed in page.placed:
            if isinstance(placed, Picture):
                assert placed.y >= bottom - 0.01
                assert left - 0.01 <= placed.x <= placed.x + placed.width <= left + ROOM[0] + 0.01
                bottom = placed.y + placed.height
                assert bottom <= FRAME.top + ROOM[1] + 0.01
            elif isinstance(placed, PlacedLine):
                assert placed.baseline - 0.88 * placed.line.size >= bottom - 0.01
                bottom = placed.baseline + 0.12 * placed.line.size
    for number, one in enumerate(made[:-1]):
        if one[0] == "heading" and made[number + 1][0] == "plate":
            at = [spot.spot.page for spot in book.plates if spot.picture.page == number + 1]
            assert at == [book.anchors[f"{number}"].page]


def block(number: int, kind: str, size: object) -> Block:
    """One block of a made book, known by its number."""
    if kind == "heading":
        assert isinstance(size, int)
        return heading(f"{number}", size)
    if kind == "plate":
        assert isinstance(size, tuple)
        width, height = size
        return plate(width, height, number)
    assert isinstance(size, int)
    return words("云" * size, leads=kind == "lead")


# What can be looked up ----------------------------------------------------------------------------------------------


def test_the_book_says_in_which_size_each_plate_stands(faces: Faces) -> None:
    book = book_of(faces, Part((plate(842, 595), plate(300, 200, 1), *[words("满")] * 14, heading("1"), plate(*A4, 2))))
    sizes = book.plate_sizes
    assert sizes["a" * 64, 1] == PlateSize(300, 200)
    assert sizes["a" * 64, 0].turned
    assert set(sizes) == {("a" * 64, page) for page in range(3)}


def test_a_plate_that_stands_twice_is_listed_in_its_smaller_size(faces: Faces) -> None:
    book = book_of(faces, Part((plate(*A4), heading("1"), plate(*A4))))
    assert len(book.plates) == 2
    assert book.plate_sizes["a" * 64, 0].width == min(picture.width for picture in pictures(book)) < ROOM[0] - 1


def test_volumes_begin_on_rectos_and_numbers_run_on(faces: Faces) -> None:
    cover = Part((words("第二册"),), "none", 2)
    book = book_of(
        faces,
        Part((words("甲"), PageBreak(), words("乙"), PageBreak(), words("丙"))),
        cover,
        Part((words("丁"),), volume=2),
    )
    assert [page.label for page in book.pages] == ["1", "2", "3", "", "", "", "5"]
    assert [page.volume for page in book.pages] == [1, 1, 1, 1, 2, 2, 2]
    assert book.volumes == [Volume(1, 0, 3), Volume(2, 4, 6)]
    assert all(book.pages[volume.first].recto for volume in book.volumes)


def test_a_book_in_one_volume_is_one_volume(faces: Faces) -> None:
    assert book_of(faces, Part((words("甲"),))).volumes == [Volume(1, 0, 0)]


def test_a_page_without_number_prints_neither_leader_nor_number(faces: Faces) -> None:
    see = Paragraph((Text("见第"), PageRef("cover"), Text("页")), "body")
    book = book_of(faces, Part((Contents(), see), "roman"), Part((heading("cover", 1),), "none"))
    page = book.pages[0]
    assert text_of(page) == "附件cover见第页— I —"
    assert not [item for item in page.items if isinstance(item, Rule)]
    assert [link.anchor for link in page.links] == ["cover"]
