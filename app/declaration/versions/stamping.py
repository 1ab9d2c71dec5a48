"""What a book says of itself: the fingerprint of its content, and the fixed version that it is."""

from __future__ import annotations

from dataclasses import replace

from app.declaration.declaration import Declaration
from app.declaration.version import Version
from app.errors import DraftError
from app.export.document import Document


def stamped(document: Document, declaration: Declaration) -> Document:
    """`document` with the declaration's fingerprint, and the version that it is, for the files' metadata."""
    digits = declaration.fingerprint()
    version = version_now(declaration, digits)
    return replace(document, fingerprint=f"{digits} {version.name}" if version else digits)


def version_now(declaration: Declaration, digits: str = "") -> Version | None:
    """The latest fixed version with the content that the declaration, whose fingerprint is `digits`, has now.

    None when none has it, and when the versions cannot be read: a book is printed all the same.
    """
    digits = digits or declaration.fingerprint()
    return next((one for one in reversed(_versions(declaration)) if one.fingerprint == digits), None)


def has_versions(declaration: Declaration) -> bool:
    """Whether any version was fixed."""
    return bool(_versions(declaration))


def _versions(declaration: Declaration) -> list[Version]:
    try:
        return declaration.versions()
    except DraftError:
        return []
