"""The pack of 专精特新“小巨人”企业申请书: its parts, its computed figures and the standards that it checks.

The form is known from what is public, not from the official file, so that its words are compared with no notice.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from declaration.filled import sample_session
from forms.printed_words import docx_words, pdf_words

from app.declaration.declaration import Declaration
from app.declaration.export.exporting import export_book
from app.declaration.filling import fill
from app.declaration.packs import find_pack
from app.declaration.samples.sample import sample_answers
from app.errors import UsageError
from app.files import resource
from app.forms.checks.problems import Problem
from app.forms.pack.blocks import Seal
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession

PACK = "sme-2022"
PASSPHRASE = "小巨人 2023"
PARTS = [
    "一、企业基本情况", "二、经济效益和经营情况", "三、专业化程度", "四、精细化程度", "五、特色化程度", "六、创新能力",
    "七、产业链配套", "八、主导产品所属领域", "九、企业总体情况简要介绍", "真实性声明", "十、推荐意见",
]  # fmt: skip
YEARS = ("y2020", "y2021", "y2022")
COMPUTED = ("researchers_share", "main_share", "product_share", "debt_ratio", "rd_share")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(resource("forms", f"{PACK}.yaml"))


@pytest.fixture
def session() -> FormSession:
    """The sample, which a test may change."""
    return sample_session(PACK)


def changed(session: FormSession, *answers: tuple[str, str]) -> FormSession:
    for path, text in answers:
        session.answer(FieldPath.parse(path), text)
    return session


def said(session: FormSession) -> list[tuple[str, str, str]]:
    """What there is to mend: where, how grave, and under which clause."""
    return [(str(one.path), one.severity, one.clause) for one in problems(session)]


def problems(session: FormSession) -> list[Problem]:
    """What is wrong, but for the papers that the sample has even where none is asked for."""
    return [one for one in session.checklist().problems if not one.missing and one.code != "evidence_unasked"]


# -- shape -------------------------------------------------------------------------------------------


def test_the_form_has_ten_parts_a_pledge_and_its_annex(pack: Pack) -> None:
    titles = [part.title for part in pack.contents if not isinstance(part, Section)]
    assert titles == PARTS
    assert [part.id for part in pack.contents if isinstance(part, Section)] == [
        "eligibility",
        "instructions",
        "attachments",
    ]


def test_the_pack_says_that_it_is_not_the_official_file(pack: Pack) -> None:
    assert "依据公开资料编写" in pack.notice.name
    assert "不是官方发布的电子文件" in resource("forms", f"{PACK}.yaml").read_text("utf-8").split("pack:")[0]


def test_the_six_standards_are_clauses_and_some_page_or_check_rests_on_each(pack: Pack) -> None:
    names = [name for name in pack.clauses if "指标" in name]
    assert len({name.partition("（")[0] for name in names}) == 6
    rested = {said.clause for section in pack.sections for said in (section, *section.checks)}
    assert set(names) <= rested


def test_the_company_and_its_recommender_seal_the_cover_and_one_page_each(pack: Pack) -> None:
    seals = [
        (section.id, block.who)
        for section in pack.sections
        for block in section.leaves
        if isinstance(block, Seal) and block.what == "seal"
    ]
    assert seals == [
        ("cover", "申请企业"),
        ("cover", "推荐单位"),
        ("pledge", "申请企业"),
        ("recommendation", "推荐单位"),
    ]


def test_the_recommender_states_nothing_on_the_screen(pack: Pack) -> None:
    assert not pack.section["recommendation"].asked


# -- figures -----------------------------------------------------------------------------------------


def test_shares_and_growth_are_computed_and_never_typed(pack: Pack, session: FormSession) -> None:
    fields = pack.section["economy"].asked
    computed = {name for name, field in fields.items() if field.computed}
    growth = {f"{row}_{year}" for row in ("main_growth", "profit_growth") for year in YEARS[1:]}
    assert computed == {f"{row}_{year}" for row in COMPUTED for year in YEARS} | growth
    with pytest.raises(UsageError):
        fill(session, {"answers": {"economy.rd_share_y2022": "5.90"}})


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        ("economy.researchers_share_y2022", "22.16"),
        ("economy.main_share_y2022", "95.98"),
        ("economy.main_growth_y2021", "15.49"),
        ("economy.main_growth_y2022", "15.40"),
        ("economy.profit_growth_y2022", "20.86"),
        ("economy.debt_ratio_y2022", "37.80"),
        ("economy.rd_share_y2022", "5.90"),
        ("specialised.growth", "15.45%"),
        ("innovation.rd", "2273.10万元"),
        ("innovation.equity", "2000.00万元"),
        ("institutions.total_provincial", "3"),
        ("institutions.total_all", "4"),
    ],
)
def test_the_figures_of_the_sample_come_out_as_on_a_calculator(session: FormSession, path: str, printed: str) -> None:
    assert session.printed(FieldPath.parse(path)) == printed


def test_nothing_grows_from_a_loss(session: FormSession) -> None:
    changed(session, ("economy.profit_y2021", "-120.50"))
    assert session.printed(FieldPath.parse("economy.profit_growth_y2022")) == ""
    assert problems(session) == []


def test_a_growth_typed_as_99_percent_against_the_computed_one_speaks(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "申请书.qibei"
    answers = sample_answers(PACK) | {"overview.growth": "99"}
    with Declaration.create(find_pack(PACK), path, PASSPHRASE) as made:
        fill(made.session, {"pack": PACK, "answers": answers})
    with Declaration.open(path, PASSPHRASE) as opened:
        (problem,) = problems(opened.session)
        assert (str(problem.path), problem.code, problem.severity) == ("overview.growth", "fact_conflict", "advice")
        assert "15.40%" in problem.message
        assert "99%" in problem.message
        changed(opened.session, ("overview.growth", "15.4"))
        assert problems(opened.session) == []


def test_what_is_computed_speaks_too_when_a_figure_it_rests_on_changes(session: FormSession) -> None:
    changed(session, ("economy.main_y2021", "10206.24"), ("economy.product_y2021", "9800"))
    (problem,) = problems(session)
    assert (str(problem.path), problem.code) == ("overview.growth", "fact_conflict")
    assert "99.00%" in problem.message


# -- standards ---------------------------------------------------------------------------------------

PRUDENCE = "精细化指标"
SPENDING = "创新能力指标（一般性条件1）"
SMALL = [
    *((f"economy.{row}_{year}", figure) for row, figure in [("revenue", "4800"), ("main", "4700")] for year in YEARS),
    *((f"economy.{row}_{year}", figure) for row, figure in [("product", "4500"), ("export", "100")] for year in YEARS),
    ("economy.main_y2021", "4400"),
    ("economy.main_y2020", "4200"),
    ("economy.product_y2021", "4300"),
    ("economy.product_y2020", "4100"),
    ("overview.main", "4700"),
    ("overview.growth", "6.82"),
    ("overview.rd_share", "26.01"),
    ("distinct.brand_revenue", "4500"),
    ("patents.revenue", "4400"),
]


@pytest.mark.parametrize(
    ("answers", "where", "clause"),
    [
        ([("specialised.years", "2")], "specialised.years", "专业化指标"),
        ([("economy.revenue_y2022", "30000"), ("overview.rd_share", "4.16")], "economy.main_share_y2022", "专业化指标"),
        (
            [("economy.debts_y2022", "21000"), ("overview.debt_ratio", "70.30")],
            "economy.debt_ratio_y2022",
            "精细化指标",
        ),
        ([("refined.systems", "无")], "refined.systems", PRUDENCE),
        ([("refined.certificates", "无"), ("refined.products", "无")], "refined.certificates", PRUDENCE),
        ([("distinct.share", "9.9")], "distinct.share", "特色化指标"),
        ([("distinct.brands", "无")], "distinct.brands", "特色化指标"),
        ([("economy.rd_y2021", "550")], "economy.rd_share_y2021", SPENDING),
        ([("economy.rd_y2022", "630"), ("overview.rd_share", "2.98")], "economy.rd_share_y2022", SPENDING),
        ([("patents.revenue", "0")], "patents.revenue", "创新能力指标（一般性条件3）"),
        ([("chain.role", "无")], "chain.role", "产业链配套指标"),
        ([("domain.basis", "无"), ("domain.industries", "无")], "domain.basis", "主导产品所属领域指标"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_standard_that_is_not_met_is_named(
    session: FormSession, answers: list[tuple[str, str]], where: str, clause: str
) -> None:
    assert said(changed(session, *answers)) == [(where, "advice", clause)]


def test_one_of_certificates_and_products_is_enough(session: FormSession) -> None:
    assert problems(changed(session, ("refined.certificates", "无"))) == []
    assert problems(changed(sample_session(PACK), ("refined.products", "无"))) == []


def test_growth_is_the_average_of_two_years(session: FormSession) -> None:
    changed(session, ("economy.main_y2020", "17000"), ("economy.main_y2021", "17600"))
    changed(session, ("economy.revenue_y2020", "18000"), ("economy.main_y2022", "18260"))
    changed(session, ("overview.main", "18260"), ("overview.growth", "3.75"))
    assert said(session) == [("specialised.growth", "advice", "专业化指标")]
    assert session.printed(FieldPath.parse("specialised.growth")) == "3.64%"


MIDDLE = [
    *((f"economy.revenue_{year}", "9000") for year in YEARS),
    *((f"economy.main_{year}", figure) for year, figure in zip(YEARS, ("7500", "8000", "8800"), strict=True)),
    *((f"economy.product_{year}", "7000") for year in YEARS),
    ("economy.export_y2022", "2000"),
    ("overview.main", "8800"),
    ("overview.growth", "10.00"),
    ("distinct.brand_revenue", "8000"),
    ("patents.revenue", "6500"),
]


def test_below_100_million_six_percent_are_spent_on_research(session: FormSession) -> None:
    changed(session, *MIDDLE, ("economy.rd_y2021", "539"), ("economy.rd_y2022", "530"), ("overview.rd_share", "5.89"))
    assert said(session) == [
        ("economy.rd_share_y2021", "advice", SPENDING),
        ("economy.rd_share_y2022", "advice", SPENDING),
    ]
    assert all("6%" in problem.message for problem in problems(session))
    changed(session, ("economy.rd_y2021", "540"), ("economy.rd_y2022", "540"), ("overview.rd_share", "6.00"))
    assert problems(session) == []


def test_below_50_million_investors_spending_and_researchers_are_looked_at(session: FormSession) -> None:
    changed(session, *SMALL)
    assert said(session) == [
        ("economy.researchers_share_y2022", "advice", SPENDING),
        ("innovation.equity", "advice", SPENDING),
        ("innovation.rd", "advice", SPENDING),
    ]


def test_who_won_the_contest_is_spared_the_general_conditions_of_innovation(session: FormSession) -> None:
    changed(session, *SMALL, ("innovation.contest", "是"))
    assert problems(session) == []


def test_a_large_company_is_barred(session: FormSession) -> None:
    assert said(changed(session, ("basics.scale", "大型"))) == [("basics.scale", "blocking", "认定条件")]


@pytest.mark.parametrize("name", ["registered", "conforming", "recognised", "trusted", "permitted", "safe"])
def test_an_applicant_who_fails_one_condition_is_barred(session: FormSession, name: str) -> None:
    ((path, severity, _),) = said(changed(session, (f"eligibility.{name}", "否")))
    assert (path, severity) == (f"eligibility.{name}", "blocking")


# -- proofs and print --------------------------------------------------------------------------------


def test_a_proof_is_asked_for_what_is_stated(session: FormSession) -> None:
    asked = {item for item in session.pack.section["attachments"].evidence_items if session.asked(annex(item))}
    assert asked == {
        "licence", "audits", "rd", "systems", "certificates", "products", "quality", "share", "brands", "standards",
        "institutions", "patents", "revenue", "chain",
    }  # fmt: skip
    changed(session, ("distinct.brands", "无"), ("basics.listing", "已上市"), ("innovation.award", "是"))
    assert not session.asked(annex("brands"))
    assert session.asked(annex("stock"))
    assert session.asked(annex("award"))


def annex(item: str) -> FieldPath:
    return FieldPath("attachments", item)


def test_the_filled_form_prints_what_it_computes(session: FormSession, tmp_path: Path) -> None:
    pdf, docx = export_book(session, tmp_path, companions=False).files
    for words in (pdf_words(pdf), docx_words(docx)):
        text = "".join("".join(words).split())
        assert "主营业务收入增长率（%）12.3615.4915.40" in text
        assert "近2年主营业务收入平均增长率15.45%" in text
