"""Where the pictures are drawn: a folder with a name that one may show."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.files import free_path, working_in

NAME = "申报书"


@contextmanager
def showable_place(out: Path) -> Iterator[Path]:
    """A folder for the time of the block, seen in the pictures as 申报书 below the temporary folder.

    It is a link to a workplace in `out`, swept when a run dies; the workplace itself where no link can be made.
    """
    with working_in(out) as work:
        link = _free(Path(tempfile.gettempdir(), NAME))
        try:
            link.symlink_to(work.absolute(), target_is_directory=True)
        except OSError:  # Windows asks for a right that few have
            yield work
            return
        try:
            yield link
        finally:
            link.unlink()


def _free(wanted: Path) -> Path:
    """`wanted`, or the next free name; the links of runs that died are taken away."""
    for link in wanted.parent.glob(f"{wanted.name}*"):
        with suppress(OSError):  # it is no link, or somebody else's
            target = Path(os.readlink(link))
            if target.suffix == ".work" and not target.exists():
                link.unlink()
    return free_path(wanted)
