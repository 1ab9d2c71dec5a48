"""A choice in a column that asks to be specified: a cell of its own in the row, printed with the choice."""

from __future__ import annotations

import pytest
from export.compose.composed import lines
from forms.tiny_packs import at, tiny_pack, tiny_session

from app.declaration.filling import fill
from app.errors import PackError
from app.forms.answers.serial import answers_to_json
from app.forms.session import FormSession

PAGE = """
- id: p
  title: 知识产权
  body:
    - list:
        field: rows
        label: 汇总表
        numbered: false
        columns:
          - {id: name, label: 名称, type: text}
          - {id: kind, label: 类别, type: KIND, required: blocking,
             options: [发明, {value: 其他, specify: （请注明：, field: FIELD}]}
"""
ROWS = at("p.rows")


def listed(kind: str, *kinds: str) -> FormSession:
    session = tiny_session(PAGE.replace("KIND", kind).replace("FIELD", "other"))
    ids = session.insert_rows(ROWS, 0, [{"name": "甲"} for _ in kinds])
    for row, words in zip(ids, kinds, strict=True):
        session.answer(ROWS.at(row, "kind"), words)
    return session


def test_it_is_owed_where_its_option_is_chosen() -> None:
    session = listed("choice", "发明", "其他")
    (problem,) = session.problems("p")
    assert (session.row_number(problem.path), problem.path.column) == (2, "other")
    assert (problem.severity, problem.message) == ("blocking", "“类别：请注明”未填写。")
    session.answer(problem.path, "软件著作权")
    assert session.problems("p") == ()


@pytest.mark.parametrize(
    ("kind", "chosen", "printed"),
    [("choice", "其他", "其他（软件著作权）"), ("choices", "发明、其他", "发明、其他（软件著作权）")],
)
def test_it_is_printed_with_its_choice_and_only_while_that_is_chosen(kind: str, chosen: str, printed: str) -> None:
    session = listed(kind, chosen)
    cell = ROWS.at(session.answers.rows(ROWS)[0], "other")
    session.answer(cell, "软件著作权")
    assert lines(session)[-4:] == ["名称", "类别", "甲", printed]
    session.answer(cell.at(cell.row, "kind"), "发明")
    assert lines(session)[-1] == "发明"
    assert session.text(cell) == "软件著作权", "what was typed is kept"


def test_json_has_it_as_a_column_of_its_own() -> None:
    session = listed("choice", "其他")
    row = {"name": "甲", "kind": "其他", "other": "软件著作权"}
    assert fill(session, {"answers": {"p.rows": [row]}}) == 5
    assert answers_to_json(session.pack, session.answers)["p.rows"] == [row]


def test_it_cannot_be_called_like_another_column() -> None:
    with pytest.raises(PackError, match="重名的列"):
        tiny_pack(PAGE.replace("KIND", "choice").replace("FIELD", "name"))
