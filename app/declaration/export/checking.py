"""The 齐备检查单: what is found in a declaration, laid out as a sheet of its own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from app.declaration.book.geta import GETA
from app.declaration.book.print import Print
from app.declaration.declaration import Declaration
from app.declaration.repertoire import unprintable
from app.export.compose.sheets.checking import TITLE, compose_check
from app.export.fonts.faces import Faces
from app.files import file_name
from app.forms.checks.findings import findings
from app.forms.session import FormSession


def check_sheet(session: FormSession, sections: Collection[str] | None = None, scope: str = "") -> Print:
    """The sheet as things stand now; of some `sections` where they are named, which `scope` says in words.

    What is quoted from answers may hold characters that no face prints: they are set as 〓, as in the book.
    """
    found = findings(session.pack, session.checklist(), sections)
    made = f"{datetime.now():%Y-%m-%d %H:%M}"
    return Print.of(compose_check(session, found, made, sections, scope, _legible), Faces())


def _legible(text: str) -> str:
    lost = unprintable(text)
    return text.translate(dict.fromkeys(map(ord, lost), GETA)) if lost else text


def proposed_name(declaration: Declaration) -> str:
    """What the PDF is called unless the user says otherwise."""
    return f"{file_name(declaration.path.stem)}-{TITLE}.pdf"
