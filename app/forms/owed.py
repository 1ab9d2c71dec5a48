"""What a page still owes, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from app.forms.checks.checklist import Mark, SectionStatus
from app.forms.checks.problems import Problem
from app.forms.pack.section import Section
from app.forms.session import FormSession

COMPLETE = "本页应填的内容已经齐全。"
MOST_NAMED = 3
"""Names of blanks that are spelled out before 等."""
_FIGURES, _OTHERS, _PROOFS = "项数据", "项内容", "项证明材料"


def owed_words(session: FormSession, status: SectionStatus) -> str:
    """What the page still owes; empty when the page asks nothing and sums up nothing."""
    section = status.section
    if not section.asked:
        return _summed_up(status) if section.summed_up and session.applies(section) else ""
    if not session.applies(section):
        return "本页按目前的填写不适用：已填写的内容保留，不打印。"
    owed = _counts(status)
    wrong, advice = status.tally.count("blocking", missing=False), status.tally.count("advice")
    words = [f"还缺 {'；'.join(_named(status, kind, count) for kind, count in owed.items())}。"] if owed else []
    words += [f"表中还有 {status.elsewhere} 格没有填好。"] if status.elsewhere else []
    words += [f"有 {wrong} 处需要修正。"] if wrong else []
    words += [f"另有 {advice} 处提示。"] if advice else []
    if section.starred and _FIGURES in owed:
        words.append("带 * 的数据须据实填写并附证明材料，没有的填“无”。")
    if status.mark is Mark.DONE and not advice:
        words.append(COMPLETE)
    return "".join(words)


def _summed_up(status: SectionStatus) -> str:
    """How far the answers are that the page shows of others."""
    if status.mark is Mark.DONE:
        return COMPLETE
    count = status.elsewhere or len(status.section.summed_up)
    return f"还有 {count} 项没有填好。点其中一项，到它自己的页面填写，这里随着更新。"


def _counts(status: SectionStatus) -> dict[str, int]:
    """How many of each kind are owed, without those of which none is."""
    all_owed = status.tally.count("blocking", missing=True)
    proofs = status.tally.count("blocking", missing=True, proofs=True)
    figures = Counter(_kind(status.section, one) for one in status.found.single if one.owed)[_FIGURES]
    counts = {_FIGURES: figures, _OTHERS: all_owed - proofs - figures, _PROOFS: proofs}
    return {kind: count for kind, count in counts.items() if count}


def _named(status: SectionStatus, kind: str, count: int) -> str:
    """A count with the names of the first that it counts: 5 项数据（甲、乙、丙等）."""
    names = "、".join(islice(_names(status, kind), min(count, MOST_NAMED)))
    return f"{count} {kind}（{names}{'等' if count > MOST_NAMED else ''}）"


def _names(status: SectionStatus, kind: str) -> Iterator[str]:
    for one in status.found.owed():
        if _kind(status.section, one) == kind:
            yield str(one.params.get("label", "")).partition("（")[0]


def _kind(section: Section, problem: Problem) -> str:
    asked = section.asked.get(problem.path.field) if not problem.path.row else None
    if asked is not None and problem.path.section == section.id and asked.is_figure:
        return _FIGURES
    return _PROOFS if problem.code.startswith("evidence") else _OTHERS
