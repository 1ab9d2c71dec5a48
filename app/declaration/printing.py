"""A document laid out once, to be written as PDF, DOCX or XLSX; and files that appear together or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from app.errors import ExportError
from app.export.document import Document
from app.export.docx.writer import write_docx
from app.export.fonts import coverage
from app.export.fonts.faces import Faces
from app.export.layout.book import Book
from app.export.layout.settle import lay_out
from app.export.pdf.writer import write_pdf
from app.files import cannot_write, replacing


@dataclass(frozen=True, slots=True)
class Print:
    """A document with its pages, and the characters they hold."""

    document: Document
    book: Book
    faces: Faces
    chars: coverage.Printed

    @classmethod
    def of(cls, document: Document, faces: Faces) -> Print:
        """Lay `document` out; ExportError when it holds a character that no face prints."""
        chars = coverage.printed(document)
        coverage.require(chars, faces)
        return cls(document, lay_out(document, faces), faces, chars)

    @property
    def face_notes(self) -> tuple[str, ...]:
        """Which faces print it, and for which characters another one stands in."""
        return tuple(str(use) for use in coverage.report(self.chars, self.faces))

    def write(self, kind: str, stream: IO[bytes]) -> None:
        """Write it as "pdf" or "docx"."""
        if kind == "pdf":
            write_pdf(self.book, self.document, stream, self.faces)
        else:
            labels = {name: spot.label for name, spot in self.book.anchors.items()}
            write_docx(self.document, stream, pages=labels)


def replacing_all(stack: ExitStack, files: Iterable[Path]) -> dict[Path, IO[bytes]]:
    """A stream for each of `files`, moved into place when `stack` closes without an error: all or none."""
    wanted = list(files)
    stack.enter_context(_put_back_on_failure(wanted))
    return {file: stack.enter_context(replacing(file, ExportError)) for file in wanted}


@contextmanager
def _put_back_on_failure(files: list[Path]) -> Iterator[None]:
    """Keep what stands at `files`, and put it back when the block fails, be it between two of them."""
    with ExitStack() as kept:
        try:
            aside = {file: kept.enter_context(_aside(file)) for file in files if file.is_file()}
        except OSError as failure:
            raise cannot_write(files[0], failure, ExportError) from failure
        try:
            yield
        except BaseException:
            for file in files:
                with suppress(OSError):
                    os.replace(aside[file], file) if file in aside else file.unlink(missing_ok=True)
            raise


@contextmanager
def _aside(file: Path) -> Iterator[Path]:
    """A second name for `file` in its folder, or a copy where the system knows no second names."""
    with TemporaryDirectory(prefix=".qibei-", dir=file.parent, ignore_cleanup_errors=True) as folder:
        second = Path(folder) / file.name
        try:
            os.link(file, second)
        except OSError:
            shutil.copy2(file, second)
        yield second


def made_folder(folder: Path) -> Path:
    """`folder`, made when absent; ExportError when it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise cannot_write(folder, failure, ExportError) from failure
    return folder


def file_name(title: str) -> str:
    """`title` as a file name on every system, without an ending."""
    return "".join(char for char in title if char not in '<>:"/\\|?*').replace(" ", "")[:80]
