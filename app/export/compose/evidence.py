"""What is attached to a page as evidence, told on the page: what it proves, and on which page of the book it stands."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from app.evidence.index import Claim, Index
from app.export.document import Inline, PageRef, Paragraph, Text
from app.forms.attachments import proved_words
from app.forms.pack.proofs import EvidenceItem
from app.forms.pack.section import Section
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.wording import one_line

UNBOUND = Index(())
"""The index of a book that holds no proofs."""


def index_of(session: FormSession, bound: Container[str]) -> Index:
    """The index of everything attached to the declaration of which the bytes are `bound`."""
    return Index.of((claim for section in session.pack.sections for claim in _claims(session, section)), bound)


def evidence_lines(
    session: FormSession, section: Section, items: Iterable[EvidenceItem], index: Index = UNBOUND
) -> Iterator[Paragraph]:
    """For each of `items` that has files: its title and a line for each file."""
    for item in items:
        claims = claims_of(session, section, item)
        if claims:
            yield Paragraph((Text(f"{item.title}："),), "body", leads=True)
        for claim in claims:
            yield Paragraph((Text(f"（{claim.place}）"), *_said(session, claim, index)), "body")


def further_items(section: Section) -> list[EvidenceItem]:
    """The proofs that stand at the end of the page: those of an indicator stand with it."""
    told = {indicator.proof_id for indicator in section.indicators}
    return [item for name, item in section.evidence_items.items() if name not in told]


def claims_of(session: FormSession, section: Section, item: EvidenceItem) -> list[Claim]:
    """The files attached to one evidence item, in order; none where it is not asked."""
    path = FieldPath(section.id, item.id)
    rows = session.answers.rows(path) if session.asked(path) else []
    return [_claim(session, path, row, place) for place, row in enumerate(rows, 1)]


def claimed(claim: Claim) -> str:
    """What the file is said to prove, without a full stop at its end."""
    return claim.proves.rstrip("。；;. ")


def stem(name: str) -> str:
    """A file's name without its ending."""
    return name.rpartition(".")[0] or name


def _claims(session: FormSession, section: Section) -> Iterator[Claim]:
    for item in section.evidence_items.values():
        yield from claims_of(session, section, item)


def _claim(session: FormSession, path: FieldPath, row: str, place: int) -> Claim:
    def cell(column: str) -> str:
        return one_line(session.text(path.at(row, column)))

    proves = proved_words(session, path.at(row), cell("proves"))
    return Claim(path.section, path.field, place, cell("sha256"), cell("name"), proves)


def _said(session: FormSession, claim: Claim, index: Index) -> tuple[Inline, ...]:
    """What the file proves and its page in the book; its name and number of pages when it is not bound."""
    entry = index.entry(claim.sha256)
    if entry is not None:
        words = Text(f"{claimed(claim) or stem(claim.name)}：证明材料见第 ")
        return words, PageRef(entry.anchor), Text(" 页。")
    path = FieldPath(claim.section, claim.item)
    pages = session.text(path.at(session.answers.rows(path)[claim.place - 1], "pages"))
    proves = f"{claim.proves}，" if claim.proves else ""
    return (Text(f"{proves}共{pages}页（{claim.name}）"),)
