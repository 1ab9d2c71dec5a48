"""A cover is one page: its lines end alike, wrap under the blank, become smaller, and at last say which is too long."""

from __future__ import annotations

import io

import docx
import pytest
from declaration.filled import sample_session

from app.declaration.book.print import Print
from app.declaration.book.typesetting import typeset
from app.errors import ExportError
from app.export.compose.book import compose
from app.export.document import Blank, Paragraph
from app.export.fonts.faces import Faces
from app.export.layout.cover import with_cover
from app.export.layout.items import Glyphs, Rule
from app.files import resource
from app.forms.checks.validation import COVER_WIDTH
from app.forms.paths import FieldPath
from app.forms.session import FormSession

PACKS = sorted(path.stem for path in resource("forms").glob("*.yaml"))
PROJECT, APPLICANT = FieldPath("cover", "project"), FieldPath("cover", "applicant")
LONG = "面向装备制造和电子信息等万亿级产业的跨行业跨领域工业互联网平台（SunLink）建设与推广项目以及配套的研究开发应用"


@pytest.fixture(scope="module")
def faces() -> Faces:
    return Faces()


def with_names(pack: str, name: str) -> FormSession:
    """The sample, with `name` in every blank of text on the cover."""
    session = sample_session(pack)
    for field in session.pack.cover.asked.values():
        if field.type == "text":
            session.answer(FieldPath("cover", field.id), name)
    return session


def rules(printed: Print) -> list[tuple[float, float]]:
    """The ends of every underline on the cover."""
    items = printed.book.pages[0].items
    return [(round(item.x0, 2), round(item.x1, 2)) for item in items if isinstance(item, Rule)]


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("name", ["", "四川昇旸", LONG, "企" * COVER_WIDTH, "Enterprise " * 18])
def test_the_cover_is_one_page_whatever_the_names(pack: str, name: str, faces: Faces) -> None:
    session = with_names(pack, name)
    assert not [one for one in session.problems("cover") if one.code == "cover_long"]
    printed = typeset(session, {}, faces=faces)
    assert printed.book.pages[1].label == ""
    assert printed.book.pages[1].placed == []


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("blank", [True, False])
def test_every_line_of_a_cover_ends_alike(pack: str, blank: bool, faces: Faces) -> None:
    found = rules(typeset(with_names(pack, LONG), {}, blank=blank, faces=faces))
    assert found
    assert len(set(found)) == 1


def test_a_name_wraps_under_its_blank(faces: Faces) -> None:
    printed = typeset(with_names("sichuan-2022", LONG), {}, faces=faces)
    left = rules(printed)[0][0]
    glyphs = [item for item in printed.book.pages[0].items if isinstance(item, Glyphs)]
    size = printed.document.style["cover_line"].size
    starts = {round(item.x, 2) for item in glyphs if item.size == size and len(item.text) > 6 and item.text[:6] in LONG}
    assert left in starts
    assert min(starts) == left


def test_lines_are_smaller_only_when_they_must_be(faces: Faces) -> None:
    def size(name: str) -> float:
        return with_cover(compose(with_names("sichuan-2022", name)), faces).style["cover_line"].size

    short, usual, longest = size("四川昇旸"), size("企" * 60), size("企" * COVER_WIDTH)
    assert 16.0 == short >= usual > longest


def test_a_name_that_fits_in_no_size_is_named_in_the_check_and_at_export(faces: Faces) -> None:
    session = sample_session("sichuan-2022")
    session.answer(PROJECT, "项" * 400)
    (problem,) = [one for one in session.problems("cover") if one.code == "cover_long"]
    assert problem.severity == "blocking"
    assert "项目名称" in problem.message
    with pytest.raises(ExportError, match=r"“项目名称”共 400 字"):
        typeset(session, {}, faces=faces)


def test_the_word_file_breaks_a_name_where_the_book_does(faces: Faces) -> None:
    printed = typeset(with_names("sichuan-2022", LONG), {}, faces=faces)
    stream = io.BytesIO()
    printed.write("docx", stream)
    (line,) = [one for one in docx.Document(stream).paragraphs if one.text.startswith("项 目 名 称")]
    blank = next(one for one in cover_blanks(printed) if one.path == str(PROJECT))
    assert len(line._p.xpath(".//w:sdt//w:br")) == blank.text.count("\n") >= 2
    assert blank.text.replace("\n", "") == LONG


def cover_blanks(printed: Print) -> list[Blank]:
    lines = [block for block in printed.document.parts[0].blocks if isinstance(block, Paragraph)]
    return [inline for line in lines for inline in line.inlines if isinstance(inline, Blank)]


@pytest.mark.parametrize("pack", PACKS)
def test_the_word_file_breaks_the_title_where_the_book_does(pack: str, faces: Faces) -> None:
    printed = typeset(sample_session(pack), {}, faces=faces)
    size = printed.document.style["cover_title"].size
    glyphs = [item for item in printed.book.pages[0].items if isinstance(item, Glyphs) and item.size == size]
    lines = ["".join(one.text for one in glyphs if one.y == y) for y in sorted({one.y for one in glyphs})]
    stream = io.BytesIO()
    printed.write("docx", stream)
    (title,) = (p for p in docx.Document(stream).paragraphs if p.style.name == "封面标题")
    assert title.text.split("\n") == lines


def test_spaces_at_the_end_of_a_line_are_kept(faces: Faces) -> None:
    printed = typeset(with_names("sichuan-2022", "Sichuan Sunlink " * 6), {}, faces=faces)
    blank = next(one for one in cover_blanks(printed) if one.path == str(APPLICANT))
    assert "\n" in blank.text
    assert blank.text.replace("\n", "") == ("Sichuan Sunlink " * 6).strip()
