"""The figures of the Sichuan sample agree with its lists; what holds for every sample is in test_every_sample."""

from __future__ import annotations

from collections import Counter

import pytest
from filled import printed_rows

from app.forms.paths import FieldPath
from app.forms.session import FormSession

PACK = "sichuan-2022"


def number(session: FormSession, name: str) -> int:
    """A figure of the form; 无 is 0."""
    value = session.value(FieldPath.parse(name))
    return value if isinstance(value, int) else 0


def test_the_equipment_list_adds_up_to_the_figures(complete: FormSession) -> None:
    listed = printed_rows(complete, "equipment_list.rows")
    assert len(listed) == 300
    added: Counter[str] = Counter()
    for row in listed:
        added[row["kind"]] += int(row["quantity"])
        added[row["cloud"]] += int(row["quantity"])
    names = {
        "运行设备": "running",
        "加工设备": "processing",
        "行走设备": "moving",
        "其它设备": "other",
        "公有云": "public_cloud",
        "私有云": "private_cloud",
    }
    assert added == {words: number(complete, f"equipment.{name}") for words, name in names.items()}


@pytest.mark.parametrize(
    ("table", "column", "figures"),
    [
        (
            "model_list.rows",
            "kind",
            {
                "研发仿真模型": "models.simulation",
                "业务流程模型": "models.process",
                "行业机理模型": "models.mechanism",
                "数据算法模型": "models.algorithm",
            },
        ),
        (
            "app_list.rows",
            "kind",
            {
                "安全生产": "apps.safety",
                "节能减排": "apps.saving",
                "质量管控": "apps.quality",
                "供应链管理": "apps.supply",
                "研发设计": "apps.design",
                "生产制造": "apps.production",
                "运营管理": "apps.operation",
                "仓储物流": "apps.storage",
                "运维服务": "apps.maintenance",
            },
        ),
        ("app_list.rows", "origin", {"自研": "apps.own", "生态伙伴": "apps.partners"}),
        ("app_list.rows", "form", {"基于平台开发": "apps.developed", "传统工业软件云化": "apps.migrated"}),
        ("enterprise_list.rows", "paying", {"是": "enterprises.paying"}),
        (
            "standards.listed",
            "level",
            {"国家标准": "standards.national", "行业标准": "standards.sector", "国际标准": "standards.international"},
        ),
        ("industries.cases", "level", {"工业和信息化部": "industries.national", "省级": "industries.provincial"}),
    ],
)
def test_a_list_counts_what_the_figures_say(
    complete: FormSession, table: str, column: str, figures: dict[str, str]
) -> None:
    counted = Counter(row[column] for row in printed_rows(complete, table))
    assert counted == {words: number(complete, name) for words, name in figures.items()}


def test_active_apps_solutions_parks_and_led_standards_agree_with_their_lists(complete: FormSession) -> None:
    solutions = printed_rows(complete, "solution_list.rows")
    parks = printed_rows(complete, "parks.served")
    led = Counter(row["level"] for row in printed_rows(complete, "standards.listed") if row["role"] == "主导")
    assert {
        "apps.active": sum(row["active"] == "是" for row in printed_rows(complete, "app_list.rows")),
        "solutions.total": len(solutions),
        "solutions.industries": len({row["industry"] for row in solutions}),
        "solutions.areas": len({row["area"] for row in solutions}),
        "parks.provincial": sum("四川省" in row["title"] for row in parks),
        "parks.national": sum(row["title"] != "无" and "四川省" not in row["title"] for row in parks),
        "killer_apps.awards": sum(row["award"] != "无" for row in printed_rows(complete, "killer_apps.top")),
        "standards.national_led": led["国家标准"],
        "standards.sector_led": led["行业标准"],
        "standards.international_led": led["国际标准"],
    } == {
        name: number(complete, name)
        for name in (
            "apps.active",
            "solutions.total",
            "solutions.industries",
            "solutions.areas",
            "parks.provincial",
            "parks.national",
            "killer_apps.awards",
            "standards.national_led",
            "standards.sector_led",
            "standards.international_led",
        )
    }


def test_names_in_the_long_lists_differ(complete: FormSession) -> None:
    for table in ("model_list.rows", "app_list.rows", "enterprise_list.rows", "solution_list.rows"):
        names = [row["name"] for row in printed_rows(complete, table)]
        assert len(set(names)) == len(names), table
