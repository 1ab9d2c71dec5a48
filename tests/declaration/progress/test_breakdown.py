"""Lists counted by their columns of options, what is empty or cannot be read among them."""

from __future__ import annotations

from forms.tiny_packs import at, tiny_session

from app.declaration.progress.breakdown import breakdowns
from app.forms.session import FormSession
from app.forms.values import Unparsed

PAGES = """
- id: a
  title: 甲
  body:
    - list:
        field: rows
        label: 设备清单
        columns:
          - {id: name, label: 名称, type: text}
          - {id: kind, label: 类别, type: choice, options: [运行, 加工]}
          - {id: uses, label: 用途, type: choices, options: [甲, 乙]}
          - {id: own, label: 自有, type: yesno}
    - list: {field: plain, label: 无选项, columns: [{id: name, label: 名称, type: text}]}
"""


def counted(session: FormSession) -> dict[str, dict[str, int]]:
    return {one.title: {share.words: share.count for share in one.shares} for one in breakdowns(session)}


def test_rows_are_counted_by_each_column_of_options() -> None:
    session = tiny_session(PAGES)
    kinds = ("运行", "运行", "加工", None, Unparsed("别的"))
    session.insert_rows(at("a.rows"), 0, [{"name": "x", "kind": kind, "own": True} for kind in kinds])
    rows = session.answers.rows(at("a.rows"))
    session.set({at("a.rows").at(rows[0], "uses"): ("甲", "乙"), at("a.rows").at(rows[1], "uses"): ("乙",)})
    assert counted(session) == {
        "设备清单 · 类别": {"运行": 2, "加工": 1, "未填": 1, "读不出": 1},
        "设备清单 · 用途": {"甲": 1, "乙": 2, "未填": 3},
        "设备清单 · 自有": {"是": 5, "否": 0},
    }


def test_each_count_leads_to_its_first_cell() -> None:
    session = tiny_session(PAGES)
    first, second = session.insert_rows(at("a.rows"), 0, [{"kind": "加工"}, {"kind": "运行"}])
    shares = {share.words: share.path for share in next(iter(breakdowns(session))).shares}
    assert shares == {"运行": at("a.rows").at(second, "kind"), "加工": at("a.rows").at(first, "kind")}


def test_a_list_without_rows_is_not_counted() -> None:
    assert counted(tiny_session(PAGES)) == {}
