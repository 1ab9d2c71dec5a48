"""A worksheet refuses plainly what only pages can show."""

from __future__ import annotations

import io

import pytest

from app.export.document import Block, Cell, Contents, Document, Paragraph, Part, Plate, Row, Table, Text
from app.export.style import DocumentStyle
from app.export.xlsx.writer import write_xlsx

TABLE = Table((1,), (Row((Cell((Paragraph((Text("格"),)),)),)),))


@pytest.mark.parametrize(
    ("block", "why"),
    [(Contents(), "a worksheet has no pages to list"), (Plate("ab", 0, 60.0, 80.0), "a worksheet shows no proofs")],
)
def test_what_needs_pages_is_refused(block: Block, why: str) -> None:
    document = Document("表", (Part((TABLE, block)),), DocumentStyle())
    with pytest.raises(TypeError, match=why):
        write_xlsx(document, io.BytesIO())
