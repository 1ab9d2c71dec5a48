"""The checks of the Sichuan pack at work: what is impossible blocks, what is unusual is advised."""

from __future__ import annotations

import pytest

from app.files import resource
from app.forms.pack.loader import load_pack
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(resource("forms", "sichuan-2022.yaml"))


def found(session: FormSession, *codes: str) -> list[tuple[str, str, str]]:
    problems = [problem for section in session.pack.sections for problem in session.problems(section.id)]
    return [(str(p.path), p.code, p.severity) for p in problems if p.code in codes]


def answered(pack: Pack, answers: str) -> FormSession:
    session = FormSession(pack)
    for answer in answers.split():
        path, text = answer.split("=")
        session.answer(FieldPath.parse(path), text)
    return session


BREACHES = [
    (
        "equipment.total=10 equipment.running=4 equipment.processing=3 equipment.moving=2 equipment.other=无",
        "equipment.total",
        "sum",
        "blocking",
    ),
    ("equipment.total=10 equipment.public_cloud=4 equipment.private_cloud=3", "equipment.total", "sum", "advice"),
    ("equipment.public_cloud=4 equipment.daily_running=5", "equipment.daily_running", "at_most", "blocking"),
    ("models.total=1 models.mechanism=2", "models.mechanism", "at_most", "blocking"),
    ("apps.total=5 apps.own=1 apps.partners=1", "apps.total", "sum", "advice"),
    ("apps.total=5 apps.active=6", "apps.active", "at_most", "blocking"),
    ("enterprises.registered=5 enterprises.industrial=6", "enterprises.industrial", "at_most", "blocking"),
    ("enterprises.industrial=5 enterprises.paying=6", "enterprises.paying", "at_most", "blocking"),
    ("developers.registered=5 developers.active=6", "developers.active", "at_most", "blocking"),
    ("solutions.areas=10", "solutions.areas", "too_large", "blocking"),
    ("parks.total=1 parks.provincial=2", "parks.provincial", "at_most", "blocking"),
    ("parks.total=1 parks.national=2", "parks.national", "at_most", "advice"),
    ("dual.solutions=3 solutions.total=2", "dual.solutions", "at_most", "advice"),
    ("standards.sector=1 standards.sector_led=2", "standards.sector_led", "at_most", "blocking"),
    ("finance.revenue=100 finance.revenue_2021=200", "finance.revenue_2021", "at_most", "blocking"),
    ("applicant.sales=100 finance.revenue_2021=200", "finance.revenue_2021", "at_most", "advice"),
    ("applicant.consortium=是", "applicant.consortium", "advise", "advice"),
    ("cover.declared=2022-03-22", "cover.declared", "not_after", "advice"),
]


@pytest.mark.parametrize(("answers", "path", "code", "severity"), BREACHES, ids=[f"{b[1]} {b[2]}" for b in BREACHES])
def test_a_figure_that_cannot_be_or_is_unusual_is_named(
    pack: Pack, answers: str, path: str, code: str, severity: str
) -> None:
    assert found(answered(pack, answers), code) == [(path, code, severity)]


def test_figures_that_agree_are_left_in_peace(pack: Pack) -> None:
    kinds = "equipment.running=4 equipment.processing=3 equipment.moving=2 equipment.other=1"
    clouds = "equipment.public_cloud=10 equipment.private_cloud=0 equipment.daily_running=9"
    session = answered(pack, f"equipment.total=10 {kinds} {clouds}")
    assert found(session, "sum", "at_most", "list_total") == []


def test_the_lead_unit_is_asked_only_of_a_consortium(pack: Pack) -> None:
    for text, asked in (("是", True), ("否", False)):
        session = answered(pack, f"applicant.consortium={text}")
        assert (("applicant.lead_unit", "required", "advice") in found(session, "required")) is asked


def test_a_proof_is_owed_only_for_the_figures_it_is_for(pack: Pack) -> None:
    session = answered(pack, "innovation.patents=3 innovation.copyrights=无")
    owed = [path for path, _, _ in found(session, "evidence") if path.startswith("innovation")]
    assert owed == ["innovation.patent_proof"]
