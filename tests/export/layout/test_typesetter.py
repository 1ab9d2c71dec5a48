"""A document laid out after another that shares its blocks has the pages it would have by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.export.document import Block, Contents, Document, Heading, PageBreak, PageRef, Paragraph, Part, Text
from app.export.fonts.faces import Faces
from app.export.layout.book import Book
from app.export.layout.items import Item
from app.export.layout.settle import Typesetter, lay_out
from app.export.style import DocumentStyle


def chapters(count: int) -> tuple[Block, ...]:
    """Chapters of a page each, every one naming the page of the next."""
    blocks: list[Block] = []
    for number in range(count):
        see = Paragraph((Text("见第 "), PageRef(f"h{(number + 1) % count}"), Text(" 页。")), "body")
        words = Paragraph((Text("平台" * 40),), "body")
        blocks += [Heading(1, (Text(f"第{number}章"),), f"h{number}"), see, words, PageBreak()]
    return tuple(blocks)


def document(*parts: Part) -> Document:
    return Document("书", parts, DocumentStyle())


def items(book: Book) -> list[tuple[int, str, Item]]:
    return [(page.volume, page.label, item) for page in book.pages for item in page.items]


@pytest.mark.parametrize("count", [3, 12, 101])
def test_a_document_after_another_has_the_pages_it_would_have_by_itself(faces: Faces, count: int) -> None:
    contents, body = Part((Contents(),), "roman"), Part(chapters(count))
    cut = len(body.blocks) // 2 // 4 * 4
    first, second = replace(body, blocks=body.blocks[:cut]), replace(body, blocks=body.blocks[cut:], volume=2)
    cover = Part((Heading(1, (Text("第二册"),), "cover"),), "none", 2)
    whole, divided = document(contents, body), document(contents, first, cover, second)
    typesetter = Typesetter(whole.style, faces)
    assert items(typesetter.lay_out(whole)) == items(lay_out(whole, faces))
    assert items(typesetter.lay_out(divided)) == items(lay_out(divided, faces))
    assert items(typesetter.lay_out(whole)) == items(lay_out(whole, faces))
