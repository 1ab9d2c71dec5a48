"""Lending pages to a colleague as a copy of the draft, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from app.declaration.declaration import Declaration
from app.declaration.sharing.loans import TEXT_LIMIT, Loan, loans, new_loan, writing
from app.declaration.sharing.merging import Merging, merge, noted, plan_merge
from app.declaration.sharing.plan import Choices
from app.drafts.model import Change
from app.drafts.store import Draft
from app.errors import DraftError, UsageError
from app.files import is_taken, shown
from app.forms.paths import FieldPath
from app.forms.wording import one_line

OUTSIDE = "不在借出范围内。"


def lend(
    declaration: Declaration, sections: Sequence[str], to: str, path: Path, passphrase: str, due: date | None = None
) -> Loan:
    """Write a copy for a colleague, who shall fill in `sections`, to the new file `path`; the loan, noted in both.

    UsageError for a page that there is not; DraftError when the copy cannot be made: nothing is noted then.
    """
    if declaration.read_only:
        raise DraftError(f"草稿“{declaration.path.name}”是以只读方式打开的，没有借出。", "请重新打开后再借出。")
    if is_taken(path):
        raise DraftError(f"“{shown(path.name)}”已存在，没有覆盖，也没有借出。", "请换一个文件名。")
    name = one_line(to).strip()[:TEXT_LIMIT]
    known = list(dict.fromkeys(_known(declaration, section) for section in sections))
    if not known:
        raise UsageError("没有说明借出哪些页面，没有借出。", "请至少选一个页面。")
    loan = new_loan(name, known, declaration.user, _now(), due.isoformat() if due else "")
    # Noted before the copy is made, so that the copy holds the note; a crash between leaves a loan to call off.
    declaration.keep([writing(loan)], why=f"借出给 {name}" if name else "借出")
    try:
        declaration.draft.copy_to(path, passphrase, loan.copy)
    except BaseException as failure:
        _take_back_note(declaration, loan, failure)
        raise
    return loan


def _take_back_note(declaration: Declaration, loan: Loan, failure: BaseException) -> None:
    """Take the note of a loan away whose copy was not made; a DraftError says so when it stays."""
    try:
        declaration.keep([Change(writing(loan).path, None, None)], why="副本没有做成，借出取消")
    except DraftError:
        raise DraftError(
            f"副本没有做成，而借给 {loan.to or '对方'} 的记录没能去掉；填写内容没有丢失。",
            "请检查磁盘，再在交接日历里把这一次记为不再等。",
        ) from failure


def call_off(declaration: Declaration, loan: Loan) -> None:
    """Note that a loan will not come back; what its copy holds can still be merged."""
    declaration.keep([writing(loan.ending("cancelled", _now()))], why=f"不再等 {loan.to or '对方'} 交回")


def plan_take_back(declaration: Declaration, other: Draft) -> tuple[Merging, Loan | None]:
    """What taking back `other` would do, and the loan that it is; what was changed outside of the loan is marked."""
    merging = plan_merge(declaration, other)
    loan = next((one for one in loans(declaration) if one.copy == other.info.copy_id), None)
    if loan is not None:
        outside = [one.path for one in merging.plan.entries if one.action != "keep" and not _within(one.path, loan)]
        merging = noted(merging, OUTSIDE, outside)
    return merging, loan


def take_back(declaration: Declaration, merging: Merging, choices: Choices, loan: Loan | None) -> Declaration:
    """Make one of both as planned and chosen, and note that the loan is back; the declaration on it."""
    name = f"“{merging.other.path.name}”"
    why = f"收回{loan.to or ''}交回的{name}" if loan is not None else f"合并{name}"
    notes = [writing(loan.ending("back", _now()))] if loan is not None else []
    return merge(declaration, merging, choices, why=why, notes=notes)


def _known(declaration: Declaration, section: str) -> str:
    """The id of a page as the pack has it; a page that repeats is lent with all its entries."""
    name = FieldPath(section, "").folded.section
    if name not in declaration.session.folded.section:
        raise UsageError(f"没有名为“{section}”的页面，没有借出。", "运行 qibei check --json 可以看到各页的名称。")
    return name


def _within(path: str, loan: Loan) -> bool:
    return path.startswith("/") or path.partition(".")[0].partition("@")[0] in loan.sections


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
