"""An application form: three projects grown to twelve in the window; screen, paper and next year follow."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import docx
import pypdfium2
import pytest
from declaration.prepared import Samples
from docx.document import Document as WordDocument
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from ui.person import PASSPHRASE, path

from app.declaration.carrying.carry_over import create_carried, plan_for_new
from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.packs import find_pack
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath, entry_section
from app.forms.values import Value
from app.ui.editors.matrix import MatrixTable
from app.ui.form.blocks.entries import EntriesView
from app.ui.form.view import FormView

ENTRIES = path("rd.entries")
GROWN = 12


@pytest.fixture
def pack(home: Path) -> Pack:
    """The form with repeated projects, cost tables across them, and products."""
    return find_pack("hightech-2016")


@pytest.fixture
def declaration(pack: Pack, samples: Samples, tmp_path: Path) -> Iterator[Declaration]:
    """Its sample."""
    made = Declaration.open(samples.copy(pack.id, tmp_path / "样例.qibei"), PASSPHRASE)
    yield made
    made.close()


def grow(form: FormView) -> None:
    """Add projects until there are twelve, and name each new one and its cost of labour."""
    form.open("rd")
    view = form.page("rd").views[0]
    assert isinstance(view, EntriesView)
    session = form.desk.session
    while session.answers.row_count(ENTRIES) < GROWN:
        view.add()
    for number, entry in enumerate(session.answers.rows(ENTRIES), 1):
        page = entry_section("rd", entry)
        if session.value(FieldPath(page, "name")) is None:
            session.answer(FieldPath(page, "name"), f"第{number}项研究")
            session.answer(FieldPath(page, "labor_y1"), "10.00")
    form.desk.settle()


def pages_of(file: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]


def words_of(document: WordDocument) -> str:
    return "".join(text.text or "" for text in document.element.body.iter() if text.tag.endswith("}t"))


def test_pages_tables_contents_and_paper_follow_and_undo_takes_all_back(
    form: FormView, declaration: Declaration, tmp_path: Path
) -> None:
    session = form.desk.session
    before, total = declaration.fingerprint(), session.value(path("costs_1.labor_y1_all"))
    grow(form)
    assert [row.text for row in form.tree.view.rows if str(row.target).startswith("rd@")][-1] == "RD12 第12项研究"
    form.open("costs_1")
    form.page("costs_1").complete()
    table = form.page("costs_1").sheet.findChild(MatrixTable)
    assert isinstance(table, MatrixTable)
    assert table.cells.columnCount() == GROWN + 1
    assert added(session.value(path("costs_1.labor_y1_all")), total) == 90
    export_book(declaration, tmp_path / "书", ["pdf", "docx"], companions=False)
    (pdf,), (word,) = (sorted((tmp_path / "书").glob(f"*.{kind}")) for kind in ("pdf", "docx"))
    pages = pages_of(pdf)
    contents = next(page for page in pages if "目" in page and "RD12" in page)
    assert all(f"RD{number:02}" in contents for number in range(1, GROWN + 1))
    assert sum("第12项研究" in page for page in pages) == 1
    assert all(words_of(docx.Document(str(word))).count(f"RD{number:02}") >= 2 for number in range(1, GROWN + 1))
    while declaration.fingerprint() != before:
        assert session.undo() is not None
    assert session.answers.row_count(ENTRIES) == 3


def test_the_page_of_an_entry_that_goes_while_it_is_built_is_built_no_further(
    form: FormView, declaration: Declaration, qtbot: QtBot
) -> None:
    grow(form)
    entry = declaration.session.answers.rows(ENTRIES)[-1]
    page = form.page(entry_section("rd", entry))
    assert page._growth.goes_on
    built = len(page._growth.built)
    while entry in declaration.session.answers.rows(ENTRIES):
        assert declaration.session.undo() is not None
    assert not page._growth.goes_on
    qtbot.waitUntil(lambda: not isValid(page))
    assert len(page._growth.built) == built


def added(now: Value | None, before: Value | None) -> Decimal:
    assert isinstance(now, Decimal)
    assert isinstance(before, Decimal)
    return now - before


def test_a_new_draft_takes_all_twelve_along(form: FormView, declaration: Declaration, tmp_path: Path) -> None:
    grow(form)
    with create_carried(
        plan_for_new(declaration, declaration.session.folded), tmp_path / "新.qibei", PASSPHRASE
    ) as new:
        entries = new.session.answers.rows(ENTRIES)
        assert len(entries) == GROWN
        names = [new.session.printed(FieldPath(entry_section("rd", entry), "name")) for entry in entries]
        assert names[-1] == "第12项研究"
        assert new.session.value(path("costs_1.labor_y1_all")) == form.desk.session.value(path("costs_1.labor_y1_all"))
