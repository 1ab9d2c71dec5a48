"""A Word file made ready: its words, tables and pictures in their order, and what of it is not printed."""

from __future__ import annotations

import re
import zipfile

from app.evidence.kinds import refused
from app.evidence.office.package import AS_PDF
from app.evidence.office.word.blocks import Blocks
from app.evidence.office.word.drawn.samples import Samples
from app.evidence.office.word.items import missing
from app.evidence.office.word.margins import Margins
from app.evidence.office.word.parts import Package, Part
from app.evidence.office.word.reading import Reading
from app.evidence.prepared import Passage, Piece, Prepared, ReadOptions

_MOST_SAID = 30  # nouns; what is lost of more kinds than that is told in general
_LONGEST = 300
_MISSING = re.compile(missing("[^〕]*"))


def prepared_word(name: str, package: zipfile.ZipFile, options: ReadOptions, *, drawn: bool) -> Prepared:
    """The document as the book takes it; without `drawn` its pictures are looked into and not made into pages."""
    parts = Package(name, package)
    body = parts.part(parts.body)
    if body is None:
        raise refused(name, "文件已损坏")
    reading = Reading(name, parts, body, Samples(drawn, options.max_dpi))
    content = _content(reading, body)
    _look_around(reading, parts, body)
    found, figures = reading.found, reading.figures
    if found.removed and not any(map(_is_printed, content)):
        raise refused(name, f"文件中只有{'、'.join(found.removed)[:_LONGEST]}，没有可以印出的内容", AS_PDF)
    sheets = tuple(figures.sheets) if drawn else ()
    pdf = figures.pdf() if drawn else b""
    removed, notes = found.removed[:_MOST_SAID], found.notes[:_MOST_SAID]
    return Prepared("docx", sheets, pdf, content, removed, notes, signed=_is_signed(parts))


def _is_signed(package: Package) -> bool:
    return any(one.startswith("_xmlsignatures/") for one in package.names)


def _is_printed(piece: Piece) -> bool:
    """Is there more to it than a mark that something is missing?"""
    return not isinstance(piece, Passage) or bool(_MISSING.sub("", piece.text).strip())


def _content(reading: Reading, body: Part) -> tuple[Piece, ...]:
    """Headers, the text with its footnotes, endnotes, footers."""
    margins = Margins(reading, body)
    blocks = Blocks(reading, body)
    pieces = [*margins.passages("header"), *blocks.pieces(body.root)]
    while reading.endnotes:
        pieces += blocks.note(reading.endnotes.pop(0))
    return (*pieces, *margins.passages("footer"))


def _look_around(reading: Reading, package: Package, body: Part) -> None:
    """Name what the file holds besides its text."""
    background = body.root.find("{*}background")
    if background is not None and len(background):
        reading.found.lose("页面背景")
    if _is_signed(package):
        reading.found.lose("数字签名")
    if any(one.endswith("vbaProject.bin") for one in package.names):
        reading.found.lose("宏")
