"""Pages that are set across lie on their side in an upright book: head at the left, number where all others have it."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from docx.oxml.ns import qn
from export.docx.docx_samples import document as word_document
from export.docx.docx_samples import parts_of
from forms.tiny_packs import at, tiny_session
from lxml import etree

from app.declaration.book.print import Print
from app.declaration.export.differences import differences_of
from app.export.binding import binding_plan
from app.export.compose.book import compose
from app.export.document import Document, PageBreak, Paragraph, Part, Table, Text
from app.export.fonts.faces import Faces
from app.export.layout.book import Book
from app.export.layout.settle import lay_out
from app.export.pdf.writer import write_pdf
from app.export.style import MM, SEAL_CIRCLE, DocumentStyle, PageStyle
from app.forms.session import FormSession

PAGE = PageStyle()
PACK = """
- id: before
  title: 竖排页
  body: ["甲{x:text}"]
- id: wide
  title: 横排页
  orientation: landscape
  body:
    - line: {text: 右上, align: right}
    - prose: {field: y, label: 说明}
    - page_break: {}
    - seal: {words: 公章, what: seal, who: 申报单位}
- id: again
  title: 又一横排页
  orientation: landscape
  body: [续页]
- id: after
  title: 竖排又来
  body: ["乙{z:text}"]
"""


@pytest.fixture
def session() -> FormSession:
    return tiny_session(PACK)


def laid_out(session: FormSession, faces: Faces) -> tuple[Book, pypdfium2.PdfDocument]:
    document = compose(session)
    book = lay_out(document, faces)
    stream = io.BytesIO()
    write_pdf(book, document, stream, faces)
    return book, pypdfium2.PdfDocument(stream.getvalue())


def boxes(pdf: pypdfium2.PdfDocument, page: int, words: str) -> list[tuple[float, float, float, float]]:
    """The box of each character of `words` where they first stand: left, bottom, right, top."""
    text = pdf[page].get_textpage()
    start = text.get_text_range().index(words)
    found = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
    shown = [at for at, char in enumerate(text.get_text_range()) if char.strip()]
    return [found[shown.index(at)] for at in range(start, start + len(words))]


def test_a_landscape_page_begins_and_ends_on_a_page_of_its_own(session: FormSession, faces: Faces) -> None:
    book, _ = laid_out(session, faces)
    form = [page for page in book.pages if page.label.isdecimal()]
    assert [page.turned for page in form] == [False, True, True, False]
    assert [spot.label for name, spot in book.anchors.items() if name.startswith("section-")] == ["1", "2", "3", "4"]


def test_the_sheet_stays_upright_and_the_head_lies_at_its_left(session: FormSession, faces: Faces) -> None:
    book, pdf = laid_out(session, faces)
    page = book.anchors["section-wide"].page
    assert pdf[page].get_size() == pytest.approx((PAGE.width, PAGE.height), abs=0.01)
    head = boxes(pdf, page, "横排页")
    assert [box[1] for box in head] == sorted(box[1] for box in head)  # read from the foot of the sheet upwards
    assert head[0][0] == pytest.approx(PAGE.inner if page % 2 == 0 else PAGE.outer, abs=6)
    edge = boxes(pdf, page, "右上")[-1]
    assert PAGE.height - PAGE.top == pytest.approx(edge[3], abs=2)


def test_the_number_stands_where_the_upright_pages_have_it(session: FormSession, faces: Faces) -> None:
    book, pdf = laid_out(session, faces)
    upright, turned = (book.anchors[f"section-{name}"].page for name in ("before", "again"))
    assert upright % 2 == turned % 2
    assert boxes(pdf, upright, "—")[0] == pytest.approx(boxes(pdf, turned, "—")[0], abs=0.01)


def test_words_of_a_landscape_page_stay_in_its_type_area_however_wide_the_gutter(
    session: FormSession, faces: Faces
) -> None:
    session.answer(at("wide.y"), "横排的长文字。" * 400)
    document = compose(session)
    book = lay_out(document, faces).moved_outwards(4 * MM)
    stream = io.BytesIO()
    write_pdf(book, document, stream, faces)
    pdf = pypdfium2.PdfDocument(stream.getvalue())
    turned = [page for page in book.pages if page.turned]
    assert len(turned) >= 4
    for page in turned:
        bound = PAGE.inner + 4 * MM if page.recto else PAGE.outer - 4 * MM
        text = pdf[page.index].get_textpage()
        body = [text.get_charbox(at) for at in range(text.count_chars() - len(f"— {page.label} —"))]
        inked = [box for box in body if box[2] > box[0]]
        assert min(box[0] for box in inked) >= bound - 0.5
        assert max(box[2] for box in inked) <= bound + PAGE.text_width + 0.5
        assert min(box[1] for box in inked) >= PAGE.bottom - 0.5
        assert max(box[3] for box in inked) <= PAGE.height - PAGE.top + 0.5


def test_the_seal_plan_measures_from_the_edges_of_the_upright_sheet(session: FormSession, faces: Faces) -> None:
    book, pdf = laid_out(session, faces)
    (seal,) = book.seal_places
    left, bottom, right, _ = boxes(pdf, seal.spot.page, "公章")[0]
    across, down = seal.centre
    assert across == pytest.approx((left + right) / 2, abs=2)
    assert PAGE.height - down == pytest.approx(bottom + SEAL_CIRCLE / 2, abs=2)


def test_proofs_behind_a_landscape_page_are_upright(faces: Faces) -> None:
    pack = "- id: a\n  title: 附件\n  orientation: landscape\n  gathers_evidence: true\n  body: [横]\n"
    part = compose(tiny_session(pack)).parts[-1]
    turns = [block.turned for block in part.blocks if isinstance(block, PageBreak)]
    assert turns == [True]  # none gathered: nothing follows


def test_tables_are_as_wide_as_the_turned_type_area(faces: Faces) -> None:
    lists = "list: {field: r, label: 清单, columns: [{id: n, label: 名称, type: text}]}"
    pack = f"- id: a\n  title: 横\n  orientation: landscape\n  body:\n    - {lists}\n"
    (table,) = (b for b in compose(tiny_session(pack), blank=True).parts[-1].blocks if isinstance(b, Table))
    assert sum(table.widths) == pytest.approx(PAGE.turned.text_width)


def test_word_turns_the_paper_of_a_section_of_its_own() -> None:
    words = [Paragraph((Text(word),)) for word in ("竖", "横", "还是横", "又竖")]
    blocks = (words[0], PageBreak(turned=True), words[1], PageBreak(turned=True), words[2], PageBreak(), words[3])
    xml = etree.fromstring(parts_of(word_document(*blocks))["word/document.xml"])
    sizes = [(size.get(qn("w:w")), size.get(qn("w:h")), size.get(qn("w:orient"))) for size in xml.iter(qn("w:pgSz"))]
    assert sizes == [("11906", "16838", None), ("16838", "11906", "landscape"), ("11906", "16838", None)]
    kinds = [one.get(qn("w:val")) for one in xml.iter(qn("w:type"))]
    assert kinds == ["oddPage", "nextPage", "nextPage"]


def test_the_report_says_that_word_has_the_number_elsewhere(session: FormSession, faces: Faces) -> None:
    book = Print.of(compose(session), faces)
    (said,) = (one for one in differences_of(book, {}, binding_plan(book.book)) if "横排页" in one)
    assert "第 2–3 页是横排页" in said


def test_a_break_that_opens_a_part_turns_its_first_page(faces: Faces) -> None:
    words = Paragraph((Text("横"),))
    book = lay_out(Document("书", (Part((PageBreak(turned=True), words)), Part((words,))), DocumentStyle()), faces)
    assert [(page.turned, bool(page.placed)) for page in book.pages] == [(True, True), (False, False), (False, True)]
