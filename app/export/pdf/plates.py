"""Plates put into a finished book: each page of a proof becomes one form of the file (ISO 32000-1, 8.10).

Vector pages stay vector and searchable, streams are copied as they are, and what the pages of a
proof share (faces, pictures) is copied once.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any, BinaryIO, cast

import pikepdf

from app.errors import ExportError
from app.export.layout.book import PlateSpot
from app.export.layout.items import Picture
from app.export.plates import Plates

FormNames = Mapping[tuple[str, int], str]
_PIECE = 1 << 20  # bytes that are written at once: qpdf writes a word at a time


class NamedForms(dict[tuple[str, int], str]):
    """(source, page) → the name of the one form that shows it, given out as pictures are met."""

    def of(self, picture: Picture) -> str:
        """The name of the form that shows the picture."""
        return self.setdefault((picture.source, picture.page), f"P{len(self) + 1}")


def write_with_plates(
    words: BinaryIO, stream: IO[bytes], spots: Sequence[PlateSpot], names: FormNames, plates: Plates
) -> None:
    """Write the book `words` to `stream` with the forms that its pages name; ExportError when one is missing.

    Each proof is asked of `plates` once, and let go before the next one is: pikepdf copies what it takes over.
    """
    with pikepdf.open(words) as book:
        pages = list(book.pages)
        version = book.pdf_version
        for source, shown in _by_source(spots).items():
            version = max(version, _add_forms(book, pages, source, shown, names, plates), key=_version)
        paper = _Paper(stream)
        with io.BufferedWriter(paper, _PIECE) as buffered:
            book.save(
                cast(BinaryIO, buffered),  # pikepdf only writes and seeks
                min_version=version,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                deterministic_id=True,
            )
        if paper.failure is not None:
            raise paper.failure


class _Paper(io.RawIOBase):
    """A file for qpdf, which ends the whole program when writing to it fails: the failure is kept for afterwards."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream
        self.failure: OSError | None = None

    def writable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Write, unless it failed before."""
        self._tried(lambda: self._stream.write(data))
        return memoryview(data).nbytes

    def seek(self, place: int, whence: int = 0) -> int:
        """Move in the file."""
        return self._tried(lambda: self._stream.seek(place, whence))

    def tell(self) -> int:
        """The place in the file."""
        return self._tried(self._stream.tell)

    def _tried(self, act: Callable[[], int | None]) -> int:
        if self.failure is None:
            try:
                return act() or 0
            except OSError as failure:
                self.failure = failure
        return 0


def _by_source(spots: Sequence[PlateSpot]) -> dict[str, list[PlateSpot]]:
    found: dict[str, list[PlateSpot]] = {}
    for spot in spots:
        found.setdefault(spot.picture.source, []).append(spot)
    return found


def _add_forms(
    book: pikepdf.Pdf,
    pages: Sequence[pikepdf.Page],
    source: str,
    spots: Sequence[PlateSpot],
    names: FormNames,
    plates: Plates,
) -> str:
    """Give the pages of the book the forms of one proof; the PDF version of the proof."""
    picture = spots[0].picture
    try:
        with pikepdf.open(io.BytesIO(plates.pdfs[source])) as proof:
            forms: dict[int, pikepdf.Object] = {}
            for picture, spot in spots:
                if picture.page not in forms:
                    forms[picture.page] = book.copy_foreign(proof.pages[picture.page].as_form_xobject())
                _resources(pages[spot.page])[f"/{names[source, picture.page]}"] = forms[picture.page]
            return proof.pdf_version
    except (KeyError, IndexError, pikepdf.PdfError) as failure:
        raise _missing(picture) from failure


def _resources(page: pikepdf.Page) -> pikepdf.Object:
    """The forms and pictures that a page names."""
    resources = page.obj.Resources
    if "/XObject" not in resources:
        resources.XObject = pikepdf.Dictionary()
    return resources.XObject


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _missing(picture: Picture) -> ExportError:
    name = f"证明材料“{picture.words}”" if picture.words else "一份证明材料"
    return ExportError(
        f"{name}的第 {picture.page + 1} 页没有准备好，文件没有生成，填写内容没有丢失。",
        "请重新导出；仍然如此时，请移除这份材料后重新添加。",
    )
