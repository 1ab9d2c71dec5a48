"""What the commands print: sentences for people, one JSON document for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.cli.streams import escaped
from app.forms.attachments import Attachments, State, attachments
from app.forms.checks.findings import line_words, lines_of
from app.forms.session import FormSession
from app.forms.values import Json

if TYPE_CHECKING:
    from app.declaration.export.exporting import ExportReport


def print_json(document: Json) -> None:
    """Print one JSON document."""
    print(escaped(json.dumps(document, ensure_ascii=False, indent=1)))


def print_checklist(session: FormSession) -> None:
    """Print every page with its mark and its findings, then the check list of attachments."""
    checklist = session.checklist()
    for status in checklist.statuses:
        print(f"【{status.mark.value}】{status.section.name}")
        for line in lines_of(status.problems):
            kind = "必须处理" if line.first.severity == "blocking" else "提示"
            clause = f"（{line.first.clause}）" if line.first.clause else ""
            print(f"  {kind}：{line_words(session.pack, session.answers, line)}{clause}")
    _print_attachments(attachments(session))
    print("请人工核对：" + "；".join(checklist.by_hand))
    print("结论：内容齐备。" if checklist.complete else "结论：尚不齐备。")


def _print_attachments(every: Attachments) -> None:
    """Print each proof with its state, its files, and the clause that demands what is not there."""
    if not every.items:
        return
    print(f"附件清单：{every.summary}")
    for section, own in every.sections():
        print(f"  {section.name}（{own.summary}）")
        for one in own.items:
            owed = f"（{one.clause}）" if one.clause and one.state in (State.MISSING, State.ADVISED) else ""
            print(f"    【{one.left_out or one.state.value}】{one.item.title}{owed}")
            for number, file in enumerate(one.files, 1):
                pages = f"，{file.pages} 页" if file.pages else ""
                print(f"      （{number}）{file.name}{pages}：{file.proves or '没有写明证明什么'}")
                if file.notes:
                    print(f"          {file.notes}")


def print_report(report: ExportReport, *, as_json: bool) -> None:
    """Print what an export wrote."""
    if as_json:
        print_json(_report_json(report))
        return
    for file in report.files:
        print(f"已生成：{file}")
    volumes = f"，分 {report.volumes} 册" if report.volumes > 1 else ""
    print(f"共 {report.pages} 页{volumes}，每份 {report.sheets} 张纸。")
    for note in report.notes:
        print(note)
    for difference in report.differences:
        print(f"Word 与 PDF 的不同：{difference}")


def _report_json(report: ExportReport) -> Json:
    said: dict[str, Json] = {
        "files": [str(file) for file in report.files],
        "pages": report.pages,
        "volumes": report.volumes,
        "sheets": report.sheets,
        "notes": list(report.notes),
        "differences": list(report.differences),
    }
    return said | ({"missing": list(report.missing)} if report.missing else {})
