"""What the commands print: sentences for people, one JSON document for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.declaration import reports
from app.forms.session import FormSession
from app.forms.values import Json

if TYPE_CHECKING:
    from app.declaration.exporting import ExportReport


def print_json(document: Json) -> None:
    """Print one JSON document."""
    print(json.dumps(document, ensure_ascii=False, indent=1))


def print_checklist(session: FormSession) -> None:
    """Print every page with its mark and its findings."""
    checklist = session.checklist()
    for status in checklist.statuses:
        print(f"【{status.mark.value}】{status.section.name}")
        for problem in status.problems:
            kind = "必须处理" if problem.severity == "blocking" else "提示"
            clause = f"（{problem.clause}）" if problem.clause else ""
            print(f"  {kind}：{reports.problem_words(session, problem)}{clause}")
    print("请人工核对：" + "；".join(checklist.by_hand))
    print("结论：内容齐备。" if checklist.complete else "结论：尚不齐备。")


def print_report(report: ExportReport, *, as_json: bool) -> None:
    """Print what an export wrote."""
    if as_json:
        files: list[Json] = [str(file) for file in report.files]
        print_json({"files": files, "pages": report.pages, "notes": list(report.notes)})
        return
    for file in report.files:
        print(f"已生成：{file}")
    print(f"共 {report.pages} 页。")
    for note in report.notes:
        print(f"字体：{note}")
