"""Plans of a carry-over between tiny forms: what arrives, what waits, what stays, and why."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from forms.tiny_packs import at, codes, tiny_yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.carrying.holdings import Rows, holdings
from app.forms.carrying.plan import CarryPlan, Entry, edits_of
from app.forms.carrying.planning import plan_carry_over
from app.forms.pack.loader import parse_pack
from app.forms.pack.pack import Pack
from app.forms.session import FormSession
from app.forms.values import NIL, Month, Unparsed


def form(contents: str, name: str = "old", issued: str = "2022-03-09") -> Pack:
    """A tiny pack under a name of its own, of a notice of its own date."""
    text = tiny_yaml(contents).replace("pack: tiny", f"pack: {name}").replace("2022-03-09", issued)
    return parse_pack(text.encode(), f"{name}.yaml")


def session_of(pack: Pack, **answers: str) -> FormSession:
    """A session with these answers: `a__name="甲"` is typed into `a.name`."""
    session = FormSession(pack)
    for name, text in answers.items():
        session.answer(at(name.replace("__", ".")), text)
    return session


def planned(old: FormSession, new: FormSession) -> CarryPlan:
    return plan_carry_over(old.pack, old.answers, new.pack, new.answers)


def only(plan: CarryPlan, group: Any) -> Entry:
    (entry,) = plan.of(group)
    return entry


def carried_over(old: FormSession, new: FormSession, *, confirm: bool = False) -> CarryPlan:
    plan = planned(old, new)
    new.apply(edits_of(plan, new, plan.awaiting if confirm else ()))
    return plan


NAME = "- {id: a, title: 甲, fields: {name: {fact: applicant.name}}, body: ['企业名称{name:text}']}"
TWICE = """
- id: b
  title: 乙
  fields: {who: {fact: applicant.name}, again: {fact: applicant.name}}
  body: ["单位{who:text}，申报单位{again:text}"]
"""


def money(unit: str, year: int | None = 2021, fact: str = "applicant.sales", name: str = "income") -> str:
    """A page that asks one amount."""
    of_year = f", year: {year}" if year else ""
    spec = f"{{fact: {{id: {fact}{of_year}, unit: {unit}}}, label: 收入}}"
    return f"- {{id: m{name}, title: 钱, fields: {{{name}: {spec}}}, body: ['收入{{{name}:money}}{unit}']}}"


# -- what arrives ------------------------------------------------------------------------------


def test_a_fact_arrives_wherever_the_new_form_asks_it() -> None:
    old, new = session_of(form(NAME), a__name="甲公司"), session_of(form(TWICE, "new"))
    plan = carried_over(old, new)
    entry = only(plan, "carried")
    assert (entry.sources, entry.targets) == ((at("a.name"),), (at("b.who"), at("b.again")))
    assert (new.text(at("b.who")), new.text(at("b.again"))) == ("甲公司", "甲公司")


def test_the_whole_carry_over_is_one_step() -> None:
    old = session_of(form(NAME + "\n" + money("万元")), a__name="甲公司", mincome__income="3")
    new = session_of(form(TWICE + money("万元"), "new"))
    carried_over(old, new)
    assert len(dict(new.answers.items())) == 3
    new.undo()
    assert dict(new.answers.items()) == {}
    assert not new.history.can_undo


def test_an_amount_is_converted_to_the_unit_the_new_form_asks() -> None:
    old, new = session_of(form(money("亿元")), mincome__income="1.25"), session_of(form(money("万元"), "new"))
    plan = carried_over(old, new)
    assert only(plan, "changed").targets == (at("mincome.income"),)
    assert new.value(at("mincome.income")) == Decimal(12500)


def test_a_day_arrives_as_its_month_but_a_month_never_as_a_day() -> None:
    day = "- {id: d, title: 日, fields: {x: {fact: applicant.founded}}, body: ['成立{x:date}']}"
    month = day.replace(":date", ":month")
    old, new = session_of(form(day), d__x="2015-03-09"), session_of(form(month, "new"))
    assert only(carried_over(old, new), "changed").reason == ""
    assert new.value(at("d.x")) == Month(2015, 3)
    back = session_of(form(day, "third"))
    entry = only(carried_over(new, back), "unfit")
    assert (entry.arrivals, entry.targets) == ((), (at("d.x"),))
    assert "详细" in entry.reason
    assert back.value(at("d.x")) is None


def test_nil_is_an_answer_and_arrives() -> None:
    old, new = session_of(form(NAME), a__name="无"), session_of(form(TWICE, "new"))
    carried_over(old, new)
    assert new.value(at("b.who")) is NIL


# -- what does not -----------------------------------------------------------------------------


def test_a_blank_of_another_form_without_a_fact_never_arrives_though_its_name_is_the_same() -> None:
    plain = "- {id: a, title: 甲, body: ['企业名称{name:text}']}"
    old, new = session_of(form(plain), a__name="甲公司"), session_of(form(plain, "new"))
    plan = carried_over(old, new)
    assert only(plan, "dropped").sources == (at("a.name"),)
    assert at("a.name") in {path for entry in plan.of("new") for path in entry.targets}


def test_a_unit_that_cannot_be_converted_is_listed_with_the_reason() -> None:
    count = "- {id: c, title: 数, fields: {n: {fact: {id: equipment.count, unit: 台}}}, body: ['设备{n:count}台']}"
    old, new = session_of(form(count), c__n="3"), session_of(form(count.replace("台", "台/套"), "new"))
    entry = only(carried_over(old, new), "unfit")
    assert entry.reason == "单位“台”与“台/套”之间不能确切换算"
    assert new.value(at("c.n")) is None


def test_an_old_draft_that_contradicts_itself_brings_nothing() -> None:
    old = session_of(form(TWICE), b__who="甲公司", b__again="乙公司")
    new = session_of(form(NAME, "new"))
    entry = only(carried_over(old, new), "unfit")
    assert entry.sources == (at("b.who"), at("b.again"))
    assert entry.reason == "旧草稿中“单位”与“申报单位”填写不一致"


def test_what_could_not_be_read_does_not_arrive() -> None:
    old, new = session_of(form(money("万元")), mincome__income="约300"), session_of(form(money("万元"), "new"))
    assert isinstance(old.value(at("mincome.income")), Unparsed)
    assert "约300" in only(carried_over(old, new), "unfit").reason


def test_what_was_not_asked_as_things_stood_is_dropped() -> None:
    contents = """
    - id: a
      title: 甲
      fields: {joint: {required: optional}, name: {fact: applicant.name, when: {field: joint, is: 是}}}
      body: ["联合体{joint:yesno}，企业名称{name:text}"]
    """
    old = session_of(form(contents), a__joint="否", a__name="甲公司")
    plan = carried_over(old, session_of(form(TWICE, "new")))
    assert [entry.sources for entry in plan.of("dropped")] == [(at("a.joint"),), (at("a.name"),)]


def test_another_answer_in_the_new_draft_is_kept_for_the_whole_fact() -> None:
    old, new = session_of(form(NAME), a__name="甲公司"), session_of(form(TWICE, "new"), b__who="乙公司")
    entry = only(carried_over(old, new), "conflict")
    assert (entry.sources, entry.targets) == ((at("a.name"),), (at("b.who"),))
    assert (new.text(at("b.who")), new.text(at("b.again"))) == ("乙公司", "")


def test_the_same_answer_in_the_new_draft_is_no_conflict() -> None:
    old = session_of(form(NAME), a__name="ＡＢ公司")
    new = session_of(form(TWICE, "new"), b__who="AB公司", b__again="AB公司 ")
    entry = only(carried_over(old, new), "carried")
    assert (entry.arrivals, entry.reason) == ((), "新草稿中已经相同")
    assert not new.history.can_undo or new.text(at("b.who")) == "AB公司"


def test_what_was_typed_after_the_plan_was_made_stays() -> None:
    old, new = session_of(form(NAME), a__name="甲公司"), session_of(form(TWICE, "new"))
    plan = planned(old, new)
    new.answer(at("b.who"), "乙公司")
    new.apply(edits_of(plan, new))
    assert new.text(at("b.who")) == "乙公司"


# -- years -------------------------------------------------------------------------------------


def test_the_figure_of_another_year_waits_until_it_is_confirmed() -> None:
    old, new = session_of(form(money("亿元")), mincome__income="1.5"), session_of(form(money("万元", 2022), "new"))
    entry = only(carried_over(old, new), "stale")
    assert (entry.awaits, entry.reason) == (True, "旧草稿是2021年的数据，现在的表是2022年的数据")
    assert new.value(at("mincome.income")) is None
    carried_over(old, new, confirm=True)
    assert new.value(at("mincome.income")) == Decimal(15000)


def test_the_years_of_a_series_are_not_mixed() -> None:
    old_form = form("\n".join(money("万元", year, name=f"y{year}") for year in (2020, 2021)))
    new_form = form("\n".join(money("万元", year, name=f"y{year}") for year in (2021, 2022)), "new")
    old, new = session_of(old_form, my2020__y2020="20", my2021__y2021="21"), session_of(new_form)
    plan = carried_over(old, new, confirm=True)
    assert only(plan, "carried").targets == (at("my2021.y2021"),)
    assert only(plan, "dropped").sources == (at("my2020.y2020"),)
    assert new.value(at("my2022.y2022")) is None


def test_where_no_year_is_in_both_the_latest_stands_beside_the_latest() -> None:
    old_form = form("\n".join(money("万元", year, name=f"y{year}") for year in (2019, 2020)))
    new_form = form("\n".join(money("万元", year, name=f"y{year}") for year in (2022, 2023)), "new")
    old, new = session_of(old_form, my2019__y2019="19", my2020__y2020="20"), session_of(new_form, my2022__y2022="5")
    plan = carried_over(old, new, confirm=True)
    assert {(entry.sources, entry.targets) for entry in plan.of("stale")} == {
        ((at("my2020.y2020"),), (at("my2023.y2023"),))
    }
    assert only(plan, "dropped").sources == (at("my2019.y2019"),)
    assert new.text(at("my2022.y2022")) == "5"


@pytest.mark.parametrize(("year", "now"), [(None, 2022), (2021, None)])
def test_a_year_that_is_not_said_is_another_year(year: int | None, now: int | None) -> None:
    old, new = session_of(form(money("万元", year)), mincome__income="5"), session_of(form(money("万元", now), "new"))
    entry = only(carried_over(old, new), "stale")
    assert entry.awaits
    assert "没有写明数据的年份" in entry.reason


def test_a_yearly_fact_without_a_year_arrives_but_is_to_be_confirmed() -> None:
    old, new = session_of(form(money("万元", None)), mincome__income="5"), session_of(form(money("万元", None), "new"))
    entry = only(carried_over(old, new), "stale")
    assert (entry.awaits, entry.reason) == (False, "这一项逐年不同，表中没有写明年份")
    assert new.text(at("mincome.income")) == "5"


def test_a_figure_between_notices_of_different_years_arrives_but_is_to_be_confirmed() -> None:
    page = money("万元", None, "platform.investment")
    old, new = session_of(form(page), mincome__income="5"), session_of(form(page, "new", "2023-05-01"))
    assert "不在同一年" in only(carried_over(old, new), "stale").reason
    assert new.text(at("mincome.income")) == "5"
    same_year = session_of(form(page, "new", "2022-08-01"))
    assert only(carried_over(old, same_year), "carried").arrivals


# -- the same form -----------------------------------------------------------------------------

ROWS = """
- id: r
  title: 清单
  body:
    - list:
        field: rows
        label: 方案清单
        {0}columns:
          - {{id: {1}, label: 名称, type: text{2}}}
          - {{id: income, label: 金额, type: money, unit: {3}, fact: {{id: x.income, unit: {3}}}}}
          - {{id: note, label: 备注, type: text}}
"""


def test_in_the_same_form_everything_arrives_where_it_was() -> None:
    pack = form(TWICE + "\n- {id: p, title: 页, body: ['说明{words:text}']}" + ROWS.format("", "name", "", "万元"))
    old = session_of(pack, b__who="甲公司", b__again="乙公司", p__words="一段话", cover__project="平台")
    old.insert_rows(at("r.rows"), 0, [{"name": "甲", "note": "一"}, {"name": "乙", "income": Decimal("1.50")}, {}])
    new = session_of(pack)
    plan = carried_over(old, new)
    assert {entry.group for entry in plan.entries} == {"carried"}
    assert (new.text(at("b.who")), new.text(at("b.again")), new.text(at("p.words"))) == ("甲公司", "乙公司", "一段话")
    assert list(holdings(new.pack, new.answers)) == list(holdings(old.pack, old.answers))


def test_a_fact_answered_in_one_place_of_the_same_form_fills_its_other_places() -> None:
    pack = form(TWICE)
    new = session_of(pack)
    carried_over(session_of(pack, b__who="甲公司"), new)
    assert new.text(at("b.again")) == "甲公司"


def test_lists_of_one_fact_arrive_column_by_column() -> None:
    fact = "fact: x.list\n        "
    old = session_of(form(ROWS.format(fact, "name", ", fact: x.name", "亿元")))
    old.insert_rows(at("r.rows"), 0, [{"name": "甲", "income": Decimal("1.5"), "note": "一"}, {"name": "乙"}])
    new = session_of(form(ROWS.format(fact, "called", ", fact: x.name", "万元"), "new"))
    entry = only(carried_over(old, new), "changed")
    assert entry.reason == "“备注”列没有含义相同的列，没有沿用"
    (rows,) = (holding.content for holding in holdings(new.pack, new.answers) if holding.path == at("r.rows"))
    assert rows == Rows(({"called": "甲", "income": Decimal(15000)}, {"called": "乙"}))
    new.undo()
    assert new.answers.row_count(at("r.rows")) == 0


def test_cells_that_cannot_be_converted_are_told() -> None:
    fact = "fact: x.list\n        "
    old = session_of(form(ROWS.format(fact, "name", ", fact: x.name", "万元")))
    old.insert_rows(at("r.rows"), 0, [{"name": "甲", "income": Unparsed("约3")}])
    new = session_of(form(ROWS.format(fact, "name", ", fact: x.name", "万元"), "new"))
    assert only(carried_over(old, new), "carried").reason == "“金额”列中有内容不能确切换算，没有沿用"


def test_a_list_that_has_other_rows_already_is_kept() -> None:
    pack = form(ROWS.format("", "name", "", "万元"))
    old, new = session_of(pack), session_of(pack)
    old.insert_rows(at("r.rows"), 0, [{"name": "甲"}])
    new.insert_rows(at("r.rows"), 0, [{"name": "乙"}])
    assert only(carried_over(old, new), "conflict").targets == (at("r.rows"),)
    assert new.answers.row_count(at("r.rows")) == 1


def test_lists_of_different_facts_do_not_arrive() -> None:
    old = session_of(form(ROWS.format("fact: x.list\n        ", "name", "", "万元")))
    old.insert_rows(at("r.rows"), 0, [{"name": "甲"}])
    new = session_of(form(ROWS.format("fact: y.list\n        ", "name", "", "万元"), "new"))
    assert only(carried_over(old, new), "dropped").sources == (at("r.rows"),)


def test_lists_without_a_column_in_common_do_not_arrive() -> None:
    fact = "fact: x.list\n        "
    old = session_of(form(ROWS.format(fact, "name", "", "万元").replace("x.income", "x.old")))
    old.insert_rows(at("r.rows"), 0, [{"name": "甲"}])
    new = session_of(form(ROWS.format(fact, "name", "", "万元"), "new"))
    assert only(carried_over(old, new), "unfit").reason == "两张清单没有含义相同的列"


# -- what is asked now -------------------------------------------------------------------------


def test_new_is_what_is_asked_once_everything_certain_has_arrived() -> None:
    contents = """
    - id: a
      title: 甲
      fields:
        mode: {fact: platform.build_mode, options: [自建, {value: 合作, specify: 请注明, field: partner}]}
      body: ["方式{mode:choice}"]
    """
    pack = form(contents, "new")
    alone, together = session_of(form(contents), a__mode="自建"), session_of(form(contents), a__mode="合作")
    assert {str(e.targets[0]) for e in planned(alone, session_of(pack)).of("new")} == {"cover.project"}
    assert {str(e.targets[0]) for e in planned(together, session_of(pack)).of("new")} == {"cover.project", "a.partner"}


def test_a_blank_that_a_fact_does_not_fit_is_new_with_the_reason() -> None:
    old = session_of(form("- {id: d, title: 日, fields: {x: {fact: a.day}}, body: ['成立{x:month}']}"), d__x="2015-03")
    both = "- {id: e, title: 日, fields: {x: {fact: a.day}, y: {fact: a.day}}, body: ['年{x:year}日{y:date}']}"
    plan = planned(old, session_of(form(both, "new")))
    assert only(plan, "changed").targets == (at("e.x"),)
    assert [entry.reason for entry in plan.of("new") if entry.targets == (at("e.y"),)] == [
        "原来填写的日期不如现在要求的详细"
    ]


# -- a plan leaves nothing out -----------------------------------------------------------------

WIDE = "\n".join(
    (
        TWICE,
        *(money("万元", year, name=f"y{year}") for year in (2020, 2021)),
        money("万元", None, "platform.investment", "put"),
        "- {id: p, title: 页, body: ['说明{words:text}']}",
        ROWS.format("fact: x.list\n        ", "name", ", fact: x.name", "万元"),
    )
)
OTHER = "\n".join(
    (
        NAME,
        *(money("亿元", year, name=f"z{year}") for year in (2021, 2022)),
        money("元", None, "platform.investment", "spent"),
        "- {id: p, title: 页, body: ['说明{words:text}']}",
        ROWS.format("fact: x.list\n        ", "called", ", fact: x.name", "元"),
    )
)
FORMS = [form(WIDE), form(OTHER, "new", "2023-01-01")]
TYPED = st.sampled_from(["", "无", "1", "2.5", "约3", "甲"])


@st.composite
def filled(draw: st.DrawFn) -> FormSession:
    """One of two forms, each blank typed into or not."""
    session = FormSession(draw(st.sampled_from(FORMS)))
    for held in holdings(session.pack, session.answers):
        if held.columns:
            texts = draw(st.lists(st.sampled_from(["甲", "乙"]), max_size=2))
            session.insert_rows(held.path, 0, [{held.columns[0].id: text} for text in texts])
        else:
            session.answer(held.path, draw(TYPED))
    return session


@settings(max_examples=60, deadline=None)
@given(filled(), filled())
def test_every_old_answer_is_in_one_entry_and_every_empty_blank_in_at_most_one(
    old: FormSession, new: FormSession
) -> None:
    plan = planned(old, new)
    before = [held.path for held in holdings(old.pack, old.answers) if held.content is not None]
    empty = {held.path for held in holdings(new.pack, new.answers) if held.content is None}
    assert Counter(path for entry in plan.entries for path in entry.sources) == Counter(before)
    told = Counter(path for entry in plan.entries for path in entry.targets if path in empty)
    assert set(told) == empty
    assert set(told.values()) <= {1}


@settings(max_examples=60, deadline=None)
@given(filled(), filled(), st.booleans())
def test_nothing_that_stands_is_changed_and_what_arrives_contradicts_nothing(
    old: FormSession, new: FormSession, confirm: bool
) -> None:
    standing = dict(new.answers.items())
    contradictions = {section.id: codes(new, section.id) for section in new.pack.sections}
    plan = carried_over(old, new, confirm=confirm)
    assert {path: new.value(path) for path in standing} == standing
    if old.pack.id != new.pack.id:
        for section, found in contradictions.items():
            arisen = Counter(codes(new, section)) - Counter(found)
            assert "fact_conflict" not in {code for _, code in arisen}
    again = planned(old, new)
    assert list(again.arrivals(plan.awaiting if confirm else ())) == []
