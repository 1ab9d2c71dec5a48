"""The findings as a reviewer's form has them: what blocks and what is advised apart, clause by clause.

What is wrong in the same way in many cells of one column, or with many files of one proof, is one line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from app.forms.answers.answers import Answers
from app.forms.answers.proved_rows import row_name
from app.forms.checks.checklist import Checklist
from app.forms.checks.problems import Problem
from app.forms.pack.fields import Severity
from app.forms.pack.pack import Pack

SEVERITIES: Mapping[Severity, str] = {"blocking": "必须处理", "advice": "建议"}
TOGETHER: Mapping[str, str] = {
    "required": "{count} 格未填",
    "required_starred": "{count} 格未填；没有的填“无”",
    "unparsed": "{count} 格读不出确切内容",
    "unprintable": "{count} 格有字体打不出的字符",
    "nil": "{count} 格不能填“无”",
    "limit": "{count} 格超过字数",
    "too_small": "{count} 格的数偏小",
    "too_large": "{count} 格的数偏大",
    "row_empty": "{count} 行是空行",
    "evidence_mute": "{count} 份文件没有写明证明什么",
    "evidence_rowless": "{count} 份文件没有写明对应哪一行",
    "evidence_row_gone": "{count} 份文件所对应的行已经删除",
    "evidence_twice": "{count} 份文件与别处的相同",
    "evidence_partly": "{count} 份文件有内容不会印入书中",
    "evidence_unprintable": "{count} 份文件有字体打不出的字符",
    "evidence_name": "{count} 份文件的文件名有字体打不出的字符",
    "evidence_claim": "{count} 份文件的证明内容有字体打不出的字符",
}
"""What is said of several cells or files at once, by the code of the finding."""
OTHERWISE = "{count} 格不符合要求"


@dataclass(frozen=True, slots=True)
class Line:
    """What is told in one line: one finding, or all of one kind in one column of a list or one proof."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The finding that stands first in reading order."""
        return self.problems[0]

    @property
    def key(self) -> tuple[object, ...]:
        """What tells this line from every other, whatever is mended or added in it."""
        return _kind(self.first)

    @property
    def many(self) -> bool:
        """Whether it stands for several places."""
        return len(self.problems) > 1


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one severity that rest on one clause; `words` are the clause's own, "" where the pack has none."""

    severity: Severity
    clause: str
    words: str
    lines: tuple[Line, ...]

    @property
    def count(self) -> int:
        """How many places it has."""
        return sum(len(line.problems) for line in self.lines)

    @property
    def key(self) -> tuple[str, str]:
        """What tells this group from every other."""
        return self.severity, self.clause


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was found, what blocks before what is advised, and what people must look at themselves."""

    groups: tuple[Group, ...]
    by_hand: tuple[str, ...]

    def of(self, severity: Severity) -> tuple[Group, ...]:
        """The groups of one severity."""
        return tuple(group for group in self.groups if group.severity == severity)

    def count(self, severity: Severity) -> int:
        """How many places of one severity there are."""
        return sum(group.count for group in self.of(severity))

    def problems(self, severities: Collection[Severity]) -> list[Problem]:
        """Every finding of these severities in the order in which it is listed."""
        groups = [group for group in self.groups if group.severity in severities]
        return [problem for group in groups for line in group.lines for problem in line.problems]


def findings(pack: Pack, checklist: Checklist, sections: Collection[str] | None = None) -> Findings:
    """What is found on these `sections`, by their ids; on all where none are named."""
    looked_at = (one for one in checklist.statuses if sections is None or one.section.id in sections)
    by_clause: dict[tuple[Severity, str], list[Line]] = {}
    for line in lines_of(chain.from_iterable(one.problems for one in looked_at)):
        by_clause.setdefault((line.first.severity, line.first.clause), []).append(line)
    groups = [
        Group(severity, clause, pack.clauses.get(clause, ""), tuple(lines))
        for each in SEVERITIES
        for (severity, clause), lines in by_clause.items()
        if severity == each
    ]
    return Findings(tuple(groups), checklist.by_hand)


def line_words(pack: Pack, answers: Answers, line: Line) -> str:
    """A line in words: 设备清单 · 数量：38 格未填; the finding itself where it is one."""
    first = line.first
    if not line.many:
        return place_words(pack, answers, first)
    count = f"{len(line.problems):,}"
    if first.words:
        return f"{_column(pack, first)}：{count} 处——{first.words}"
    return f"{_column(pack, first)}：{TOGETHER.get(first.code, OTHERWISE).format(count=count)}"


def place_words(pack: Pack, answers: Answers, problem: Problem, *, alone: bool = True) -> str:
    """The finding with its row, where it is in a list and does not say so; where it stands `alone`, with its list."""
    path = problem.path
    if not path.row or problem.names_row or answers.get(path.at(path.row)) is None:
        return problem.message
    field = pack.field_at(path.whole) if alone else None
    return f"{field.label if field is not None else ''}{row_name(pack, answers, path)}：{problem.message}"


def lines_of(problems: Iterable[Problem]) -> Iterator[Line]:
    """The findings as lines, each where its first one stands."""
    together: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        together.setdefault(_kind(problem), []).append(problem)
    yield from (Line(tuple(own)) for own in together.values())


def _kind(problem: Problem) -> tuple[object, ...]:
    """What is told together: of a list the column and what is wrong there; a blank, by itself."""
    path = problem.path
    words = problem.words if path.row else problem.message
    return (path.section, path.field, path.column, problem.code, words, problem.severity, problem.clause)


def _column(pack: Pack, problem: Problem) -> str:
    whole, column = pack.field_at(problem.path.whole), pack.field_at(problem.path)
    names = [field.label for field in (whole, column if problem.path.column else None) if field is not None]
    return " · ".join(names[:1] if problem.names_row else names)
