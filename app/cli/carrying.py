"""The command that brings facts and answers of an earlier draft into a new one."""

from __future__ import annotations

import argparse

from app.cli.printing import print_json
from app.cli.reading import opened
from app.declaration.carrying.carry_over import carry_over as carry
from app.declaration.carrying.carry_over import plan_carrying, require_two
from app.declaration.carrying.report import carrying_json, carrying_lines

DONE = 0


def carry_over(options: argparse.Namespace) -> int:
    """Show what the old draft brings, and fill the new one with it unless only the plan is wanted."""
    file = options.old_passphrase_file or options.passphrase_file
    source = argparse.Namespace(draft=options.old, passphrase_file=file)
    require_two(options.old, options.draft)
    with opened(source, read_only=True) as old, opened(options, read_only=options.plan) as new:
        carrying = plan_carrying(old, new)
        confirmed = carrying.plan.awaiting if options.confirm_stale else frozenset()
        filled = None if options.plan else carry(carrying, new, confirmed)
        new.flush()
    if options.json:
        print_json(carrying_json(carrying, confirmed, filled=filled))
        return DONE
    for line in carrying_lines(carrying, confirmed):
        print(line)
    print(_outcome(filled, waiting=len(carrying.plan.awaiting - confirmed)))
    return DONE


def _outcome(filled: int | None, waiting: int) -> str:
    if filled is None:
        done = "以上是计划，草稿没有改动；去掉 --plan 就照此填入。"
    else:
        done = f"已填入 {filled} 处，可在程序中一次撤销。" if filled else "没有可以填入的内容，草稿没有改动。"
    asked = f"另有 {waiting} 处因数据年份不同没有填入，确认可用后加 --confirm-stale。" if waiting else ""
    return f"{done}{asked}"
