"""What the 进度 shows, as rows with bars; every bar is told in words beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.declaration.progress.breakdown import Breakdown
from app.declaration.progress.pages import Amount, PageProgress, Part
from app.declaration.progress.schedule import Standing, Step, distance_words
from app.declaration.progress.weights import Weighted
from app.declaration.sharing.report import short_day
from app.forms.attachments import Attachments, State
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.wording import some_of
from app.ui.checks.marks import ICONS, TONES
from app.ui.evidence.state import ICONS as STATE_ICONS
from app.ui.evidence.state import TONES as STATE_TONES
from app.ui.progress.bars import BarRow, Fill, Segment
from app.ui.widgets.rows import Row

DONE, WRONG, OWED = Segment(1, "done"), Segment(1, "blocking", "hatched"), Segment(1, "blank_line", "empty")
LEGEND = (("已完成", DONE), ("待修正", WRONG), ("还没有填", OWED))
WEEKDAYS = "一二三四五六日"
STANDING = {
    Standing.DONE: ("done", "done"),
    Standing.LATE: ("warning", "blocking"),
    Standing.NOW: ("partial", "accent"),
    Standing.AHEAD: ("untouched", "muted"),
    Standing.ASK: ("advice", "advice"),
    Standing.PAST: ("untouched", "muted"),
}
"""How each standing looks: its icon and its colour."""
FILLS: dict[Standing, Fill] = {
    Standing.DONE: "solid",
    Standing.LATE: "hatched",
    Standing.NOW: "solid",
    Standing.AHEAD: "empty",
    Standing.ASK: "hatched",
    Standing.PAST: "empty",
}
"""The pattern of its bar."""
NAMED, BEFORE_FIRST = 4, 5
"""Names that are told; days that are drawn before the last day of the first stage."""
UNKNOWN = "收回以前，这里只看得到借出时的内容。"


def page_rows(session: FormSession, pages: Sequence[PageProgress]) -> Iterator[Row]:
    """Each page, below its part."""
    by_id, above = {page.section.id: page for page in pages}, ""
    parts = {section.id: own[0].title if own else "" for section, own in session.pack.outline}
    for section in session.pack.sections:
        page = by_id.get(section.id)
        if page is None:
            continue
        part = parts.get(section.id, "")
        if part != above and part:
            yield Row(part, level=1)
        above = part
        mark = page.status.mark
        name, path = session.page_name(section), FieldPath(section.id, "")
        note, detail = (page.amount.words, page.status.summary) if page.amount.asked else (mark.value, "")
        detail = "" if detail == mark.value else detail
        yield BarRow(name, path, ICONS[mark], TONES[mark], note, detail, segments=_segments(page.amount))


def weight_rows(found: Sequence[Weighted]) -> Iterator[Row]:
    """Each branch of the indicators: as long as its weight, filled as far as it is answered."""
    for one in found:
        share = float(one.answered)
        segments = (Segment(share, "done"), Segment(float(one.weight) - share, "blank_line", "empty"))
        note = f"占总分 {float(one.weight) * 100:.4g}%，已填 {one.percent}%"
        if one.level == 1:
            yield Row(one.title, level=1)
        icon = "done" if one.path is None else "partial" if one.answered else "untouched"
        title = one.title if one.level > 1 else "合计"
        yield BarRow(title, one.path, icon, "done" if one.path is None else "muted", note, segments=segments)


def plan_rows(session: FormSession, steps: Sequence[Step], parts: Sequence[Part], today: date) -> Iterator[Row]:
    """The stages with their last days, drawn on a common line of time, and who has which pages."""
    if steps:
        in_sight = 0 <= _marker(steps, today) <= 1
        line = "，竖虚线是今天" if in_sight else ""
        last = steps[-1].day
        year = f"{last.year}年" if last.year != today.year else ""
        yield Row("倒排日程", level=1, note=f"截止 {year}{day_words(last)}{line}")
        yield from _steps(steps, today)
    else:
        yield Row("通知没有写明报送截止日，排不出日程。", level=3)
    lent = any(part.loan is not None for part in parts)
    yield Row("分工", level=1, note="" if lent else "都没有借出")
    for part in parts:
        yield _part(session, part, today, rest="没有借出的页" if lent else "全部页面")


def list_rows(found: Sequence[Breakdown]) -> Iterator[Row]:
    """Each list by each of its columns of options."""
    for one in found:
        yield Row(one.title, level=1, note=f"{one.rows:,} 行")
        most = max((share.count for share in one.shares), default=0)
        for share in one.shares:
            part = share.count / most if most else 0
            percent = f"，{share.count * 100 / one.rows:.0f}%" if one.rows else ""
            segments = (Segment(part, "accent"),) if share.path is not None else (Segment(1, "line", "none"),)
            yield BarRow(share.words, share.path, "", "muted", f"{share.count:,} 行{percent}", segments=segments)
    if not found:
        yield Row("还没有可以统计的清单：清单里有选项列、填了行以后，这里按选项统计行数。", level=3)


def proof_rows(session: FormSession, found: Attachments) -> Iterator[Row]:
    """Each proof with its pages, and which blanks it is for."""
    most = max((one.pages for one in found.items), default=0)
    for section, own in found.sections():
        note = f"齐 {own.done} / 应附 {own.owed}，{sum(one.pages for one in own.items):,} 页"
        yield Row(session.page_name(section), level=1, note=note)
        for one in own.items:
            blanks = [field.label for field in section.proved_by(one.item)]
            files = f"{len(one.files)} 份，{one.pages} 页" if one.files else ""
            lines = [part for part in (files, f"用于：{some_of(blanks, NAMED)}" if blanks else "") if part]
            tone = "blocking" if one.state is State.MISSING else STATE_TONES[one.state]
            share = one.pages / most if most else 0
            segments = (Segment(share, "done"),) if share else ()
            icon = STATE_ICONS[one.state]
            yield BarRow(one.item.title, one.path, icon, tone, one.state.value, " · ".join(lines), segments=segments)
    if not found.items:
        yield Row("这份申报书不要求证明材料。", level=3)


def day_words(day: date) -> str:
    """3月15日（周二）."""
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def _segments(amount: Amount) -> tuple[Segment, ...]:
    if not amount.asked:
        return ()
    parts = ((amount.done, DONE), (amount.wrong, WRONG), (amount.owed, OWED))
    return tuple(one._replace(share=count / amount.asked) for count, one in parts)


def _steps(steps: Sequence[Step], today: date) -> Iterator[Row]:
    """Each stage from the last day of the one before to its own; today is a line across, where it is in sight."""
    first, span = _time(steps)
    marker = _marker(steps, today)
    begin = first
    for step in steps:
        end = step.day.toordinal() + 1
        icon, tone = STANDING[step.standing]
        bar = Segment((end - begin) / span, "blank_line" if tone == "muted" else tone, FILLS[step.standing])
        past = step.standing is Standing.PAST
        over = past or (step.standing is Standing.DONE and step.day < today)
        note = day_words(step.day) + ("" if over else f"，{distance_words(step.day, today)}")
        detail = "，".join(part for part in ("" if past else step.standing.value, step.words) if part)
        segments = (Segment((begin - first) / span, "line", "none"), bar)
        marked = marker if 0 <= marker <= 1 else None
        yield BarRow(step.stage.value, step.stage, icon, tone, note, detail, segments=segments, marker=marked)
        begin = end


def _time(steps: Sequence[Step]) -> tuple[int, int]:
    """The first day that is drawn, and how many there are."""
    first = steps[0].day.toordinal() - BEFORE_FIRST
    return first, steps[-1].day.toordinal() + 1 - first


def _marker(steps: Sequence[Step], today: date) -> float:
    """Where today stands among the days that are drawn: 0 to 1, or outside of them."""
    first, span = _time(steps)
    return (today.toordinal() - first + 0.5) / span


def _part(session: FormSession, part: Part, today: date, rest: str) -> Row:
    loan, amount = part.loan, part.amount
    names = some_of([session.page_name(page.section) for page in part.pages], NAMED)
    target = FieldPath(part.pages[0].section.id, "") if part.pages else None
    segments = _segments(amount)
    if loan is None:
        return BarRow(rest, target, "file", "muted", amount.words, f"{len(part.pages)} 页", segments=segments)
    due = f"约定 {short_day(loan.due, today)} 交回" if loan.due else "没有约定交回的日子"
    late = f"，已逾期 {(today - date.fromisoformat(loan.due)).days} 天" if part.late(today) else ""
    icon, tone = ("warning", "blocking") if late else ("carry", "accent")
    detail = f"{names}\n{due}{late}。{UNKNOWN}"
    return BarRow(loan.to or "（未写明）", target, icon, tone, amount.words, detail, segments=segments)
