"""Carry-over between real drafts of the packs that come with the program: every fact both ask for arrives."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from forms.tiny_packs import at
from small_desk import CONTENTS, PASSPHRASE, PROOF, create, install

from app.declaration.carrying.carry_over import Carrying, carry_over, plan_carrying
from app.declaration.carrying.report import GROUPS, carrying_json, carrying_lines
from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.errors import DraftError, UsageError
from app.forms.answers.facts import FactKey, agree, stated_by, unit_of
from app.forms.pack.fields import Field
from app.forms.paths import FieldPath

Make = Callable[[str], Declaration]

ORGANISATION = """
    cover.applicant=cover.applicant applicant.name=applicant.name applicant.code=applicant.code
    applicant.founded=applicant.founded applicant.address=applicant.address
    applicant.contact_name=applicant.contact_name applicant.contact_phone=applicant.contact_phone
    applicant.contact_duty=applicant.contact_duty applicant.contact_mobile=applicant.contact_mobile
    applicant.contact_email=applicant.contact_email
"""
FROM_2018_TO_SICHUAN = f"""{ORGANISATION}
    applicant.contact_fax=applicant.contact_fax applicant.credit_rating=applicant.credit_rating
    applicant.profile=applicant.profile
    platform.name=platform.name platform.owner=platform.owner platform.started=platform.started
    platform.investment=platform.investment platform.build_mode=platform.build_mode platform.partner=platform.partner
    platform.iaas=platform.iaas platform.iaas_provider=platform.iaas_provider
"""
FROM_SICHUAN_TO_2023 = """
    platform.name=cover.platform applicant.name=cover.applicant applicant.code=basis.code
    applicant.address=basis.address platform.started=basis.started
    applicant.contact_name=basis.contact_name applicant.contact_phone=basis.contact_phone
    applicant.contact_mobile=basis.contact_mobile applicant.contact_email=basis.contact_email
    equipment.total=equipment.total equipment.running=equipment.running equipment.processing=equipment.processing
    equipment.moving=equipment.moving equipment.other=equipment.other equipment.protocols=equipment.protocols
    models.total=models.total models.simulation=models.simulation models.process=models.process
    models.mechanism=models.mechanism models.algorithm=models.algorithm apps.total=apps.total
    enterprises.industrial=enterprises.total innovation.patents=innovation.patents
    innovation.copyrights=innovation.copyrights standards.national=standards.national
    standards.national_led=standards.national_led standards.sector=standards.sector
    standards.sector_led=standards.sector_led standards.international=standards.international
    standards.international_led=standards.international_led resources.staff=resources.staff
"""
FROM_SICHUAN_TO_SHANGHAI = """
    cover.applicant=cover.applicant applicant.name=applicant.name applicant.contact_name=applicant.contact
    applicant.contact_duty=applicant.duty applicant.contact_mobile=applicant.mobile applicant.contact_fax=applicant.fax
    applicant.contact_email=applicant.email platform.name=platform.name platform.name=cover.platform
    platform.investment=platform.investment platform.build_mode=platform.build_mode platform.partner=platform.partner
    apps.total=apps.total
"""
FROM_SICHUAN_TO_GUIDE = f"""{ORGANISATION}
    platform.name=cover.platform platform.name=applicant.platform platform.owner=applicant.owner
    platform.started=applicant.started platform.investment=applicant.investment
    platform.build_mode=applicant.build_mode platform.partner=applicant.partner
    equipment.total=enterprise_access.devices developers.registered=openness.third_party
"""
FROM_2018_TO_SHANGHAI = """
    cover.applicant=cover.applicant applicant.name=applicant.name platform.name=platform.name
    software.models=microservices.models software.microservices=microservices.services
    equipment.points=equipment.points market.data=equipment.data_volume
"""


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A new draft of the pack called so."""
    return lambda name: Declaration.create(find_pack(name), tmp_path / f"{name}.qibei", PASSPHRASE)


def typed(field: Field, number: int) -> str:
    """A lawful answer, another one for each `number`."""
    if field.options:
        return field.options[-1].value
    known = {
        "count": str(100 + number),
        "money": f"{1000 + number}.50",
        "decimal": f"{number}.25",
        "percent": f"{number % 90}.5",
        "year": str(1950 + number % 70),
        "month": f"{1990 + number % 30}-0{number % 9 + 1}",
        "date": f"{1990 + number % 30}-03-0{number % 9 + 1}",
        "yesno": "是",
        "phone": f"028-{80000000 + number}",
        "fax": f"028-{80000000 + number}",
        "mobile": f"138{10000000 + number}",
        "email": f"a{number}@example.com",
        "credit_code": "91510100MAYYYY008J",
    }
    return known.get(field.type, f"内容{number}")


def answer_every_fact(declaration: Declaration) -> None:
    """Answer every blank that states a fact, blanks of one fact alike."""
    numbers: dict[FactKey, int] = {}
    for path, field, key in stated_by(declaration.pack):
        declaration.session.answer(path, typed(field, numbers.setdefault(key, len(numbers) + 1)))


def pairs(words: str) -> list[tuple[FieldPath, FieldPath]]:
    """`old=new …` as paths."""
    return [(at(old), at(new)) for old, _, new in (pair.partition("=") for pair in words.split())]


@pytest.mark.parametrize(
    ("old_pack", "new_pack", "expected"),
    [
        ("miit-2018", "sichuan-2022", FROM_2018_TO_SICHUAN),
        ("sichuan-2022", "miit-2023", FROM_SICHUAN_TO_2023),
        ("sichuan-2022", "shanghai-2022", FROM_SICHUAN_TO_SHANGHAI),
        ("sichuan-2022", "region-guide", FROM_SICHUAN_TO_GUIDE),
        ("miit-2018", "shanghai-2022", FROM_2018_TO_SHANGHAI),
    ],
)
def test_every_fact_that_both_forms_ask_for_arrives(make: Make, old_pack: str, new_pack: str, expected: str) -> None:
    with make(old_pack) as old, make(new_pack) as new:
        answer_every_fact(old)
        carrying = plan_carrying(old, new)
        carry_over(carrying, new)
        for before, now in pairs(expected):
            assert new.session.value(now) == old.session.value(before), (before, now)
            assert unit_of(new.session.field(now)) == unit_of(old.session.field(before))
        assert carrying.plan.of("unfit") == ()
        assert shared_but_empty(old, new) == []


def shared_but_empty(old: Declaration, new: Declaration) -> list[FieldPath]:
    """The blanks of the new form whose fact the old draft states, and which do not say so."""
    known = {key: (field, old.session.value(path)) for path, field, key in stated_by(old.pack)}
    left = []
    for path, field, key in stated_by(new.pack):
        if key in known and old.session.asked(next(one.path for one in stated_by(old.pack) if one.key == key)):
            source, value = known[key]
            there = new.session.value(path)
            if there is None or not agree(source, value, field, there):
                left.append(path)
    return left


def test_facts_go_along_a_chain_of_notices_and_years_wait(make: Make) -> None:
    with make("miit-2018") as first, make("sichuan-2022") as second, make("miit-2023") as third:
        answer_every_fact(first)
        carrying = plan_carrying(first, second)
        assert {path.field for path in carrying.plan.awaiting} == {
            "total_assets",
            "debt_ratio",
            "sales",
            "tax",
            "profit",
        }
        carry_over(carrying, second)
        assert second.session.value(at("applicant.sales")) is None
        second.session.answer(at("finance.revenue_2021"), "3.5亿元")
        carrying = plan_carrying(second, third)
        carry_over(carrying, third, carrying.plan.awaiting)
        assert third.session.text(at("cover.applicant")) == first.session.text(at("applicant.name"))
        assert third.session.text(at("basis.started")) == first.session.text(at("platform.started"))
        assert third.session.value(at("finance.revenue")) == Decimal(35000)


TINY = """
- id: t
  title: 汇总
  fields:
    who: {fact: applicant.name}
    put: {fact: {id: platform.investment, unit: 元}}
    since: {fact: platform.started}
    devices: {fact: {id: equipment.count, unit: 万台/套}}
  body: ["单位{who:text}，投资{put:money}元，开始于{since:year}年，设备{devices:decimal}万台/套"]
"""


def test_from_sichuan_to_a_tiny_form_and_back_nothing_means_anything_else(make: Make, tmp_path: Path) -> None:
    install(tmp_path, TINY)
    with make("sichuan-2022") as old, make("tiny") as tiny:
        for name, text in (
            ("cover.applicant", "甲公司"),
            ("platform.investment", "18600.5"),
            ("equipment.total", "30"),
        ):
            old.session.answer(at(name), text)
        old.session.answer(at("platform.started"), "2016-03")
        carry_over(plan_carrying(old, tiny), tiny)
        assert [tiny.session.text(at(f"t.{name}")) for name in ("who", "put", "since", "devices")] == [
            "甲公司",
            "186005000",
            "2016",
            "0.003",
        ]
        back = Declaration.create(find_pack("sichuan-2022"), tmp_path / "back.qibei", PASSPHRASE)
        with back:
            carrying = plan_carrying(tiny, back)
            carry_over(carrying, back)
            for name in ("cover.applicant", "platform.investment", "equipment.total"):
                assert back.session.value(at(name)) == old.session.value(at(name))
            (entry,) = carrying.plan.of("unfit")
            assert (entry.targets, back.session.value(at("platform.started"))) == ((at("platform.started"),), None)


# -- the use case ------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Callable[[str], Declaration]:
    """A new draft of the tiny pack in a file called so."""
    install(tmp_path, CONTENTS)
    return lambda name: create(tmp_path / f"{name}.qibei")


def filled(declaration: Declaration) -> Declaration:
    for name, text in (("a.name", "甲公司"), ("a.amount", "12.50"), ("a.words", "说明"), ("cover.project", "平台")):
        declaration.session.answer(at(name), text)
    declaration.session.insert_rows(at("a.rows"), 0, [{"name": "机床", "n": 3}, {"name": "机器人"}])
    return declaration


def test_last_years_draft_of_the_same_form_arrives_whole_in_one_step_on_the_disk(
    desk: Callable[[str], Declaration],
) -> None:
    with filled(desk("old")) as old, desk("new") as new:
        assert carry_over(plan_carrying(old, new), new) == 5
        path = new.path
    with Declaration.open(path, PASSPHRASE) as again:
        assert again.session.text(at("a.amount")) == "12.50"
        rows = again.session.answers.rows(at("a.rows"))
        assert [again.session.text(at("a.rows").at(row, "name")) for row in rows] == ["机床", "机器人"]
        again.session.undo()
        assert dict(again.session.answers.items()) == {}


def test_evidence_stays_where_it_is_and_the_user_is_told(desk: Callable[[str], Declaration], tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (60, 40), "white").save(tmp_path / "截图.png")
    with filled(desk("old")) as old, desk("new") as new:
        old.attach(PROOF, [tmp_path / "截图.png"])
        carrying = plan_carrying(old, new)
        carry_over(carrying, new)
        assert new.evidence(PROOF) == []
        assert carrying.notes[0].startswith("旧草稿中的 1 份证明材料没有沿用")


def test_the_old_draft_may_be_open_elsewhere_and_is_not_touched(desk: Callable[[str], Declaration]) -> None:
    with filled(desk("old")) as busy, desk("new") as new:
        busy.flush()
        before = busy.path.read_bytes()
        with Declaration.open(busy.path, PASSPHRASE, read_only=True) as old:
            carry_over(plan_carrying(old, new), new)
        assert busy.path.read_bytes() == before
        assert new.session.text(at("a.name")) == "甲公司"


def test_a_draft_that_can_only_be_read_is_not_filled(desk: Callable[[str], Declaration]) -> None:
    desk("new").close()
    with filled(desk("old")) as old, Declaration.open(old.path.with_stem("new"), PASSPHRASE, read_only=True) as shown:
        carrying = plan_carrying(old, shown)
        with pytest.raises(DraftError, match="没有沿用任何内容"):
            carry_over(carrying, shown)


def test_a_draft_is_not_carried_into_itself(desk: Callable[[str], Declaration]) -> None:
    with filled(desk("old")) as old, pytest.raises(UsageError, match="同一个文件"):
        plan_carrying(old, old)


# -- what is told ------------------------------------------------------------------------------


@pytest.fixture
def told(make: Make) -> Carrying:
    """A plan of Sichuan 2022 after the notice of 2018, with something in most groups."""
    with make("miit-2018") as old, make("sichuan-2022") as new:
        answer_every_fact(old)
        new.session.answer(at("platform.name"), "另一平台")
        return plan_carrying(old, new)


def test_people_are_told_group_by_group(told: Carrying) -> None:
    lines = list(carrying_lines(told))
    headings = [line[1 : line.index("】")] for line in lines if line.startswith("【")]
    assert headings == [words for group, words in GROUPS.items() if told.plan.of(group)]
    assert "  企业基本信息·组织机构代码：91510100MAYYYY008J" in lines
    (kept,) = [line for line in lines if "另一平台" in line]
    assert "保留“另一平台”，旧草稿是“内容" in kept
    waiting = [line for line in lines if line.endswith("未经确认不填入）")]
    assert len(waiting) == 5
    assert all("旧草稿是2017年的数据，现在的表是2021年的数据" in line for line in waiting)
    assert any("万元（两份通知不在同一年，数据可能已经变化）" in line for line in lines)
    assert lines[-1].startswith("说明：")


def test_programs_are_told_what_fills_which_blank(told: Carrying) -> None:
    document = carrying_json(told)
    assert isinstance(document, dict)
    assert (document["old_pack"], document["new_pack"], document["applied"]) == ("miit-2018", "sichuan-2022", False)
    assert list(document) == ["old_pack", "new_pack", "applied", "filled", *GROUPS, "notes"]
    (conflict,) = document["conflict"]  # type: ignore[misc]  # JSON has no narrower type
    assert conflict["stands"] == ["另一平台"]
    assert conflict["fills"] == {}
    stale = {entry["to"][0]: entry for entry in document["stale"]}  # type: ignore[union-attr]  # JSON has no narrower type
    assert (stale["applicant.sales"]["confirm"], stale["applicant.sales"]["fills"]) == (True, {})
    assert (stale["platform.investment"]["confirm"], len(stale["platform.investment"]["fills"])) == (False, 1)
    confirmed = carrying_json(told, told.plan.awaiting, filled=3)
    assert isinstance(confirmed, dict)
    assert all(entry["fills"] for entry in confirmed["stale"])  # type: ignore[union-attr]  # JSON has no narrower type
