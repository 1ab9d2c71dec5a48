"""The recovery sheet: one page that names the draft, holds the passphrase or room for it, and says what to do."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from app.declaration.declaration import Declaration
from app.declaration.export.recovery import proposed_name, recovery_sheet
from app.declaration.export.sheet import save_sheet
from app.declaration.packs import find_pack
from app.drafts.spelling import LONGEST, groups
from app.errors import ExportError, UsageError, WrongPassphrase

PASSPHRASE = "O0o1lI, 台风把伞吹走了Zz2"


@pytest.fixture
def declaration(tmp_path: Path) -> Iterator[Declaration]:
    """A declaration whose passphrase is full of what looks alike."""
    with Declaration.create(find_pack("sichuan-2022"), tmp_path / "平台申报 2026.qibei", PASSPHRASE) as made:
        yield made


def words_of(declaration: Declaration, file: Path, passphrase: str = "") -> str:
    """The words on the sheet, without white space; it is one page of A4."""
    save_sheet(recovery_sheet(declaration, passphrase), file)
    document = pypdfium2.PdfDocument(file)
    assert len(document) == 1
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [210, 297]
    return "".join(document[0].get_textpage().get_text_bounded().split())


def test_a_sheet_to_write_on_names_the_draft_and_not_the_passphrase(declaration: Declaration, tmp_path: Path) -> None:
    words = words_of(declaration, tmp_path / "单.pdf")
    for told in ("恢复单", "平台申报2026.qibei", declaration.pack.title, declaration.file_id, "建立日期", "保险柜"):
        assert told in words, told
    assert "任何人都不能代为找回" in words
    assert "请用不褪色的笔" in words
    assert "校验" not in words
    assert "台风" not in words


def test_a_printed_passphrase_is_told_character_by_character(declaration: Declaration, tmp_path: Path) -> None:
    words = words_of(declaration, file := tmp_path / "单.pdf", PASSPHRASE)
    assert "数字0与大写O" in words
    assert "拿到这张单子的人" in words
    cells = words[words.index("校验") :]
    for group in groups(PASSPHRASE):
        assert group.check in cells
    for character in "台风把伞吹走了":
        assert character in cells
    assert ("大写" in cells, "小写" in cells, "数字" in cells, "符号" in cells, "空格" in cells) == (True,) * 5
    assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o600


def test_only_the_right_passphrase_is_printed(declaration: Declaration) -> None:
    with pytest.raises(WrongPassphrase, match="恢复单没有生成"):
        recovery_sheet(declaration, "别的话")


def test_the_longest_that_is_printed_fits_one_page(declaration: Declaration, tmp_path: Path) -> None:
    declaration.change_passphrase(longest := "一句话vK9#" * 6)
    assert len(longest) <= LONGEST
    words_of(declaration, tmp_path / "单.pdf", longest)
    declaration.change_passphrase(too_long := "vK9#" * 13)
    with pytest.raises(UsageError, match="印不下"):
        recovery_sheet(declaration, too_long)


def test_what_no_face_prints_is_told_without_showing_it(declaration: Declaration) -> None:
    declaration.change_passphrase(odd := "好\U0010fffd话")
    with pytest.raises(ExportError, match="字体打不出") as told:
        recovery_sheet(declaration, odd)
    assert "\U0010fffd" not in str(told.value)
    assert "10FFFD" not in str(told.value).upper()


def test_the_name_of_the_pdf_says_whose_sheet_it_is(declaration: Declaration) -> None:
    assert proposed_name(declaration) == "平台申报 2026-恢复单.pdf"
