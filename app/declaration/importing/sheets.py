"""A list as an XLSX file to work on, or empty for a colleague to fill in; both read back as they are."""

from __future__ import annotations

from pathlib import Path

from app.errors import ExportError
from app.export.xlsx.cells import write_cells, write_template
from app.files import replacing
from app.forms.paths import FieldPath
from app.forms.session import FormSession


def save_list(session: FormSession, path: FieldPath, file: Path, *, empty: bool = False) -> None:
    """Write the rows of the list at `path`, or its headings alone; ExportError when they cannot be written."""
    with replacing(file, ExportError, shared=True) as stream:
        if empty:
            write_template(session.pack.section[path.section].lists[path.field], stream)
        else:
            write_cells(session, path, stream)
