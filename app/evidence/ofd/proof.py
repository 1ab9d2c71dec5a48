"""OFD proofs: measured, and drawn onto the pages of a PDF of our own; runs in the child process."""

from __future__ import annotations

import pikepdf

from app.evidence.kinds import refused
from app.evidence.ofd.canvas import Canvas, Press
from app.evidence.ofd.document import Document, documents
from app.evidence.ofd.package import AS_PDF, package_of
from app.evidence.ofd.pages import Page
from app.evidence.ofd.seals.signatures import Signature, signatures, told
from app.evidence.ofd.seals.stamping import stamp
from app.evidence.ofd.studio import Studio
from app.evidence.ofd.values import Bounds, TooMuch
from app.evidence.pictures.streams import saved
from app.evidence.prepared import MAX_PAGES, Examined, Prepared, ReadOptions, Sheet

_MOST_NOTES = 20


def examine(name: str, data: bytes, options: ReadOptions) -> Examined:
    """Its pages and what the book does not carry; all of it is drawn, so that what cannot be is refused now."""
    return prepare(name, data, options).examined


def prepare(name: str, data: bytes, _options: ReadOptions) -> Prepared:
    """The pages as a reader shows them, seals among them; the same for the same bytes.  EvidenceRefused if not."""
    return _prepared(name, data, MAX_PAGES)


def first_page(name: str, data: bytes) -> bytes:
    """A PDF of the first page.  EvidenceRefused if not."""
    return _prepared(name, data, 1).pdf


def _prepared(name: str, data: bytes, most: int) -> Prepared:
    """The first `most` pages."""
    try:
        with package_of(name, data) as package, pikepdf.new() as pdf:
            found = documents(package)
            if sum(len(document.pages) for document in found) > MAX_PAGES:
                raise refused(name, f"OFD 超过 {MAX_PAGES} 页", "请拆分成几个文件后加入。")
            studio = Studio(Press(pdf, Bounds()))
            signed = [signatures(document) for document in found]
            sheets, notes = _drawn(found, signed, studio, most)
            studio.fonts.finish()
            removed = (*_attached(found), *_signatures(signed), *studio.findings.removed())
            return Prepared("ofd", sheets, saved(pdf), removed=removed, notes=notes, signed=any(signed))
    except (TooMuch, RecursionError) as failure:
        raise refused(name, "OFD 里的文字、图形或图片过多", AS_PDF) from failure


def _drawn(
    found: list[Document], signed: list[list[Signature]], studio: Studio, most: int
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The pages of all documents, one behind the other; and what is to be known of their seals and fonts."""
    sheets: list[Sheet] = []
    notes: list[str] = []
    for document, own in zip(found, signed, strict=True):
        _look(document, own, studio)
        notes += [told(document, one, len(sheets), len(own) > 1) for one in own]
        for number in range(min(len(document.pages), most - len(sheets))):
            sheets.append(_page(Page(document, number), own, studio))
    notes += studio.wardrobe.unlike.values()
    return tuple(sheets), tuple(dict.fromkeys(notes))[:_MOST_NOTES]


def _look(document: Document, signed: list[Signature], studio: Studio) -> None:
    """Note what a document does and what it lacks, before its pages are drawn."""
    studio.findings.note_acts(document.root)
    for what in document.lost:
        studio.findings.lose(f"读不出的{what}")
    pages = {page for page, _ in document.pages}
    for one in signed:
        for spot in one.stamps:
            if spot.page not in pages:
                studio.findings.lose("不知在哪一页的电子印章")


def _page(page: Page, signed: list[Signature], studio: Studio) -> Sheet:
    """One page with its seals, added to the PDF."""
    canvas, size = Canvas(studio.press), (page.sheet.width, page.sheet.height)
    page.draw(canvas, studio, page.base, size)
    for one in signed:
        for spot in one.stamps:
            if spot.page == page.id and not (one.seal and stamp(canvas, studio, one.seal, spot, page.base, size)):
                studio.findings.lose("读不出图案的电子印章")
    canvas.as_page(*size)
    return page.sheet


def _attached(found: list[Document]) -> list[str]:
    attached = sum(document.attached for document in found)
    return [f"附件 {attached} 个"] if attached else []


def _signatures(signed: list[list[Signature]]) -> list[str]:
    """What a print loses of signatures: that they can be verified."""
    seen = {bool(one.stamps and one.seal) for own in signed for one in own}
    words = {True: "数字签名（印章图案仍印出）", False: "数字签名（原件上没有可见的图案）"}
    return [words[kind] for kind in sorted(seen, reverse=True)]
