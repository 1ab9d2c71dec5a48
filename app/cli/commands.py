"""Each command: what it does with its arguments, and its exit status."""

from __future__ import annotations

import argparse
import json
import sys

from app.cli.json_file import read_json
from app.cli.printing import print_checklist, print_json, print_report
from app.cli.reading import new_passphrase, opened, passphrase_of, pdf_password_of, require_draft, warn_of_weak
from app.declaration import packs as shelf
from app.declaration import reports
from app.declaration.attachments import find_item
from app.declaration.declaration import Declaration
from app.declaration.filling import fill as fill_session
from app.declaration.remarks.remarks import remarks
from app.declaration.remarks.telling import open_words
from app.declaration.rescuing.rescue import rescue
from app.declaration.taking import attach_all, conversion
from app.errors import AppError, EvidenceConvertible, EvidenceLocked, EvidenceRefused, UsageError
from app.files import shown
from app.forms.pack.pack import Pack
from app.forms.session import FormSession

DONE, BLOCKING, REFUSED = 0, 1, 2


def packs(options: argparse.Namespace) -> int:
    """List the packs at hand; a file that cannot be used is told on standard error."""
    found = shelf.available_packs()
    usable = [pack for pack in found if isinstance(pack, Pack)]
    if options.json:
        print_json({"packs": [reports.pack_json(pack) for pack in usable]})
    else:
        for pack in usable:
            print(f"{pack.id}　{pack.title}（{pack.notice.number or pack.notice.issuer}）")
    for unusable in found:
        if isinstance(unusable, shelf.UnusablePack):
            print(unusable.reason, file=sys.stderr)
    return DONE


def new(options: argparse.Namespace) -> int:
    """Make an empty draft."""
    pack = shelf.find_pack(options.pack)
    passphrase = new_passphrase(options)
    with Declaration.create(pack, options.draft, passphrase):
        print(f"已新建草稿：{options.draft}（{pack.title}）。密码忘记后无法找回，请妥善保管。")
    warn_of_weak(passphrase)
    return DONE


def answers(options: argparse.Namespace) -> int:
    """List every answer of a draft, or give the JSON that `fill` takes."""
    with opened(options, read_only=True) as declaration:
        document = reports.answers_json(declaration)
        schema = reports.schema_json(declaration)
    if options.schema and not options.json:
        raise UsageError("--schema 要和 --json 一起用，什么都没有改动。", "写成 answers 草稿 --json --schema。")
    if options.json:
        assert isinstance(document, dict)
        document = {**document, "schema": schema} if options.schema else document
        print_json(document)
        return DONE
    assert isinstance(document, dict)
    answers, computed = document["answers"], document.get("computed", {})
    assert isinstance(answers, dict)
    assert isinstance(computed, dict)
    for path, value in (answers | computed).items():
        words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        print(f"{path}　{'' if value is None else words}")
    return DONE


def fill(options: argparse.Namespace) -> int:
    """Set answers from a JSON file; nothing is set when one of them is refused."""
    document = read_json(options.file)
    with opened(options) as declaration:
        changed = fill_session(declaration.session, document)
        declaration.flush()
    print(f"已填入 {changed} 处。" if changed else "内容与草稿相同，没有改动。")
    return DONE


def attach(options: argparse.Namespace) -> int:
    """Add evidence files to one item."""
    with opened(options) as declaration:
        item = find_item(declaration.pack, options.item)
        password, files, layout = pdf_password_of(options), options.files, options.long.replace("cut", "")
        wishes = (options.proves, password, options.row, layout)
        try:
            rows, missed = attach_all(declaration, item, files, *wishes, converting=options.convert)
        except (EvidenceConvertible, EvidenceLocked) as failure:
            raise AppError(_refusal(failure)) from failure
        declaration.flush()
        print(f"已给“{declaration.session.field(item).label}”加入 {len(rows)} 份材料。")
        for file in declaration.evidence(item):
            if file.row in rows and file.told:
                print(f"  {file.name}：{file.told}")
        for one in missed:
            print(f"  {_refusal(one)}", file=sys.stderr)
    return BLOCKING if missed else DONE


def _refusal(failure: EvidenceRefused) -> str:
    """Why a file was refused, and what else the command can do: take a password, or make a PDF of it here."""
    if isinstance(failure, EvidenceLocked):
        how = "请把密码写在文本文件的第一行，用 --pdf-password-file 指明；或另存为无密码的 PDF 后重试。"
        return f"{failure.message}{how}"
    by = conversion() if isinstance(failure, EvidenceConvertible) else None
    return f"{failure}也可以加上 --convert，由本机的 {by.word} 转换成 PDF 后加入。" if by is not None else str(failure)


def check(options: argparse.Namespace) -> int:
    """齐备检查: what is missing, what is wrong, what people must look at."""
    with opened(options, read_only=True) as declaration:
        session = declaration.session
        checklist = session.checklist()
        if options.json:
            waiting = len(remarks(declaration).open)
            document = reports.check_json(session, checklist)
            assert isinstance(document, dict)
            print_json(document | ({"open_remarks": waiting} if waiting else {}))
        else:
            print_checklist(session)
            if words := reports.kept_words(declaration):
                print(f"注意：{words}")
            if words := open_words(declaration):
                print(f"注意：{words}")
    return DONE if checklist.complete else BLOCKING


def export(options: argparse.Namespace) -> int:
    """Write the book, or the empty form, of a draft; or chosen pages for somebody without the program."""
    if options.sections is not None:
        return _export_sections(options)
    from app.declaration.export.exporting import export_book  # the writers are loaded when something is written

    with opened(options, read_only=True) as declaration:
        report = export_book(
            declaration,
            options.out,
            _formats(options),
            blank=options.blank,
            submission_sheet=not options.no_submission_sheet,
            score_sheet=options.self_score_sheet,
            companions=not options.no_companions,
            reduce_pictures=options.reduce_pictures,
            stand_in=True,
        )
        complete = options.blank or declaration.session.checklist().complete
    print_report(report, as_json=options.json)
    if report.missing:
        names = "、".join(f"“{name}”" for name in report.missing)
        print(f"注意：证明材料{names}没有编入，书中该处是一页说明；更换或移除后请重新导出。", file=sys.stderr)
    if not complete:
        print("注意：齐备检查尚有必须处理的问题，运行 qibei check 查看。", file=sys.stderr)
    return DONE if complete and not report.missing else BLOCKING


def _export_sections(options: argparse.Namespace) -> int:
    """Write chosen pages as a Word file to be filled and sent back."""
    from app.declaration.returning.sending import send_sections  # as in `export`

    if _formats(options) != ["docx"] or options.blank:
        raise UsageError(
            "--sections 要和 --format docx 一起用，没有生成文件。", "写成 --format docx --sections 页,页。"
        )
    with opened(options, read_only=True) as declaration:
        sent = send_sections(declaration, options.out, options.sections.split(","))
    if options.json:
        print_json({"files": [str(sent.file)], "notes": list(sent.notes)})
        return DONE
    print(f"已生成：{sent.file}")
    for note in sent.notes:
        print(note)
    return DONE


def blank(options: argparse.Namespace) -> int:
    """Write the empty form of a pack."""
    from app.declaration.export.exporting import export_book  # as in `export`

    session = FormSession(shelf.find_pack(options.pack))
    print_report(export_book(session, options.out, _formats(options), blank=True), as_json=options.json)
    return DONE


def salvage(options: argparse.Namespace) -> int:
    """Write what is whole in a damaged draft to a new one; 1 when something is lost, old or doubtful."""
    require_draft(options.old, "什么都没有改动。")
    said = rescue(options.old, options.draft, passphrase_of(options), options.pack)
    whole = "" if said else "内容完好。"
    print(f"已另存为：{shown(str(options.draft))}（密码不变，修改历史从头开始）。{whole}")
    for words in said:
        print(words)
    return BLOCKING if said else DONE


def sample(options: argparse.Namespace) -> int:
    """Make a filled draft, with evidence, to try the program with."""
    from app.declaration.samples.sample import make_sample, require_sample

    pack = shelf.find_pack(options.pack)
    require_sample(pack)
    make_sample(pack, options.draft, new_passphrase(options))
    print(f"已生成样例草稿：{options.draft}")
    return DONE


def _formats(options: argparse.Namespace) -> list[str]:
    return [name.strip().lower() for name in options.format.split(",") if name.strip()]
