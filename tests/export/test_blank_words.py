"""The empty form of 川经信办函〔2022〕71号 as PDF and as DOCX against the words of the notice, block by block."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from forms.notice_words import Extra, differences, notice_blocks
from forms.notices.test_sichuan_pack import RESTORED, attachments
from forms.printed_words import docx_words, pdf_words

from app.declaration.export.exporting import export_book
from app.files import resource
from app.forms.pack.loader import load_pack
from app.forms.session import FormSession

PACK = load_pack(resource("forms", "sichuan-2022.yaml"))
LISTS = [table for section in PACK.sections for table in section.lists.values() if table.blank_rows]
NUMBERS = [
    Extra("".join(str(row + 1) for row in range(table.blank_rows)), "the empty rows of a list bound behind the form")
    for table in LISTS
]
READERS: dict[str, Callable[[Path], list[str]]] = {".pdf": pdf_words, ".docx": docx_words}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The empty form, by format."""
    report = export_book(FormSession(PACK), tmp_path_factory.mktemp("blank"), blank=True)
    return {file.suffix: file for file in report.files}


@pytest.mark.parametrize("ending", READERS)
def test_the_empty_form_has_the_words_of_the_notice_in_their_order(books: dict[str, Path], ending: str) -> None:
    notice, idle = notice_blocks("sichuan-2022.txt", RESTORED)
    assert idle == []
    printed = READERS[ending](books[ending])
    assert differences(printed, notice, [*attachments(PACK), *NUMBERS], blanks=False) == []


@pytest.mark.parametrize("ending", READERS)
def test_every_box_of_the_notice_is_there_and_none_is_ticked(books: dict[str, Path], ending: str) -> None:
    notice, _ = notice_blocks("sichuan-2022.txt", RESTORED)
    text = "".join(READERS[ending](books[ending]))
    assert text.count("□") == "".join(notice).count("□")
    assert "☑" not in text
