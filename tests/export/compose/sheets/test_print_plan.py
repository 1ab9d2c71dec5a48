"""印装单: what the print shop reads is what the book is."""

from __future__ import annotations

import pytest
from forms.tiny_packs import tiny_session

from app.declaration.book.print import Print
from app.declaration.book.typesetting import typeset
from app.declaration.export.companions import bound
from app.declaration.export.copies import paper_copies
from app.export.binding import BindingPlan
from app.export.compose.page_words import numeral, ranges, volume_words
from app.export.compose.sheets.print_plan import compose_print_plan
from app.export.document import Document, Paragraph, Table, Text
from app.export.fonts.faces import Faces
from app.export.layout.items import Glyphs
from app.export.style import MM, DocumentStyle
from app.export.volumes import in_volumes
from app.files import resource
from app.forms.pack.loader import load_pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession

PAGES = "\n".join(
    f'- {{id: p{n}, title: 第{n}项, page_start: page, body: ["名称：{{name:text}}"]}}' for n in range(1, 9)
)
PAPER = "submission: {{deliveries: [{{what: 申报书, medium: 纸质版, carrier: paper, copies: 3}}], printing: [{}]}}"


def session_of(printing: str = "") -> FormSession:
    return tiny_session(PAGES, PAPER.format(printing))


def lines(document: Document) -> list[str]:
    """Every row of the table with its cells parted by |."""
    table = next(block for block in document.parts[0].blocks if isinstance(block, Table))
    return ["|".join("\n".join(map(_said, cell.blocks)) for cell in row.cells) for row in table.rows]


def _said(paragraph: Paragraph) -> str:
    return "".join(inline.text for inline in paragraph.inlines if isinstance(inline, Text))


def plan_and_sheet(session: FormSession, faces: Faces, sheets: int | None = None) -> tuple[BindingPlan, str]:
    book = typeset(session, {}, faces=faces)
    if sheets:
        book = Print.of(in_volumes(book.document, book.book, sheets), faces)
    plan = bound(book, session.pack.submission)
    return plan, "\n".join(lines(compose_print_plan(session, plan, "申报书.pdf")))


def test_copies_sheets_and_pages_are_those_of_the_book(faces: Faces) -> None:
    plan, sheet = plan_and_sheet(session_of(), faces)
    assert f"3 份，每份 {plan.sheets} 张纸，共 {3 * plan.sheets} 张" in sheet
    assert f"|1–{plan.pages}|1–8|{plan.sheets} 张|" in sheet
    assert "页码从第 1 页印到第 8 页" in sheet


def test_each_volume_has_its_pages_of_the_file(faces: Faces) -> None:
    plan, sheet = plan_and_sheet(session_of(), faces, sheets=5)
    assert len(plan.volumes) > 1
    assert f"每份分 {len(plan.volumes)} 册装订（共 {3 * len(plan.volumes)} 册）" in sheet
    assert "封面即每册的第 1 页" in sheet
    for volume in plan.volumes:
        words = f"{volume_words(volume.number, len(plan.volumes))}|{volume.pages[0]}–{volume.pages[1]}|"
        assert words in sheet


@pytest.mark.parametrize(
    ("printing", "binding", "cover"),
    [
        ("", "通知没有规定装订方式", "通知没有规定"),
        ("双面打印并胶装", "左侧胶装", "通知没有规定"),
        ("采用普通纸质材料作为封面", "通知没有规定装订方式", "普通纸质封面"),
    ],
)
def test_the_notice_says_how_it_is_bound(printing: str, binding: str, cover: str, faces: Faces) -> None:
    session = session_of(printing)
    book = typeset(session, {}, faces=faces)
    told = lines(compose_print_plan(session, bound(book, session.pack.submission), "申报书.pdf"))
    said = {line.split("|")[0]: line.split("|")[1] for line in told if line.count("|") == 1}
    assert said["装订"].startswith("左侧")
    assert binding in said["装订"]
    assert said["封面用纸"].startswith(cover)
    assert ("通知原文" in said) is bool(printing)


def test_a_cover_of_plain_paper_makes_a_thinner_spine(faces: Faces) -> None:
    plain, stiff = (
        plan_and_sheet(session_of(words), faces)[0].volumes[0].spine for words in ("采用普通纸质材料作为封面", "")
    )
    assert stiff - plain == pytest.approx(2 * (0.3 - 0.104))


@pytest.mark.parametrize("name", sorted(file.stem for file in resource("forms").glob("*.yaml")))
def test_it_is_one_page(name: str, faces: Faces) -> None:
    session = FormSession(load_pack(resource("forms", f"{name}.yaml")))
    book = typeset(session, {}, faces=faces)
    document = compose_print_plan(session, bound(book, session.pack.submission), "申报书.pdf")
    assert len(Print.of(document, faces).book.pages) == 1


@pytest.mark.parametrize(("name", "copies"), [("sichuan-2022", 3), ("miit-2018", 4), ("shanghai-2022", 1)])
def test_the_copies_are_those_of_the_notice(name: str, copies: int) -> None:
    assert paper_copies(load_pack(resource("forms", f"{name}.yaml")).submission) == copies


@pytest.mark.parametrize(
    ("carriers", "copies"), [((), 1), (("disc",), 0), (("scan",), 1), (("mail", "paper", "paper"), 4), (("",), 1)]
)
def test_what_is_printed_follows_from_what_is_handed_in(carriers: tuple[str, ...], copies: int) -> None:
    from app.forms.pack.pack import Delivery, Submission

    deliveries = tuple(Delivery(what="书", medium="某", carrier=one, copies=2) for one in carriers)  # type: ignore[arg-type]
    assert paper_copies(Submission(deliveries=deliveries)) == copies


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (21, "二十一"), (100, "100")])
def test_numerals(number: int, words: str) -> None:
    assert numeral(number) == words


@pytest.mark.parametrize(
    ("pages", "words"), [([], ""), ([3], "3"), ([4, 3, 9], "3–4、9"), ([1, 2, 3, 3, 5, 6], "1–3、5–6")]
)
def test_ranges(pages: list[int], words: str) -> None:
    assert ranges(pages) == words


def test_a_thick_book_stands_further_from_its_spine_and_says_so(faces: Faces) -> None:
    session = tiny_session("- {id: a, title: 甲, body: [{prose: {field: text, label: 介绍}}]}")
    session.answer(FieldPath("a", "text"), "平台接入设备" * 40_000)
    book = typeset(session, {}, faces=faces)
    plan = bound(book, session.pack.submission)
    assert plan.gutter == 2.0
    usual, page = DocumentStyle().page, book.document.style.page
    assert (page.inner, page.outer) == pytest.approx((usual.inner + 2 * MM, usual.outer - 2 * MM))
    assert page.text_width == pytest.approx(usual.text_width)
    right, left = (min(item.x for item in one.items if isinstance(item, Glyphs)) for one in book.book.pages[4:6])
    assert right - left == pytest.approx(page.inner - page.outer, abs=0.1)
    assert "订口已加宽 2 mm" in "\n".join(lines(compose_print_plan(session, plan, "申报书.pdf")))
