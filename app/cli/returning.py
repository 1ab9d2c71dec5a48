"""The commands for files that go out to be filled and come back: Word files, and lists as tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.cli.printing import print_json
from app.cli.reading import opened
from app.errors import UsageError
from app.files import shown
from app.forms.paths import FieldPath

if TYPE_CHECKING:
    from app.declaration.returning.plan import ReturnPlan

DONE, BLOCKING = 0, 1


def import_docx(options: argparse.Namespace) -> int:
    """Show what the file brings, and take it in unless only the plan is wanted or a conflict is undecided."""
    from app.declaration.returning.commented import take_notes
    from app.declaration.returning.planning import plan_returning  # loaded when a file is read
    from app.declaration.returning.report import return_json, return_lines
    from app.declaration.returning.taking import take_returned

    if options.ours and options.theirs:
        raise UsageError("--ours 和 --theirs 只能选一个，什么都没有改动。", "请去掉其中一个。")
    with opened(options, read_only=options.plan) as declaration:
        session = declaration.session
        plan = plan_returning(declaration, options.file)
        lines = list(return_lines(session, plan))
        undecided = len(plan.of("conflict")) if not (options.ours or options.theirs) else 0
        taken, remarked = None, 0
        if not options.plan and not undecided:
            taken = take_returned(declaration, plan, conflicts=options.theirs)
            remarked = take_notes(declaration, plan) if options.remarks else 0
            declaration.flush()
        document = return_json(session, plan, applied=None if options.plan else taken is not None)
        if options.remarks and taken is not None:
            document["remarks"] = remarked
    if options.json:
        print_json(document)
    else:
        for line in lines:
            print(line)
        print(_outcome(plan, taken, undecided))
        if told := _of_notes(plan, taken, remarked, asked=options.remarks):
            print(told)
    if options.json and undecided and not options.plan:
        print(_outcome(plan, taken, undecided), file=sys.stderr)
    return BLOCKING if undecided and not options.plan else DONE


def import_list(options: argparse.Namespace) -> int:
    """Show what a workbook or CSV brings into a list, and take it in unless only the plan is wanted."""
    from app.declaration.importing import plan as planning  # loaded when a file is read
    from app.declaration.importing import report, taking

    path = _list_path(options.list)
    with opened(options, read_only=options.plan) as declaration:
        plan = planning.plan_import(declaration, path, options.file)
        plan = planning.sheet_named(plan, options.sheet) if options.sheet else plan
        plan = planning.chosen_columns(plan, _columns(options.column))
        plan = replace(plan, replacing=options.replace)
        reading = plan.reading()
        lines = [report.summary(declaration.session, plan, reading), *report.matches_words(plan)]
        taken = 0
        if not options.plan:
            taken = taking.take_import(declaration, plan, reading)
            declaration.flush()
    if options.json:
        print_json(report.import_json(plan, reading, applied=None if options.plan else True))
    else:
        for line in (*lines, *report.remarks(plan, reading)):
            print(line)
        done = f"已导入 {taken:,} 行，可在程序中一次撤销。"
        print("以上是计划，草稿没有改动；去掉 --plan 就照此导入。" if options.plan else done)
    return BLOCKING if reading.faults else DONE


def export_list(options: argparse.Namespace) -> int:
    """Write a list as a workbook to work on, or its headings for a colleague to fill in."""
    from app.declaration.importing.plan import list_at
    from app.declaration.importing.sheets import save_list

    path = _list_path(options.list)
    with opened(options, read_only=True) as declaration:
        list_at(declaration.session, path)
        save_list(declaration.session, path, options.target, empty=options.empty)
    print(f"已生成：{options.target}")
    return DONE


def _list_path(text: str) -> FieldPath:
    try:
        return FieldPath.parse(text)
    except ValueError as failure:
        raise UsageError(f"“{shown(text)}”不是清单的位置，草稿未改动。", "写法如 equipment_list.rows。") from failure


def _columns(pairs: Sequence[str]) -> dict[str, str]:
    """Columns of the file by their headings: which column of the list each is."""
    if any("=" not in pair for pair in pairs):
        raise UsageError("--column 的写法不对，草稿未改动。", "写法如 --column 台数=数量；不导入的列，等号后面空着。")
    return {heading.strip(): name.strip() for heading, _, name in (pair.partition("=") for pair in pairs)}


def _of_notes(plan: ReturnPlan, taken: int | None, remarked: int, *, asked: bool) -> str:
    """What became of the comments in the file."""
    fresh = sum(bool(one.path) and not one.known for one in plan.comments)
    if asked and taken is not None:
        return f"{remarked} 条批注已加为草稿的批注。" if remarked else "没有要加的批注。"
    return f"有 {fresh} 条批注没有加进草稿；加 --remarks 可以一起加。" if fresh else ""


def _outcome(plan: ReturnPlan, taken: int | None, undecided: int) -> str:
    if taken is not None:
        return f"已读回 {taken} 处，可在程序中一次撤销。" if taken else "没有需要读回的内容，草稿没有改动。"
    if undecided:
        choice = "加 --theirs 用 Word 的，加 --ours 保留草稿的"
        return f"有 {undecided} 处两边都改过、内容不同，草稿没有改动；{choice}，或在程序的窗口中逐处选择。"
    if not plan.differences:
        return "文件与草稿没有不同。"
    return "以上是计划，草稿没有改动；去掉 --plan 就照此读回。"
