"""自评表: every weight, mark and sum on a sheet beside the book, equal to the exact fractions; never in the book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import docx
import pypdfium2
import pytest

from app.declaration.export.exporting import export_book
from app.errors import UsageError
from app.export.compose.sheets.scores import NONE, compose_scores
from app.export.document import Document, Paragraph, Table, Text
from app.files import resource
from app.forms.answers.scoring import indicator_tables, marked_words, score_path, two_places
from app.forms.pack.indicators import Branch
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession

MARKS = (Decimal("61.37"), Decimal("83.5"), Decimal(97), None, Decimal("42.19"))


@pytest.fixture(scope="module")
def shanghai() -> Pack:
    return load_pack(resource("forms", "shanghai-2022.yaml"))


@pytest.fixture
def session(shanghai: Pack) -> FormSession:
    """A declaration in which four of five leaves have a mark."""
    session = FormSession(shanghai)
    session.answer(FieldPath("cover", "applicant"), "上海某平台有限公司")
    session.set({path: MARKS[place % 5] for place, path in enumerate(score_paths(shanghai))})
    return session


def score_paths(pack: Pack) -> list[FieldPath]:
    (table,) = indicator_tables(pack)
    return [path for leaf in table.leaves if (path := score_path(pack, leaf)) is not None]


def points(session: FormSession, branch: Branch) -> Fraction:
    """The weighted sum below a branch, added up by itself: share by share from the leaves."""
    if branch.below:
        return sum((one.share * points(session, one) for one in branch.below), Fraction(0))
    path = score_path(session.pack, branch)
    assert path is not None
    mark = session.value(path)
    return Fraction(mark) if isinstance(mark, Decimal) else Fraction(0)


def rounded(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def cells(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        yield ["\n".join(_words(block) for block in cell.blocks) for cell in row.cells]


def _words(paragraph: Paragraph) -> str:
    return "".join(one.text if isinstance(one, Text) else "\n" for one in paragraph.inlines)


def sheet(session: FormSession) -> Document:
    document = compose_scores(session)
    assert document is not None
    return document


def tables(document: Document) -> list[Table]:
    return [block for part in document.parts for block in part.opened if isinstance(block, Table)]


def test_the_upper_levels_and_the_total_are_the_exact_sums(session: FormSession) -> None:
    (table,) = indicator_tables(session.pack)
    upper = [one for branch in table.branches for one in (branch, *branch.below)]
    head, *rows, last = cells(tables(sheet(session))[0])
    assert head == ["指标", "权重", "占总分", "自评分", "计入总分", "已评权重"]
    for branch, row in zip(upper, rows, strict=True):
        own = points(session, branch)
        assert row[0].strip("　") == branch.node.title
        assert row[1:3] == [branch.node.weight, f"{rounded(branch.weight * 100)}%"]
        assert row[3:5] == [rounded(own), rounded(own * branch.weight)]
    whole = sum((branch.share * points(session, branch) for branch in table.branches), Fraction(0))
    assert last[0] == "合计"
    assert last[3:5] == [rounded(whole)] * 2


def test_each_leaf_stands_in_its_row_with_its_mark_and_what_it_adds(session: FormSession) -> None:
    (table,) = indicator_tables(session.pack)
    _, *rows = cells(tables(sheet(session))[1])
    assert len(rows) == len(table.leaves) == 90
    for place, (leaf, row) in enumerate(zip(table.leaves, rows, strict=True)):
        mark = MARKS[place % 5]
        assert row[-3] == f"{rounded(leaf.weight * 100)}%"
        assert row[-2:] == ([NONE, NONE] if mark is None else [str(mark), rounded(Fraction(mark) * leaf.weight)])


def test_each_branch_of_the_third_level_has_its_sum_below_its_weight(session: FormSession) -> None:
    (table,) = indicator_tables(session.pack)
    third = [three for one in table.branches for two in one.below for three in two.below]
    _, *rows = cells(tables(sheet(session))[1])
    begun = [row[-5] for row in rows if len(row) > 4]
    for branch, words in zip(third, begun, strict=True):
        own = points(session, branch)
        marked = any(session.value(path) is not None for one in branch.below if (path := score_path(session.pack, one)))
        assert words == f"{branch.node.title}\n（{branch.words}）\n{f'{rounded(own)}分' if marked else NONE}"


def test_without_marks_every_sum_is_open(shanghai: Pack) -> None:
    for table in tables(sheet(FormSession(shanghai))):
        _, *rows = cells(table)
        assert all(row[-1] in (NONE, "0%") for row in rows)


def test_the_sheet_says_that_it_is_no_part_of_the_form_and_whose_it_is(session: FormSession) -> None:
    words = [_words(block) for block in sheet(session).parts[0].blocks if isinstance(block, Paragraph)]
    assert "申报单位：上海某平台有限公司" in words
    assert any("不属于申报书，不装订、不报送" in line for line in words)


def test_only_when_wished_it_lies_beside_the_book_and_marks_are_nowhere_else(
    session: FormSession, shanghai: Pack, tmp_path: Path
) -> None:
    unmarked = FormSession(shanghai)
    unmarked.answer(FieldPath("cover", "applicant"), "上海某平台有限公司")
    plain = export_book(unmarked, tmp_path / "plain")
    wished = export_book(session, tmp_path / "wished", score_sheet=True)
    title = session.pack.title
    assert not [file for file in plain.files if "自评" in file.name]
    assert [file.name for file in wished.files if "自评" in file.name] == [
        f"{title}（自评表）.pdf",
        f"{title}（自评表）.docx",
    ]
    assert plain.pages == wished.pages
    for file in plain.files:
        same = tmp_path / "wished" / file.relative_to(tmp_path / "plain")
        assert file.read_bytes() == same.read_bytes()
    text = pdf_text(tmp_path / "wished" / f"{title}（自评表）.pdf")
    table = docx.Document(str(tmp_path / "wished" / f"{title}（自评表）.docx")).tables[0]
    total = table.rows[-1].cells[3].text
    assert re.search(rf"合计\s+100.00%\s+{re.escape(total)}", text)


def pdf_text(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_form_that_weighs_nothing_and_an_empty_form_have_none(shanghai: Pack, tmp_path: Path) -> None:
    sichuan = load_pack(resource("forms", "sichuan-2022.yaml"))
    assert compose_scores(FormSession(sichuan)) is None
    with pytest.raises(UsageError, match="没有带权重的指标"):
        export_book(FormSession(sichuan), tmp_path / "out", score_sheet=True)
    with pytest.raises(UsageError, match="空白表格没有自评表"):
        export_book(FormSession(shanghai), tmp_path / "out", blank=True, score_sheet=True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("value", "words"),
    [("0.135", "0.14"), ("2/3", "0.67"), ("100", "100.00"), ("0", "0.00"), ("59.994", "59.99"), ("1/200", "0.01")],
)
def test_points_are_rounded_half_up_from_the_fraction(value: str, words: str) -> None:
    assert two_places(Fraction(value)) == words


@pytest.mark.parametrize(
    ("value", "words"), [("0", "0%"), ("1/1000", "1%"), ("0.634", "63%"), ("999/1000", "99%"), ("1", "100%")]
)
def test_all_and_nothing_are_said_only_when_it_is_so(value: str, words: str) -> None:
    assert marked_words(Fraction(value)) == words
