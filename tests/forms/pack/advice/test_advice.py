"""What is unwise in a pack: each thing is told once, at its place, and a pack that is well written is told nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms.tiny_packs import tiny_pack, tiny_yaml

from app.files import resource
from app.forms.pack.advice import advice
from app.forms.pack.loader import load_with_advice

PAGE = """\
- id: page
  title: 页
  clause: 说明3
  %s
"""
WELL = """\
- id: page
  title: 页
  starred: true
  fields:
    share: {most: 100}
    growth: {label: 占比增长率}
  body:
    - "设备{total:count}台，其中联网{online:count}台；另有仪器{meters:count}台"
    - "自研占比{share:percent}%，增长{growth:percent}%"
    - prose: {field: story, label: 简介, words: 简介（限500字）：, limit: 500}
    - list: {field: rows, label: 清单, columns: [{id: name, label: 名称, type: text, required: blocking}]}
  checks:
    - at_most: {fields: [online, total]}
"""


def told(contents: str, more: str = "") -> list[str]:
    """The advice on a tiny pack, but for that on what its head has in vain."""
    found = advice(tiny_pack(contents, more))
    return [
        one.reason for one in found if one.keys[0] not in ("facts", "clauses") and one.keys != ("sections", "cover")
    ]


def test_a_pack_that_is_well_written_is_told_nothing() -> None:
    assert told(WELL) == []


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ('body: ["（{x:text}）"]\n  fields: {x: {label: （）}}', "没有文字"),
        ('body: ["甲{x:text}"]\n  fields: {x: {label: "甲："}}', "以标点结尾"),
        ('body: ["甲{x:text}"]\n  fields: {x: {label: 甲（乙}}', "括号不成对"),
        (f'body: ["{"设备" * 11}{{x:count}}台"]', "有 22 个字"),
        ('body: ["甲{x:text}；甲{y:text}"]', "空格 y 与 x 的标签都是“甲”"),
        ('body: ["甲{x:count}台"]\n  fields: {x: {suffix: 台}}', "suffix 使它印两次"),
        ('body: ["自研占比{x:percent}%"]', "没有 most: 100"),
        ('body: ["设备{x:count}台，其中联网{y:count}台"]', "“设备”后面有“其中”，x 与 y 没有检查联系"),
        ('body: ["甲{x:count}台，乙{y:count}台，合计{z:count}台"]', "没有检查核对 z（合计）"),
        ("body: [{prose: {field: x, label: 简介, words: 简介（限500字）：}}]", "印着限 500 字，而没有写 limit"),
        ("body: [{prose: {field: x, label: 简介, prompt: 300字以内, limit: 500}}]", "而 limit 是 500；请写 limit: 300"),
        ("body: [{note: 不超过800字}, {prose: {field: x, label: 简介}}]", "请写 limit: 800"),
        ('body: ["简称（限10字）：{x:text}"]', "印着限 10 字，请在 fields 里写 limit: 10"),
        ("body:\n    - “甲{x:text}”", "整句括在中文引号里"),
        ('body: ["项目名称____"]', "“____”会照样印出来"),
        ('body: ["日期｛day:date｝"]', "“｛day:date｝”会照样印出来"),
        ('body: ["总投资{x:money}"]', "没有写单位，按万元读"),
        ('body: ["起止时间{a:month}至{b:month}"]', "空格 b 的标签“至”不成名称"),
        ('starred: true\n  body: ["甲{x:text}"]', "带 * 的页面没有一个数字"),
        (
            "body: [{list: {field: x, label: 清单, columns: [{id: a, label: 数, type: count}]}}]",
            "清单“清单”没有一列必填",
        ),
        (
            "body: [{list: {field: x, label: 单, columns: "
            "[{id: a, label: 数量（台）, unit: 台, type: count, required: advice}]}}]",
            "表头会印成“数量（台）（台）”",
        ),
        (
            'when: {field: a, is: 是}\n  body: ["甲{a:yesno}", {line: {text: "乙{x:text}", when: {field: a, is: 否}}}]',
            "空格 x 的条件永远不能成立",
        ),
    ],
)
def test_what_is_unwise_is_told(page: str, reason: str) -> None:
    (said,) = told(PAGE % page)
    assert reason in said


def test_a_figure_that_something_else_is_computed_from_is_tied_to_it() -> None:
    page = 'body: ["设备{x:count}台，其中联网{y:count}台，未联网{z:count}台"]\n'
    assert told(PAGE % f"{page}  fields: {{z: {{computed: {{difference: [x, y]}}}}}}") == []


def test_what_nothing_speaks_of_is_told() -> None:
    pack = tiny_pack(PAGE % 'body: ["甲{x:text}"]', "dimensions: {甲: 一}\nrequirements: {'1': {title: 甲, text: 乙}}")
    said = {one.keys: one.reason for one in advice(pack)}
    assert "条款 申报要求 没有一处引用" in said["clauses", "申报要求"]
    assert said["facts", "x.income"] == "事实 x.income 没有一个空格用到"
    assert said["dimensions", "甲"] == "维度 甲 没有一条 requirements 用到"
    assert "指标 1 没有一个页面对应" in said["requirements", "1"]
    assert "封面上没有一个空格写 fact" in said["sections", "cover"]


def test_advice_has_its_line_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "tiny.yaml"
    file.write_text(tiny_yaml(PAGE % 'body: ["自研占比{x:percent}%"]'), "utf-8")
    pack, said = load_with_advice(file)
    (one,) = [one for one in said if "most: 100" in one.reason]
    assert file.read_text("utf-8").splitlines()[one.line - 1].strip() == 'body: ["自研占比{x:percent}%"]'
    assert [one.line for one in said] == sorted(one.line for one in said)
    assert pack.id == "tiny"


@pytest.mark.parametrize("name", ["miit-2018", "miit-2023", "region-guide", "shanghai-2022", "sichuan-2022"])
def test_the_packs_of_the_program_are_told_of_clauses_alone(name: str) -> None:
    _, said = load_with_advice(resource(f"forms/{name}.yaml"))
    assert all("没有一处引用" in one.reason for one in said)
