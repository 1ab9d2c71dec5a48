"""Copies of the open declaration that the dialogs need, and what somebody changed in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from app.declaration.declaration import Declaration
from app.forms.paths import FieldPath
from app.forms.session import FormSession
from app.forms.values import Value
from app.ui.pictures.dialogs import Stage

PASSPHRASE = "一句只有自己知道的话"
"""Of the copies that are made for the pictures, and thrown away with them."""


def lent_copy(stage: Stage) -> Path:
    """A copy of the declaration that is out with a colleague."""
    from app.declaration.sharing.lending import lend

    path = stage.folder / "借给李工.qibei"
    if not path.exists():
        pages = some_pages(stage)
        lend(stage.declaration, pages, "李工", path, PASSPHRASE, date.today() + timedelta(days=5))
        with Declaration.open(path, PASSPHRASE) as copy:
            copy.session.set(reworded(copy.session, pages))
    return path


def old_draft(stage: Stage, name: str) -> Path:
    """An earlier draft of that name."""
    return Path(shutil.copyfile(lent_copy(stage), stage.folder / name))


def some_pages(stage: Stage) -> list[str]:
    """The pages that a colleague gets."""
    return [section.id for section in stage.declaration.session.folded.sections if section.asked][:3]


def reworded(session: FormSession, pages: Sequence[str]) -> dict[FieldPath, Value | None]:
    """What a colleague makes of the first words of each page."""
    found: dict[str, tuple[FieldPath, Value | None]] = {}
    for path, value in session.answers.items():
        if path.section in pages and not path.row and isinstance(value, str) and session.field(path).type == "text":
            found.setdefault(path.section, (path, f"{value}（修订）"))
    return dict(found.values())


@contextmanager
def changed(session: FormSession, pages: Sequence[str]) -> Iterator[None]:
    """For the time of the block the first words of each page are other ones."""
    is_step = session.set(reworded(session, pages)) is not None
    yield
    if is_step:
        session.undo()
