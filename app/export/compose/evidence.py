"""What is attached to a page as evidence, told in the book: name, pages, and what it proves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.export.document import Paragraph, Text
from app.forms.paths import FieldPath
from app.forms.section import EVIDENCE_COLUMNS, EvidenceItem, Section
from app.forms.session import FormSession


def evidence_lines(session: FormSession, section: Section, items: Iterable[EvidenceItem]) -> Iterator[Paragraph]:
    """For each of `items` that has files: its title and a line for each file."""
    for item in items:
        path = FieldPath(section.id, item.id)
        rows = session.answers.rows(path) if session.asked(path) else []
        if rows:
            yield Paragraph((Text(f"{item.title}："),), "body", leads=True)
        for number, row in enumerate(rows, 1):
            yield Paragraph((Text(f"（{number}）{_attached_words(session, path, row)}"),), "body")


def further_items(section: Section) -> list[EvidenceItem]:
    """The proofs that stand at the end of the page: those of an indicator stand with it."""
    told = {indicator.proof_id for indicator in section.indicators}
    return [item for name, item in section.evidence_items.items() if name not in told]


def _attached_words(session: FormSession, path: FieldPath, row: str) -> str:
    cells = {name: session.text(path.at(row, name)) for name in EVIDENCE_COLUMNS}
    proves = f"{cells['proves']}，" if cells["proves"] else ""
    return f"{proves}共{cells['pages']}页（{cells['name']}）"
