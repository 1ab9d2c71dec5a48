"""What another program has saved since it was exported: kept under another name when a new export takes its own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from app.export.docx.package import DATE, UNTOUCHED
from app.files import shown

_CORE, _MOST = "docProps/core.xml", 1 << 16
_SAVED = re.compile(rb"modified\b[^>]*>([^<]*)<")
_PDF_HEADS = (b"%PDF-1.7\n%\xbf\xf7\xa2\xfe", b"%PDF-1.7\n%\x93\x8c\x8b\x9e")
"""How every PDF of ours begins: one with proofs, written by qpdf, and one without, by ReportLab."""
_PDF_TAIL = 2048
"""Bytes at the end of a PDF, in which an update by another program tells of itself."""


def is_edited(file: Path) -> bool:
    """Whether a document stands there that is not as this program writes it: saved by Word, signed, of other origin."""
    try:
        if not file.is_file():
            return False
        if file.suffix == ".pdf":
            return _is_foreign_pdf(file)
        return file.suffix in (".docx", ".xlsx") and not _says_untouched(file)
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError):
        return True  # damaged, locked or packed as only others do (zipfile knows not every method): none of ours


def kept_beside(folder: Path, files: Iterable[Path]) -> dict[Path, Path]:
    """A free name in `folder` for each of `files` that was edited: that name → the file."""
    kept: dict[Path, Path] = {}
    for file in filter(is_edited, dict.fromkeys(files)):
        number = 1
        while (name := _name(folder, file, number)) in kept or os.path.lexists(name):
            number += 1
        kept[name] = file
    return kept


def kept_notes(kept: Mapping[Path, Path]) -> Iterator[str]:
    """Where the edited files are now, in words."""
    for name, file in kept.items():
        yield f"“{shown(file.name)}”导出以后在别的程序里改动过：改动过的那份留作“{shown(name.name)}”，没有丢失。"


def _name(folder: Path, file: Path, number: int) -> Path:
    again = f"（{number}）" if number > 1 else ""
    return folder / f"{file.stem}（改动过的）{again}{file.suffix}"


def _says_untouched(file: Path) -> bool:
    with ZipFile(file) as package, package.open(_CORE) as part:
        saved = _SAVED.search(part.read(_MOST))
        ours = file.suffix != ".docx" or all(member.date_time == DATE for member in package.infolist())
    return ours and saved is not None and saved[1] == UNTOUCHED.encode("ascii")


def _is_foreign_pdf(file: Path) -> bool:
    with file.open("rb") as stream:
        head = stream.read(max(map(len, _PDF_HEADS)))
        stream.seek(max(0, file.stat().st_size - _PDF_TAIL))
        tail = stream.read()
    return not head.startswith(_PDF_HEADS) or b"/Prev" in tail or tail.count(b"startxref") != 1
