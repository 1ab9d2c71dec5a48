"""Plates put into a finished book: each page of a proof becomes one form of the file (ISO 32000-1, 8.10).

Vector pages stay vector and searchable, streams are copied as they are, and what the pages of a
proof share (faces, pictures) is copied once.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import IO, BinaryIO, cast

import pikepdf

from app.errors import ExportError
from app.export.layout.book import PlateSpot
from app.export.layout.items import Picture
from app.export.plates import Plates

FormNames = Mapping[tuple[str, int], str]


class NamedForms(dict[tuple[str, int], str]):
    """(source, page) → the name of the one form that shows it, given out as pictures are met."""

    def of(self, picture: Picture) -> str:
        """The name of the form that shows the picture."""
        return self.setdefault((picture.source, picture.page), f"P{len(self) + 1}")


def write_with_plates(
    words: BinaryIO, stream: IO[bytes], spots: Sequence[PlateSpot], names: FormNames, plates: Plates
) -> None:
    """Write the book `words` to `stream` with the forms that its pages name; ExportError when one is missing."""
    with ExitStack() as opened:
        book = opened.enter_context(pikepdf.open(words))
        proofs = _Proofs(book, plates, opened)
        pages = list(book.pages)
        for picture, spot in spots:
            resources = pages[spot.page].obj.Resources
            if "/XObject" not in resources:
                resources.XObject = pikepdf.Dictionary()
            resources.XObject[f"/{names[picture.source, picture.page]}"] = proofs.form(picture)
        book.save(
            cast(BinaryIO, stream),  # pikepdf only writes and seeks, which every IO[bytes] can
            min_version=proofs.version,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            deterministic_id=True,
        )


class _Proofs:
    """The proofs of a book, each opened once and kept open until the book is saved."""

    def __init__(self, book: pikepdf.Pdf, plates: Plates, opened: ExitStack) -> None:
        self._book, self._plates, self._opened = book, plates, opened
        self._files: dict[str, pikepdf.Pdf] = {}
        self._forms: dict[tuple[str, int], pikepdf.Object] = {}
        self.version = book.pdf_version

    def form(self, picture: Picture) -> pikepdf.Object:
        """The page that the picture shows as a form of the book."""
        key = picture.source, picture.page
        if key not in self._forms:
            try:
                page = self._file(picture.source).pages[picture.page]
                self._forms[key] = self._book.copy_foreign(page.as_form_xobject())
            except (KeyError, IndexError, pikepdf.PdfError) as failure:
                raise _missing(picture) from failure
        return self._forms[key]

    def _file(self, source: str) -> pikepdf.Pdf:
        if source not in self._files:
            file = self._opened.enter_context(pikepdf.open(io.BytesIO(self._plates.pdfs[source])))
            self._files[source] = file
            self.version = max(self.version, file.pdf_version, key=_version)
        return self._files[source]


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _missing(picture: Picture) -> ExportError:
    name = f"证明材料“{picture.words}”" if picture.words else "一份证明材料"
    return ExportError(
        f"{name}的第 {picture.page + 1} 页没有准备好，文件没有生成，填写内容没有丢失。",
        "请重新导出；仍然如此时，请移除这份材料后重新添加。",
    )
