"""Tiny packs, one for each feature of the language, written where they are used."""

from __future__ import annotations

from textwrap import dedent, indent

from app.forms.answers.answers import Answers
from app.forms.pack.fields import Field
from app.forms.pack.loader import parse_pack
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession

HEAD = """\
pack: tiny
edition: {edition}
title: 测试申报书
notice: {{name: 关于测试的通知, issuer: 某厅, issued: 2022-03-09}}
clauses: {{说明3: 没有可填“无”, 申报要求: 应当真实}}
starred_clause: 说明3
facts:
  a.b: {{name: 甲}}
  a.day: {{name: 日}}
  applicant.growth: {{name: 增长率}}
  device.count: {{name: 设备数}}
  device.limit: {{name: 上限}}
  x.income: {{name: 收入}}
  x.list: {{name: 清单}}
  x.n: {{name: 数}}
  x.name: {{name: 名称}}
  x.old: {{name: 旧列}}
  x.rows: {{name: 行}}
  y.list: {{name: 另一清单}}
cover: {{id: cover, title: 封面, body: ["项目名称：{{project:text}}"]}}
"""


def tiny_yaml(contents: str, more: str = "", edition: int = 1) -> str:
    """A pack file with these sections (a YAML list) below its cover, and further keys of its own."""
    return HEAD.format(edition=edition) + "contents:\n" + indent(dedent(contents), "  ") + "\n" + dedent(more)


def tiny_pack(contents: str, more: str = "", edition: int = 1) -> Pack:
    """The pack of such a file."""
    return parse_pack(tiny_yaml(contents, more, edition).encode(), "tiny.yaml")


def tiny_session(contents: str, more: str = "") -> FormSession:
    """An empty session of such a pack, with a clock that stands still."""
    return FormSession(tiny_pack(contents, more), Answers(), lambda: 0.0)


def blank(kind: str, **known: object) -> Field:
    """One blank by itself."""
    return Field.model_validate({"id": "x", "type": kind, "label": "某项", **known})


def at(name: str) -> FieldPath:
    """The path written as text."""
    return FieldPath.parse(name)


def codes(session: FormSession, section: str) -> list[tuple[str, str]]:
    """The findings of a page as (field or field.column, code)."""
    found = session.problems(section)
    return [(f"{p.path.field}.{p.path.column}" if p.path.column else p.path.field, p.code) for p in found]
