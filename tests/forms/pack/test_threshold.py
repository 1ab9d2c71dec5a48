"""Thresholds: a figure against a bound that the applicant enters, judged for screen, check list and paper alike."""

from __future__ import annotations

from decimal import Decimal

import pytest
from forms.tiny_packs import at, tiny_session
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import PackError
from app.export.compose.book import compose
from app.export.document import Blank, Document, Paragraph, Table, Text
from app.forms.checks.verdicts import Verdict
from app.forms.pack.blanks import BlankRef
from app.forms.pack.blocks import Threshold
from app.forms.pack.loader import parse_pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession

DEVICES = "threshold: {field: devices, least: devices_least, label: 设备数量, unit: 台}"
POINTS = "threshold: {field: points, least: points_least, label: 采集点数量, unit: 个, alternative: true}"
SHARE = "threshold: {field: share, least: share_least, label: 开发者占比, type: percent}"
FAILURES = "threshold: {field: failures, most: failures_most, label: 年故障次数, unit: 次}"
LIST = (
    "list: {field: rows, label: 行业, required: optional, columns: [{id: name, label: 名称, type: text}, "
    "{id: apps, label: 应用, type: count}, {id: models, label: 模型, type: count}]}"
)
COUNTED = "threshold: {rows: rows, least: rows_least, label: 行业数量, unit: 个}"
EACH = "threshold: {each: rows.apps, least: apps_least, label: 每个行业的应用, unit: 个}"
OR_MODELS = "threshold: {each: rows.models, least: models_least, label: 每个行业的模型, unit: 个, alternative: true}"


def source(*body: str, page: str = "") -> str:
    """A pack of one page with these blocks."""
    blocks = "\n".join(f"      - {block}" for block in body)
    return f"""pack: thresholds
edition: 1
title: 例
notice: {{name: 通知, issuer: 某厅}}
contents_levels: 0
cover: {{id: cover, title: 封面, body: ["日期{{declared:date}}"]}}
contents:
  - id: page
    title: 页面
{page}
    body:
{blocks}
"""


def session(*body: str, page: str = "") -> FormSession:
    return FormSession(parse_pack(source(*body, page=page).encode(), "thresholds.yaml"))


def answered(opened: FormSession, **answers: str) -> FormSession:
    for name, text in answers.items():
        opened.answer(FieldPath("page", name), text)
    return opened


def with_rows(opened: FormSession, *rows: dict[str, int]) -> FormSession:
    cells = [{"name": f"行业{number}", **row} for number, row in enumerate(rows)]
    opened.insert_rows(FieldPath("page", "rows"), 0, cells)
    return opened


def verdict(opened: FormSession, position: int = 0) -> Verdict | None:
    section = opened.pack.section["page"]
    thresholds = [block for block in section.body if isinstance(block, Threshold)]
    return opened.verdict(section, thresholds[position])


def found(opened: FormSession) -> list[tuple[str, str, str]]:
    return [(str(p.path).partition(".")[2], p.code, p.severity) for p in opened.problems("page")]


def messages(opened: FormSession, code: str) -> list[str]:
    return [problem.message for problem in opened.problems("page") if problem.code == code]


MET, MISSED = Verdict.MET, Verdict.MISSED


@pytest.mark.parametrize(
    ("bound", "figure", "expected"),
    [
        ("", "", None),
        ("100", "", None),
        ("", "100", None),
        ("100", "100", MET),
        ("100", "99", MISSED),
        ("100", "1.2万", MET),
        ("100", "无", MISSED),
        ("0", "无", MET),
        ("无", "0", MET),
        ("无", "无", MET),
        ("无", "", None),
        ("约100", "200", None),
        ("100", "两百", None),
    ],
)
def test_a_figure_is_judged_once_both_are_there(bound: str, figure: str, expected: Verdict | None) -> None:
    assert verdict(answered(session(DEVICES), devices_least=bound, devices=figure)) is expected


@pytest.mark.parametrize(
    ("bound", "figure", "expected"), [("3", "3", MET), ("3", "4", MISSED), ("3", "无", MET), ("无", "9", MET)]
)
def test_a_figure_may_be_bounded_from_above(bound: str, figure: str, expected: Verdict) -> None:
    assert verdict(answered(session(FAILURES), failures_most=bound, failures=figure)) is expected


@pytest.mark.parametrize(("figure", "expected"), [("30%", MET), ("29.9", MISSED), ("３０．０％", MET)])
def test_a_share_is_a_percentage(figure: str, expected: Verdict) -> None:
    assert verdict(answered(session(SHARE), share_least="30", share=figure)) is expected


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_the_verdict_is_the_comparison(bound: int, figure: int) -> None:
    judged = verdict(answered(session(DEVICES), devices_least=str(bound), devices=str(figure)))
    assert (judged is MET) is (figure >= bound)


def test_the_verdicts_are_named_as_they_print() -> None:
    assert [one.value for one in Verdict] == ["达标", "未达标"]


# -- what is found ---------------------------------------------------------------------------------


def test_a_figure_below_its_threshold_is_advice_in_clear_words() -> None:
    opened = answered(session(DEVICES, FAILURES), devices_least="100", devices="80", failures_most="3", failures="5")
    assert found(opened) == [("devices", "below_threshold", "advice"), ("failures", "above_threshold", "advice")]
    assert messages(opened, "below_threshold") == ["“设备数量”为 80台，未达到要求的 100台。"]
    assert messages(opened, "above_threshold") == ["“年故障次数”为 5次，超过要求的 3次。"]
    assert opened.checklist().statuses[-1].blocking == ()


def test_the_message_of_a_share_has_its_sign() -> None:
    opened = answered(session(SHARE), share_least="30", share="12.5")
    assert messages(opened, "below_threshold") == ["“开发者占比”为 12.5%，未达到要求的 30%。"]


@pytest.mark.parametrize(
    ("page", "severities"),
    [("", ["blocking", "blocking"]), ("    required: advice", ["advice", "advice"]), ("    required: optional", [])],
)
def test_missing_figures_are_owed_as_the_page_says(page: str, severities: list[str]) -> None:
    problems = found(session(DEVICES, page=page))
    assert [severity for _, _, severity in problems] == severities
    assert {code for _, code, _ in problems} <= {"required"}


def test_a_mended_figure_takes_the_finding_away() -> None:
    opened = answered(session(DEVICES), devices_least="100", devices="80")
    assert found(opened)
    answered(opened, devices_least="80")
    assert found(opened) == []
    opened.undo()
    assert [code for _, code, _ in found(opened)] == ["below_threshold"]


# -- either suffices -------------------------------------------------------------------------------


def test_of_alternatives_one_is_enough() -> None:
    opened = answered(session(DEVICES, POINTS), points_least="10", points="10")
    assert (verdict(opened, 0), verdict(opened, 1)) == (MET, MET)
    assert found(opened) == []


def test_an_alternative_that_is_met_outweighs_one_that_is_not() -> None:
    opened = answered(session(DEVICES, POINTS), devices_least="100", devices="1")
    assert verdict(opened) is MISSED
    assert found(opened) == [("devices", "below_threshold", "advice")]
    answered(opened, points_least="10", points="11")
    assert verdict(opened) is MET
    assert found(opened) == []


def test_while_neither_is_filled_the_first_is_owed_and_the_other_named() -> None:
    opened = session(DEVICES, POINTS)
    assert found(opened) == [
        ("devices_least", "required_either", "blocking"),
        ("devices", "required_either", "blocking"),
    ]
    assert messages(opened, "required_either")[1] == "“设备数量”未填写；也可以只填“采集点数量”。"
    assert all(problem.missing for problem in opened.problems("page"))


def test_once_the_other_is_begun_it_is_the_one_that_is_owed() -> None:
    opened = answered(session(DEVICES, POINTS), points="5")
    assert found(opened) == [("points_least", "required_either", "blocking")]


def test_an_alternative_that_does_not_apply_counts_for_nothing() -> None:
    when = POINTS.replace("alternative: true", "alternative: true, when: {field: flow, is: 是}")
    opened = answered(session('"流程行业：{flow:yesno}"', DEVICES, when), flow="是", points_least="1", points="2")
    assert verdict(opened) is MET
    answered(opened, flow="否")
    assert verdict(opened) is None
    assert [name for name, _, _ in found(opened)] == ["devices_least", "devices"]


# -- figures in a list -----------------------------------------------------------------------------


def test_every_row_of_a_list_must_do() -> None:
    opened = answered(with_rows(session(LIST, EACH), {"apps": 5}, {"apps": 3}), apps_least="4")
    assert verdict(opened) is MISSED
    [(place, code, _)] = found(opened)
    assert (place.endswith("].apps"), code) == (True, "below_threshold")
    answered(opened, apps_least="3")
    assert verdict(opened) is MET


def test_a_row_without_a_figure_leaves_the_verdict_open() -> None:
    opened = answered(with_rows(session(LIST, EACH), {"apps": 5}, {"models": 1}), apps_least="4")
    assert verdict(opened) is None


def test_in_each_row_either_suffices() -> None:
    opened = with_rows(session(LIST, EACH, OR_MODELS), {"apps": 5}, {"models": 9})
    answered(opened, apps_least="4", models_least="8")
    assert verdict(opened) is MET
    assert found(opened) == []


def test_a_row_with_neither_owes_the_first_and_an_unused_bound_is_not_owed() -> None:
    opened = answered(with_rows(session(LIST, EACH, OR_MODELS), {"apps": 5}, {}), apps_least="4")
    [(place, code, severity)] = found(opened)
    assert (place.endswith("].apps"), code, severity) == (True, "required_either", "blocking")


def test_a_bound_shared_by_many_rows_is_owed_once() -> None:
    opened = with_rows(session(LIST, EACH, OR_MODELS), {"apps": 5}, {"apps": 6}, {"apps": 7})
    assert found(opened) == [("apps_least", "required_either", "blocking")]


def test_the_rows_of_a_list_are_counted() -> None:
    opened = answered(session(LIST, COUNTED), rows_least="2")
    assert verdict(opened) is None
    assert verdict(with_rows(opened, {"apps": 1})) is MISSED
    assert messages(opened, "below_threshold") == ["“行业数量”为 1个，未达到要求的 2个。"]
    assert verdict(with_rows(opened, {"apps": 1})) is MET


def test_a_list_that_is_declared_empty_has_no_rows() -> None:
    assert verdict(answered(session(LIST, COUNTED), rows_least="2", rows="无")) is MISSED


# -- what it asks ----------------------------------------------------------------------------------


def test_both_blanks_are_asked_with_their_words() -> None:
    asked = session(DEVICES, page="    fields: {devices: {most: 9, fact: equipment.count}}").pack.section["page"].asked
    assert [(f.id, f.type, f.label, f.unit) for f in asked.values()] == [
        ("devices_least", "count", "设备数量的要求", "台"),
        ("devices", "count", "设备数量", "台"),
    ]
    assert asked["devices"].most == Decimal(9)
    assert asked["devices"].fact is not None


def test_a_threshold_reads_as_one_line() -> None:
    [devices, share, each] = [
        "".join(f"[{p.id}]" if isinstance(p, BlankRef) else p.text for p in block.sentence.pieces)
        for block in session(LIST, DEVICES, SHARE, EACH).pack.section["page"].body
        if isinstance(block, Threshold)
    ]
    assert devices == "设备数量：要求不少于[devices_least]台，实际[devices]台"
    assert share == "开发者占比：要求不低于[share_least]%，实际[share]%"
    assert each == "每个行业的应用：要求不少于[apps_least]个"


def test_what_is_demanded_needs_no_proof() -> None:
    opened = answered(session(DEVICES, page="    starred: true"), devices_least="5")
    section = opened.pack.section["page"]
    [proof] = section.evidence_items.values()
    assert [field.id for field in section.proved_by(proof)] == ["devices"]
    assert "evidence" not in {code for _, code, _ in found(opened)}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (["threshold: {least: a, label: 甲}"], "须给出 field（实际的空格）、each（清单.列）、rows（清单）之一"),
        (["threshold: {field: a, rows: b, least: c, label: 甲}"], "须给出 field"),
        (["threshold: {field: a, label: 甲}"], "须给出 least（不少于）、most（不多于）之一"),
        (["threshold: {field: a, least: b, most: c, label: 甲}"], "须给出 least"),
        (["threshold: {field: a, least: a, label: 甲}"], "空格名称 a 在页面 page 中用了两次"),
        (["threshold: {field: a, least: b, label: 甲, type: date}"], "只能是"),
        (["threshold: {field: a, least: b, label: 甲, bound: 9}"], "不认识这个键"),
        ([LIST, "threshold: {rows: rows, least: b, label: 甲, type: percent}"], "type 只能是 count"),
        (["threshold: {rows: rows, least: b, label: 甲}"], "本页没有清单 rows"),
        ([LIST, "threshold: {each: rows.x, least: b, label: 甲}"], "清单 rows 没有列 x"),
        ([LIST, "threshold: {each: rows.name, least: b, label: 甲}"], "列 name 是 text，不是 count"),
        ([POINTS], "alternative 须紧接在另一个 threshold 之后"),
        ([DEVICES, "note: 断开", POINTS], "alternative 须紧接在另一个 threshold 之后"),
        ([LIST, DEVICES, OR_MODELS], "任选其一的各项须同是空格，或同一清单的列"),
        (["threshold: {field: a, least: b, label: 甲, when: {field: c, is: 是}}"], "条件里的 c 不存在"),
    ],
)
def test_a_threshold_that_cannot_be_is_refused_with_the_reason(body: list[str], reason: str) -> None:
    with pytest.raises(PackError, match=reason.replace("（", ".").replace("）", ".")) as caught:
        session(*body)
    lines = source(*body).splitlines()
    assert "threshold" in lines[caught.value.line - 1]


# -- on paper --------------------------------------------------------------------------------------


def rows(document: Document) -> list[list[str]]:
    """The words of every row of the last table."""
    table = [block for part in document.parts for block in part.opened if isinstance(block, Table)][-1]
    return [["".join(_words(paragraph) for paragraph in cell.blocks) for cell in row.cells] for row in table.rows]


def _words(paragraph: Paragraph) -> str:
    return "".join(
        one.text if isinstance(one, Text) else one.text or "＿"
        for one in paragraph.inlines
        if isinstance(one, Text | Blank)
    )


def test_thresholds_that_stand_together_print_as_one_table() -> None:
    opened = answered(session(DEVICES, POINTS, SHARE), devices_least="100", devices="120", share_least="30", share="无")
    assert rows(compose(opened)) == [
        ["指标", "要求", "实际", "结论"],
        ["设备数量", "不少于100台", "120台", "达标"],
        ["或：采集点数量", "不少于＿个", "＿个"],
        ["开发者占比", "不低于30%", "无", "未达标"],
    ]


def test_the_empty_form_has_room_for_both_figures_and_no_verdict() -> None:
    assert rows(compose(session(FAILURES), blank=True))[1:] == [["年故障次数", "不多于＿次", "＿次", ""]]


def test_words_between_thresholds_part_the_tables() -> None:
    document = compose(session(DEVICES, "note: 断开", SHARE))
    assert sum(isinstance(block, Table) for part in document.parts for block in part.opened) == 2


def test_figures_of_a_list_print_as_their_worst() -> None:
    opened = with_rows(session(LIST, "note: 断开", COUNTED, EACH), {"apps": 5}, {"apps": 3})
    answered(opened, rows_least="2", apps_least="4")
    assert rows(compose(opened))[1:] == [
        ["行业数量", "不少于2个", "2个", "达标"],
        ["每个行业的应用", "不少于4个", "最少3个", "未达标"],
    ]


def test_a_threshold_that_does_not_apply_prints_nothing() -> None:
    when = "threshold: {field: a, least: b, label: 甲, when: {field: flow, is: 是}}"
    opened = answered(session('"流程行业：{flow:yesno}"', when), flow="否")
    assert not [block for part in compose(opened).parts for block in part.opened if isinstance(block, Table)]


SCALED = """
- id: a
  title: 甲页
  body:
    - list: {field: rows, label: 行业, columns: [{id: apps, label: 应用, type: count, unit: UNIT}]}
    - threshold: {each: rows.apps, least: least, label: 应用数量, unit: 个}
"""


def test_cells_in_another_unit_are_converted_before_they_are_judged() -> None:
    session = tiny_session(SCALED.replace("UNIT", "万个"))
    (row,) = session.insert_rows(at("a.rows"), 0, [{}])
    session.answer(at("a.rows").at(row, "apps"), "2")
    session.answer(at("a.least"), "15000")
    page = session.pack.section["a"]
    threshold = page.body[1]
    assert isinstance(threshold, Threshold)
    assert session.verdict(page, threshold) is Verdict.MET
    session.answer(at("a.least"), "25000")
    assert session.verdict(page, threshold) is Verdict.MISSED
    assert "“应用数量”为 2万个，未达到要求的 25000个。" in [problem.message for problem in session.problems("a")]


def test_cells_that_count_something_else_are_refused() -> None:
    percent = SCALED.replace("unit: 个", 'type: percent, unit: "‰"').replace("type: count, unit: UNIT", "type: percent")
    assert tiny_session(percent)
    with pytest.raises(PackError, match=r"rows\.apps 的单位“%”与 least 的单位“分”不能换算"):
        tiny_session(percent.replace("‰", "分"))
