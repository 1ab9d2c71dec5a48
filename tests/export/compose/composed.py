"""What a document prints, read back as plain words."""

from __future__ import annotations

from collections.abc import Iterator

from app.export.compose.book import compose
from app.export.document import Blank, Block, Document, Heading, Inline, PageRef, Paragraph, SealPlace, Table, Text
from app.forms.session import FormSession


def of_inline(inline: Inline) -> str:
    """The words of one inline; an empty blank is ____, a page to refer to its anchor in angle brackets."""
    if isinstance(inline, Text):
        return inline.text
    if isinstance(inline, Blank):
        return inline.text or ("____" if inline.room else "")
    if isinstance(inline, PageRef):
        return f"<{inline.anchor}>"
    return inline.words if isinstance(inline, SealPlace) else "\n"


def of_block(block: Block) -> Iterator[str]:
    """The lines of a block; the cells of a table one by one."""
    if isinstance(block, Paragraph | Heading):
        yield "".join(map(of_inline, block.inlines))
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                yield "\n".join(line for paragraph in cell.blocks for line in of_block(paragraph))


def blocks(document: Document) -> list[Block]:
    """Every block of every part."""
    return [block for part in document.parts for block in part.opened]


def lines(session: FormSession, *, blank: bool = False) -> list[str]:
    """What the form prints below its cover and contents, line by line and cell by cell."""
    form = compose(session, blank=blank).parts[-1]
    return [line for block in form.blocks for line in of_block(block)]
