"""The book and its editable twin, made beside and moved into place together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from app.declaration.placing import file_name, replacing_all
from app.declaration.printing import Print
from app.errors import ExportError, UsageError
from app.evidence.prepared import Prepared
from app.export.compose.book import compose
from app.export.compose.scores import TITLE as SCORES_TITLE
from app.export.compose.scores import compose_scores
from app.export.compose.submission import TITLE as SHEET_TITLE
from app.export.compose.submission import compose_submission
from app.export.document import Document
from app.export.fonts.faces import Faces
from app.export.style import SIZES
from app.forms.session import FormSession

FORMATS = ("pdf", "docx")
SHEET_SIZES = (SIZES["小四"], SIZES["五号"])
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The files that were written, how many pages the book has, and what to know about it."""

    files: tuple[Path, ...]
    pages: int
    notes: tuple[str, ...]


class ExportCancelled(ExportError):
    """The user stopped the export; nothing was written."""


def export_book(
    session: FormSession,
    folder: Path,
    formats: Sequence[str] = FORMATS,
    *,
    blank: bool = False,
    submission_sheet: bool = True,
    score_sheet: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write the book in each of `formats` into `folder`, and its 报送清单 beside it: all of the files or none.

    An empty form and a pack that does not say how to hand in have no 报送清单.  The 自评表 is written
    only when it is wished; UsageError when there is none: an empty form, a pack that weighs no indicators.
    """
    formats = _known_formats(formats)
    scores = _scores(session, blank=blank) if score_sheet else None
    step = _Steps(progress, cancelled)
    step("排列内容", 0.0)
    document = compose(session, blank=blank)
    faces = Faces()
    step("排版", 0.1)
    book = Print.of(document, faces)
    name = file_name(document.title)
    prints = {f"{name}（空白）" if blank else name: book}
    if submission_sheet and not blank and (sheet := _submission_sheet(session, faces)):
        prints[f"{name}（{SHEET_TITLE}）"] = sheet
    if scores is not None:
        prints[f"{name}（{SCORES_TITLE}）"] = Print.of(scores, faces)
    files = _write(prints, formats, folder, step)
    step.done()
    return ExportReport(files, len(book.book.pages), book.face_notes)


def typeset(session: FormSession, proofs: Mapping[str, Prepared], *, blank: bool = False) -> Print:
    """The book of `session` with its proofs, laid out."""
    return Print.of(compose(session, blank=blank, proofs=proofs), Faces())


def _submission_sheet(session: FormSession, faces: Faces) -> Print | None:
    """The 报送清单 on one page, in smaller type where it must be; None when the pack has none."""
    sheet = None
    for size in SHEET_SIZES:
        document = compose_submission(session, size)
        if document is None:
            return None
        sheet = Print.of(document, faces)
        if len(sheet.book.pages) == 1:
            break
    return sheet


def _scores(session: FormSession, *, blank: bool) -> Document:
    """The 自评表; UsageError when there is none."""
    sheet = None if blank else compose_scores(session)
    if sheet is None:
        why = "空白表格没有自评表" if blank else "这份申报书没有带权重的指标，没有自评表"
        raise UsageError(f"{why}，没有生成文件。", "请去掉自评表后重新导出。")
    return sheet


def _write(prints: Mapping[str, Print], formats: Sequence[str], folder: Path, step: _Steps) -> tuple[Path, ...]:
    """Write each print in each format: all of the files, or none of them."""
    files = {folder / f"{name}.{kind}": (kind, one) for name, one in prints.items() for kind in formats}
    with ExitStack() as stack:
        streams = replacing_all(stack, files)
        for kind, words, share in (("pdf", "生成 PDF", 0.5), ("docx", "生成 Word 文档", 0.8)):
            if kind in formats:
                step(words, share)
            for file, (own, one) in files.items():
                if own == kind:
                    one.write(kind, streams[file])
        step("写入文件", 0.95)
    return tuple(files)


def _known_formats(formats: Sequence[str]) -> list[str]:
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UsageError(f"不认识导出格式“{'、'.join(unknown)}”，没有生成文件。", "可用的格式：pdf、docx。")
    if not formats:
        raise UsageError("没有指定导出格式，没有生成文件。", "可用的格式：pdf、docx。")
    return list(dict.fromkeys(formats))


class _Steps:
    """Tells how far the export is, and stops it between steps when the user wants."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self._progress, self._cancelled = progress, cancelled

    def __call__(self, words: str, share: float) -> None:
        if self._cancelled is not None and self._cancelled():
            raise ExportCancelled("已停止导出，没有生成文件。", "填写内容没有变化，可以随时重新导出。")
        if self._progress is not None:
            self._progress(words, share)

    def done(self) -> None:
        """Tell that everything is in place."""
        if self._progress is not None:
            self._progress("完成", 1.0)
