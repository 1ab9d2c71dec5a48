"""What a Word file says of the draft that it is written from, so that it can be read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.drafts.model import DraftInfo
from app.export.document import Document
from app.export.returned.printed import blanks_of, words_of
from app.export.returned.record import Record, base_digest

_NO_PAGES: Mapping[str, str] = MappingProxyType({})


def record_of(
    info: DraftInfo, document: Document, sections: Sequence[str] = (), pages: Mapping[str, str] = _NO_PAGES
) -> Record:
    """The record of a form with the pages `sections`, or of the book, whose page labels are `pages`."""
    blanks, book = blanks_of(document), not sections
    base = {path: base_digest(info.draft_id, path, "\n".join(texts), book=book) for path, texts in blanks.items()}
    counts = {path: len(texts) for path, texts in blanks.items() if len(texts) > 1}
    state = info.edition, 0 if book else info.revision  # the same answers give the same book
    ids = info.draft_id, info.copy_id, info.pack
    return Record(*ids, *state, tuple(sections), base, words_of(document, pages), counts)
