"""The findings as rows: two parts, their clauses, which fold, and lines that open to the cells they stand for."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from app.forms.attachments import Attachments, State
from app.forms.checks.findings import SEVERITIES, Findings, Group, Line, line_words, place_words
from app.forms.checks.problems import Problem
from app.forms.pack.fields import Severity
from app.forms.session import FormSession
from app.ui.widgets.rows import Row

FIRST, MORE = 40, 200
"""Lines of a clause and cells of a line that are listed at once, and how many are added on demand."""
ICONS: Mapping[Severity, str] = {"blocking": "faulty", "advice": "advice"}
OPEN, CLOSED = "opened", "next"


@dataclass(frozen=True, slots=True)
class Fold:
    """Choosing it opens or closes what has this key."""

    key: Hashable


@dataclass(frozen=True, slots=True)
class FoldRow(Row):
    """A row that opens and closes; a screen reader says which it is."""

    is_open: bool = False

    @property
    def spoken(self) -> str:
        """The row, and whether it is open."""
        parts = (self.text, self.note, "已展开" if self.is_open else "已收起", self.detail)
        return "，".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Further:
    """Choosing it lists more of what has this key."""

    key: Hashable


@dataclass(frozen=True, slots=True)
class ToAttachments:
    """Choosing it leads to the check list of attachments."""


@dataclass(slots=True)
class Folds:
    """What is open: clauses are unless they were closed, lines of many cells are not unless they were opened."""

    turned: set[Hashable] = field(default_factory=set)
    listed: dict[Hashable, int] = field(default_factory=dict)

    def turn(self, key: Hashable) -> None:
        """Open what is closed, or close it."""
        self.turned ^= {key}

    def list_more(self, key: Hashable) -> None:
        """List more of it."""
        self.listed[key] = self.most(key) + MORE

    def most(self, key: Hashable) -> int:
        """How much of it is listed."""
        return self.listed.get(key, FIRST)


@dataclass(frozen=True, slots=True)
class FindingRows:
    """Makes the rows of what is found; only what is open is put into words."""

    session: FormSession
    folds: Folds

    def rows(self, found: Findings, severities: tuple[Severity, ...], proofs: Attachments) -> Iterator[Row]:
        """Both parts, the attachments, and what people must look at themselves."""
        for severity in severities:
            yield from self._part(found, severity)
        if len(severities) > 1:
            yield from _attachments(proofs)
            yield Row("程序不能代查，请人工核对", level=1, note=f"{len(found.by_hand)} 项")
            yield from (Row(words, icon="hand") for words in found.by_hand)

    def _part(self, found: Findings, severity: Severity) -> Iterator[Row]:
        count = found.count(severity)
        tone = severity if count else "done"
        yield Row(SEVERITIES[severity], tone=tone, note=f"{count:,} 处" if count else "没有", level=1)
        for group in found.of(severity):
            yield from self._group(group)

    def _group(self, group: Group) -> Iterator[Row]:
        is_open = group.key not in self.folds.turned
        words = group.words if is_open else ""
        icon, note = OPEN if is_open else CLOSED, f"{group.count:,} 处"
        yield FoldRow(group.clause, Fold(group.key), icon, "muted", note, words, level=2, is_open=is_open)
        if not is_open:
            return
        most, page = self.folds.most(group.key), ""
        for line in group.lines[:most]:
            if line.first.path.section != page:
                page = line.first.path.section
                yield Row(self.session.page_name(self.session.pack.section[page]), level=3)
            yield from self._line(line)
        if rest := len(group.lines) - most:
            yield from _further(rest, group.key, "项")

    def _line(self, line: Line) -> Iterator[Row]:
        words = line_words(self.session.pack, self.session.answers, line)
        if not line.many:
            yield Row(words, line.first.path, _icon(line.first), line.first.severity)
            return
        is_open = line.key in self.folds.turned
        note = "收起" if is_open else "逐处列出"
        target, icon = Fold(line.key), _icon(line.first)
        yield FoldRow(words, target, icon, line.first.severity, note, is_open=is_open)
        if is_open:
            most = self.folds.most(line.key)
            for problem in line.problems[:most]:
                words = place_words(self.session.pack, self.session.answers, problem, alone=False)
                yield Row(words, problem.path, _icon(problem), "muted")
            yield from _further(len(line.problems) - most, line.key, "处")


def _icon(problem: Problem) -> str:
    """The mark of a finding; what is only owed has a quieter one than what is wrong."""
    return "untouched" if problem.missing and problem.severity == "blocking" else ICONS[problem.severity]


def _further(rest: int, key: Hashable, what: str) -> Iterator[Row]:
    if rest > 0:
        yield Row(f"还有 {rest:,} {what}，再列 {min(rest, MORE)} {what}", Further(key), CLOSED, "accent")


def _attachments(proofs: Attachments) -> Iterator[Row]:
    if proofs.items:
        idle = sum(one.state is State.NOT_ASKED for one in proofs.items)
        more = f"，不适用 {idle} 项" if idle else ""
        tone = "done" if proofs.done == proofs.owed else "blocking"
        yield Row("证明材料", level=1)
        yield Row(f"{proofs.summary}{more}", ToAttachments(), "attach", tone, "附件清单")
