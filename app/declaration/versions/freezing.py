"""定稿: fixes a version of the declaration, so that any PDF can later be compared with it page by page."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from app.declaration.book.print import Print
from app.declaration.book.proof_files import proof_files
from app.declaration.book.proofs import prepare_proofs
from app.declaration.book.ready import ReadyProofs
from app.declaration.book.typesetting import typeset
from app.declaration.declaration import Declaration
from app.declaration.saver import user_name
from app.declaration.steps import Cancelled, ExportCancelled, Progress, Steps
from app.declaration.version import Version, next_number
from app.errors import DraftError
from app.evidence.apart.crew import Crew
from app.evidence.prepared import Prepared
from app.export.pdf.reading import SCHEME, read_book


@dataclass(frozen=True, slots=True)
class Frozen:
    """What came of a 定稿: the version, whether it is a new one, and how many problems block stamping."""

    version: Version
    new: bool
    blocking: int


def freeze(
    declaration: Declaration,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    ready: ReadyProofs | None = None,
) -> Frozen:
    """Print the book as an export does, and keep in the draft what is visible on each page.

    Where the latest version is the same in content and on every page, no new one is made.  A declaration that is
    not complete is fixed all the same.  What is `ready` of its proofs is not made again.  DraftError when the draft
    can only be read; ExportError as in export.
    """
    if declaration.read_only:
        raise DraftError(f"草稿“{declaration.path.name}”是以只读方式打开的，没有定稿。", "请重新打开后再定稿。")
    try:
        return _frozen(declaration, Steps(progress, cancelled), ready)
    except ExportCancelled as stop:
        raise ExportCancelled("已停止定稿，没有记录新的版本。", "填写内容没有变化，可以随时重新定稿。") from stop


def _frozen(declaration: Declaration, step: Steps, ready: ReadyProofs | None) -> Frozen:
    known = declaration.versions()
    digits = declaration.fingerprint()
    book = _printed(declaration, step, ready)
    version = _version(book, digits, next_number(known), step.within(0.7, 0.95))
    blocking = declaration.session.checklist().blocking
    new = not known or not _same(known[-1], version)
    if new:
        step("保存定稿记录", 0.95)
        declaration.keep_version(version)
    step.say("完成", 1.0)
    return Frozen(version if new else known[-1], new, blocking)


def _printed(declaration: Declaration, step: Steps, ready: ReadyProofs | None) -> Print:
    """The book as an export prints it; no child process is started where there is no proof."""
    proofs: dict[str, Prepared] = {}
    if proof_files(declaration):
        part = step.within(0.0, 0.5)
        with Crew() as crew:
            proofs = prepare_proofs(declaration, crew, progress=part.say, cancelled=part.stopped, ready=ready)
    step("排版", 0.5)
    return typeset(declaration.session, proofs)


def _same(one: Version, other: Version) -> bool:
    """Whether two versions have the same content and look the same, on the same sheets."""
    return (one.scheme, one.fingerprint, one.digests, one.volumes) == (
        other.scheme,
        other.fingerprint,
        other.digests,
        other.volumes,
    )


def _version(book: Print, digits: str, number: int, step: Steps) -> Version:
    stream = io.BytesIO()
    book.write("pdf", stream)
    stream.seek(0)

    def told(done: int, pages: int) -> None:
        step(f"记录第 {done} 页，共 {pages} 页", done / pages)

    pages = book.book.pages
    volumes = [0, *(after.index for before, after in pairwise(pages) if after.volume != before.volume)]
    return Version(
        number,
        SCHEME,
        datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        user_name(),
        digits,
        book.document.title,
        tuple(page.label for page in pages),
        read_book(stream, told).digests,
        tuple(volumes),
    )
