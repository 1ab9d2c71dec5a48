"""The book and its editable twin, made beside and moved into place together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from app.errors import ExportError, UsageError
from app.export.compose.book import compose
from app.export.docx.writer import write_docx
from app.export.fonts import coverage
from app.export.fonts.faces import Faces
from app.export.layout.settle import lay_out
from app.export.pdf.writer import write_pdf
from app.files import cannot_write, replacing
from app.forms.session import FormSession

FORMATS = ("pdf", "docx")
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
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write the book in each of `formats` into `folder`: all of the files or none of them."""
    formats = _known_formats(formats)
    step = _Steps(progress, cancelled)
    step("排列内容", 0.0)
    document = compose(session, blank=blank)
    faces = Faces()
    coverage.require(document, faces)
    step("排版", 0.1)
    book = lay_out(document, faces)
    name = f"{_file_name(document.title)}{'（空白）' if blank else ''}"
    files = tuple(_folder(folder) / f"{name}.{kind}" for kind in formats)
    with ExitStack() as stack:
        streams = {file.suffix: stack.enter_context(replacing(file, ExportError)) for file in files}
        if ".pdf" in streams:
            step("生成 PDF", 0.5)
            write_pdf(book, document, streams[".pdf"], faces)
        if ".docx" in streams:
            step("生成 Word 文档", 0.8)
            write_docx(document, streams[".docx"], pages={name: spot.label for name, spot in book.anchors.items()})
        step("写入文件", 0.95)
    step.done()
    return ExportReport(files, len(book.pages), tuple(str(use) for use in coverage.report(document, faces)))


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


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise cannot_write(folder, failure, ExportError) from failure
    return folder


def _file_name(title: str) -> str:
    return "".join(char for char in title if char not in '<>:"/\\|?*').replace(" ", "")[:80]
