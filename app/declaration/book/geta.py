"""Characters of a proof's words that no face prints: 〓 stands for each, as in all Chinese typesetting, and it is said.

A blank of the form is another matter: what its owner wrote is never changed, and the book is not made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.declaration import repertoire
from app.evidence.prepared import Grid, Passage, Piece, Prepared, rare, rare_in
from app.export.fonts.coverage import unprintable
from app.export.fonts.faces import Faces
from app.forms.answers.answers import Edit
from app.forms.paths import FieldPath
from app.forms.session import FormSession

GETA = "〓"


def printable(proof: Prepared, faces: Faces) -> Prepared:
    """The proof with 〓 for what `faces` do not hold, told in `removed`; itself where they hold all."""
    lost = unprintable(rare_in(proof.content), faces)
    if not lost:
        return proof
    content = tuple(_translated(piece, _table(lost)) for piece in proof.content)
    words = f"{len(lost)} 个字符（没有字体可印，印作“{GETA}”）"
    return replace(proof, content=content, removed=(*proof.removed, words))


def legible(session: FormSession, faces: Faces) -> FormSession:
    """The session with 〓 in the names of attached files and what they prove; itself where all can be printed."""
    edits = [
        Edit(path, value, value.translate(_table(lost)))
        for path, value in _words(session)
        if (lost := unprintable(rare(value), faces))
    ]
    if not edits:
        return session
    answers = session.answers.copy()
    for edit in edits:
        answers.apply(edit)
    return FormSession(session.folded, answers, read_only=True)


def word_notes(session: FormSession) -> Iterator[str]:
    """Which characters of the names of attached files, and of what they prove, are 〓 in the book."""
    for path, value in _words(session):
        if lost := repertoire.unprintable(value):
            name = session.answers.get(path.at(path.row, "name")) or ""
            what = "文件名" if path.column == "name" else "证明内容"
            yield f"证明材料“{name}”的{what}中的字符“{lost}”没有字体可印，印作“{GETA}”。"


def _words(session: FormSession) -> Iterator[tuple[FieldPath, str]]:
    """What is printed beside each proof: its name, and what it proves."""
    for section in session.pack.section.values():
        for proof in (FieldPath(section.id, item) for item in section.evidence_items):
            for path in (proof.at(row, name) for row in session.answers.rows(proof) for name in ("name", "proves")):
                if isinstance(value := session.answers.get(path), str):
                    yield path, value


def _table(lost: str) -> dict[int, str]:
    return dict.fromkeys(map(ord, lost), GETA)


def _translated(piece: Piece, table: dict[int, str]) -> Piece:
    match piece:
        case Passage():
            return replace(piece, text=piece.text.translate(table))
        case Grid():
            rows = tuple(tuple(cell.translate(table) for cell in row) for row in piece.rows)
            return replace(piece, title=piece.title.translate(table), rows=rows)
    return piece
