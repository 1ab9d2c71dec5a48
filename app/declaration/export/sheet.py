"""One sheet by itself, that no export writes: as a file, or as its bytes for a printer."""

from __future__ import annotations

import io
from pathlib import Path

from app.declaration.book.print import Print
from app.errors import ExportError
from app.files import replacing


def save_sheet(sheet: Print, file: Path) -> None:
    """Write the sheet as a PDF; ExportError when it cannot be."""
    with replacing(file, ExportError) as stream:
        sheet.write("pdf", stream)


def pdf_of(sheet: Print) -> bytes:
    """The sheet as a PDF in memory."""
    stream = io.BytesIO()
    sheet.write("pdf", stream)
    return stream.getvalue()
