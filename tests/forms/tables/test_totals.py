"""The foot of a list says what it adds up to, and what the form states of it."""

from __future__ import annotations

from forms.tables.list_pack import ROWS, session_of

from app.forms.paths import FieldPath
from app.forms.tables.totals import totals_of

TOTAL = FieldPath("sums", "total")


def words(*rows: tuple[str, ...], total: str = "") -> list[str]:
    session = session_of(*rows)
    session.answer(TOTAL, total)
    return [one.words for one in totals_of(session, ROWS)]


def test_a_sum_is_told_beside_what_is_stated() -> None:
    rows = (("甲", "", "1200"), ("乙", "", "4"))
    assert words(*rows, total="1200")[0] == "设备清单数量合计 1,204台/套，“设备总数”填 1,200台/套"
    assert words(*rows, total="1204")[0].endswith("与“设备总数”一致")
    assert words(*rows)[0].endswith("“设备总数”没有填")


def test_rows_are_counted() -> None:
    assert words(("甲",), ("乙",))[1].startswith("设备清单行数 2种，")


def test_a_column_with_a_gap_is_not_added_up() -> None:
    assert "暂不能合计" in words(("甲", "", "1"), ("乙", "", ""))[0]


def test_a_total_leads_to_its_blank() -> None:
    assert [one.target for one in totals_of(session_of(("甲",)), ROWS)] == [TOTAL, FieldPath("sums", "rows")]
