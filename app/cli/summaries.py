"""The commands of the 汇总表: an applicant's entry, and the authority's table from drafts and entries."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.printing import print_json
from app.cli.reading import opened, opened_among, passphrases
from app.cli.text_file import read_text
from app.declaration.summary import sheet as sums
from app.declaration.summary.entry import SummaryEntry, entry_of, is_entry, load_entry, save_entry
from app.forms.values import Json

DONE, BLOCKING = 0, 1


def summary_entry(options: argparse.Namespace) -> int:
    """Write the small file from which an authority can make its table without the draft."""
    with opened(options, read_only=True) as declaration:
        entry = entry_of(declaration.session, options.draft.name)
    save_entry(entry, options.target)
    print(f"已生成汇总条目：{options.target}")
    if not entry.complete:
        print(f"注意：申报书尚不齐备，还有 {entry.blocking} 处必须处理的问题，条目中已注明。")
    return DONE if entry.complete else BLOCKING


def summary(options: argparse.Namespace) -> int:
    """Write the 汇总表 of many drafts and entries; nothing is written when one of them cannot be read."""
    sums.format_of(options.target)
    lines = read_text(options.lines).splitlines() if options.lines else []
    known = passphrases(options)
    entries = [_entry(source, known) for source in options.sources]
    report = sums.make_summary(entries, options.target, lines)
    if options.json:
        print_json(_report_json(report))
    else:
        _print(report)
    return DONE if report.complete else BLOCKING


def _entry(source: Path, known: list[str]) -> SummaryEntry:
    if is_entry(source):
        return load_entry(source)
    with opened_among(source, known, unmade="汇总表没有生成。") as declaration:
        return entry_of(declaration.session, source.name)


def _print(report: sums.SummaryReport) -> None:
    print(f"已生成：{report.file}（{report.rows} 行）")
    for remark in report.remarks:
        print(f"{'必须处理' if remark.severity == 'blocking' else '提示'}：{remark.message}")


def _report_json(report: sums.SummaryReport) -> Json:
    problems: list[Json] = [{"severity": one.severity, "message": one.message} for one in report.remarks]
    return {"file": str(report.file), "rows": report.rows, "complete": report.complete, "problems": problems}
