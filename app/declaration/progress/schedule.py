"""Counted back from the deadline: by which day text, proofs, printing, binding and stamping must be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from app.declaration.export.copies import paper_copies
from app.declaration.progress.pages import PageProgress
from app.forms.pack.blocks import Seal
from app.forms.pack.pack import Pack

SATURDAY = 5
GUESS = "日程由截止日倒推，只扣除星期六、星期日，没有计入节假日和调休，请按本单位的实际情况提前。"


class Stage(Enum):
    """What must be done, in the order in which it is; how many working days the next stage takes follows it."""

    TEXT = "填写文字和数据"
    PROOFS = "备齐证明材料"
    PRINT = "定稿、打印"
    BIND = "装订"
    STAMP = "签字盖章"
    SUBMIT = "报送"


DAYS_BEFORE_NEXT = {Stage.TEXT: 2, Stage.PROOFS: 1, Stage.PRINT: 1, Stage.BIND: 2, Stage.STAMP: 1}
"""Working days that are left between the end of a stage and that of the next one."""


class Standing(Enum):
    """How a stage stands on a day; the program knows of text and proofs alone whether they are done."""

    DONE = "已完成"
    LATE = "已逾期"
    NOW = "进行中"
    AHEAD = "未到"
    ASK = "应已完成，请核实"
    PAST = "截止日已过"


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: the last day for it, how it stands, and what is still open, in words."""

    stage: Stage
    day: date
    standing: Standing
    words: str = ""


def schedule(pack: Pack, pages: Sequence[PageProgress], today: date) -> tuple[Step, ...]:
    """The stages of this notice with their last days; none where it sets no deadline."""
    deadline = pack.submission.deadline
    if deadline is None:
        return ()
    found: list[Step] = []
    day, later = deadline, None
    for stage in reversed(list(_stages(pack))):
        if later is not None:
            day = working_days_before(day, DAYS_BEFORE_NEXT[stage])
        found.append(_step(stage, day, pages, today, past=deadline < today))
        later = stage
    return tuple(reversed(found))


def working_days_before(day: date, count: int) -> date:
    """The day so many working days earlier; weekends do not count, and it is none itself."""
    while count > 0:
        day -= timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def distance_words(day: date, today: date) -> str:
    """How far off a day is: 还有 3 天, 今天, 已过 2 天."""
    days = (day - today).days
    return f"还有 {days} 天" if days > 0 else "就是今天" if days == 0 else f"已过 {-days} 天"


def _stages(pack: Pack) -> Iterator[Stage]:
    """What this notice has a use for: paper that is bound, seals that are put on it."""
    paper = paper_copies(pack.submission) > 0
    sealed = bool(pack.submission.seals) or any(
        isinstance(block, Seal) for section in pack.sections for block in section.leaves
    )
    yield from (Stage.TEXT, Stage.PROOFS)
    if paper or sealed:
        yield Stage.PRINT
    if paper:
        yield Stage.BIND
    if sealed:
        yield Stage.STAMP
    yield Stage.SUBMIT


def _step(stage: Stage, day: date, pages: Sequence[PageProgress], today: date, *, past: bool) -> Step:
    """How a stage stands; once the deadline itself is `past`, nothing is late any more."""
    if stage not in (Stage.TEXT, Stage.PROOFS):
        waits = Standing.PAST if past else Standing.ASK
        return Step(stage, day, Standing.AHEAD if day >= today else waits)
    open_ = sum(_open(page, stage) for page in pages)
    if not open_:
        return Step(stage, day, Standing.DONE)
    late = Standing.PAST if past else Standing.LATE
    return Step(stage, day, Standing.NOW if day >= today else late, f"还差 {open_:,} 项")


def _open(page: PageProgress, stage: Stage) -> int:
    """How many items of a page keep the stage from its end."""
    proofs = page.proofs.owed + page.proofs.wrong
    return proofs if stage is Stage.PROOFS else page.amount.owed + page.amount.wrong - proofs
