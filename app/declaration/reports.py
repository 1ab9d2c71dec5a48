"""What is told to other programs: packs, answers and findings as JSON documents with stable paths."""

from __future__ import annotations

from app.declaration.attachments import Attached
from app.declaration.declaration import Declaration
from app.forms.answers.proved_rows import rows_proved
from app.forms.answers.serial import answers_to_json, computed_to_json
from app.forms.attachments import Attachment, attachments
from app.forms.checks.checklist import Checklist
from app.forms.checks.findings import place_words
from app.forms.checks.problems import Problem
from app.forms.moments import moment
from app.forms.pack.fields import Field
from app.forms.pack.pack import Pack
from app.forms.pack.section import Section
from app.forms.paths import ENTRIES, FieldPath, entry_of
from app.forms.session import FormSession
from app.forms.values import Json
from app.forms.wording import some_of


def pack_json(pack: Pack) -> Json:
    """One pack: how many pages it has, and how many blanks."""
    fields = sum(field.type != "evidence" for section in pack.sections for field in section.asked.values())
    return {
        "id": pack.id,
        "title": pack.title,
        "notice": pack.notice.number or pack.notice.name,
        "sections": len(pack.sections),
        "fields": fields,
    }


def answers_json(declaration: Declaration) -> Json:
    """Every answer, what is attached to each evidence item, and, apart from what can be filled in, what is computed."""
    evidence: dict[str, Json] = {}
    for item in declaration.evidence_items():
        attached = declaration.evidence(item)
        evidence[str(item)] = [_file_json(declaration.session, item, one) for one in attached]
    pack, answers = declaration.pack, declaration.session.answers
    document: dict[str, Json] = {"pack": pack.id, "answers": answers_to_json(pack, answers), "evidence": evidence}
    computed: dict[str, Json] = computed_to_json(pack, answers)
    return document | ({"computed": computed} if computed else {})


def _file_json(session: FormSession, item: FieldPath, one: Attached) -> Json:
    """One attached file; where each row of a list needs one, the rows it is for, by their place from 0."""
    said: dict[str, Json] = {"name": one.name, "sha256": one.sha256, "size": one.size, "pages": one.pages}
    said["proves"] = one.proves
    said |= {name: words for name, words in (("removed", one.removed), ("notes", one.notes)) if words}
    each = session.pack.section[item.section].evidence_items[item.field].each
    if each is not None:
        rows = rows_proved(session.answers, item.at(one.row), FieldPath(item.section, each))
        said["rows"] = [session.answers.place(row) for row in rows]
    return said


def schema_json(declaration: Declaration) -> Json:
    """What is asked at each path of `answers_json`: label, type, unit, options, star, clause; of lists by column.

    Of a repeated page it is what is asked of each entry, at its list `entries`.
    """
    pack = declaration.session.folded
    asked: dict[str, Json] = {}
    for section in pack.sections:
        blanks = _blanks_json(pack, section)
        if section.repeat is None:
            asked |= {f"{section.id}.{name}": said for name, said in blanks.items()}
        else:
            entries = blanks.pop(ENTRIES)
            assert isinstance(entries, dict)
            asked[f"{section.id}.{ENTRIES}"] = {**entries, "columns": blanks}
    return asked


def _blanks_json(pack: Pack, section: Section) -> dict[str, Json]:
    said: dict[str, Json] = {}
    for field in section.asked.values():
        if field.type == "evidence":
            continue
        own = _asked_json(field, pack.clause(section, field))
        if field.id in section.lists:
            own["columns"] = {
                one.id: _asked_json(one.as_field, one.clause) for one in section.lists[field.id].asked_columns
            }
        said[field.id] = own
    return said


def _asked_json(field: Field, clause: str) -> dict[str, Json]:
    options: list[Json] = [option.value for option in field.options]
    shown: dict[str, Json] = {"label": field.label, "type": field.type, "unit": field.unit, "options": options}
    return {**shown, "starred": field.starred, "computed": field.computed is not None, "clause": clause}


def check_json(session: FormSession, checklist: Checklist) -> Json:
    """The 齐备检查: whether it is complete, every problem, and the check list of attachments."""
    problems: list[Json] = [_problem_json(session, problem) for problem in checklist.problems]
    proofs: list[Json] = [_attachment_json(one) for one in attachments(session).items]
    by_hand: list[Json] = list(checklist.by_hand)
    return {"complete": checklist.complete, "problems": problems, "attachments": proofs, "by_hand": by_hand}


def _attachment_json(one: Attachment) -> Json:
    said: dict[str, Json] = {
        "path": str(one.path),
        "section": one.section.id,
        "title": one.item.title,
        "state": one.state.value,
        "files": len(one.files),
        "pages": one.pages,
        "proves": list(one.proves),
    }
    notes: list[Json] = [f"{file.name}：{file.notes}" for file in one.files if file.notes]
    return said | ({"notes": notes} if notes else {})


def _problem_json(session: FormSession, problem: Problem) -> Json:
    return {
        "path": public_path(session, problem.path),
        "section": problem.path.section,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem_words(session, problem),
        "clause": problem.clause,
    }


def public_path(session: FormSession, path: FieldPath) -> str:
    """The path as other programs know it: rows by their place from 0, as in `answers`."""
    row = f"[{session.row_number(path) - 1}]" if path.row else ""
    column = f".{path.column}" if path.column else ""
    entry = entry_of(path.section)
    if entry is None:
        return f"{path.whole}{row}{column}"
    place = session.row_number(entry) - 1
    return f"{entry.whole}[{place}].{path.field}{row}{column}"


def problem_words(session: FormSession, problem: Problem) -> str:
    """The finding with the row it is in, where it is in a list and does not say so itself."""
    return place_words(session.pack, session.answers, problem)


def opening_words(declaration: Declaration) -> str:
    """What whoever opens the draft must know of it: an older file, a program that ended early, kept answers; or ""."""
    words = [older_words(declaration)] if declaration.draft.older_than_seen else []
    if declaration.interrupted is not None:
        at = f"{declaration.interrupted:%Y-%m-%d %H:%M}"
        words.append(f"程序上次没有正常结束；到 {at} 为止填写的内容都已保存在这里，请接着填写。")
    return "".join([*words, kept_words(declaration)])


def older_words(declaration: Declaration) -> str:
    """That this computer saw a later state of the draft: when that was written, and this one, and what to do."""
    draft = declaration.draft
    revision, at = draft.seen_before
    newer = f"上次那份存过 {revision} 次" + (f"，最后存于 {moment(at)}" if at else "")
    return (
        f"这份比您上次在本机打开的旧（{newer}；这份只存过 {draft.info.revision} 次），可能是备份或别人传回的旧文件。"
        "请从“最近打开”里找较新的那份；确实要用这份，也可以接着填写。"
    )


def kept_words(declaration: Declaration) -> str:
    """That answers are kept for which the form has no place, in so far as it does not say that it dropped them."""
    names = [one for one in map(_blank_of, declaration.not_carried) if one not in declaration.session.folded.deleted]
    if not names:
        return ""
    listed = some_of(list(dict.fromkeys(names)))
    return f"草稿里有现在的申报模板没有的内容：{listed}。它们没有删除，但不显示、不打印；模板可能换过，请核对。"


def _blank_of(name: str) -> str:
    """The blank that a stored path belongs to: section.field."""
    return ".".join(name.split(".")[:2])
