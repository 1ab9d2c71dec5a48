"""Lists on paper: how rows are numbered, what is computed in them, what a row does not ask."""

from __future__ import annotations

from decimal import Decimal

import pytest
from export.compose.composed import lines
from forms.tiny_packs import at, tiny_pack, tiny_session

from app.errors import PackError

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
