"""Every place for a seal has a free circle of its own, measured from the marks of the finished pages."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pytest
from declaration.filled import sample_session

from app.declaration.book.print import Print
from app.declaration.book.typesetting import typeset
from app.export.document import Blank, Cell, Paragraph, SealPlace, Table
from app.export.fonts.faces import Faces
from app.export.layout.book import SealSpot
from app.export.layout.items import Rule
from app.export.style import MM
from app.files import resource
from app.forms.pack.loader import load_pack
from app.forms.session import FormSession

PACKS = sorted(path.stem for path in resource("forms").glob("*.yaml"))
RADIUS = 45 * MM / 2
NEARLY = 0.5  # points: less than a rule is wide


class Mark(NamedTuple):
    """The box of a character or rule: left, top, right, bottom; points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def distance(self, x: float, y: float) -> float:
        return math.hypot(max(self.left - x, 0.0, x - self.right), max(self.top - y, 0.0, y - self.bottom))


@pytest.fixture(scope="module", params=[(pack, blank) for pack in PACKS for blank in (True, False)], ids=str)
def printed(request: pytest.FixtureRequest) -> Print:
    """The book of each notice, empty and filled."""
    pack, blank = request.param
    if blank:
        return typeset(FormSession(load_pack(resource("forms", f"{pack}.yaml"))), {}, blank=True, faces=Faces())
    return typeset(sample_session(pack), {}, faces=Faces())


def seals(printed: Print) -> list[SealSpot]:
    return [spot for spot in printed.book.seal_places if spot.place.kind == "seal"]


def marks(printed: Print, pdf: pypdfium2.PdfDocument, number: int) -> Iterator[Mark]:
    """Every character of a page as it is drawn, and every rule."""
    page = pdf[number]
    high, text = page.get_height(), page.get_textpage()
    for at in range(text.count_chars()):
        if text.get_text_range(at, 1).strip():
            left, bottom, right, top = text.get_charbox(at)
            yield Mark(left, high - top, right, high - bottom)
    for item in printed.book.pages[number].items:
        if isinstance(item, Rule):
            yield Mark(min(item.x0, item.x1), min(item.y0, item.y1), max(item.x0, item.x1), max(item.y0, item.y1))


def own_height(printed: Print, place: SealPlace) -> float:
    """The height of the lines over which the seal goes: its words, the name before it."""
    (paragraph,) = [one for one in paragraphs(printed) if place in one.inlines]
    lines = 1 + sum(inline.text.count("\n") for inline in paragraph.inlines if isinstance(inline, Blank))
    return lines * printed.document.style[paragraph.style].leading


def paragraphs(printed: Print) -> Iterator[Paragraph]:
    for part in printed.document.parts:
        for block in part.opened:
            cells: list[Cell] = [cell for row in block.rows for cell in row.cells] if isinstance(block, Table) else []
            yield from [block] if isinstance(block, Paragraph) else [one for cell in cells for one in cell.blocks]


def test_the_circle_of_every_seal_is_free_but_for_its_own_words(printed: Print) -> None:
    stream = io.BytesIO()
    printed.write("pdf", stream)
    pdf = pypdfium2.PdfDocument(stream)
    for spot in seals(printed):
        (x, y), half = spot.centre, own_height(printed, spot.place) / 2
        others = [mark for mark in marks(printed, pdf, spot.spot.page) if abs((mark.top + mark.bottom) / 2 - y) > half]
        assert min(mark.distance(x, y) for mark in others) >= RADIUS - NEARLY, spot
        assert RADIUS <= x <= printed.document.style.page.width - RADIUS


def test_two_seals_never_share_a_circle(printed: Print) -> None:
    found = seals(printed)
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            if one.spot.page == other.spot.page:
                assert math.dist(one.centre, other.centre) >= 2 * RADIUS - NEARLY


def test_the_notices_that_want_seals_have_places_for_them() -> None:
    wanted = {"sichuan-2022": 4, "miit-2018": 3, "shanghai-2022": 2, "miit-2023": 0, "region-guide": 0, "sme-2022": 4}
    found = {pack: len(seals(typeset(sample_session(pack), {}, faces=Faces()))) for pack in wanted}
    assert found == wanted
