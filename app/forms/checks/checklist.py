"""Problems folded per section: what is done, what blocks stamping, what no program can check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from app.forms.answers.answers import Answers
from app.forms.checks.found import PageFound
from app.forms.checks.problems import Problem
from app.forms.checks.tally import Tally
from app.forms.pack.blocks import Seal
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.paths import FieldPath

PLACES = {"seal": "盖章处", "signature": "签字处", "date": "日期处", "edge_seal": "骑缝章", "photo": "照片处"}
"""What a place is called that prints no words of its own."""


class Mark(Enum):
    """How far a page is."""

    UNTOUCHED = "未开始"
    PARTIAL = "填写中"
    FAULTY = "待修正"
    DONE = "已完成"


@dataclass(frozen=True)
class SectionStatus:
    """One page: its mark, what is found on it, and in words what is missing.

    `elsewhere` counts what it shows of other pages and is owed or wrong there.
    """

    section: Section
    mark: Mark
    found: PageFound
    elsewhere: int = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is found, in reading order."""
        return self.found.problems

    @property
    def tally(self) -> Tally:
        """How much is found of each kind."""
        return self.found.tally

    @cached_property
    def blocking(self) -> tuple[Problem, ...]:
        """The problems that must be mended before stamping."""
        return tuple(problem for problem in self.problems if problem.severity == "blocking")

    @cached_property
    def advice(self) -> tuple[Problem, ...]:
        """The problems that are for the applicant to weigh."""
        return tuple(problem for problem in self.problems if problem.severity == "advice")

    @property
    def summary(self) -> str:
        """What is missing, in words: 缺 3 项内容、1 项证明材料；2 处待修正."""
        missing = self.tally.count("blocking", missing=True)
        proofs = self.tally.count("blocking", missing=True, proofs=True)
        wrong, advice = self.tally.count("blocking", missing=False), self.tally.count("advice")
        counts = ((missing - proofs, "项内容"), (proofs, "项证明材料"))
        lacking = "、".join(f"{count} {what}" for count, what in counts if count)
        parts = [f"缺 {lacking}"] if lacking else []
        parts += [f"{wrong} 处待修正"] if wrong else []
        parts += [f"{advice} 处提示"] if advice else []
        return "；".join(parts) or self.mark.value


@dataclass(frozen=True, slots=True)
class Checklist:
    """The whole declaration at one moment; `by_hand` is what no program can check."""

    statuses: tuple[SectionStatus, ...]
    by_hand: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing blocks stamping."""
        return not self.blocking

    @property
    def blocking(self) -> int:
        """How many places must be mended before stamping."""
        return sum(status.tally.count("blocking") for status in self.statuses)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in reading order."""
        return tuple(problem for status in self.statuses for problem in status.problems)

    @property
    def done(self) -> int:
        """How many pages are finished."""
        return sum(status.mark is Mark.DONE for status in self.statuses)


def mark_of(tally: Tally, *, touched: bool, asks: bool, elsewhere: int = 0) -> Mark:
    """The mark of a page: `touched` when anything is answered, `asks` when it has or sums up blanks at all.

    While something is owed `elsewhere` that it shows, it is not done.
    """
    if asks and not touched:
        return Mark.UNTOUCHED
    if tally.count("blocking", missing=False):
        return Mark.FAULTY
    return Mark.PARTIAL if tally.count("blocking") or elsewhere else Mark.DONE


def _blocked(found: Callable[[str], PageFound], path: FieldPath) -> bool:
    """Whether a blank is owed or wrong on its page."""
    page = found(path.section)
    if path.row:
        return any(one.path == path and one.severity == "blocking" for one in page.in_row(path))
    return path in page.blocked


class Statuses:
    """How pages stand, each worked out again only when what is found on it is new."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[SectionStatus, bool]] = {}

    def of(self, section: Section, found: Callable[[str], PageFound], answers: Answers) -> SectionStatus:
        """The mark and findings of one page; `found` gives those of any."""
        others = (*section.shown_elsewhere, *section.summed_up)
        own, elsewhere = found(section.id), sum(_blocked(found, path) for path in others)
        touched = answers.touched(section.id, others)
        known, was_touched = self._known.get(section.id, (None, False))
        if (
            known is None
            or (known.found is not own or known.section is not section)
            or (known.elsewhere, was_touched) != (elsewhere, touched)
        ):
            asks = bool(section.asked or section.summed_up)
            mark = mark_of(own.tally, touched=touched, asks=asks, elsewhere=elsewhere)
            known = SectionStatus(section, mark, own, elsewhere)
            self._known[section.id] = known, touched
        return known

    def copy(self) -> Statuses:
        """The same, to go on by itself."""
        twin = Statuses()
        twin._known = self._known.copy()
        return twin


def checks_by_hand(pack: Pack) -> tuple[str, ...]:
    """What people must look at themselves, from the pack's seals and printing rules."""
    seals = dict.fromkeys(
        f"{section.title}：{block.words.strip('：: ') or PLACES[block.what]}"
        + (f"（{block.who}）" if block.who else "")
        for section in pack.sections
        for block in section.leaves
        if isinstance(block, Seal) and block.what != "date"
    )
    truth = "填写内容与证明材料一致、真实，复印件清晰可辨"
    return (truth, *(f"印章、签字是否齐全、正确：{seal}" for seal in seals), *pack.submission.printing)
