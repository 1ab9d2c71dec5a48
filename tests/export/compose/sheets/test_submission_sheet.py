"""报送清单: everything the notice says about handing in stands on one sheet, with boxes to tick."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.declaration.book.print import Print
from app.declaration.export.companions import SHEET_SIZES
from app.declaration.export.exporting import export_book
from app.errors import ExportError
from app.export.compose.sheets.submission import compose_submission
from app.export.document import Block, Document, Heading, Paragraph, Table, Text
from app.export.fonts.faces import Faces
from app.files import resource
from app.forms.pack.loader import load_pack, parse_pack
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession

PACKS = sorted(resource("forms").glob("*.yaml"))
SHEET = "2022年跨行业跨领域工业互联网平台申报书（报送清单）"


@pytest.fixture(scope="module")
def sichuan() -> Pack:
    return load_pack(resource("forms", "sichuan-2022.yaml"))


def words(document: Document) -> str:
    return "\n".join(line for part in document.parts for block in part.opened for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                for paragraph in cell.blocks:
                    yield from _lines(paragraph)
    elif isinstance(block, Paragraph | Heading):
        yield "".join(inline.text for inline in block.inlines if isinstance(inline, Text))


def sheet(pack: Pack) -> Document:
    document = compose_submission(FormSession(pack))
    assert document is not None
    return document


def small(submission: str) -> Pack:
    text = f"""
pack: small
edition: 1
title: 申报书
notice: {{name: 通知, issuer: 某厅}}
{submission}
cover: {{id: cover, title: 封面}}
contents: [{{id: page, title: 页面, body: ["名称{{name:text}}"]}}]
"""
    return parse_pack(text.encode(), "small.yaml")


@pytest.mark.parametrize("file", PACKS, ids=lambda file: file.stem)
def test_each_word_of_the_pack_about_handing_in_is_on_the_sheet(file: Path) -> None:
    submission = (pack := load_pack(file)).submission
    if not submission.deliveries:
        pytest.skip("its notice says nothing about handing in")
    text = words(sheet(pack))
    for delivery in submission.deliveries:
        assert f"□ {delivery.what}" in text
        assert delivery.medium in text
        assert delivery.to in text
    assert all(f"□ {line}" in text for line in (*submission.printing, *submission.seals))
    assert all(line in text for line in submission.contact)
    assert all(pack.clauses[clause] in text for clause in submission.clauses)


@pytest.mark.parametrize("file", PACKS, ids=lambda file: file.stem)
def test_it_is_one_page_in_type_that_can_be_read(file: Path, faces: Faces) -> None:
    session = FormSession(load_pack(file))
    prints = [Print.of(document, faces) for size in SHEET_SIZES if (document := compose_submission(session, size))]
    assert not prints or 1 in [len(one.book.pages) for one in prints]
    assert min(SHEET_SIZES) == 10.5  # 五号: no smaller type in a form


def test_copies_and_day_are_those_of_the_notice(sichuan: Pack) -> None:
    text = words(sheet(sichuan))
    assert "2022年3月21日前" in text
    assert re.findall(r"^(\d份)$", text, re.MULTILINE) == ["3份", "1份"]
    assert "一式三份" in text
    assert "川经信办函〔2022〕71号" in text


def test_the_hour_of_the_deadline_is_told() -> None:
    pack = small('submission: {deadline: 2022-08-19, deadline_time: "17:00"}')
    assert "2022年8月19日17:00前" in words(sheet(pack))


def test_the_sheet_names_the_applicant_once_it_is_known(sichuan: Pack) -> None:
    session = FormSession(sichuan)
    assert "申报单位：" not in words(sheet(sichuan)).split("报送")[1]
    session.answer(FieldPath("applicant", "name"), "四川昇旸智联科技有限公司")
    document = compose_submission(session)
    assert document is not None
    assert "申报单位：四川昇旸智联科技有限公司" in words(document)


def test_a_pack_that_does_not_say_how_to_hand_in_has_no_sheet() -> None:
    assert compose_submission(FormSession(small(""))) is None


def test_the_sheet_lies_beside_the_book_in_each_format(sichuan: Pack, tmp_path: Path) -> None:
    report = export_book(FormSession(sichuan), tmp_path)
    names = [file.name for file in report.files]
    assert names[2:4] == [f"{SHEET}.pdf", f"{SHEET}.docx"]
    assert sorted(file for file in tmp_path.rglob("*") if file.is_file()) == sorted(report.files)
    assert min(names).startswith(sichuan.title + ".")  # the book comes first in a folder, too


@pytest.mark.parametrize(
    ("wishes", "left"),
    [
        ({"submission_sheet": False}, ["（印装单）.docx", "（盖章清单）.docx", ".docx"]),
        ({"companions": False}, [".docx"]),
        ({"blank": True}, ["（空白）.docx"]),
    ],
    ids=["not wanted", "the book alone", "empty form"],
)
def test_no_sheet_where_it_is_not_wanted(
    sichuan: Pack, tmp_path: Path, wishes: dict[str, bool], left: list[str]
) -> None:
    export_book(FormSession(sichuan), tmp_path, ("docx",), **wishes)
    names = [file.name.removeprefix(sichuan.title) for file in tmp_path.iterdir() if file.is_file()]
    assert sorted(names) == sorted(left)


def test_when_the_sheet_cannot_be_written_the_book_is_not_there_either(sichuan: Pack, tmp_path: Path) -> None:
    (tmp_path / f"{SHEET}.pdf").mkdir()
    with pytest.raises(ExportError):
        export_book(FormSession(sichuan), tmp_path, ("pdf",))
    assert [file.name for file in tmp_path.rglob("*")] == [f"{SHEET}.pdf"]
