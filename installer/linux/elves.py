"""Which C library the files of a packed program need: `python installer/linux/elves.py dist/qibei [--at-most 2.28]`.

Prints the highest version of GLIBC's symbols (and of libstdc++'s, GLIBCXX) that any program or library in the folder
asks for, and which files ask for it. With a limit, the exit status is 1 when it is exceeded. Source of the versions:
the section of version references of each ELF file, as objdump (binutils) reads it.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

MAGIC = b"\x7fELF"
FAMILIES = ("GLIBC", "GLIBCXX")
Version = tuple[int, ...]


def main(arguments: list[str]) -> int:
    """Print what the folder needs; the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--at-most", type=_version, default=None, metavar="VERSION", help="of GLIBC")
    given = parser.parse_args(arguments)
    for family in FAMILIES:
        asked = needs(given.folder, family)
        highest = max(asked.values(), default=())
        files = sorted(str(path.relative_to(given.folder)) for path, version in asked.items() if version == highest)
        print(f"{family}_{in_words(highest)}：{len(files)}/{len(asked)} 个文件 / files：{'、'.join(files[:3])}")
        if family == "GLIBC" and given.at_most and highest > given.at_most:
            print(f"超过 / exceeds {in_words(given.at_most)}", file=sys.stderr)
            return 1
    return 0


def highest_of(folder: Path) -> Version:
    """The highest version of GLIBC that a file below `folder` asks for; () when none asks."""
    return max(needs(folder, "GLIBC").values(), default=())


def needs(folder: Path, family: str) -> dict[Path, Version]:
    """For each ELF file below `folder` that asks for symbols of that family: the highest version of them."""
    versions = {path: highest_in(text, family) for path, text in references(elves(folder)).items()}
    return {path: version for path, version in versions.items() if version}


def elves(folder: Path) -> list[Path]:
    """The programs and libraries below `folder`, links left out."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return [path for path in files if _begins_as_elf(path)]


def references(files: Iterable[Path]) -> Mapping[Path, str]:
    """What objdump tells of each file's head; CalledProcessError when it cannot."""
    return {
        path: subprocess.run(["objdump", "-p", path], check=True, capture_output=True, text=True).stdout
        for path in files
    }


def highest_in(told: str, family: str) -> Version:
    """The highest version of a family's symbols in what objdump told; () when there is none."""
    return max((_version(found) for found in re.findall(rf"\b{family}_(\d+(?:\.\d+)*)\b", told)), default=())


def in_words(version: Version) -> str:
    """2.28 of (2, 28)."""
    return ".".join(map(str, version)) or "—"


def _version(text: str) -> Version:
    return tuple(map(int, text.split(".")))


def _begins_as_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
