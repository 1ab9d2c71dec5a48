"""The office program that can convert: LibreOffice where its installers put it.

WPS Office and Microsoft Office convert only through COM, which this program does not speak.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_COMMANDS = ("soffice", "libreoffice")
_FOLDERS = ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/usr/local/lib/libreoffice")


@dataclass(frozen=True, slots=True)
class Office:
    """An office program that can be run: its name for people, and its file."""

    word: str
    program: Path


def find_office() -> Office | None:
    """The LibreOffice of this computer; None when there is none in the usual places."""
    program = next((place for place in _places() if place.is_file() and os.access(place, os.X_OK)), None)
    return Office("LibreOffice", program) if program is not None else None


def _places() -> Iterator[Path]:
    if sys.platform == "win32":
        yield from _windows_places()
        return
    if sys.platform == "darwin":
        yield Path(_MAC)
    for command in _COMMANDS:
        found = shutil.which(command)
        if found and Path(found).is_absolute():  # not what lies in the folder one happens to be in
            yield Path(found)
    yield from (Path(folder, "program", "soffice") for folder in _FOLDERS)
    yield from (folder / "program" / "soffice" for folder in sorted(Path("/opt").glob("libreoffice*"), reverse=True))


if sys.platform == "win32":
    import winreg

    def _windows_places() -> Iterator[Path]:
        """soffice.com waits until the work is done; PATH is not asked, for Windows looks into the open folder first."""
        for folder in _windows_folders():
            yield folder / "soffice.com"
            yield folder / "soffice.exe"

    def _windows_folders() -> Iterator[Path]:
        for key in (r"SOFTWARE\LibreOffice\UNO\InstallPath", r"SOFTWARE\WOW6432Node\LibreOffice\UNO\InstallPath"):
            try:
                yield Path(winreg.QueryValue(winreg.HKEY_LOCAL_MACHINE, key))
            except OSError:
                continue
        for variable in ("ProgramFiles", "ProgramFiles(x86)"):
            if base := os.environ.get(variable):
                yield Path(base, "LibreOffice", "program")
