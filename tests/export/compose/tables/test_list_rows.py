"""Lists on paper: how rows are numbered, what is computed in them, what a row does not ask."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pypdfium2
import pytest
from export.compose.composed import lines
from forms.tiny_packs import at, tiny_pack, tiny_session

from app.errors import PackError
from app.export.compose.book import compose
from app.export.document import Document
from app.export.layout.book import Book

PAGE = """
- id: p
  title: 知识产权
  body:
    - list:
        field: rows
        label: 知识产权汇总表
        blank_rows: 2
        numbered: NUMBERED
        columns:
          - {id: name, label: 名称, type: text, required: blocking}
          - {id: cost, label: 费用, unit: 万元, type: money}
          - {id: half, label: 一半, type: money, computed: {product: [cost, 0.5]}, when: {field: cost, above: 1}}
"""


@pytest.mark.parametrize(
    ("numbered", "head", "first"),
    [
        ("true", ["序号"], ["1"]),
        ("false", [], []),
        ("IP00", ["编号"], ["IP01"]),
        ("{number: （0）, label: 知识产权编号}", ["知识产权编号"], ["（1）"]),
    ],
)
def test_rows_are_numbered_as_the_pack_says(numbered: str, head: list[str], first: list[str]) -> None:
    session = tiny_session(PAGE.replace("NUMBERED", numbered))
    assert lines(session, blank=True)[1 : 1 + len(head) + 1] == [*head, "名称"]
    session.insert_rows(at("p.rows"), 0, [{"name": "甲", "cost": Decimal(3)}, {"name": "乙", "cost": Decimal(1)}])
    printed = lines(session)[4 + len(head) :]
    assert printed[: len(first) + 3] == [*first, "甲", "3", "1.5"]
    assert printed[-1] == "", "a cell that its row does not ask is empty"


def test_a_finding_names_the_row_by_its_number() -> None:
    session = tiny_session(PAGE.replace("NUMBERED", "IP00"))
    rows = session.insert_rows(at("p.rows"), 0, [{"name": "甲"}, {"cost": Decimal(1)}])
    assert session.row_name(at("p.rows").at(rows[1])) == "IP02"


def test_a_pattern_needs_a_place_to_count() -> None:
    with pytest.raises(PackError):
        tiny_pack(PAGE.replace("NUMBERED", "IP"))


def test_a_proof_of_a_row_is_named_after_it() -> None:
    page = PAGE.replace("NUMBERED", "IP00") + "  evidence: [{id: proof, title: 证书, each: rows}]\n"
    session = tiny_session(page)
    rows = session.insert_rows(at("p.rows"), 0, [{"name": "甲"}, {"name": "夹具"}])
    cells = {"name": "扫描.pdf", "sha256": "a", "pages": 2, "proves": "专利证书", "rows": rows[1]}
    session.insert_rows(at("p.proof"), 0, [cells])
    assert lines(session)[-1] == "（1）IP02“夹具”：专利证书，共2页（扫描.pdf）"


def test_a_long_text_stands_in_paragraphs_and_goes_on_over_the_page(
    pdf_of: Callable[[Document], tuple[bytes, Book]],
) -> None:
    page = PAGE.replace("NUMBERED", "IP00").replace("type: text", "type: prose")
    session = tiny_session(page)
    words = [f"第{number}段说明夹具的用途和效果。" for number in range(1, 121)]
    session.insert_rows(at("p.rows"), 0, [{"name": "\n".join(words)}])
    assert words[0] + "\n" + words[1] in lines(session)[-3]
    document = compose(session)
    pdf = pypdfium2.PdfDocument(pdf_of(document)[0])
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    pdf.close()
    parted = [text for text in pages if "IP01" in text]
    assert len(parted) > 1, "its number is repeated over the page's end"
    found = [number for text in parted for number in range(1, 121) if f"第{number}段" in text]
    assert found == list(range(1, 121))
