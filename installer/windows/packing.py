"""The installer for Windows from the folder that `folder.py` made: `packing.py FOLDER TARGET.exe`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from folder import DIST, HERE, WORK, four_numbers

from app.release import VERSION

SPECIAL = str.maketrans({"$": "$$", '"': '$\\"'})
"""What a string of NSIS writes otherwise."""


def main(arguments: list[str]) -> int:
    """Make the installer; the exit status."""
    folder = Path(arguments[0]) if arguments else DIST / "齐备"
    target = Path(arguments[1]) if len(arguments) > 1 else DIST / f"qibei-{VERSION}-windows-x64.exe"
    make(folder, target)
    print(f"{target}: {target.stat().st_size / 1e6:.0f} MB")
    return 0


def make(folder: Path, target: Path) -> None:
    """Pack `folder` into the installer `target`; CalledProcessError when makensis refuses."""
    files = WORK / "files.nsh"
    files.write_text("".join(f"{line}\n" for line in removal(folder)), "utf-8-sig")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    defined = {
        "VERSION": VERSION,
        "NUMBERS": ".".join(map(str, four_numbers())),
        "FOLDER": folder.resolve(),
        "FILES": files,
        "ICON": WORK / "icons" / "qibei.ico",
        "TARGET": target.resolve(),
        "KILOBYTES": size // 1024,
    }
    options = [f"-D{name}={value}" for name, value in defined.items()]
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *options, str(HERE / "qibei.nsi")]
    subprocess.run(command, check=True, env={**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "0"})


def removal(folder: Path) -> Iterator[str]:
    """What an uninstaller does to take away every file of `folder`, and the folders that are empty then."""
    inside = sorted(folder.rglob("*"), reverse=True)
    for path in inside:
        name = str(path.relative_to(folder)).replace("/", "\\").translate(SPECIAL)
        yield f'{"RMDir" if path.is_dir() else "Delete"} "$INSTDIR\\{name}"'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
