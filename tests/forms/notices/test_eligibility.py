"""申报条件: a page that is asked and never printed, whose 否 bars the applicant; and the `must` check behind it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from app.errors import PackError
from app.export.compose.book import compose
from app.export.document import Blank, Cell, Heading, Paragraph, Table, Text
from app.files import resource
from app.forms.checks.problems import Problem
from app.forms.pack.loader import load_pack, parse_pack
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession

CONDITIONS = ("registered", "sound", "capable", "trusted", "kind", "conforming")


@pytest.fixture(scope="module")
def sichuan() -> Pack:
    return load_pack(resource("forms", "sichuan-2022.yaml"))


def small(body: list[Any], checks: list[Any], fields: dict[str, Any] | None = None) -> Pack:
    page = {"id": "page", "title": "页面", "body": body, "checks": checks, "fields": fields or {}}
    data = {
        "pack": "small",
        "edition": "1",
        "title": "申报书",
        "notice": {"name": "通知", "issuer": "某厅"},
        "cover": {"id": "cover", "title": "封面"},
        "contents": [page],
    }
    return parse_pack(yaml.safe_dump(data, allow_unicode=True, default_style='"').encode(), "small.yaml")


def found(pack: Pack, name: str, text: str) -> list[Problem]:
    session = FormSession(pack)
    session.answer(FieldPath("page", name), text)
    return [problem for problem in session.problems("page") if problem.code == "must"]


def answered(pack: Pack, **answers: str) -> FormSession:
    session = FormSession(pack)
    for name in CONDITIONS:
        session.answer(FieldPath("eligibility", name), answers.get(name, "是"))
    return session


def test_an_eligible_applicant_has_nothing_to_mend(sichuan: Pack) -> None:
    assert answered(sichuan).problems("eligibility") == ()


@pytest.mark.parametrize("name", CONDITIONS)
def test_an_applicant_who_fails_one_condition_is_barred_and_told_which(sichuan: Pack, name: str) -> None:
    session = answered(sichuan, **{name: "否"})
    (problem,) = session.problems("eligibility")
    assert (problem.path.field, problem.severity, problem.missing) == (name, "blocking", False)
    assert problem.message.startswith("不符合申报条件：申报单位应")
    assert not session.checklist().complete


def test_a_condition_that_is_not_answered_bars_too_but_as_something_owed(sichuan: Pack) -> None:
    problems = answered(sichuan, trusted="").problems("eligibility")
    assert [(p.code, p.severity, p.clause) for p in problems] == [("required", "blocking", "申报要求（一）")]


def test_the_conditions_are_in_the_words_of_the_clauses_they_rest_on(sichuan: Pack) -> None:
    rules = sichuan.section["eligibility"].checks
    for rule in rules:
        words = rule.message.removeprefix("不符合申报条件：申报单位应").removeprefix("具备良好的").removesuffix("。")
        assert words in sichuan.clauses[rule.clause]
    assert list(dict.fromkeys(rule.clause for rule in rules)) == ["申报要求（一）", "申报要求（二）", "申报要求（三）"]


def test_the_conditions_are_the_first_page_and_are_never_printed(sichuan: Pack) -> None:
    assert [section.id for section in sichuan.sections[:2]] == ["cover", "eligibility"]
    for blank in (False, True):
        document = compose(answered(sichuan), blank=blank)
        words = "".join(_words(block) for part in document.parts for block in part.opened)
        assert "一、申报企业基本信息" in words
        assert "申报条件" not in words
        assert "在川注册" not in words


def _words(block: object) -> str:
    match block:
        case Paragraph() | Heading():
            return "".join(piece.text for piece in block.inlines if isinstance(piece, Text | Blank))
        case Table():
            return "".join(_words(cell) for row in block.rows for cell in row.cells)
        case Cell():
            return "".join(_words(paragraph) for paragraph in block.blocks)
    return ""


def test_must_speaks_for_itself_where_the_pack_gives_no_words() -> None:
    pack = small(["具有独立法人资格：{legal:yesno}"], [{"must": {"field": "legal", "is": "是"}}])
    assert [p.message for p in found(pack, "legal", "否")] == ["“具有独立法人资格”应为“是”，现为“否”。"]
    assert found(pack, "legal", "是") == found(pack, "legal", "") == []
    assert found(pack, "legal", "不清楚") == []


def test_of_several_choices_the_demanded_one_must_be_among_them() -> None:
    fields = {"media": {"options": ["纸质版", "电子版", "光盘"]}}
    pack = small(["提交方式：{media:choices}"], [{"must": {"field": "media", "is": "电子版"}}], fields)
    assert found(pack, "media", "纸质版、电子版") == []
    assert [p.params["value"] for p in found(pack, "media", "纸质版、光盘")] == ["纸质版、光盘"]
    assert len(found(pack, "media", "无")) == 1


@pytest.mark.parametrize(
    ("sentence", "demanded", "reason"),
    [
        ("人数{people:count}人", "是", "不是选项，也不是是否"),
        ("是否上市：{people:yesno}", "有", "没有 有 这个选项"),
    ],
)
def test_a_pack_cannot_demand_an_answer_that_nobody_can_give(sentence: str, demanded: str, reason: str) -> None:
    with pytest.raises(PackError, match=reason):
        small([sentence], [{"must": {"field": "people", "is": demanded}}])
