"""The sheets that lie beside the book: 报送清单, 盖章清单, 印装单, and the 自评表 where it is wished."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.declaration.book.print import Print
from app.declaration.export.copies import paper_copies
from app.errors import UsageError
from app.export.binding import BindingPlan, Stock, binding_plan
from app.export.compose.sheets.print_plan import PLAIN_COVER, compose_print_plan
from app.export.compose.sheets.print_plan import TITLE as PRINT_TITLE
from app.export.compose.sheets.scores import TITLE as SCORES_TITLE
from app.export.compose.sheets.scores import compose_scores
from app.export.compose.sheets.seal_plan import TITLE as SEAL_TITLE
from app.export.compose.sheets.seal_plan import compose_seal_plan
from app.export.compose.sheets.submission import TITLE as SHEET_TITLE
from app.export.compose.sheets.submission import compose_submission
from app.export.document import Document
from app.export.fonts.faces import Faces
from app.export.style import SIZES
from app.forms.pack.pack import Submission
from app.forms.session import FormSession

SHEET_SIZES = (SIZES["小四"], SIZES["五号"])
_PLAIN = Stock().sheet  # mm: a cover of the paper that the book is printed on


def bound(book: Print, submission: Submission) -> BindingPlan:
    """How the book is bound, in the copies and the cover that the notice wants."""
    plain = any(PLAIN_COVER in line for line in submission.printing)
    return binding_plan(book.book, max(1, paper_copies(submission)), Stock(cover=_PLAIN) if plain else None)


def sheets_beside(
    session: FormSession, faces: Faces, book: Print, plan: BindingPlan, file: str, *, submission_sheet: bool = True
) -> Iterator[tuple[str, Print]]:
    """Title and pages of each sheet that this declaration has a use for; `file` names the book's PDF."""
    if submission_sheet and (sheet := _fitted(faces, lambda size: compose_submission(session, size))):
        yield SHEET_TITLE, sheet
    if not paper_copies(session.pack.submission):
        return
    if sheet := _fitted(faces, lambda size: compose_seal_plan(session, book.book, plan, size)):
        yield SEAL_TITLE, sheet
    if sheet := _fitted(faces, lambda size: compose_print_plan(session, plan, file, size)):
        yield PRINT_TITLE, sheet


def scores_beside(session: FormSession, faces: Faces) -> tuple[str, Print]:
    """Title and pages of the 自评表; see `require_scores`."""
    return SCORES_TITLE, Print.of(require_scores(session), faces)


def require_scores(session: FormSession, *, blank: bool = False) -> Document:
    """The 自评表; UsageError when there is none."""
    sheet = None if blank else compose_scores(session)
    if sheet is None:
        why = "空白表格没有自评表" if blank else "这份申报书没有带权重的指标，没有自评表"
        raise UsageError(f"{why}，没有生成文件。", "请去掉自评表后重新导出。")
    return sheet


def _fitted(faces: Faces, composed: Callable[[float], Document | None]) -> Print | None:
    """A sheet on one page, in smaller type where it must be; on several in small type where one cannot hold it."""
    sheet = None
    for size in SHEET_SIZES:
        document = composed(size)
        if document is None:
            return None
        sheet = Print.of(document, faces)
        if len(sheet.book.pages) == 1:
            break
    return sheet
