"""The commands that hand a draft to others and bring two copies together."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

from app.cli.printing import print_json
from app.cli.reading import opened, other_draft, passphrase_for_copy
from app.declaration.declaration import Declaration
from app.declaration.sharing import lending, report
from app.declaration.sharing.loans import Loan, loans, unreadable, unreadable_words
from app.declaration.sharing.merging import Merging
from app.declaration.sharing.plan import Choice, Choices
from app.declaration.sharing.report import Telling
from app.errors import UsageError

DONE, BLOCKING = 0, 1
CHOOSE = "两边填得不同的地方没有选定，什么都没有改动；加 --ours 一律保留本机的，加 --theirs 一律采用对方的。"


def lend(options: argparse.Namespace) -> int:
    """Write a copy of the draft for a colleague, and note which pages are out."""
    due = _day(options.due)
    with opened(options) as declaration:
        sections = [name.strip() for name in options.sections.split(",") if name.strip()]
        passphrase = passphrase_for_copy(options)
        loan = lending.lend(declaration, sections, options.to, options.target, passphrase, due)
        words = report.loan_words(loan, declaration.session, date.today())
    if options.json:
        print_json(report.loan_json(loan, date.today()))
    else:
        print(f"已借出：{options.target}（{words}）。请把这个文件和它的密码分开交给对方。")
    return DONE


def take_back(options: argparse.Namespace) -> int:
    """Show what a lent copy brings back, and take it."""
    with _both(options) as (declaration, merging, loan):
        return _carry_out(options, declaration, merging, loan, "收回")


def merge(options: argparse.Namespace) -> int:
    """Show what another copy of the draft would change, and make one of both."""
    with _both(options) as (declaration, merging, loan):
        return _carry_out(options, declaration, merging, loan, "合并")


def list_loans(options: argparse.Namespace) -> int:
    """List who has which pages since when, what came back, and what is late."""
    with opened(options, read_only=True) as declaration:
        found, session = loans(declaration), declaration.session
        count, words = unreadable(declaration), unreadable_words(declaration)
    today = date.today()
    if options.json:
        more = {"unreadable": count} if count else {}
        print_json({"loans": [report.loan_json(loan, today) for loan in found], **more})
        return DONE
    for loan in found:
        print(report.loan_words(loan, session, today))
    if not found:
        print("没有借出记录。")
    if words:
        print(f"注意：{words}")
    return DONE


@contextmanager
def _both(options: argparse.Namespace) -> Iterator[tuple[Declaration, Merging, Loan | None]]:
    with (
        opened(options, read_only=options.plan) as declaration,
        other_draft(options) as other,
    ):
        yield declaration, *lending.plan_take_back(declaration, other)


def _carry_out(
    options: argparse.Namespace, declaration: Declaration, merging: Merging, loan: Loan | None, what: str
) -> int:
    plan, telling = merging.plan, Telling(merging.ours, merging.theirs)
    choices = _choices(options, merging)
    undecided = plan.open(choices)
    done = not options.plan and not undecided and not (merging.idle and (loan is None or not loan.out))
    if done:
        lending.take_back(declaration, merging, choices, loan).close()
    if options.json:
        print_json(report.plan_json(plan, telling, applied=None if options.plan else done))
    else:
        for line in report.plan_lines(plan, telling, choices):
            print(line)
        if words := report.records_words(plan):
            print(words)
        print(_outcome(options, merging, what, done=done, undecided=len(undecided)))
    return BLOCKING if undecided and not options.plan else DONE


def _outcome(options: argparse.Namespace, merging: Merging, what: str, *, done: bool, undecided: int) -> str:
    if options.plan:
        waiting = f"有 {undecided} 处两边填得不同，需要选定。" if undecided else ""
        differs = any(unit.action != "same" for unit in merging.plan.units)
        return f"以上是计划，两份草稿都没有改动。{waiting}" if differs else "两份草稿没有不同，也都没有改动。"
    if undecided:
        return CHOOSE
    if done:
        return f"已{what}“{merging.other.path.name}”，原有内容都在修改历史里；对方的文件没有改动。"
    return "对方的草稿没有带来新的内容，什么都没有改动。"


def _choices(options: argparse.Namespace, merging: Merging) -> Choices:
    if options.ours and options.theirs:
        raise UsageError("--ours 和 --theirs 只能选一个，什么都没有改动。", "请去掉其中一个。")
    side: Choice | None = "ours" if options.ours else "theirs" if options.theirs else None
    return {unit.path: side for unit in merging.plan.conflicts} if side is not None else {}


def _day(text: str) -> date | None:
    if not text:
        return None
    with suppress(ValueError):
        return date.fromisoformat(text)
    raise UsageError(f"“{text}”不是日期，什么都没有改动。", "请写成 2026-12-03 的样子。")
