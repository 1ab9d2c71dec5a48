"""The sample in memory: its answers, and one paper under every proof that is asked for."""

from __future__ import annotations

from app.declaration.filling import fill
from app.declaration.samples import sample_answers
from app.files import resource
from app.forms.loader import load_pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession

PAPER = {"name": "证明.pdf", "sha256": "0" * 64, "size": 1, "pages": 1, "proves": "证明"}


def sample_session(pack_id: str) -> FormSession:
    """A session with the sample of one of the packs that come with the program."""
    pack = load_pack(resource("forms", f"{pack_id}.yaml"))
    session = FormSession(pack)
    fill(session, {"pack": pack.id, "answers": sample_answers(pack.id)})
    for section in pack.sections:
        for item in section.evidence_items:
            session.insert_rows(FieldPath(section.id, item), 0, [PAPER])
    return session


def printed_rows(session: FormSession, name: str) -> list[dict[str, str]]:
    """The rows of a list as printed."""
    path = FieldPath.parse(name)
    columns = session.pack.section[path.section].column_names(path.field)
    return [{column: session.printed(path.at(row, column)) for column in columns} for row in session.answers.rows(path)]
