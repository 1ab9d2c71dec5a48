"""The pack of 工信厅信软函〔2018〕139号 against the notice: words, blanks, units, requirements, mandates, checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from forms.notice_words import Extra, Restored, differences, notice_blocks, plain
from forms.printed_words import ROOM, blank_form, block_words, docx_words, form_blocks, pdf_words

from app.declaration.export.exporting import export_book
from app.export.compose.book import compose
from app.files import resource
from app.forms.pack.blocks import Seal
from app.forms.pack.fields import Field
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession

RESTORED = [
    Restored("\n业\n简\n介\n", "业简介\n", "one label, set upright in a narrow cell"),
    Restored("不少月10小时/月", "不少于10小时/月", "a slip of the pen: 不少于 stands in the same sentence"),
    Restored("[bookmark: _GoBack]", "", "a mark of the word processor"),
]
COVER = [
    Extra(
        "跨行业跨领域工业互联网平台申报书",
        "the title that 附件2 has in the notice, on the cover that 填报说明五 asks for",
    ),
    Extra("申报单位（盖章） ____", "the notice prints no cover: the applicant is all that tells four copies apart"),
]
CAPABILITIES = [
    "equipment", "software", "users", "market",
    "computing", "development", "interworking", "security", "technologies",
]  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(resource("forms", "miit-2018.yaml"))


def notice() -> list[str]:
    blocks, idle = notice_blocks("miit-2018.txt", RESTORED)
    assert idle == []
    return blocks


def form_of_the_notice() -> list[str]:
    """附件2: from 填报说明 to the end."""
    blocks = notice()
    return blocks[blocks.index("填报说明") :]


def requirements_of_the_notice() -> list[str]:
    """附件1, from its first dimension on."""
    blocks = notice()
    start = blocks.index("一、工业互联网平台资源管理能力评价")
    return blocks[start : blocks.index("填报说明")]


# -- words -----------------------------------------------------------------------------------------


def test_the_form_prints_the_words_of_the_notice(pack: Pack) -> None:
    assert differences(block_words(form_blocks(blank_form(pack))), form_of_the_notice()) == []


def test_a_changed_word_is_noticed(pack: Pack) -> None:
    words = "".join(block_words(form_blocks(blank_form(pack)))).replace("单个请求/ms", "ms")
    missing, added = differences([words], form_of_the_notice())
    assert missing.startswith("missing: □资源请求响应时间")
    assert added.startswith("added before □网络带宽")


def test_the_empty_pdf_and_docx_print_the_words_of_the_notice(pack: Pack, tmp_path: Path) -> None:
    pdf, docx = export_book(FormSession(pack), tmp_path, blank=True).files
    for words in (pdf_words(pdf), docx_words(docx)):
        assert differences(words, form_of_the_notice(), COVER, blanks=False) == []


def test_the_nine_requirements_stand_beside_the_nine_capabilities(pack: Pack) -> None:
    assert [pack.section[name].requirement for name in CAPABILITIES] == list(pack.requirements)
    assert differences(_requirements(pack), requirements_of_the_notice()) == []


def _requirements(pack: Pack) -> Iterator[str]:
    dimension = ""
    for number, requirement in pack.requirements.items():
        if requirement.dimension != dimension:
            dimension = requirement.dimension
            yield f"{'二' if '服务' in dimension else '一'}、{dimension}"
        yield f"{number}{requirement.title}"
        yield requirement.text


def test_every_clause_is_in_the_words_of_the_notice(pack: Pack) -> None:
    words = "".join(notice())
    assert [name for name, clause in pack.clauses.items() if plain(clause).rstrip("。") not in words] == []


# -- blanks ----------------------------------------------------------------------------------------


def test_each_run_of_underscores_in_the_notice_is_one_blank_with_its_unit(pack: Pack) -> None:
    runs = re.compile(r"_+([^_,(□附…)]*)")
    printed = [plain(text) for text in block_words(form_blocks(blank_form(pack)))]
    asked = [unit for text in printed for unit in runs.findall(text)]
    assert asked == [unit for text in form_of_the_notice() for unit in runs.findall(text)]
    assert len(asked) == 62
    assert {"类", "个", "次", "TB", "GB/s", "个/s", "单个请求/ms", "MB/s", "万元"} == set(asked) - {""}


def test_every_figure_of_a_capability_is_asked_in_its_unit(pack: Pack) -> None:
    fields = [field for name in CAPABILITIES for field in pack.section[name].asked.values() if field.is_figure]
    assert len(fields) == 56
    assert [field.label for field in fields if not field.unit] == []
    assert {field.unit for field in fields if field.type == "decimal"} == {"TB", "GB/s", "单个请求/ms", "MB/s"}


def test_a_yes_or_no_is_asked_where_the_notice_has_two_boxes(pack: Pack) -> None:
    lines = [text for text in form_of_the_notice() if "□是□否" in text]
    asked = [field.label for name in CAPABILITIES for field in _of_type(pack, name, "yesno")]
    assert [line.removeprefix("□").removesuffix(":□是□否") for line in lines] == asked


def _of_type(pack: Pack, section: str, kind: str) -> list[Field]:
    return [field for field in pack.section[section].asked.values() if field.type == kind]


def test_every_blank_cell_of_the_form_tables_is_asked(pack: Pack) -> None:
    assert len(pack.section["applicant"].asked) == 17
    assert list(pack.section["platform"].asked) == [
        "name", "owner", "started", "investment", "build_mode", "partner", "iaas", "iaas_provider",
    ]  # fmt: skip


def test_the_limits_are_those_of_the_notice(pack: Pack) -> None:
    limits = {f"{s.id}.{name}": prose.limit for s in pack.sections for name, prose in s.proses.items() if prose.limit}
    assert limits == {"applicant.profile": 1000, "architecture.details": 1500, "plan.details": 1000}


def test_the_figures_of_last_year_are_those_of_2017(pack: Pack) -> None:
    facts = [field.fact for section in pack.sections for field in section.asked.values() if field.fact]
    yearly = {fact.id: fact.year for fact in facts if fact.year}
    assert set(yearly.values()) == {2017}
    assert set(yearly) == {
        "applicant.total_assets", "applicant.debt_ratio", "applicant.sales", "applicant.tax", "applicant.profit",
        "platform.yearly_investment", "platform.turnover",
    }  # fmt: skip


def test_only_what_means_the_same_is_shared_with_the_form_of_2022(pack: Pack) -> None:
    later = load_pack(resource("forms", "sichuan-2022.yaml"))
    here, there = (
        {field.fact.id for section in one.sections for field in section.asked.values() if field.fact}
        for one in (pack, later)
    )
    assert {fact.split(".")[0] for fact in here & there} == {"applicant", "contact", "platform"}
    assert here & there >= {"applicant.name", "contact.mobile", "platform.name", "platform.investment"}


# -- mandates --------------------------------------------------------------------------------------


def test_the_mandates_on_paper_and_delivery_are_those_of_the_notice(pack: Pack) -> None:
    submission = pack.submission
    assert (submission.deadline, pack.notice.issued, pack.notice.cutoff) == (
        date(2018, 5, 4),
        date(2018, 4, 17),
        date(2018, 4, 17),
    )
    assert [(d.what, d.medium, d.copies) for d in submission.deliveries] == [
        ("《跨行业跨领域工业互联网平台申报书》", "纸质文件", 4),
        ("《跨行业跨领域工业互联网平台申报书》", "电子版", None),
        ("《跨行业跨领域工业互联网平台申报信息汇总表》（由推荐单位填报）", "纸质文件", 1),
    ]
    words = "".join(notice())
    assert [text for text in submission.printing if plain(text) not in words] == []
    for detail in ("田洪川 68208273", "xinruansi@miit.gov.cn", "北京市海淀区万寿路27号8号楼1718室，邮编100846"):
        assert plain(detail) in words
        assert detail in "".join(submission.contact)


def test_the_seal_plan_has_every_place_of_the_notice(pack: Pack) -> None:
    seals = [(s.id, b.what, b.who) for s in pack.sections for b in s.leaves if isinstance(b, Seal)]
    assert seals == [
        ("cover", "seal", "申报单位"),
        ("applicant", "signature", "申报单位法定代表人"),
        ("applicant", "seal", "申报单位"),
        ("applicant", "date", "申报单位"),
        ("applicant", "seal", "推荐单位"),
        ("applicant", "date", "推荐单位"),
    ]


def test_the_summary_is_named_as_the_notice_names_it(pack: Pack) -> None:
    assert pack.summary is not None
    assert plain(f"《{pack.summary.title}》（见附件3）") in "".join(notice())


# -- the pack at work ------------------------------------------------------------------------------


def answered(pack: Pack, answers: str) -> FormSession:
    session = FormSession(pack)
    for answer in answers.split():
        path, text = answer.split("=")
        session.answer(FieldPath.parse(path), text)
    return session


def found(session: FormSession, section: str, *codes: str) -> list[tuple[str, str, str]]:
    return [(str(p.path), p.code, p.severity) for p in session.problems(section) if p.code in codes]


def test_a_service_contract_is_demanded_for_the_enterprises_that_are_counted(pack: Pack) -> None:
    session = answered(pack, "users.enterprises=30 users.registered=500")
    owed = found(session, "users", "evidence", "evidence_item")
    assert owed == [("users.contracts", "evidence", "blocking"), ("users.user_proof", "evidence", "advice")]
    contracts = next(problem for problem in session.problems("users") if str(problem.path) == "users.contracts")
    assert contracts.clause == "平台服务的企业用户数注"
    session.answer(FieldPath("users", "enterprises"), "无")
    assert found(session, "users", "evidence") == [("users.user_proof", "evidence", "advice")]


@pytest.mark.parametrize("name", [name for name in CAPABILITIES if name != "users"])
def test_the_other_proofs_are_advised_and_bar_no_one(pack: Pack, name: str) -> None:
    items = pack.section[name].evidence_items.values()
    assert {item.required for item in items} == {"advice"}
    assert {field.id for item in items for field in pack.section[name].proved_by(item) if field.is_figure} == {
        field.id for field in pack.section[name].asked.values() if field.is_figure
    }


@pytest.mark.parametrize(("text", "owed"), [("是", [("equipment.edge_proof", "evidence_item", "advice")]), ("否", [])])
def test_an_ability_is_proved_when_it_is_claimed(pack: Pack, text: str, owed: list[tuple[str, str, str]]) -> None:
    assert found(answered(pack, f"equipment.edge={text}"), "equipment", "evidence_item") == owed


BREACHES = [
    ("users.registered=5 users.active=6", "users", "users.active", "blocking"),
    ("users.developers=5 users.toolkit_developers=6", "users", "users.toolkit_developers", "advice"),
    ("equipment.kinds=7 equipment.total=6", "equipment", "equipment.kinds", "advice"),
    ("equipment.total=6 equipment.managed=7", "equipment", "equipment.managed", "advice"),
    ("software.app_kinds=3 software.apps=2", "software", "software.app_kinds", "advice"),
    ("software.apps=2 interworking.apps=3", "interworking", "interworking.apps", "advice"),
    ("platform.investment=10 market.investment=20", "market", "market.investment", "advice"),
    ("applicant.sales=10 market.revenue=20", "market", "market.revenue", "advice"),
    ("security.library_kinds=4 security.libraries=3", "security", "security.library_kinds", "advice"),
]


@pytest.mark.parametrize(("answers", "section", "path", "severity"), BREACHES, ids=[breach[2] for breach in BREACHES])
def test_a_figure_larger_than_what_holds_it_is_named(
    pack: Pack, answers: str, section: str, path: str, severity: str
) -> None:
    assert found(answered(pack, answers), section, "at_most") == [(path, "at_most", severity)]


def test_an_applicant_who_fails_a_condition_is_barred_by_the_words_of_the_notice(pack: Pack) -> None:
    session = answered(pack, "eligibility.trusted=否 eligibility.kind=是")
    (bar,) = [problem for problem in session.problems("eligibility") if problem.code == "must"]
    assert (str(bar.path), bar.severity, bar.clause) == ("eligibility.trusted", "blocking", "申报条件（一）")


def test_the_conditions_are_asked_and_never_printed(pack: Pack) -> None:
    assert len(pack.section["eligibility"].asked) == 6
    assert "境内注册" not in "".join(block_words(form_blocks(blank_form(pack))))


def test_attachments_beyond_the_third_are_listed_when_there_are_any(pack: Pack) -> None:
    assert f"附件3：{ROOM}…" in "".join(block_words(form_blocks(blank_form(pack))))
    session = FormSession(pack)
    session.insert_rows(FieldPath("further", "more"), 0, [{"number": "附件4", "name": "系统运行日志"}])
    printed = "".join(block_words(form_blocks(compose(session))))
    assert f"附件3：{ROOM}附件编号附件名称附件4系统运行日志…" in printed
