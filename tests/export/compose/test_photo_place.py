"""A place for a photo: a cell that holds it, whatever stands beside it, and a line of the seal plan."""

from __future__ import annotations

import pytest
from forms.tiny_packs import tiny_session

from app.errors import PackError
from app.export.binding import binding_plan
from app.export.compose.book import compose
from app.export.compose.sheets.seal_plan import compose_seal_plan
from app.export.document import Table, Text
from app.export.fonts.faces import Faces
from app.export.layout.book import PlacedSlice
from app.export.layout.settle import lay_out
from app.export.style import MM
from app.forms.session import FormSession

FORM = """
- id: a
  title: 申请人
  body:
    - grid:
        widths: [6, 20, 1]
        rows:
          - [姓名, "{name:text}", {rows: 2, blocks: [{seal: {words: 照片, what: photo, who: 申请人, size: [35, 49]}}]}]
          - [单位, "{unit:text}"]
"""


@pytest.fixture
def session() -> FormSession:
    return tiny_session(FORM)


@pytest.mark.parametrize("blank", [True, False])
def test_the_cell_is_never_smaller_than_the_photo(session: FormSession, faces: Faces, blank: bool) -> None:
    (part,) = (
        placed.part
        for placed in lay_out(compose(session, blank=blank), faces).pages[-1].placed
        if isinstance(placed, PlacedSlice)
    )
    edges = part.table.edges
    assert edges[3] - edges[2] >= 35 * MM - 0.5
    assert part.height >= 49 * MM


def test_the_photo_is_glued_in_after_the_seal_plan(session: FormSession, faces: Faces) -> None:
    book = lay_out(compose(session), faces)
    sheet = compose_seal_plan(session, book, binding_plan(book))
    assert sheet is not None
    (table,) = (block for block in sheet.parts[0].blocks if isinstance(block, Table))
    said = [
        "".join(one.text for paragraph in cell.blocks for one in paragraph.inlines if isinstance(one, Text))
        for cell in table.rows[1].cells
    ]
    assert said[2:5] == ["照片", "粘贴照片", "申请人"]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("{seal: {words: 照片, what: photo}}", "照片处要放在表格的单元格里"),
        ("{seal: {words: 公章, what: seal, size: [25, 35]}}", "size 是照片的宽和高"),
        (
            "{grid: {widths: [1], rows: [[{text: 甲, blocks: [{seal: {words: 照片, what: photo}}]}]]}}",
            "照片处独占一个单元格",
        ),
    ],
)
def test_a_photo_stands_alone_in_a_cell(block: str, words: str) -> None:
    with pytest.raises(PackError, match=words):
        tiny_session(f"- id: a\n  title: 甲\n  body: [{block}]\n")
