"""The samples with their proofs, each made once in a run, and copied for whoever opens one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from app.declaration.declaration import Declaration
from app.declaration.packs import find_pack
from app.declaration.samples.sample import fill_sample

PASSPHRASE = "一句只有自己知道的话"


class Samples:
    """Drafts made as `qibei sample` makes them, in a folder that all workers share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy(self, pack: str, path: Path) -> Path:
        """The sample of `pack` as the new draft `path`, closed."""
        kept = self._folder / f"{pack}.qibei"
        if not kept.exists():
            self._make(pack, kept)
        shutil.copyfile(kept, path)
        return path

    def _make(self, pack: str, kept: Path) -> None:
        """Two workers may be here at once: then the one copy is as good as the other."""
        own = self._folder / f"{pack}-{os.getpid()}.qibei"
        with Declaration.create(find_pack(pack), own, PASSPHRASE) as made:
            fill_sample(made)
        own.replace(kept)
