"""A matrix over entries through draft, check list, book and carry-over."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from forms.printed_words import pdf_words
from forms.tiny_packs import at, tiny_pack

from app.declaration.carrying.carry_over import create_carried, plan_for_new
from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.filling import fill
from app.forms.pack.pack import Pack

WORDS = "一句只有自己知道的话"
PACK = """\
- id: rd
  title: 研发活动情况表
  repeat: {entry: 研发项目, number: RD00, named_by: name, blank: 2}
  body:
    - "名称：{name:text}"
    - matrix:
        printed: false
        type: money
        rows: [{id: labor, title: 人工}, {id: material, title: 材料}]
        columns: [{id: y1, title: 第一年}, {id: y2, title: 第二年}]
- id: costs
  title: 研发费用结构明细表
  body:
    - matrix:
        corner: 科目
        type: money
        rows: [{id: labor_y1, title: 人工费用}, {id: material_y1, title: 材料费用}]
        columns: [{title: 研发活动, below: [{id: rd, each: rd.entries}]}, {id: all, title: 合计, computed: {sum: rd}}]
"""


def answers(count: int) -> dict[str, object]:
    cells = {"labor_y1": "100.25", "material_y1": "7", "labor_y2": "1", "material_y2": "2"}
    return {"cover.project": "某项目", "rd.entries": [{"name": f"项目{n}", **cells} for n in range(1, count + 1)]}


@pytest.fixture
def pack() -> Pack:
    return tiny_pack(PACK)


def made(folder: Path, pack: Pack, count: int) -> Declaration:
    declaration = Declaration.create(pack, folder / f"{count}.qibei", WORDS)
    fill(declaration.session, {"answers": answers(count)})
    return declaration


def words_of(folder: Path) -> str:
    """The words of the exported PDF."""
    return "".join(pdf_words(next(folder.glob("*申报书.pdf"))))


def tables(folder: Path) -> list[list[list[str]]]:
    """The words of every table of the exported DOCX, cell by cell."""
    (file,) = folder.glob("*申报书.docx")
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(str(file)).tables]


def test_three_entries_and_twelve_make_as_many_columns_on_paper(tmp_path: Path, pack: Pack) -> None:
    for count in (3, 12):
        declaration = made(tmp_path, pack, count)
        export_book(declaration, tmp_path / str(count))
        words = words_of(tmp_path / str(count))
        assert words.count("100.25") == count
        assert f"{100.25 * count:g}" in words
        declaration.close()


def test_a_matrix_too_wide_for_the_page_is_set_in_several_tables_with_the_titles_of_the_rows(
    tmp_path: Path, pack: Pack
) -> None:
    with made(tmp_path, pack, 12) as declaration:
        export_book(declaration, tmp_path / "out")
    found = [table for table in tables(tmp_path / "out") if table[0][0] == "科目"]
    assert len(found) > 1
    assert all(table[2][0] == "人工费用" for table in found)
    assert [name for table in found for name in table[1][1:] if name != "合计"] == [f"RD{n:02}" for n in range(1, 13)]


def test_what_is_not_printed_is_asked_all_the_same(tmp_path: Path, pack: Pack) -> None:
    with made(tmp_path, pack, 1) as declaration:
        fill(declaration.session, {"answers": {"rd.entries": [{"name": "甲", "labor_y1": "1"}]}})
        missing = [problem.params.get("label") for problem in declaration.session.checklist().problems]
        assert len(missing) == 3
        export_book(declaration, tmp_path / "out")
    assert "第一年" not in words_of(tmp_path / "out")


def test_the_figures_come_along_when_a_new_draft_is_made_from_an_old_one(tmp_path: Path, pack: Pack) -> None:
    with made(tmp_path, pack, 3) as old, create_carried(plan_for_new(old, pack), tmp_path / "new.qibei", WORDS) as new:
        assert new.session.printed(at("costs.labor_y1_all")) == "300.75"
