"""Every notice's sample out, through LibreOffice, and back: each answer is found, and nothing has changed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from small_desk import PASSPHRASE
from word_files import SOFFICE, WordFile, through_libreoffice, w

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.filling import fill
from app.declaration.packs import find_pack
from app.declaration.returning.planning import plan_returning
from app.declaration.returning.reading import read_returned
from app.declaration.returning.sending import send_sections
from app.declaration.returning.taking import take_returned
from app.declaration.samples.sample import sample_answers
from app.forms.paths import is_entry

NOTICES = ("sichuan-2022", "miit-2018", "miit-2023", "shanghai-2022", "region-guide", "hightech-2016", "sme-2022")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
CHANGES = 40


def sample(notice: str, folder: Path) -> Declaration:
    """The draft of a notice with its sample's answers."""
    declaration = Declaration.create(find_pack(notice), folder / f"{notice}.qibei", PASSPHRASE)
    fill(declaration.session, {"answers": sample_answers(notice)})
    declaration.flush()
    return declaration


def sent_whole(declaration: Declaration, folder: Path) -> Path:
    """The file with every page."""
    names = [section.id for section in declaration.pack.sections if not is_entry(section.id)]
    return send_sections(declaration, folder, names).file


def comes_back_whole(notice: str, tmp_path: Path) -> None:
    """Nothing is changed, nothing is missing, and what is changed then arrives."""
    with sample(notice, tmp_path) as declaration:
        file = sent_whole(declaration, tmp_path)
        (tmp_path / "lo").mkdir()
        returned = through_libreoffice(file, tmp_path / "lo", tmp_path / "profile")
        plan = plan_returning(declaration, returned)
        assert (plan.differences, plan.unread, plan.missing, plan.notes) == ((), (), (), ())
        read = read_returned(declaration, returned)
        blanks = {path for path in read.record.base if "[" not in path}
        assert blanks <= read.matched.texts.keys()
        changes_arrive(declaration, returned)


def changes_arrive(declaration: Declaration, returned: Path) -> None:
    """Some words are changed in the file: those blanks, no others, are taken from it, and changed labels named."""
    word = WordFile(returned)
    marks = [one for one in word.all("bookmarkStart") if one.get(w("name")).startswith("b_")]
    chosen = random.Random(7).sample(marks, min(CHANGES, len(marks)))
    changed = 0
    for mark in chosen:
        texts = [one for one in mark.getparent().iter(w("t")) if (one.text or "").strip(" ☑□") and "【" not in one.text]
        if len(texts) == 1:
            texts[0].text = f"{texts[0].text}改"
            changed += 1
    word.save()
    plan = plan_returning(declaration, returned)
    assert len(plan.of("take")) == len(plan.differences)
    assert len(plan.differences) + len(plan.unread) == changed > CHANGES // 4  # the words beside a box are a label
    assert take_returned(declaration, plan) == len(plan.differences)
    again = plan_returning(declaration, returned)
    assert {one.action for one in again.differences} <= {"same"}


def book_comes_back_whole(notice: str, tmp_path: Path) -> None:
    """Nothing is changed and nothing is missing in the book itself, as it is and from LibreOffice."""
    with sample(notice, tmp_path) as declaration:
        (file,) = export_book(declaration, tmp_path, ["docx"], companions=False).files
        (tmp_path / "lo").mkdir()
        for returned in (file, through_libreoffice(file, tmp_path / "lo", tmp_path / "profile")):
            plan = plan_returning(declaration, returned)
            assert (plan.differences, plan.unread, plan.missing, plan.notes) == ((), (), (), ())
            read = read_returned(declaration, returned)
            assert read.record.base.keys() == read.matched.texts.keys()
            assert len(read.record.base) > 50


def test_the_shortest_sample_comes_back_whole(tmp_path: Path) -> None:
    comes_back_whole("region-guide", tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("notice", NOTICES)
def test_every_sample_s_book_comes_back_whole(notice: str, tmp_path: Path) -> None:
    book_comes_back_whole(notice, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("notice", NOTICES)
def test_every_sample_comes_back_whole(notice: str, tmp_path: Path) -> None:
    comes_back_whole(notice, tmp_path)
