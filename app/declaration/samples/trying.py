"""A filled sample to look around in and to try things out with, kept in the user's own folder."""

from __future__ import annotations

from app.declaration.declaration import Declaration
from app.declaration.packs import available_packs
from app.declaration.samples.sample import has_sample, make_sample
from app.errors import DraftDamaged, DraftTooNew, WrongPassphrase
from app.files import DRAFT_SUFFIX, file_name, free_path, sample_folder
from app.forms.pack.pack import Pack

PASSPHRASE = "qibei-shili"
"""No secret: all that a sample holds is invented."""


def packs_with_samples() -> list[Pack]:
    """The packs that a sample was written for."""
    return [pack for pack in available_packs() if isinstance(pack, Pack) and has_sample(pack)]


def open_sample(pack: Pack) -> Declaration:
    """The sample of `pack`, as it was left when it was last tried, else made anew, which takes some seconds.

    AppError when there can be none, or when it is open in another window.
    """
    folder = sample_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{file_name(f'示例：{pack.title}')}{DRAFT_SUFFIX}"
    if path.is_file():
        try:
            return Declaration.open(path, PASSPHRASE)
        except (WrongPassphrase, DraftDamaged, DraftTooNew):  # not as it was made: it is left alone
            path = free_path(path)
    make_sample(pack, path, PASSPHRASE)
    return Declaration.open(path, PASSPHRASE)
