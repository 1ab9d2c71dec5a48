"""What is kept from one layout to the next: found again by what it holds, let go when nobody asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.export.document import (
    Blank,
    Block,
    Cell,
    Contents,
    Document,
    Footnote,
    Frame,
    Heading,
    PageBreak,
    PageRef,
    Paragraph,
    Part,
    Row,
    SealPlace,
    Table,
    Text,
)
from app.export.fonts.faces import Faces
from app.export.layout.book import Book, PlacedLine
from app.export.layout.items import Item, Line
from app.export.layout.kept import Kept
from app.export.layout.settle import Typesetter, lay_out
from app.export.layout.shelf import Shelf
from app.export.style import DocumentStyle


def words(text: str, count: int = 1) -> Paragraph:
    return Paragraph((Text(text * count),), "body")


def chapter(number: int, length: int) -> Iterator[Block]:
    """A chapter with everything that can stand on a page, `length` words long, from a fresh page on."""
    note = Footnote("①", f"注{number}", f"note-{number}")
    yield PageBreak(recto=number % 3 == 0, turned=number % 4 == 3)
    yield Heading(1, (Text(f"第{number}章"),), f"h{number}")
    yield Paragraph((Text("见第 "), PageRef(f"h{(number + 5) % 9}"), Text(" 页。"), note), "body")
    yield Table((1, 2), tuple(Row((Cell((words(f"{row}"),)), Cell((words("数据", row % 5),)))) for row in range(60)))
    yield Frame(((words("框内文字", 300),), (words("又一行"),)))
    yield Paragraph((Text("盖章"), SealPlace(f"seal-{number}", "seal", "单位", "公章")), "seal")
    yield words("平台", length)


def document(lengths: list[int], style: DocumentStyle | None = None) -> Document:
    """A book of chapters, made anew each time it is asked for."""
    blocks = [block for number, length in enumerate(lengths) for block in chapter(number, length)]
    return Document("书", (Part((Contents(),), "roman"), Part(tuple(blocks))), style or DocumentStyle())


def pages(book: Book) -> list[tuple[str, bool, list[Item]]]:
    return [(page.label, page.turned, list(page.items)) for page in book.pages]


def test_a_document_made_anew_has_the_pages_that_it_has_by_itself(faces: Faces) -> None:
    kept, lengths = Kept(lasting=True), [20, 700, 40, 300, 0, 90, 10, 60, 500]
    for place, length in ((3, 301), (0, 2400), (0, 20), (4, 900), (8, 1)):
        lengths[place] = length
        again = Typesetter(DocumentStyle(), faces, kept).lay_out(document(lengths))
        alone = lay_out(document(lengths), faces)
        assert pages(again) == pages(alone)
        assert again.anchors == alone.anchors
        assert again.outline == alone.outline
        assert again.seal_places == alone.seal_places
        kept.turn()


def test_only_the_changed_block_and_its_pages_are_worked_on(faces: Faces) -> None:
    worked = 0

    def count() -> None:
        nonlocal worked
        worked += 1

    kept, lengths = Kept(lasting=True, paused=count), [20, 700, 40, 300, 0, 90, 10, 60, 500]
    Typesetter(DocumentStyle(), faces, kept).lay_out(document(lengths))
    kept.turn()
    whole, worked = worked, 0
    Typesetter(DocumentStyle(), faces, kept).lay_out(document(lengths))
    kept.turn()
    assert worked <= 2  # the contents, which are always put on pages anew, once for each pass
    lengths[2] = 41
    worked = 0
    Typesetter(DocumentStyle(), faces, kept).lay_out(document(lengths))
    assert 0 < worked < whole / 20


def test_another_style_is_set_anew(faces: Faces) -> None:
    kept, usual = Kept(lasting=True), DocumentStyle()
    larger = replace(usual, styles={**usual.styles, "body": replace(usual["body"], size=18.0, leading=30.0)})
    Typesetter(usual, faces, kept).lay_out(document([50] * 9))
    again = Typesetter(larger, faces, kept).lay_out(document([50] * 9, larger))
    assert pages(again) == pages(lay_out(document([50] * 9, larger), faces))


def test_blanks_are_traced_only_where_that_is_asked(faces: Faces) -> None:
    blank = Paragraph((Text("名称："), Blank("平台", "a.name"), Text("，数量：")), "body")
    given = Document("书", (Part((blank,)),), DocumentStyle())
    assert all(not line.blanks for line in _lines(lay_out(given, faces)))
    traced = Typesetter(DocumentStyle(), faces, Kept(lasting=True)).lay_out(given)
    assert [path for line in _lines(traced) for path, _, _ in line.blanks] == ["a.name"]


def _lines(book: Book) -> list[Line]:
    return [placed.line for page in book.pages for placed in page.placed if isinstance(placed, PlacedLine)]


@pytest.mark.parametrize("asked", [True, False])
def test_a_shelf_keeps_what_is_asked_for(asked: bool) -> None:
    shelf: Shelf[str] = Shelf()
    shelf.put("key", "thing")
    for _ in range(3):
        shelf.turn()
        if asked:
            assert shelf.get("key") == "thing"
    assert (shelf.get("key") is None) is not asked
