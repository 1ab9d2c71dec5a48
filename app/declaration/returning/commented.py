"""The comments in the margin of a file that came back, and how they become remarks of the draft."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from app.declaration.declaration import Declaration
from app.declaration.remarks.making import remark
from app.declaration.remarks.remarks import NAME_LIMIT, TEXT_LIMIT, remarks
from app.declaration.returning.plan import Note, ReturnPlan
from app.declaration.returning.reading import Returned, field_of
from app.export.returned.keys import Keys, path_of
from app.forms.session import FormSession
from app.forms.wording import clean

UNSIGNED = "没有署名"
QUOTED = 60
"""Letters of what a comment is about that stand in a remark on a whole page."""


def notes_in_margin(declaration: Declaration, returned: Returned) -> tuple[Note, ...]:
    """Every comment that says something, with its place in the form."""
    keys = Keys(returned.record.keys, returned.filled.body)
    made = {(one.path, one.text, one.by) for one in remarks(declaration).found}

    def found() -> Iterator[Note]:
        for one in returned.filled.comments:
            if clean(one.text).strip():
                place = _place(declaration.session, keys.around(one.around), keys.around(one.near))
                note = Note(one.by, one.text, one.about, place)
                known = all((place, words, _author(note)) in made for words in _words(note))
                yield Note(one.by, one.text, one.about, place, known)

    return tuple(found())


def take_notes(declaration: Declaration, plan: ReturnPlan, chosen: Collection[int] | None = None) -> int:
    """Remark in the draft what was remarked in the file, of `chosen` places in the plan or all; how many.

    What the draft has already, and what stands at no page, is left.  DraftError when the draft can only be read.
    """
    taken = [
        note
        for place, note in enumerate(plan.comments)
        if (chosen is None or place in chosen) and note.path and not note.known
    ]
    for note in taken:
        for words in _words(note):
            remark(declaration, note.path, words, by=_author(note))
    return len(taken)


def _place(session: FormSession, around: str, near: str) -> str:
    """The blank, or the page next to it; "" where the form has neither."""
    path = path_of(around)
    if path and field_of(session, path) is not None:
        return path
    page = (path or path_of(near)).partition(".")[0]
    return page if page in session.pack.section else ""


def _author(note: Note) -> str:
    return (clean(note.by).strip() or UNSIGNED)[:NAME_LIMIT]


def _words(note: Note) -> list[str]:
    """The remark, in several where it is longer than one may be; on a page with what it is about."""
    about = " ".join(clean(note.about).split())
    quoted = f"“{about[:QUOTED]}{'…' if len(about) > QUOTED else ''}”：" if about and "." not in note.path else ""
    text = quoted + clean(note.text).strip()
    return [text[start : start + TEXT_LIMIT].strip() for start in range(0, len(text), TEXT_LIMIT)]
