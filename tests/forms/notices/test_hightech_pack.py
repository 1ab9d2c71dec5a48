"""The pack of 高新技术企业认定申请书: its forms, the figures that run through them, the conditions of recognition."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from declaration.filled import sample_session
from forms.tiny_packs import at

from app.declaration.filling import fill
from app.declaration.samples.sample import sample_answers
from app.export.compose.book import compose
from app.export.document import Heading
from app.forms.checks.checklist import Mark
from app.forms.owed import owed_words
from app.forms.pack.blocks import Seal
from app.forms.paths import FieldPath
from app.forms.session import FormSession

COSTS = ("labor", "material", "wear", "intangible", "design", "trial", "other", "outside")
TABLES = [
    "一、主要情况",
    "二、知识产权汇总表",
    "三、人力资源情况表",
    "四、企业研究开发活动情况表（近三年执行的活动，按单一活动填报）",
    "RD01 研究开发活动",
    "RD02 研究开发活动",
    "RD03 研究开发活动",
    "五、企业年度研究开发费用结构明细表（按近三年每年分别填报）",
    "第一年研究开发费用结构明细表",
    "第二年研究开发费用结构明细表",
    "第三年研究开发费用结构明细表",
    "六、上年度高新技术产品（服务）情况表（按单一产品（服务）填报）",
    "PS01 高新技术产品（服务）",
    "PS02 高新技术产品（服务）",
    "七、企业创新能力",
    "八、企业参与国家标准或行业标准制定情况汇总表",
    "附件",
]


@pytest.fixture
def session() -> FormSession:
    """The sample, which a test may change."""
    return sample_session("hightech-2016")


def entry(session: FormSession, page: str, place: int, name: str) -> FieldPath:
    """A blank of the entry at `place`, from 0."""
    return at(f"{page}@{session.answers.rows(at(f'{page}.entries'))[place]}.{name}")


def found(session: FormSession) -> list[tuple[str, str]]:
    """What is amiss: where, and how grave."""
    return [(str(problem.path), problem.severity) for problem in session.checklist().problems]


def heading_words(session: FormSession) -> Iterator[str]:
    for part in compose(session).parts:
        for block in part.opened:
            if isinstance(block, Heading) and block.in_contents:
                yield "".join(getattr(piece, "text", "") for piece in block.inlines)


# -- shape -----------------------------------------------------------------------------------------


def test_the_tables_stand_in_the_order_of_the_form(session: FormSession) -> None:
    assert [words for words in heading_words(session) if not words.startswith("证明材料")] == TABLES


def test_the_cost_tables_lie_on_their_side_and_no_other_page_does(session: FormSession) -> None:
    assert [page.id for page in session.pack.sections if page.is_landscape] == ["costs_1", "costs_2", "costs_3"]


def test_every_long_text_is_limited_to_four_hundred(session: FormSession) -> None:
    limits = [field.limit for page in session.pack.sections for field in page.proses.values()]
    assert limits == [400] * (3 * 3 + 2 * 3 + 4)


def test_who_signs_the_cost_tables_and_the_cover_is_in_the_plan_of_seals(session: FormSession) -> None:
    seals = [(page.id, seal.who) for page in session.pack.sections for seal in page.leaves if isinstance(seal, Seal)]
    assert seals == [
        ("cover", "申请企业"),
        ("cover", "法定代表人"),
        ("costs_1", "企业填报人"),
        ("costs_2", "企业填报人"),
        ("costs_3", "企业填报人"),
    ]


# -- the figures that run through the form ---------------------------------------------------------


def test_the_costs_of_an_activity_are_those_of_the_yearly_tables(session: FormSession) -> None:
    session.answer(entry(session, "rd", 0, "labor_y3"), "2308.50")
    assert session.printed(entry(session, "rd", 0, "year_3")) == "3720.50"
    assert session.printed(at("costs_3.labor_y3_all")) == "5388.78"
    assert session.printed(at("costs_3.total_y3_all")) == "9170.14"
    assert session.printed(at("main.rd")) == "21570.69"


def test_a_yearly_table_is_not_done_while_a_cell_of_it_is_owed(session: FormSession) -> None:
    page = session.pack.section["costs_3"]
    assert (session.status(page).mark, session.status(page).elsewhere) == (Mark.DONE, 0)
    session.answer(entry(session, "rd", 0, "labor_y3"), "")
    assert (session.status(page).mark, session.status(page).elsewhere) == (Mark.PARTIAL, 1)
    assert owed_words(session, session.status(page)) == "表中还有 1 格没有填好。"


def test_what_was_done_abroad_is_no_cost_within_the_country(session: FormSession) -> None:
    assert session.printed(at("main.rd_home")) == session.printed(at("main.rd")) == "21470.69"
    session.answer(entry(session, "rd", 1, "home_y3"), "0")
    assert session.printed(at("main.rd_home")) == "21230.69"


def test_the_main_table_takes_people_and_products_from_theirs(session: FormSession) -> None:
    figures = {name: session.printed(at(f"main.{name}")) for name in ("staff", "technical", "hightech")}
    assert figures == {"staff": "826", "technical": "412", "hightech": "44143.30"}


def test_the_three_years_follow_from_the_last(session: FormSession) -> None:
    session.answer(at("eligibility.year"), "2024")
    assert [session.printed(at(f"costs_{n}.year")) for n in (1, 2, 3)] == ["2022", "2023", "2024"]


def test_three_activities_grow_to_twelve_and_every_table_has_them_all(session: FormSession) -> None:
    entries = sample_answers("hightech-2016")["rd.entries"]
    assert isinstance(entries, list)
    fill(session, {"answers": {"rd.entries": entries * 4}})
    assert [words for words in heading_words(session) if words.startswith("RD")][-1] == "RD12 研究开发活动"
    assert session.printed(at("costs_3.total_y3_all")) == "36280.56"
    assert session.printed(at("main.rd")) == "85882.76"


# -- the conditions of recognition -----------------------------------------------------------------


def test_the_sample_meets_every_condition(session: FormSession) -> None:
    assert found(session) == []


@pytest.mark.parametrize("condition", ["aged", "owned", "in_scope", "able"])
def test_a_condition_that_is_not_met_bars(session: FormSession, condition: str) -> None:
    session.answer(at(f"eligibility.{condition}"), "否")
    assert found(session) == [(f"eligibility.{condition}", "blocking")]


def test_a_grave_accident_bars(session: FormSession) -> None:
    session.answer(at("main.accident"), "是")
    assert found(session) == [("main.accident", "blocking")]


@pytest.mark.parametrize(
    ("sales", "spent", "barred"),
    [
        ("5000", "249.99", True),
        ("5000", "250", False),
        ("5000.01", "199.95", True),
        ("5000.01", "200.01", False),
        ("20000", "799", True),
        ("20000", "800", False),
        ("20000.01", "601", False),
        ("20000.01", "599", True),
    ],
)
def test_the_share_of_research_depends_on_the_sales_of_the_last_year(
    session: FormSession, sales: str, spent: str, barred: bool
) -> None:
    """One year old: nothing was sold or spent in the years before."""
    for year in (1, 2, 3):
        for place in range(3):
            for name in (*COSTS, "home"):
                session.answer(entry(session, "rd", place, f"{name}_y{year}"), "0")
    session.answer(entry(session, "rd", 0, "labor_y3"), spent)
    for year, sold in (("y1", "0"), ("y2", "0"), ("y3", sales)):
        session.answer(at(f"main.sales_{year}"), sold)
    problems = [(p.path.field, p.clause) for p in session.problems("eligibility") if p.path.field == "rd_share"]
    assert problems == ([("rd_share", "认定条件（五）")] if barred else [])


def test_a_share_that_is_too_small_is_told_with_the_sales_it_is_measured_by(session: FormSession) -> None:
    session.answer(at("main.sales_y1"), "999999")
    assert [problem.message for problem in session.problems("eligibility")] == [
        "不符合认定条件：近一年销售收入61284.75万元，在2亿元以上，研究开发费用应不低于销售收入的3%，现为1.9339%。"
    ]


@pytest.mark.parametrize(
    ("path", "text", "share"),
    [
        ("staff.full_technical", "70", "staff_share"),
        ("main.income", "80000", "hightech_share"),
    ],
)
def test_too_few_researchers_or_too_little_income_of_high_technology_bars(
    session: FormSession, path: str, text: str, share: str
) -> None:
    session.answer(at(path), text)
    barred = [(p.path.field, p.severity) for p in session.problems("eligibility")]
    assert barred == [(share, "blocking")]


def test_most_research_must_be_done_within_the_country(session: FormSession) -> None:
    session.answer(entry(session, "rd", 0, "outside_y3"), "20000")
    assert [p.path.field for p in session.problems("eligibility")] == ["home_share"]


BREACHES = [
    ("main.class_2", "6", ["main.all_rights"]),
    ("staff.doctors", "19", ["staff.total_all"]),
    ("staff.returned_technical", "22", ["staff.returned_technical"]),
    ("main.rd_basic", "30000", ["main.rd_basic"]),
]


@pytest.mark.parametrize(("path", "text", "places"), BREACHES, ids=[path for path, *_ in BREACHES])
def test_figures_that_do_not_agree_are_named(session: FormSession, path: str, text: str, places: list[str]) -> None:
    session.answer(at(path), text)
    assert found(session) == [(place, "blocking") for place in places]


def test_an_activity_cannot_end_before_it_begins(session: FormSession) -> None:
    session.answer(entry(session, "rd", 0, "ended"), "2018-12")
    assert found(session) == [(str(entry(session, "rd", 0, "begun")), "blocking")]


def test_a_main_product_without_a_right_is_advised(session: FormSession) -> None:
    session.answer(entry(session, "ps", 0, "rights"), "")
    assert (str(entry(session, "ps", 0, "rights")), "advice") in found(session)
