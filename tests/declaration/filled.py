"""The sample in memory: its answers, and one paper under every proof that is asked for."""

from __future__ import annotations

from app.declaration.filling import fill
from app.declaration.samples.sample import sample_answers
from app.files import resource
from app.forms.pack.loader import load_pack
from app.forms.paths import FieldPath
from app.forms.session import FormSession


def paper(number: int) -> dict[str, str | int]:
    """The cells of an attached file, another one for each number."""
    return {"name": "证明.pdf", "sha256": f"{number:064x}", "size": 1, "pages": 1, "proves": "证明"}


def sample_session(pack_id: str) -> FormSession:
    """A session with the sample of one of the packs that come with the program."""
    pack = load_pack(resource("forms", f"{pack_id}.yaml"))
    session = FormSession(pack)
    fill(session, {"pack": pack.id, "answers": sample_answers(pack.id)})
    items = [FieldPath(section.id, item) for section in pack.sections for item in section.evidence_items]
    for number, item in enumerate(items):
        session.insert_rows(item, 0, [paper(number)])
    return session


def printed_rows(session: FormSession, name: str) -> list[dict[str, str]]:
    """The rows of a list as printed."""
    path = FieldPath.parse(name)
    columns = session.pack.section[path.section].column_names(path.field)
    return [{column: session.printed(path.at(row, column)) for column in columns} for row in session.answers.rows(path)]
