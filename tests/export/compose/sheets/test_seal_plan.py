"""盖章清单: every place to seal, sign or date stands on it with its page, for each copy a box to tick."""

from __future__ import annotations

import pytest
from forms.tiny_packs import tiny_session

from app.declaration.book.print import Print
from app.declaration.book.typesetting import typeset
from app.declaration.export.companions import SHEET_SIZES, bound
from app.export.binding import Stock, binding_plan
from app.export.compose.sheets.seal_plan import compose_seal_plan
from app.export.document import Document, Paragraph, Table, Text
from app.export.fonts.faces import Faces
from app.export.layout.book import SealSpot
from app.export.style import MM
from app.files import resource
from app.forms.pack.loader import load_pack
from app.forms.session import FormSession

PROMISE = """
- id: a
  title: 承诺
  body:
    - "单位：{name:text}"
    - seal: {words: 法定代表人签章：, what: signature, who: 法定代表人}
    - seal: {words: 公章：, what: seal, who: 申报单位}
    - seal: {words: "　　年　　月　　日", what: date, who: 申报单位}
- id: b
  title: 意见
  page_start: page
  body: [{seal: {words: 推荐单位公章：, what: seal, who: 推荐单位}}]
"""
PAPER = "submission: {{deliveries: [{{what: 申报书, medium: 纸质版, carrier: paper, copies: {}}}]{}}}"
Rows = list[tuple[str, ...]]


def plan_of(session: FormSession, faces: Faces, stock: Stock | None = None) -> tuple[Document | None, Print]:
    book = typeset(session, {}, faces=faces)
    plan = bound(book, session.pack.submission)
    if stock:
        plan = binding_plan(book.book, plan.copies, stock)
    return compose_seal_plan(session, book.book, plan), book


def sheet(session: FormSession, faces: Faces, stock: Stock | None = None) -> Document:
    document, _ = plan_of(session, faces, stock)
    assert document is not None
    return document


def rows(document: Document) -> Rows:
    """The rows below the head: number, place, printed words, task, who, boxes."""
    table = next(block for block in document.parts[0].blocks if isinstance(block, Table))
    return [tuple("".join(map(_said, cell.blocks)) for cell in row.cells) for row in table.rows[1:]]


def notes(document: Document) -> str:
    return "\n".join(_said(block) for block in document.parts[0].blocks if isinstance(block, Paragraph))


def _said(paragraph: Paragraph) -> str:
    return "".join(inline.text for inline in paragraph.inlines if isinstance(inline, Text))


@pytest.mark.parametrize("name", ["sichuan-2022", "shanghai-2022", "miit-2018"])
def test_every_place_in_the_book_is_on_the_sheet_with_its_page(name: str, faces: Faces) -> None:
    session = FormSession(load_pack(resource("forms", f"{name}.yaml")))
    document, book = plan_of(session, faces)
    assert document is not None
    places = [spot for spot in book.book.seal_places if spot.place.kind != "edge_seal"]
    told = rows(document)[: len(places)]
    assert [row[4] for row in told] == [spot.place.who for spot in places]
    assert [row[1] for row in told] == [where(spot) for spot in places]
    assert told[0][1].startswith("封面")


def where(spot: SealSpot) -> str:
    """The page, and for a seal where its middle belongs on it."""
    page = f"第 {spot.spot.label} 页" if spot.spot.label else "封面"
    across, down = (length / MM / 10 for length in spot.centre)
    return page + (f"距左 {across:.1f}、上 {down:.1f} 厘米" if spot.place.kind == "seal" else "")


def test_the_work_is_named_and_each_copy_has_its_box(faces: Faces) -> None:
    told = rows(sheet(tiny_session(PROMISE, PAPER.format(2, "")), faces))
    assert [(row[2], row[3], row[5]) for row in told[:3]] == [
        ("法定代表人签章", "签章", "□1　□2"),
        ("公章", "盖章", "□1　□2"),
        ("年　月　日", "填写日期", "□1　□2"),
    ]
    assert [row[0] for row in told] == ["1", "2", "3", "4", "5"]
    assert told[3][1] != told[0][1]  # another page


def test_the_count_of_places_is_told(faces: Faces) -> None:
    said = notes(sheet(tiny_session(PROMISE, PAPER.format(3, "")), faces))
    assert "每份 4 处，3 份共 12 处；骑缝章每份 1 处" in said
    assert "共 3 份" in said


@pytest.mark.parametrize(
    ("more", "task", "asks"),
    [("", "骑缝章（如需要）", True), (", seals: [申报书：骑缝章]", "加盖骑缝章", False)],
    ids=["silent", "demanded"],
)
def test_the_edge_seal_is_asked_about_where_the_notice_is_silent(
    more: str, task: str, asks: bool, faces: Faces
) -> None:
    document = sheet(tiny_session(PROMISE, PAPER.format(1, more)), faces)
    assert rows(document)[-1][3] == task
    assert ("请先问清受理单位" in notes(document)) is asks


def test_a_thick_book_has_an_edge_seal_for_each_group_of_leaves(faces: Faces) -> None:
    document = sheet(tiny_session(PROMISE, PAPER.format(1, "")), faces, Stock(seal_sheets=1))
    edges = [row[1] for row in rows(document) if "书口" in row[2]]
    assert edges[0].startswith("第 1–1 张")
    assert len(edges) > 1
    assert "分组加盖" in notes(document)


def test_paper_and_file_must_be_the_same_where_the_notice_says_so(faces: Faces) -> None:
    said = {
        name: notes(sheet(FormSession(load_pack(resource("forms", f"{name}.yaml"))), faces))
        for name in ("miit-2018", "sichuan-2022")
    }
    assert "申报单位必须确保纸质材料和电子文档的一致性" in said["miit-2018"]
    assert "一致性" not in said["sichuan-2022"]


def test_a_book_without_places_has_no_sheet(faces: Faces) -> None:
    session = tiny_session("""[{id: a, title: 甲, body: ["名称：{name:text}"]}]""")
    assert plan_of(session, faces)[0] is None


@pytest.mark.parametrize("name", sorted(file.stem for file in resource("forms").glob("*.yaml")))
def test_it_is_one_page(name: str, faces: Faces) -> None:
    document, _ = plan_of(FormSession(load_pack(resource("forms", f"{name}.yaml"))), faces)
    assert document is None or len(Print.of(document, faces).book.pages) == 1
    assert min(SHEET_SIZES) == 10.5
