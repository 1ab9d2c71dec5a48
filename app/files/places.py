"""Where files of the program live: what comes with it, and the user's own folder."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

APP_FOLDER = "qibei"
_NOWHERE = Path(os.devnull, APP_FOLDER)  # below a device nothing can be made, and nothing is found


def resource(*parts: str) -> Path:
    """A file that comes with the program, below `resources/`; frozen or from a checkout."""
    base = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[2]))
    return base.joinpath("resources", *parts)


def manual_folder() -> Path:
    """Where the user's manual and its pictures lie; frozen or from a checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen, "manual") if frozen else Path(__file__).resolve().parents[2] / "docs" / "manual"


def sample_folder() -> Path:
    """Where the samples lie that the user tries things out with."""
    return data_folder(made=False) / "samples"


def is_sample(path: Path) -> bool:
    """Whether a draft is one of those to try things out with: nobody's own."""
    return path.parent == sample_folder()


def data_folder(*, made: bool = True) -> Path:
    """The user's own folder for installed packs, settings and caches; when `made`, made where it is absent.

    `QIBEI_HOME` overrides it; else `%LOCALAPPDATA%` on Windows and `$XDG_DATA_HOME` elsewhere.  Where it cannot be
    made nothing is found in it, and who writes into it gets an OSError.
    """
    base = os.environ.get("QIBEI_HOME")
    folder = Path(base) if base else _user_data() / APP_FOLDER
    if made:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
    return folder


def _user_data() -> Path:
    name, default = ("LOCALAPPDATA", "AppData/Local") if os.name == "nt" else ("XDG_DATA_HOME", ".local/share")
    if given := os.environ.get(name):
        return Path(given)
    try:
        return Path.home() / default
    except RuntimeError:  # a user whom the system does not know, without HOME
        return _NOWHERE
