"""What is told to other programs: packs, answers and findings as JSON documents with stable paths."""

from __future__ import annotations

from app.declaration.declaration import Declaration
from app.forms.answers.serial import answers_to_json, computed_to_json
from app.forms.attachments import Attachment, attachments
from app.forms.checks.checklist import Checklist
from app.forms.checks.problems import Problem
from app.forms.pack.pack import Pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Json


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
        evidence[str(item)] = [
            {"name": one.name, "sha256": one.sha256, "size": one.size, "pages": one.pages, "proves": one.proves}
            for one in attached
        ]
    pack, answers = declaration.pack, declaration.session.answers
    document: dict[str, Json] = {"pack": pack.id, "answers": answers_to_json(pack, answers), "evidence": evidence}
    computed: dict[str, Json] = computed_to_json(pack, answers)
    return document | ({"computed": computed} if computed else {})


def check_json(session: FormSession, checklist: Checklist) -> Json:
    """The 齐备检查: whether it is complete, every problem, and the check list of attachments."""
    problems: list[Json] = [_problem_json(session, problem) for problem in checklist.problems]
    proofs: list[Json] = [_attachment_json(one) for one in attachments(session).items]
    by_hand: list[Json] = list(checklist.by_hand)
    return {"complete": checklist.complete, "problems": problems, "attachments": proofs, "by_hand": by_hand}


def _attachment_json(one: Attachment) -> Json:
    return {
        "path": str(one.path),
        "section": one.section.id,
        "title": one.item.title,
        "state": one.state.value,
        "files": len(one.files),
        "pages": one.pages,
        "proves": list(one.proves),
    }


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
    if not path.row:
        return str(path)
    return str(path.whole.at(str(session.row_number(path) - 1), path.column))


def problem_words(session: FormSession, problem: Problem) -> str:
    """The finding with the row it is in, where it is in a list and does not say so itself."""
    if not problem.path.row or problem.names_row:
        return problem.message
    table = session.field(problem.path.whole).label
    return f"{table}第 {session.row_number(problem.path)} 行：{problem.message}"
