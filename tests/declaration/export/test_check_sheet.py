"""The 检查单: every finding of the check list on paper, whatever the answers that it quotes hold."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from small_desk import AMOUNT, NAME, ROWS, create, install

from app.declaration.declaration import Declaration
from app.declaration.export.checking import check_sheet, proposed_name
from app.declaration.export.sheet import pdf_of
from app.forms.values import Unparsed


@pytest.fixture
def declaration(tmp_path: Path) -> Declaration:
    install(tmp_path)
    return create(tmp_path / "一.qibei")


def printed(declaration: Declaration, *sections: str, scope: str = "") -> str:
    """Everything on the sheet, without white."""
    data = pdf_of(check_sheet(declaration.session, sections or None, scope))
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(data))


def test_every_finding_and_every_clause_with_its_words_is_on_it(declaration: Declaration) -> None:
    words = printed(declaration)
    for problem in declaration.session.checklist().problems:
        assert "".join(problem.message.split()) in words
    assert "说明3（" in words
    assert "没有可填“无”" in words


def test_the_proofs_and_what_people_must_check_are_on_it(declaration: Declaration) -> None:
    words = printed(declaration)
    assert "截图" in words
    assert "填写内容与证明材料一致、真实" in words
    assert "不属于申报书，不装订、不报送" in words


def test_a_line_for_many_rows_names_them_as_far_as_there_is_room(declaration: Declaration) -> None:
    declaration.session.insert_rows(ROWS, 0, [{"name": "甲", "n": Unparsed("许多")} for _ in range(50)])
    words = printed(declaration)
    assert "清单·数量：50格读不出确切内容" in words
    assert "第1行、第2行" in words
    assert "第30行等50处" in words


def test_a_part_of_the_declaration_is_called_by_its_name(declaration: Declaration) -> None:
    words = printed(declaration, "cover", scope="封面")
    assert "范围：封面" in words
    assert "“名称”未填写" not in words


def test_of_a_part_only_its_own_proofs_are_listed_and_what_is_of_the_whole_says_so(declaration: Declaration) -> None:
    proving = next(one for one in declaration.pack.sections if one.evidence_items)
    assert "截图" in printed(declaration, proving.id, scope=proving.title)
    words = printed(declaration, "cover", scope="封面")
    assert "截图" not in words
    assert "请人工核对（全书" in words
    assert "请人工核对（全书" not in printed(declaration)


def test_what_no_face_prints_is_set_as_geta(declaration: Declaration) -> None:
    declaration.session.answer(AMOUNT, "约\U000e0fff三万\U0010fffd")
    declaration.session.answer(NAME, "甲")
    words = printed(declaration)
    assert "三万〓" in words


def test_its_file_is_called_after_the_draft(declaration: Declaration) -> None:
    assert proposed_name(declaration) == "一-齐备检查单.pdf"
